"""Periods in two cells: a year, and beside or below it the quarter or month of it that a figure is of.

Neither is a period by itself: "Q1" is of no year, and a year is not what the figure is of. A quarter of a bare year ("2024", "Q1")
and a numbered month of a financial year ("2024/25", "4") can be counted from January or from April, and are not read.
"""

import re

from saferplan.base.periods import Month, PeriodType, months_between
from saferplan.sources.local.cells import Cell, NotReadableError, is_blank, words
from saferplan.sources.local.heading_cells import is_figure, is_finer, joined
from saferplan.sources.local.period_words import CADENCES, kind_of_period, read_period
from saferplan.sources.local.quarter_words import MONTHS, ORDINALS, plain_quarter, quarter_of_months
from saferplan.sources.local.sheets import Sheet

_QUARTER = re.compile(r"(?:q|qtr|quarter)\s*[1-4]")
_BARE_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_FINANCIAL_YEAR = re.compile(r"(?:fy\s*)?(?:\d{4}|\d{2})\s*[/-]\s*(?:\d{4}|\d{2})", re.IGNORECASE)


def is_part(cell: Cell) -> bool:
    """Whether a cell is a quarter or month without a year.

    >>> [is_part(each) for each in ("Q1", "Quarter three", "Apr-Jun", "Apr", "Sept.", "Apr-24", "5", "Total")]
    [True, True, True, True, True, False, False, False]
    """
    return kind_of_bare_part(cell) is not None


def kind_of_bare_part(cell: Cell) -> PeriodType | None:
    """Quarter or month, of a cell that names one and no year; None of anything else."""
    text = _plain_part(cell)
    if _QUARTER.fullmatch(text):
        return PeriodType.QUARTER
    return PeriodType.MONTH if text in MONTHS else None


def _plain_part(cell: Cell) -> str:
    return plain_quarter(words(cell).casefold()).rstrip(".") if isinstance(cell, str) else ""


def is_year(cell: Cell) -> bool:
    """Whether a cell is a financial year, or the number of a year.

    >>> [is_year(each) for each in ("2024/25", "FY24-25", 2024.0, "2024-04", "2024/27", 12)]
    [True, True, True, False, False, False]
    """
    text = words(cell)
    if isinstance(cell, str) and _FINANCIAL_YEAR.fullmatch(text):
        return _kind(text, PeriodType.FINANCIAL_YEAR)
    return isinstance(cell, str | int | float) and _BARE_YEAR.fullmatch(text) is not None


def is_row_of_figures(sheet: Sheet, row: int) -> bool:
    """Whether a row holds a number that is no year: then it is no row of headings."""
    return any(is_figure(cell) and not is_year(cell) for cell in sheet.rows.get(row, {}).values())


def months_of_year(year: Cell) -> frozenset[Month]:
    """The months of a financial year, or of a calendar year that is given by its number; none of anything else."""
    text = words(year)
    if _BARE_YEAR.fullmatch(text):
        return frozenset(months_between(Month(int(text), 1), Month(int(text), 12)))
    kind = kind_of_period(year)
    return frozenset(read_period(year, kind).months) if kind else frozenset()


def whole_period(year: Cell, part: Cell, cadence: PeriodType) -> Cell:
    """The two cells as one that `read_period` takes; as they stand, one behind the other, where they are none together.

    >>> [whole_period("2024/25", part, PeriodType.QUARTER) for part in ("Q1", 1, "Q1 2024/25")]
    ['2024/25 Q1', '2024/25 Q1', 'Q1 2024/25']
    >>> [whole_period("2024", part, PeriodType.MONTH) for part in ("Apr", 4, "Q1")]
    ['2024 Apr', '2024-04', '2024 Q1']
    """
    if is_blank(part) or is_blank(year):
        return part if is_blank(year) else year
    number, is_bare = _number(part), _BARE_YEAR.fullmatch(words(year)) is not None
    if cadence is PeriodType.MONTH and is_bare and 1 <= number <= 12:
        return f"{words(year)}-{number:02d}"
    if cadence is PeriodType.QUARTER and not is_bare and 1 <= number <= 4:
        return f"{words(year)} Q{number}"
    if is_bare and quarter_of_months(words(part).casefold()):
        return f"{words(part)} {words(year)}"
    return period_key((year, _plain_part(part).upper() if kind_of_bare_part(part) is PeriodType.QUARTER else part))


def _number(part: Cell) -> int:
    """The number of a part that is written as a number or as 1st, 2nd; nought otherwise."""
    text = words(part).casefold()
    return ORDINALS.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)


def period_key(cells: tuple[Cell, ...]) -> Cell:
    """The period that the rows of a heading name together: 2016/17 over Q1, or Apr-16 below the year it lies in."""
    said = [cell for cell in cells if not is_blank(cell)]
    if len(said) < 2:
        return said[0] if said else ""
    whole = joined(said)
    if kind_of_period(whole) is None and _lies_in(said[-1], said[0]):
        return said[-1]
    return whole


def kind_of_part(year: Cell, part: Cell, said: PeriodType | None) -> PeriodType | None:
    """What kind of period two cells are together, if it is a part of the year; numbers are what the heading says they are."""
    cadences = (said,) if _number(part) else (PeriodType.MONTH, PeriodType.QUARTER)
    kinds = (each for each in cadences if each and _kind(whole_period(year, part, each), each))
    return next((each for each in kinds if is_finer(each, PeriodType.FINANCIAL_YEAR)), None)


def is_undecided(year: Cell, part: Cell, said: PeriodType | None) -> bool:
    """Whether two cells are a year and a part of it, and nobody can tell whether it is counted from January or from April."""
    if _BARE_YEAR.fullmatch(words(year)):
        is_quarter = kind_of_bare_part(part) is PeriodType.QUARTER and not quarter_of_months(words(part).casefold())
        return is_quarter or (said is PeriodType.QUARTER and 1 <= _number(part) <= 4)
    return said is PeriodType.MONTH and is_year(year) and 1 <= _number(part) <= 12


UNDECIDED_WAY_OUT = (
    "Have it written as Q1 2024/25, or as Apr-24: a part of a year may be counted from January or from April."
)


def _kind(cell: Cell, cadence: PeriodType) -> bool:
    try:
        read_period(cell, cadence)
    except NotReadableError:
        return False
    return cadence in CADENCES


def _lies_in(inner: Cell, outer: Cell) -> bool:
    kind = kind_of_period(inner)
    return kind is not None and set(read_period(inner, kind).months) <= months_of_year(outer)
