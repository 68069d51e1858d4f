"""Periods in two cells: a year, and beside or below it the quarter or month of it that a figure is of.

Neither is a period by itself: "Q1" is of no year, and a year is not what the figure is of. A quarter of a bare year ("2024", "Q1")
and a numbered month of a financial year ("2024/25", "4") can be counted from January or from April, and are not read.
"""

import re

from saferplan.base.periods import MONTH_NAMES, Month, PeriodType, months_between
from saferplan.sources.local.cells import Cell, NotReadableError, is_blank, words
from saferplan.sources.local.heading_cells import is_finer, joined
from saferplan.sources.local.period_words import CADENCES, kind_of_period, read_period

_NAMES = {each.casefold() for name in MONTH_NAMES for each in (name, name[:3])} | {"sept"}
_QUARTER = re.compile(r"(?:q|qtr|quarter)\s*([1-4])", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_FINANCIAL_YEAR = re.compile(r"(?:fy\s*)?(?:\d{4}|\d{2})\s*[/-]\s*(?:\d{4}|\d{2})", re.IGNORECASE)


def is_part(cell: Cell) -> bool:
    """Whether a cell is a quarter or month without a year.

    >>> [is_part(each) for each in ("Q1", "quarter 3", "Apr", "Sept.", "Apr-24", "5", "Total")]
    [True, True, True, True, False, False, False]
    """
    return kind_of_bare_part(cell) is not None


def kind_of_bare_part(cell: Cell) -> PeriodType | None:
    """Quarter or month, of a cell that names one and no year; None of anything else."""
    text = words(cell).casefold().rstrip(".") if isinstance(cell, str) else ""
    if _QUARTER.fullmatch(text):
        return PeriodType.QUARTER
    return PeriodType.MONTH if text in _NAMES else None


def is_year(cell: Cell) -> bool:
    """Whether a cell is a financial year, or the number of a year.

    >>> [is_year(each) for each in ("2024/25", "FY24-25", 2024.0, "2024-04", "2024/27", 12)]
    [True, True, True, False, False, False]
    """
    text = words(cell)
    if isinstance(cell, str) and _FINANCIAL_YEAR.fullmatch(text):
        return _kind(text, PeriodType.FINANCIAL_YEAR)
    return isinstance(cell, str | int | float) and _BARE_YEAR.fullmatch(text) is not None


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
    number, is_bare = words(part), _BARE_YEAR.fullmatch(words(year)) is not None
    if cadence is PeriodType.MONTH and is_bare and re.fullmatch(r"0?[1-9]|1[0-2]", number):
        return f"{words(year)}-{int(number):02d}"
    if cadence is PeriodType.QUARTER and not is_bare and re.fullmatch("[1-4]", number):
        return f"{words(year)} Q{number}"
    return period_key((year, part))


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
    cadences = (PeriodType.MONTH, PeriodType.QUARTER) if is_part(part) or not words(part).isdigit() else (said,)
    kinds = (each for each in cadences if each and _kind(whole_period(year, part, each), each))
    return next((each for each in kinds if is_finer(each, PeriodType.FINANCIAL_YEAR)), None)


def is_undecided(year: Cell, part: Cell, said: PeriodType | None) -> bool:
    """Whether two cells are a year and a part of it, and nobody can tell whether it is counted from January or from April."""
    number = words(part)
    if _BARE_YEAR.fullmatch(words(year)):
        return _QUARTER.fullmatch(number) is not None or (said is PeriodType.QUARTER and number in "1234")
    return said is PeriodType.MONTH and is_year(year) and re.fullmatch(r"0?[1-9]|1[0-2]", number) is not None


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
