"""A table in which no column and no heading says the period: a title above it does, the sheet's name or the file's."""

import re
from dataclasses import replace

from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import words
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import cadence_said
from saferplan.sources.local.proposal import Proposal, is_value, may_be_called
from saferplan.sources.local.proposing_long import long_proposal, may_head
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError, Workbook
from saferplan.sources.local.stated_periods import PLACES, period_words, where_stated

FEWEST = 2
_HEADING = "Period"
_DATED = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{2}/\d{2}\b")
_TIMES = re.compile(
    r"(?:week|day|date|month|quarter|year|period|time|hour)s?(?: (?:no\.?|number|commencing|ending|of \w+))?",
    re.IGNORECASE,
)
_ANY = period_of(PeriodType.QUARTER, Month(2000, 4))


def titled_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """The proposal of the table as it would be with a column of the period that is stated once for all of it."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        if _may_be_headings(sheet, row) and (told := where_stated(sheet, row, workbook.name)):
            where, period = told
            found = _with_column(sheet, row, period, workbook)
            if found and not any(_is_of_another(found.headings[column], period) for column in _values(found)):
                return _without_column(found, where, period)
    return None


def _may_be_headings(sheet: Sheet, row: int) -> bool:
    """Headings of which none is that of a column of times: what such a column says, and cannot be read, is not passed over."""
    cells = sheet.rows[row]
    is_headed = len(cells) >= FEWEST and all(map(may_head, cells.values()))
    return is_headed and not any(_is_of_times(sheet, row, column) for column in cells)


def _is_of_times(sheet: Sheet, row: int, column: int) -> bool:
    heading = words(sheet.cell(row, column))
    if _DATED.search(heading) or any(map(is_part, re.findall(r"\w+", heading))):
        return True
    said = [cells[column] for each, cells in sheet.rows.items() if each > row and column in cells]
    is_words = 2 * sum(map(is_value, said)) < len(said)
    return _TIMES.fullmatch(heading) is not None or (is_words and may_be_called("period", heading))


def _values(found: Proposal) -> list[int]:
    return [column for column, role in found.roles.items() if role == "value"]


def _is_of_another(heading: str, period: Period) -> bool:
    """Whether figures are called as of longer or shorter times than the title says: This year, below a quarter."""
    return cadence_said(heading) not in (None, period.period_type)


def _with_column(sheet: Sheet, row: int, period: Period, workbook: Workbook) -> Proposal | None:
    """The proposal of the sheet with a column of the period in each row below one of headings."""
    column = max(place for cells in sheet.rows.values() for place in cells) + 1
    said = {row: _HEADING, **{each: period_words(period) for each in sheet.rows if each > row}}
    rows = {each: {**cells, **({column: said[each]} if each in said else {})} for each, cells in sheet.rows.items()}
    found = long_proposal(replace(sheet, rows=rows), workbook)
    return found if found and found.row == row and found.roles.get(column) == "period" else None


def _without_column(found: Proposal, where: str, period: Period) -> Proposal:
    column = next(each for each, role in found.roles.items() if role == "period")
    del found.roles[column], found.headings[column], found.columns["period"]
    found.layout["period_in"], found.cadence = where, period.period_type
    if not found.columns:
        found.layout["heading_row"] = found.row
    found.lines = [
        f"The period of all figures stands {PLACES[where]}: {period.words}. That of every later file is read from there."
        if line.startswith(f"Column “{_HEADING}”") else line for line in found.lines
    ]  # fmt: skip
    return found


def refuse_without_period(sheet: Sheet, workbook: Workbook) -> None:
    """Raises UnreadableFileError for a table that lacks nothing but a period, and has no column that is called one."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        if _may_be_headings(sheet, row) and _with_column(sheet, row, _ANY, workbook):
            reason = (
                f"Sheet “{sheet.name}”: its headings in row {row} have values below them and no period: there is none in a column, "
                "and not one alone in a title above them, in the sheet's name or in the file's."
            )
            raise UnreadableFileError(Problem(reason, _WAY_OUT))


_WAY_OUT = "Add a column headed Period with the period in each row, as in Q4 2016/17; or write it into a row above the headings."
