"""Whether the quarters or months that stand with one year follow each other: else the year may stand in the wrong place.

A year that is written once for several columns or rows is carried on to the next year that is written. Typed one place too late,
the first quarter of a year would become that of the year before; but then it stands behind the fourth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import Cell, NotReadableError, address, is_blank, words
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import kind_of_period, read_period
from saferplan.sources.local.sheets import Sheet


@dataclass(frozen=True)
class Step:
    """One period in the run of a year: when it begins, what is written, and where."""

    start: int
    said: str
    place: str


def refuse_heading_order(sheet: Sheet, first: int, last: int, keys: Mapping[int, Cell]) -> None:
    """Raises NotReadableError where periods below one year do not follow each other, or a part of a year stands below none.

    `keys` are the periods of the columns, as both rows of headings name them together.
    """
    kinds = {column: kind_of_period(key) for column, key in keys.items()}
    runs: dict[int, list[Step]] = defaultdict(list)
    for column, kind in sorted(kinds.items()):
        below = sheet.filled(last, column)
        if kind and kind is not PeriodType.FINANCIAL_YEAR:
            step = Step(read_period(keys[column], kind).start.index, words(below), address(last, column))
            runs[_owner(sheet, first, column)].append(step)
        elif is_part(below):
            raise NotReadableError(f"“{words(below)}” in {address(last, column)} stands below no year.", WAY_OUT)
    for run in runs.values():
        refuse_order(run)


def _owner(sheet: Sheet, row: int, column: int) -> int:
    """The column in which the year above a column is written; of merged cells the first."""
    own = next((place for place in range(column, -1, -1) if not is_blank(sheet.filled(row, place))), -1)
    return sheet.merged.get((row, own), (row, own))[1]


def refuse_order(run: Sequence[Step]) -> None:
    """Raises NotReadableError for the first period that turns back; all may go up, or all down."""
    for before, here, behind in zip(run, run[1:], run[2:], strict=False):
        if (here.start - before.start) * (behind.start - here.start) <= 0:
            shown = f"“{behind.said}” in {behind.place} comes behind “{here.said}” in {here.place}"
            raise NotReadableError(f"{shown}, in the same year: the year may stand in the wrong place.", WAY_OUT)
    if len(run) == 2 and run[0].start == run[1].start:
        raise NotReadableError(
            f"“{run[0].said}” stands twice in one year, in {run[0].place} and {run[1].place}.", WAY_OUT
        )


def refuse_wrapped(run: Sequence[Step], year: str) -> None:
    """Raises NotReadableError for parts of a bare year that go on from December to January: the new year has begun by then."""
    turns = [place for place in range(1, len(run)) if run[place].start < run[place - 1].start]
    if len(turns) == 1 and all(step.start < run[0].start for step in run[turns[0] :]):
        here, behind = run[turns[0] - 1], run[turns[0]]
        shown = f"“{behind.said}” in {behind.place} comes behind “{here.said}” in {here.place}"
        reason = f"{shown}, both of “{year}”: it may be of the year after."
        raise NotReadableError(reason, WAY_OUT)


WAY_OUT = "Have the year written with each of its quarters or months, as in Q1 2024/25 or Apr-24."
