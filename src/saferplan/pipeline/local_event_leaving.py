"""Rows of an extract that are no crime of their own: left out by their status, or another row of a crime that counts already."""

from collections.abc import Mapping

from saferplan.base.numerals import whole
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import remove_rows
from saferplan.pipeline.mappings import SavedMapping
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted


def leave_out(engine: Engine, ledger: Ledger, mapping: SavedMapping, sheets: Mapping[int, str]) -> None:
    """Take out the rows whose status the mapping names, and list each status with its rows and the first of them."""
    rules = mapping.rules.leave_out
    if rules is None:
        return
    said = {each.strip().casefold(): each for each in rules.values}
    named = ", ".join(map(quoted, said))
    found = engine.tuples(f"""SELECT file_id, line, lower(trim(status)) FROM local_event_row
      WHERE lower(trim(coalesce(status, ''))) IN ({named}) ORDER BY 1, 2""")  # fmt: skip
    lines: dict[tuple[int, str], list[int]] = {}
    for file_id, line, status in found:
        ledger.move(file_id, 1, to=ledger.left_out)
        lines.setdefault((file_id, status or ""), []).append(line)
    engine.insert(all_tables()["local_left_out"], [
        (file_id, sheets.get(file_id, ""), rows[0], "", said[status], len(rows), _LEFT_OUT.format(rules.column))
        for (file_id, status), rows in lines.items()
    ])  # fmt: skip
    remove_rows(engine, "local_event_row", [(file_id, line) for file_id, line, _ in found])
    for file_id in sorted({file_id for file_id, _ in lines}):
        parts = [f"“{said[status]}” {whole(len(rows))}" for (each, status), rows in lines.items() if each == file_id]
        add_note(ledger, file_id, f"Rows left out by their “{rules.column}”: {', '.join(parts)}.")


_LEFT_OUT = "The mapping leaves out rows of this “{}”; the row is the first of them."


def count_once(engine: Engine, ledger: Ledger, mapping: SavedMapping) -> None:
    """Of the rows of one crime keep the first, of the newest file; say how many were others, and how many name another offence."""
    heading = mapping.rules.columns.crime_reference
    if not heading:
        return
    engine.run("""CREATE OR REPLACE TEMP TABLE event_turn AS
      SELECT file_id, line, row_number() OVER newest_first AS turn, offence <> first_value(offence) OVER newest_first AS is_other
      FROM (SELECT *, list_position(getvariable('event_files'), CAST(file_id AS VARCHAR)) AS age,
          coalesce(offence_code, category, '') AS offence
        FROM local_event_row WHERE crime_reference IS NOT NULL)
      WINDOW newest_first AS (PARTITION BY crime_reference ORDER BY age DESC, line)""")
    found = engine.tuples("SELECT file_id, line, is_other FROM event_turn WHERE turn > 1 ORDER BY 1, 2")
    for file_id, _, _ in found:
        ledger.move(file_id, 1, to=ledger.duplicates)
    remove_rows(engine, "local_event_row", [(file_id, line) for file_id, line, _ in found])
    for file_id in sorted({each[0] for each in found}):
        others = [is_other for each, _, is_other in found if each == file_id]
        add_note(ledger, file_id, _once(heading, len(others), sum(others)))
    engine.run("DROP TABLE event_turn")


def _once(heading: str, rows: int, others: int) -> str:
    said = f"{whole(rows)} rows repeat a “{heading}” and are not counted again."
    if not others:
        return said
    return (
        f"{said} {whole(others)} of them name another offence than the row that counts: if one number may stand for several "
        "crimes, take `crime_reference` out of the mapping."
    )


def add_note(ledger: Ledger, file_id: int, note: str) -> None:
    file = ledger.files[file_id - 1]
    file.note = " ".join(each for each in (file.note, note) if each)
