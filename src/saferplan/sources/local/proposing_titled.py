"""A table in which no column and no heading says the period: a title above it does, the sheet's name or the file's."""

from dataclasses import replace

from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.sources.files import Problem
from saferplan.sources.local.proposal import Proposal, may_be_called
from saferplan.sources.local.proposing_long import long_proposal, may_head
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError, Workbook
from saferplan.sources.local.stated_periods import PLACES, period_words, where_stated

FEWEST = 2
_HEADING = "Period"
_ANY = period_of(PeriodType.QUARTER, Month(2000, 4))


def titled_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """The proposal of the table as it would be with a column of the period that is stated once for all of it."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        if _may_be_headings(sheet, row) and (told := where_stated(sheet, row, workbook.name)):
            where, period = told
            if found := _with_column(sheet, row, period, workbook):
                return _without_column(found, where, period)
    return None


def _may_be_headings(sheet: Sheet, row: int) -> bool:
    return len(sheet.rows[row]) >= FEWEST and all(map(may_head, sheet.rows[row].values()))


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
        is_called = any(may_be_called("period", str(cell)) for cell in sheet.rows[row].values())
        if not is_called and _may_be_headings(sheet, row) and _with_column(sheet, row, _ANY, workbook):
            reason = (
                f"Sheet “{sheet.name}”: its headings in row {row} have values below them and no period: there is none in a column, "
                "and not one alone in a title above them, in the sheet's name or in the file's."
            )
            raise UnreadableFileError(Problem(reason, _WAY_OUT))


_WAY_OUT = "Add a column headed Period with the period in each row, as in Q4 2016/17; or write it into a row above the headings."
