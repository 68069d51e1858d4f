"""The counting engine: DuckDB with nothing fetched, nothing loaded by itself, every step named and kept."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from saferplan.tables.kept_rows import KeptRows
from saferplan.tables.schema import Table

MEMORY_LIMIT = "2GB"
MANY_ROWS = 2_000_000
"""From so many rows of files on, a build spares memory and its engine takes every core; under it, threads of its own fill them."""
ROWS_A_STATEMENT = 200
FEW_ROWS = 6
"""Up to so many rows are quicker as values of a statement; more are quicker as arrays, by thirty times for a thousand."""


@dataclass
class Engine:
    """One connection and the record of the named steps run on it."""

    con: duckdb.DuckDBPyConnection
    steps: list[tuple[str, str, int | None]] = field(default_factory=list)
    heard: Callable[[str], None] = lambda name: None
    kept: KeptRows | None = None
    """Rows of files that an earlier build read already; None reads every file anew."""

    def step(self, name: str, sql: str) -> None:
        """Run a statement that makes a table, and keep its text under a name for `explain`."""
        self.heard(name)
        row = next(iter(self.con.execute(sql).fetchall()), None)
        self.note(name, sql, int(row[0]) if row and isinstance(row[0], int) else None)

    def note(self, name: str, sql: str, rows: int | None) -> None:
        """Keep a statement's text and the rows it yields, as `step` does, without running it."""
        self.steps.append((name, sql.strip(), rows))

    def run(self, sql: str, values: Sequence[object] | Mapping[str, object] | None = None) -> None:
        self.con.execute(sql, values)

    def rows(self, sql: str, values: Sequence[object] | None = None) -> list[dict[str, Any]]:
        """Each row as a dictionary of column names."""
        cursor = self.con.execute(sql, values)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tuples(self, sql: str, values: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        return self.con.execute(sql, values).fetchall()

    def value(self, sql: str, values: Sequence[object] | None = None) -> Any:
        row = next(iter(self.con.execute(sql, values).fetchall()), None)  # a result must be read to its end
        return row[0] if row else None

    def create(self, *tables: Table) -> None:
        """Make tables that hold no rows yet."""
        self.con.execute(";\n".join(table.create_sql() for table in tables))

    def insert(self, table: Table, rows: Sequence[Sequence[object]]) -> None:
        """Add rows in the order of the table's columns; its checks are kept by the engine."""
        if len(rows) > FEW_ROWS:
            columns = {
                name: _objects(values) for name, values in zip(table.column_names, zip(*rows, strict=True), strict=True)
            }
            self._insert_registered(table, columns, (f"CAST({c.name} AS {c.sql_type})" for c in table.columns))
        elif rows:
            place = f"({', '.join('?' * len(table.columns))})"
            flat = [value for row in rows for value in row]
            self.con.execute(f"INSERT INTO {table.name} VALUES {', '.join([place] * len(rows))}", flat)

    def insert_columns(self, table: Table, columns: Mapping[str, Any]) -> None:
        """Add many rows at once from arrays, one per column. A nan in a column of numbers is a null."""
        values = (
            f"CASE WHEN isnan({column.name}) THEN NULL ELSE CAST({column.name} AS {column.sql_type}) END"
            if getattr(columns[column.name], "dtype", None) == "float64"
            else f"CAST({column.name} AS {column.sql_type})"
            for column in table.columns
        )
        self._insert_registered(table, columns, values)

    def _insert_registered(self, table: Table, columns: Mapping[str, Any], values: Iterable[str]) -> None:
        self.con.register("arrays", {name: columns[name] for name in table.column_names})
        self.con.execute(f"INSERT INTO {table.name} SELECT {', '.join(values)} FROM arrays")
        self.con.unregister("arrays")

    def add(self, table_name: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows of plain values to a table of any kind, many in one statement: one by one each costs a millisecond."""
        for first in range(0, len(rows), ROWS_A_STATEMENT):
            part = rows[first : first + ROWS_A_STATEMENT]
            place = f"({', '.join('?' * len(part[0]))})"
            values = [value for row in part for value in row]
            self.con.execute(f"INSERT INTO {table_name} VALUES {', '.join([place] * len(part))}", values)

    def beside(self) -> "Engine":
        """Another connection to the same tables (not to temporary ones), for another thread."""
        return Engine(self.con.cursor(), kept=self.kept)

    def has_table(self, name: str) -> bool:
        """Whether there is a table or view of this name."""
        try:
            self.con.execute(f"SELECT 1 FROM {name} LIMIT 0").fetchall()
        except duckdb.CatalogException:
            return False
        return True

    def close(self) -> None:
        self.con.close()


def connect(*, threads: int | None = None, spill: Path | None = None, leaves_a_core: bool = False) -> Engine:
    """An in-memory engine. `spill` is a folder it may write to when memory runs short.

    It takes every core up to eight, or leaves one to other threads, unless SAFERPLAN_THREADS says how many.
    """
    cores = min(8, os.cpu_count() or 1)
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": MEMORY_LIMIT,
        "preserve_insertion_order": "true",
        "pandas_analyze_sample": "1000000",  # look at every value of a column before its type is told
        "threads": str(threads or os.environ.get("SAFERPLAN_THREADS") or max(1, cores - leaves_a_core)),
    }
    if spill is not None:
        settings["temp_directory"] = str(spill)
    return Engine(duckdb.connect(":memory:", config=settings))


def _objects(values: Sequence[object]) -> Any:
    """A column of Python values as an array that keeps them as they are, None among them."""
    import numpy as np

    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def quoted(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
