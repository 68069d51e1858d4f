"""How often figures come, by what stands in the column of periods and by what it is called."""

import re
from collections.abc import Mapping, Sequence

from saferplan.base.periods import Month, PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import NotReadableError, address, words
from saferplan.sources.local.period_spans import cadence_of_spans
from saferplan.sources.local.period_words import EXAMPLES, cadence_said, is_day, kind_of_period, read_period, says_end
from saferplan.sources.local.proposing_periods import cadence_of_pair
from saferplan.sources.local.sheets import Sheet, UnreadableFileError


def cadence_of(sheet: Sheet, rows: Sequence[int], roles: Mapping[str, int], heading: str, from_1904: bool) -> str:
    """How often figures come whose periods stand in one column or, with their year, in two. Raises UnreadableFileError."""
    if re.search(r"\bweeks?\b|\bw[/-]?[ce]\b", heading, re.IGNORECASE):
        reason = f"Sheet “{sheet.name}”: the figures below “{heading}” are of weeks, and weeks lie in two months."
        raise UnreadableFileError(Problem(reason, "Ask for them by month, quarter or financial year."))
    if "period_end" in roles:
        return cadence_of_spans(sheet, rows, roles["period"], roles["period_end"])
    if "year" in roles:
        return cadence_of_pair(sheet, rows, roles, heading)
    return cadence_of_column(sheet, rows, roles["period"], heading, from_1904)


def cadence_of_column(sheet: Sheet, rows: Sequence[int], column: int, heading: str, from_1904: bool) -> str:
    """How often the figures come: by the periods' own words; where they are days, by what they are called.

    Raises UnreadableFileError where the heading says quarter or year and a day or month below it is neither end of one.
    """
    kinds = [kind for row in rows if (kind := kind_of_period(sheet.cell(row, column), from_1904))]
    commonest = max(set(kinds), key=kinds.count) if kinds else ""
    said = cadence_said(heading)
    days = [row for row in rows if is_day(sheet.cell(row, column))]
    is_said = 2 * len(days) > len(rows) or said is PeriodType.QUARTER or says_end(heading)
    months = [row for row in rows if kind_of_period(sheet.cell(row, column), from_1904) is PeriodType.MONTH]
    if commonest is not PeriodType.MONTH or said is PeriodType.MONTH or (said and not is_said):
        return commonest
    if said is None:
        starts = [read_period(sheet.cell(row, column), commonest, from_1904=from_1904).start for row in months]
        steps = by_steps(starts)
        is_likely = 2 * len(days) > len(rows) or says_end(heading) or len(set(starts)) >= MANY
        if steps is commonest or not is_likely:
            return commonest
        said = steps
    for row in months:
        _refuse_other(sheet, row, column, heading, said, from_1904)
    return said


MANY = 3
"""So many months in words, all of which end a quarter, are hardly months that happen to be three apart."""


def by_steps(months: Sequence[Month]) -> PeriodType:
    """Months of which nothing says what they are: quarters or years, if all begin one or all end one."""
    numbers = {month.number for month in months}
    if len(set(months)) > 1:
        if numbers in ({3}, {4}):
            return PeriodType.FINANCIAL_YEAR
        if {number % 3 for number in numbers} in ({0}, {1}):
            return PeriodType.QUARTER
    return PeriodType.MONTH


def _refuse_other(sheet: Sheet, row: int, column: int, heading: str, said: PeriodType, from_1904: bool) -> None:
    cell, shown = sheet.cell(row, column), said.value.replace("_", " ")
    try:
        period = read_period(cell, said, from_1904=from_1904)
        reason = "It begins one."
        if not says_end(heading) or read_period(cell, PeriodType.MONTH, from_1904=from_1904).start != period.start:
            return
    except NotReadableError as error:
        reason = error.reason
    place = f"“{words(cell)}” in {address(row, column)} below “{heading}”"
    way_out = f"Have it written as {EXAMPLES[said]}; or, if it is of a month, have the column called so."
    raise UnreadableFileError(
        Problem(f"Sheet “{sheet.name}”: {place} cannot be read as the end of a {shown}. {reason}", way_out)
    )
