"""How rows that were read and cast are kept for the next build, and come back without their text being read again.

Only files are kept of which every row was used: a file with a refused row is read anew, and its refusals with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from saferplan.tables.engine import Engine, identifier, quoted
from saferplan.tables.hashing import sha256_of
from saferplan.tables.layout import Layout, TextFile
from saferplan.tables.schema import Table

MOST_ROWS = 4_000_000
"""Rows of files read together, above which none are kept: they would take more disk and memory than they save time."""


def kept_name(table: Table) -> str:
    """The name of the table that rows of earlier builds come back into; two connections may fill two at a time."""
    return f"kept_{table.name}"


def keys_of(engine: Engine, table: Table, layout: Layout, files: Sequence[TextFile]) -> dict[int, str]:
    """For each file that may be kept, the hash of all that its rows follow from; enumerations with what they allow."""
    if engine.kept is None or sum(file.rows for file in files) > MOST_ROWS:
        return {}
    allowed = _allowed(engine, table)
    group = (allowed, asdict(table), layout.headings, dict(layout.names), dict(layout.texts))
    shared = engine.kept.key(*group)
    return {
        file.file_id: engine.kept.key(shared, file.sha256, file.rows, file.blank_lines, file.heading_line)
        for file in files if file.sha256
    }  # fmt: skip


def _allowed(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    """What the enumerations among a table's types allow, hashed. Their names are ours, in lower case."""
    own = [column.sql_type for column in table.columns if column.sql_type.islower()]
    if not own:
        return []
    return engine.tuples("SELECT type_name, sha256(array_to_string(labels, chr(10))) FROM duckdb_types() "
                         "WHERE logical_type = 'ENUM' AND list_contains(?, type_name) ORDER BY ALL", [own])  # fmt: skip


def read_kept(engine: Engine, table: Table, files: Sequence[TextFile], keys: Mapping[int, str]) -> set[int]:
    """Into a table of its own the rows of files that an earlier build read; gives the numbers of these files."""
    found = {number: path for number, key in keys.items() if engine.kept and (path := engine.kept.find(key))}
    if not found:
        return set()
    columns = ", ".join(f"CAST({identifier(c.name)} AS {c.sql_type}) AS {identifier(c.name)}" for c in table.columns)
    numbers = ", ".join(map(str, found))
    paths = ", ".join(quoted(path.as_posix()) for path in found.values())
    try:
        engine.run(f"""CREATE OR REPLACE TABLE {kept_name(table)} AS
          SELECT CAST([{numbers}][CAST(file_index AS BIGINT) + 1] AS INTEGER) AS file_id, line, {columns}
          FROM read_parquet([{paths}])""")
    except (duckdb.IOException, duckdb.InvalidInputException):
        return set()  # taken away or altered this very moment: read the text
    return set(found)


def keep(engine: Engine, table: Table, target: str, file: TextFile, key: str) -> None:
    """Keep the rows of a clean file for the next build, unless its text has changed since its hash was taken."""
    columns = ", ".join(identifier(column.name) for column in table.columns)
    rows = f"SELECT line, {columns} FROM {target} WHERE file_id = {file.file_id}"
    if engine.kept:
        engine.kept.keep(
            key,
            write=lambda path: engine.run(f"COPY ({rows}) TO {quoted(path.as_posix())} (FORMAT parquet)"),
            is_true=lambda: sha256_of(Path(file.path)) == file.sha256,
        )
