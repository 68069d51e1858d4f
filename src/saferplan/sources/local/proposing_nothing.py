"""Why a sheet shows no table of figures, where that can be said: periods that are none by themselves."""

import re

from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Cell, address, is_blank, words
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import AMERICAN, is_american, kind_of_period
from saferplan.sources.local.proposal import is_value
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError
from saferplan.sources.local.values import MARKS_TAKEN

_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
_Q = r"(?:q|qtr|quarter) ?[1-4]"
_BARE_QUARTER = re.compile(rf"(?:19|20)\d{{2}}[ -]?{_Q}|{_Q}[ -]?(?:19|20)\d{{2}}", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
_FEWEST = 2
_WAYS_OUT = {
    "is an American date, with the month before the day": AMERICAN.way_out,
    "names no year": "Have a column of years beside it, or each month written as Apr-24 and each quarter as Q1 2024/25.",
    "may be counted from January or from April": "Have quarters of financial years written as Q1 2024/25.",
    "does not say whether the year begins in January or in April": (
        "Have financial years written as 2024/25. Figures of calendar years are not read: ask for them by quarter or month."
    ),
    "may be a month or a financial year, written without a mark between": "Have months written as Apr-24 or 2024-04.",
}


def refuse_unread_periods(sheet: Sheet) -> None:
    """Raises UnreadableFileError for American dates, months or quarters without a year, and years alone, side by side or below."""
    cells = [
        (row, column, cell) for row in list(sheet.rows)[:SEARCHED_ROWS] for column, cell in sheet.rows[row].items()
    ]
    for why, is_so in zip(
        _WAYS_OUT, (is_american, is_part, _is_quarter_of_bare_year, _is_bare_year, _is_year_and_month), strict=True
    ):
        found = [(row, column) for row, column, cell in cells if not is_blank(cell) and is_so(cell)]
        for row, column in found:
            alike = [place for place in found if place[0] == row or place[1] == column]
            if len(alike) >= _FEWEST:
                shown = f"“{words(sheet.cell(row, column))}” in {address(row, column)}"
                raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {shown} {why}.", _WAYS_OUT[why]))


def _is_quarter_of_bare_year(cell: Cell) -> bool:
    return isinstance(cell, str) and _BARE_QUARTER.fullmatch(words(cell)) is not None


def _is_bare_year(cell: Cell) -> bool:
    return isinstance(cell, str | int | float) and _BARE_YEAR.fullmatch(words(cell)) is not None


def _is_year_and_month(cell: Cell) -> bool:
    return isinstance(cell, str | int | float) and _YEAR_AND_MONTH.fullmatch(words(cell)) is not None


_FLAGGED = re.compile(r"(?:[~≈<>]|c\.?|ca\.?|est\.?)?\s?\d[\d,.]*\s?(?:\([^\d()]+\)|[a-z*†‡?+]{1,3})?")
"""A number with something before or behind it that is no sign of ours: 12r, c.40, 12 (p)."""


def refuse_flagged_values(sheet: Sheet, from_1904: bool) -> None:
    """Raises UnreadableFileError for the first number with a flag in a table of periods that shows no values."""
    cells = [
        (row, column, cell) for row in list(sheet.rows)[:SEARCHED_ROWS] for column, cell in sheet.rows[row].items()
    ]
    periods = {
        (row, column) for row, column, cell in cells if isinstance(cell, str) and kind_of_period(cell, from_1904)
    }
    flagged = [place for *place, cell in cells if _is_flagged(cell) and tuple(place) not in periods]
    for row, column in flagged:
        is_beside = any(row == other[0] or column == other[1] for other in periods)
        if is_beside and sum(place[1] == column or place[0] == row for place in flagged) >= _FEWEST:
            shown = f"“{words(sheet.cell(row, column))}” in {address(row, column)}"
            reason = f"Sheet “{sheet.name}”: {shown}, as half of its values or more, is no number and no known mark."
            raise UnreadableFileError(Problem(reason, _FLAGGED_WAY_OUT))


def _is_flagged(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and _FLAGGED.fullmatch(cell.strip()) is not None
        and not is_value(cell)
        and not is_american(cell)
    )


_FLAGGED_WAY_OUT = (
    "Have numbers alone, with what is provisional, revised or estimated said in a column of its own, headed Status; known marks "
    f"are {MARKS_TAKEN}."
)
