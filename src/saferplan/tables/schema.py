"""What a table is, declared once: its DDL, its checks, its order and its documentation all come from here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """One column. `check` is an SQL condition on the column's name; a null passes it if the column may be null."""

    name: str
    sql_type: str
    description: str
    nullable: bool = False
    check: str = ""
    advice: str = ""
    """What to tell a person whose value fails the check or cannot be read as the type."""


@dataclass(frozen=True)
class Table:
    """A table of an edition. `sort_key` is total: no two rows share it, so the same rows give the same bytes."""

    name: str
    description: str
    columns: tuple[Column, ...]
    sort_key: tuple[str, ...]
    caveats: tuple[str, ...] = field(default=())

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def create_sql(self) -> str:
        lines = [_column_sql(column) for column in self.columns]
        return f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(lines) + "\n)"

    def copy_sql(self, path: str, *, in_order: bool = False) -> str:
        """Write the table to Parquet in its total order, with fixed row groups; `in_order` if its rows stand so already."""
        columns = ", ".join(self.column_names)
        order = "" if in_order else f" ORDER BY {', '.join(self.sort_key)}"
        target = path.replace("'", "''")
        options = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
        return f"COPY (SELECT {columns} FROM {self.name}{order}) TO '{target}' ({options})"

    def out_of_order_sql(self) -> str:
        """Counts the rows that do not come after the row before them: none means ordered, and no key twice."""
        before = ", ".join(f"lag({name}) OVER () AS before_{name}" for name in self.sort_key)
        key = ", ".join(self.sort_key)
        later = ""
        for name in reversed(self.sort_key):
            later = f"{name} > before_{name}" + (f" OR ({name} = before_{name} AND ({later}))" if later else "")
        first = f"before_{self.sort_key[0]} IS NULL"
        return f"SELECT count(*) FROM (SELECT {key}, {before} FROM {self.name}) WHERE NOT ({first} OR {later})"

    def repeated_keys_sql(self) -> str:
        """Counts the rows that break the promise of a total sort key."""
        key = ", ".join(self.sort_key)
        return f"SELECT count(*) FROM (SELECT {key} FROM {self.name} GROUP BY {key} HAVING count(*) > 1)"


ROW_GROUP_ROWS = 122_880


def _column_sql(column: Column) -> str:
    parts = [column.name, column.sql_type]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.check:
        parts.append(f"CHECK ({column.check})")
    return " ".join(parts)
