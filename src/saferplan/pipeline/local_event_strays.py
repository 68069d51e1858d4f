"""Days of an extract that stand alone, years from all others, as a mistyped year leaves them: refused, and never counted.

They are looked for in all files of a mapping together. In the past a day of long ago may be right where the day of the report
is given: crimes are reported late. So it is refused only where none is; a day after all others is always.
"""

from collections.abc import Sequence
from datetime import date

from saferplan.base.numerals import plural
from saferplan.base.periods import Month
from saferplan.pipeline.event_analyses.covered import Span, blocks, covered_runs, months_with_rows
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import remove_rows
from saferplan.pipeline.local_event_leaving import add_note
from saferplan.pipeline.mappings import SavedMapping
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

SHARE = 0.01
FEWEST_OTHERS = 19
"""One day alone is a stray beside so many others; of fewer nobody can say what is usual."""
_WAY_OUT = "Correct the year."
_WAY_OUT_PAST = (
    "Correct the year; where it is right, give the day of the report too, in a column that the mapping names as "
    "reported."
)


def refuse_strays(engine: Engine, ledger: Ledger, mapping: SavedMapping) -> None:
    """Refuse rows whose day of the report, or day it happened, lies more than twelve empty months from all others."""
    for role, may_be_late in (("reported", False), ("from_date", True)):
        found = blocks(months_with_rows(engine, role, "local_event_row"))
        if len(found) < 2:
            continue
        main = max(found, key=lambda each: each.rows)
        total = sum(each.rows for each in found)
        before, after = ([each for each in found if each < main], [each for each in found if each > main])
        if _are_strays(before, total):
            where = f"{role} < DATE '{main.first}'" + (" AND reported IS NULL" if may_be_late else "")
            _refuse(engine, ledger, mapping, role, where, main, _WAY_OUT_PAST if may_be_late else _WAY_OUT)
        if _are_strays(after, total):
            _refuse(engine, ledger, mapping, role, f"{role} >= DATE '{after[0].first}'", main, _WAY_OUT)


def _are_strays(aside: Sequence[Span], total: int) -> bool:
    rows = sum(each.rows for each in aside)
    return 0 < rows < SHARE * total or (rows == 1 and total > FEWEST_OTHERS)


def _refuse(
    engine: Engine, ledger: Ledger, mapping: SavedMapping, role: str, where: str, main: Span, way_out: str
) -> None:
    heading = mapping.rules.headings().get(role, role)
    found = engine.tuples(
        f"SELECT file_id, line, CAST({role} AS DATE) FROM local_event_row WHERE {where} ORDER BY 1, 2"
    )
    engine.insert(all_tables()["refusal"], [
        (file_id, line, heading, str(day), _reason(day, main), way_out) for file_id, line, day in found
    ])  # fmt: skip
    for file_id, _, _ in found:
        ledger.move(file_id, 1, to=ledger.refused)
    remove_rows(engine, "local_event_row", [(file_id, line) for file_id, line, _ in found])


def _reason(day: date, main: Span) -> str:
    first, last, own = Month.of(main.first), Month.of(main.last), Month.of(day)
    apart = first.index - own.index if own < first else own.index - last.index
    return f"Its day stands alone, {apart} months from nearly all others, which lie in {first.name} to {last.name}."


def note_uncovered(engine: Engine, ledger: Ledger) -> None:
    """Say of a file how many of its days come after the months that its extract covers: they are in no year of it."""
    runs = covered_runs(months_with_rows(engine, "from_date", "local_event_row"))
    if not runs:
        return
    after = Month.of(runs[0].last).plus(2).first_day
    for file_id, rows, newest in engine.tuples("""SELECT file_id, count(*), CAST(max(from_date) AS DATE)
      FROM local_event_row WHERE from_date >= ? GROUP BY 1 ORDER BY 1""", [after]):  # fmt: skip
        add_note(ledger, file_id, f"{plural(rows, 'row')} of days up to {newest}, after the months that the extract covers "
                 f"({Month.of(runs[0].first).name} to {Month.of(runs[0].last).name}): look whether the year is right.")  # fmt: skip
