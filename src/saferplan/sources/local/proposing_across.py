"""Months side by side that stand three or twelve apart: they may be the ends of quarters or years, and each figure of all of it.

Down a column its heading says which; across, the cell on the left of them, a title or the name of the sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from saferplan.base.periods import Month, PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Cell, NotReadableError, address, words
from saferplan.sources.local.period_words import EXAMPLES, cadence_said, is_day, read_period, says_end
from saferplan.sources.local.proposing_cadence import MANY, by_steps
from saferplan.sources.local.sheets import Sheet, UnreadableFileError
from saferplan.sources.local.titles import titles_of

_APART = {3: PeriodType.QUARTER, 12: PeriodType.FINANCIAL_YEAR}


def cadence_across(sheet: Sheet, rows: tuple[int, int], keys: Mapping[int, Cell], kind: PeriodType) -> PeriodType:
    """How often figures come whose periods are the headings of some columns, in the rows `rows`.

    Raises UnreadableFileError where months stand three or twelve apart and nothing says that they are months, or whole quarters.
    """
    months = [read_period(cell, kind).start for cell in keys.values()]
    apart = _apart(months, list(keys.values())) if kind is PeriodType.MONTH else None
    said = {each: _said(each) for each in _texts(sheet, rows, min(keys)) if _said(each)}
    if apart is None or PeriodType.MONTH in said.values():
        return kind
    if apart in said.values() and _are_ends(keys.values(), said, apart):
        return apart
    raise _refused(sheet, rows[1], keys, apart)


def _said(text: str) -> PeriodType | None:
    return PeriodType.MONTH if "monthly" in text.casefold() else cadence_said(text)


def _apart(months: Sequence[Month], cells: Sequence[Cell]) -> PeriodType | None:
    """What the months may be the ends of; two that are written as months may well be three or twelve apart."""
    steps = {behind.index - before.index for before, behind in pairwise(sorted(months))}
    of = _APART.get(steps.pop()) if len(steps) == 1 else None
    if of is None and by_steps(months) is not PeriodType.MONTH:
        of = by_steps(months)
    is_likely = len(set(months)) >= MANY or not any(_is_month(cell) for cell in cells)
    return of if of and is_likely else None


def _is_month(cell: Cell) -> bool:
    """Whether a cell is written as a month: in words, or as the first of it, as a workbook keeps Apr-16."""
    return not is_day(cell) or (not isinstance(cell, str | int | float) and words(cell).endswith("-01"))


def _texts(sheet: Sheet, rows: tuple[int, int], first_column: int) -> list[str]:
    """The titles, the name of the sheet, and what stands on the left of the periods."""
    above = [words(cell) for cell, _ in titles_of(sheet, rows[0]) if isinstance(cell, str)]
    beside = [
        words(cell) for row in range(rows[0], rows[1] + 1)
        for column, cell in sheet.rows.get(row, {}).items() if column < first_column
    ]  # fmt: skip
    return above + beside


def _are_ends(cells: Iterable[Cell], said: Iterable[str], of: PeriodType) -> bool:
    """Whether each cell can be read as such a period, and ends one where it is called an end."""
    try:
        first_months = [read_period(cell, of).start for cell in cells]
    except NotReadableError:
        return False
    months = [read_period(cell, PeriodType.MONTH).start for cell in cells]
    return not (any(map(says_end, said)) and set(months) & set(first_months))


def _refused(sheet: Sheet, row: int, keys: Mapping[int, Cell], of: PeriodType) -> UnreadableFileError:
    (first, one), *_, (last, other) = keys.items()
    steps, what = ("three", "quarters") if of is PeriodType.QUARTER else ("twelve", "years")
    reason = (
        f"Sheet “{sheet.name}”: “{words(one)}” in {address(row, first)} to “{words(other)}” in {address(row, last)} stand {steps} "
        f"months apart: each figure may be of one of the {what} that they begin or end."
    )
    way_out = (
        f"Are they {what}? Have them headed {EXAMPLES[of]}; if each is a month alone, write Month into the cell on their left or "
        "into a row above."
    )
    return UnreadableFileError(Problem(reason, way_out))
