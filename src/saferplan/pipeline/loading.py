"""Lookups and populations from files to typed tables, each layout read in one scan, each row accounted for."""

from collections.abc import Sequence

from saferplan.base.offence_codes import spelled_alike
from saferplan.pipeline.ledger import Ledger
from saferplan.sources.files import InputFile
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
            year = f"'20{found.hints['year']}'" if "year" in found.hints else None
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
    """Rows with a key that an earlier row had: the same row is a duplicate, another one is refused."""
    if not engine.value(table.repeated_keys_sql()):
        return
    key, columns = ", ".join(table.sort_key), ", ".join(table.column_names)
    repeated = f"""SELECT file_id, line, {table.sort_key[0]} AS value, same FROM (
      SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY file_id, line) AS turn,
        hash({columns}) = first(hash({columns})) OVER (PARTITION BY {key} ORDER BY file_id, line) AS same
      FROM {table.name}) WHERE turn > 1 ORDER BY file_id, line"""
    found = engine.tuples(repeated)
    refusals = [
        (
            file_id,
            line,
            heading_of(ledger.files[file_id - 1], table.sort_key[0]),
            value,
            "Another row gives other figures for the same code.",
            "Keep one of them.",
        )
        for file_id, line, value, same in found
        if not same
    ]
    for file_id, _, _, same in found:
        ledger.move(file_id, 1, to=ledger.duplicates if same else ledger.refused)
    engine.insert(all_tables()["refusal"], refusals)
    remove_rows(engine, table.name, [(file_id, line) for file_id, line, _, _ in found])


def spell_codes_alike(engine: Engine, table_name: str, *, into: str) -> None:
    """A table of every offence code of a loaded table, as `text`, and the spelling that is the same for all of its forms."""
    codes = [code for (code,) in engine.tuples(f"SELECT DISTINCT offence_code FROM {table_name} ORDER BY 1")]
    engine.run(f"CREATE OR REPLACE TEMP TABLE {into} (text VARCHAR, spelled_alike VARCHAR)")
    engine.add(into, [(code, spelled_alike(code)) for code in codes])


def remove_rows(engine: Engine, table_name: str, rows: Sequence[tuple[int, int]]) -> None:
    if rows:
        engine.run("CREATE OR REPLACE TEMP TABLE leaving (file_id INTEGER, line BIGINT)")
        engine.add("leaving", rows)
        engine.run(f"DELETE FROM {table_name} WHERE (file_id, line) IN (SELECT (file_id, line) FROM leaving)")
