"""Lookups and populations from files to typed tables, each layout read in one scan, each row accounted for."""

from collections.abc import Mapping, Sequence
from typing import Any

from saferplan.base.errors import InputError
from saferplan.base.offence_codes import spelled_alike
from saferplan.pipeline.ledger import Ledger
from saferplan.sources.files import InputFile
from saferplan.sources.inbox import SAY_WHEN_PUBLISHED
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine
from saferplan.tables.layout import Layout, TextFile
from saferplan.tables.loader import load
from saferplan.tables.reference import REFERENCE_TABLES
from saferplan.tables.schema import Table


def load_references(engine: Engine, ledger: Ledger) -> None:
    """Load the lookups and populations; every reference table exists afterwards, empty where no file was supplied."""
    for table in REFERENCE_TABLES.values():
        for number, found in ledger.numbered(_source_of(ledger, table.name)):
            year = f"'{found.hints['year']}'" if "year" in found.hints else None
            ledger.add(load(engine, table, layout_of(found, year), [text_file(number, found)], target=table.name))
        make_if_absent(engine, table)
        _drop_repeated(engine, table, ledger)


def make_if_absent(engine: Engine, table: Table) -> None:
    """The table, empty, where no file filled it."""
    if not engine.has_table(table.name):
        engine.run(table.create_sql().replace("(\n", "(file_id INTEGER, line BIGINT,\n", 1))


def _source_of(ledger: Ledger, table_name: str) -> str:
    return next((found.source.id for found in ledger.files if found.source and found.source.table == table_name), "")


def text_file(number: int, found: InputFile) -> TextFile:
    """A file of the inbox as the loader takes it."""
    return TextFile(
        number, str(found.readable), found.rows_in, found.blank_lines, found.heading_line, sha256=found.sha256
    )


def layout_of(found: InputFile, year: str | None = None) -> Layout:
    assert found.source is not None
    names: dict[str, str] = {}
    for heading in found.headings:
        column = found.source.column_of(heading)
        if column and column.name not in names.values():
            names[heading] = column.name
    texts = {**found.source.texts, "year": year} if year else found.source.texts
    return Layout(tuple(found.headings), names, texts)


def heading_of(found: InputFile, column_name: str) -> str:
    """The publisher's heading of one of our columns, for messages."""
    known = ((heading, found.source.column_of(heading)) for heading in found.headings if found.source)
    return next((heading for heading, column in known if column and column.name == column_name), column_name)


def _drop_repeated(engine: Engine, table: Table, ledger: Ledger) -> None:
    """One row a key: that of the newest issue counts, and within a file the first.

    Of the others, the same row is a duplicate, one of an older issue is superseded, another one of the same file is refused.
    Raises InputError where two files give other figures and it cannot be told which was published later.
    """
    if not engine.value(table.repeated_keys_sql()):
        return
    engine.run("CREATE OR REPLACE TEMP TABLE file_issue (file_id INTEGER, issue VARCHAR)")
    engine.add("file_issue", [(number, found.issue or "") for number, found in enumerate(ledger.files, start=1)])
    found = engine.rows(_repeated_sql(table))
    refused = [row for row in found if row["becomes"] == "refused"]
    for row in refused:
        if row["file_id"] != row["counted_file"]:
            raise _without_order(ledger, heading_of(ledger.files[row["file_id"] - 1], table.sort_key[0]), row)
    engine.insert(all_tables()["refusal"], [_refusal(ledger, table, row) for row in refused])
    to = {"duplicate": ledger.duplicates, "superseded": ledger.superseded, "refused": ledger.refused}
    for row in found:
        ledger.move(row["file_id"], 1, to=to[row["becomes"]])
    remove_rows(engine, table.name, [(row["file_id"], row["line"]) for row in found])


def _repeated_sql(table: Table) -> str:
    """Every row whose key a row that counts has too, what becomes of it, and where the row that counts stands."""
    key, columns = ", ".join(table.sort_key), ", ".join(table.column_names)
    return f"""SELECT file_id, line, {table.sort_key[0]} AS value, counted_file, counted_line,
        CASE WHEN same THEN 'duplicate' WHEN issue <> '' AND issue < counted_issue THEN 'superseded' ELSE 'refused' END AS becomes
      FROM (
        SELECT *, row_number() OVER by_issue AS turn, hash({columns}) = first(hash({columns})) OVER by_issue AS same,
          first(file_id) OVER by_issue AS counted_file, first(line) OVER by_issue AS counted_line,
          first(issue) OVER by_issue AS counted_issue
        FROM {table.name} JOIN file_issue USING (file_id)
        WINDOW by_issue AS (PARTITION BY {key} ORDER BY issue DESC, file_id, line))
      WHERE turn > 1 ORDER BY file_id, line"""


def _without_order(ledger: Ledger, heading: str, row: Mapping[str, Any]) -> InputError:
    other, mine = ledger.files[row["counted_file"] - 1], ledger.files[row["file_id"] - 1]
    return InputError(
        f"{other.path} (line {row['counted_line']}) and {mine.path} (line {row['line']}) give other figures for {heading} "
        f"{row['value']}, and it cannot be told which was published later.",
        SAY_WHEN_PUBLISHED,
    )


def _refusal(ledger: Ledger, table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    found = ledger.files[row["file_id"] - 1]
    reason = f"Line {row['counted_line']} of {found.path} gives other figures for the same code, and counts."
    return (
        row["file_id"],
        row["line"],
        heading_of(found, table.sort_key[0]),
        row["value"],
        reason,
        "Keep one of them.",
    )


def spell_codes_alike(engine: Engine, table_name: str, *, into: str) -> None:
    """A table of every offence code of a loaded table, as `text`, and the spelling that is the same for all of its forms."""
    codes = [code for (code,) in engine.tuples(f"SELECT DISTINCT offence_code FROM {table_name} ORDER BY 1")]
    engine.run(f"CREATE OR REPLACE TABLE {into} (text VARCHAR, spelled_alike VARCHAR)")
    engine.add(into, [(code, spelled_alike(code)) for code in codes])


def remove_rows(engine: Engine, table_name: str, rows: Sequence[tuple[int, int]]) -> None:
    if rows:
        engine.run("CREATE OR REPLACE TEMP TABLE leaving (file_id INTEGER, line BIGINT)")
        engine.add("leaving", rows)
        engine.run(f"DELETE FROM {table_name} WHERE (file_id, line) IN (SELECT (file_id, line) FROM leaving)")
