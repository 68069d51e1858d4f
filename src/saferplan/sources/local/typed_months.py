"""Months that a spreadsheet took for days: "Apr-16", typed into Excel in 2017, becomes 16 April 2017, and is of another year.

A column of them shows itself where the financial year goes on to January: the days stay the same, or grow by one with the year that
was typed, and the year does not, so that December 2017 is followed by January 2017. Before that turn it shows itself only by the
day, which is the year before the one that stands there.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from saferplan.base.periods import MONTH_NAMES
from saferplan.sources.local.cells import Cell, NotReadableError, address, words
from saferplan.sources.local.period_words import is_day
from saferplan.sources.local.sheets import Sheet

FEWEST = 3
_CENTURY = 100
_FIRST_YEAR = 10
"""Days before the tenth are told by nothing: they are dates like others."""
_NUMBERS = re.compile(r"\d+")


def refuse_typed_months(sheet: Sheet, places: Iterable[tuple[int, int]]) -> None:
    """Raises NotReadableError where the cells of periods are days that were typed as months and years."""
    days: dict[date, tuple[int, int]] = {}
    for place in places:
        if day := _day_of(sheet.cell(*place)):
            days.setdefault(day, place)
    run = list(days)
    if any(_is_edge(day) for day in run):
        return
    is_of_one_year = len(run) >= FEWEST and len({day.year for day in run}) == 1
    if _are_of_years(run) or (is_of_one_year and (_turns(run) or _turns(run[::-1]))):
        first, last = (f"“{words(sheet.cell(*days[day]))}” in {address(*days[day])}" for day in (run[0], run[-1]))
        typed = f"{MONTH_NAMES[run[0].month - 1][:3]}-{run[0].day:02d}"
        raise NotReadableError(
            f"The days from {first} to {last} look like months: a spreadsheet reads “{typed}” as day {run[0].day} of the month, "
            "in the year in which it is typed. Which year was meant cannot be told.",
            "Have the months written as 2016-04, or as 01/04/2016, and the typed ones written anew in cells formatted as text.",
        )


def _day_of(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    if not isinstance(cell, str) or not is_day(cell):
        return None
    numbers = [int(each) for each in _NUMBERS.findall(words(cell))[:3]]
    year, month, day = numbers if numbers[0] > _CENTURY else numbers[::-1]
    try:
        return date(year if year > _CENTURY else 2000 + year, month, day)
    except ValueError:
        return None


def _is_edge(day: date) -> bool:
    """Whether a day begins or ends a month, as days that stand for months do."""
    return day.day in (1, monthrange(day.year, day.month)[1])


def _turns(run: Sequence[date]) -> bool:
    """Whether the months go on from December to January once, with the same day on either side, or one more behind it."""
    back = [place for place in range(1, len(run)) if run[place].month <= run[place - 1].month]
    if len(back) != 1 or (run[back[0] - 1].month, run[back[0]].month) != (12, 1):
        return False
    before, behind = ({day.day for day in part} for part in (run[: back[0]], run[back[0] :]))
    return len(before) == len(behind) == 1 and behind.pop() - before.pop() in (0, 1)


def _are_of_years(run: Sequence[date]) -> bool:
    """Whether all days are one number or two that follow each other, from the tenth on, as years of this century are.

    One number is that of a year before: typed in the year itself it gives the right month, and beyond it nothing to report. Days
    of one number in several years stand in the middle of their months.
    """
    numbers, years = sorted({day.day for day in run}), {day.year % _CENTURY for day in run}
    if len(run) < 2 or not _FIRST_YEAR <= numbers[0] <= max(years):
        return False
    if len(numbers) == 1:
        return len(years) == 1 and numbers[0] not in years
    return numbers == [numbers[0], numbers[0] + 1]
