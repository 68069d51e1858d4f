"""Periods written as their first and last day in two columns: From and To, Period start and Period end."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from saferplan.base.periods import MONTH_NAMES, Month, PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Cell, NotReadableError, address, is_blank, words
from saferplan.sources.local.period_words import is_day, kind_of_period, read_period
from saferplan.sources.local.sheets import Sheet, UnreadableFileError

_START = re.compile(r"\b(?:from|start\w*|begin\w*|commenc\w*|first day)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:to|end\w*|until|till|last day|finish\w*)\b", re.IGNORECASE)


def says_start(heading: str) -> bool:
    return _START.search(heading.replace("_", " ")) is not None


def says_last(heading: str) -> bool:
    """Whether a column is called the last day of something, and not its first as well.

    >>> [says_last(each) for each in ("To", "period_end", "Quarter ending", "From")]
    [True, True, True, False]
    """
    return not says_start(heading) and _END.search(heading.replace("_", " ")) is not None


def span_of(first: Cell, last: Cell) -> Cell:
    """The two as one period that `read_period` takes; as they stand, one behind the other, where they are no ends of months.

    >>> span_of("01/04/2015", "30/06/2015"), span_of("02/04/2015", "30/06/2015")
    ('Apr-2015 to Jun-2015', '02/04/2015 to 30/06/2015')
    """
    start, end = _month(first, is_last=False), _month(last, is_last=True)
    if start and end:
        first_month, last_month = (f"{MONTH_NAMES[each.number - 1][:3]}-{each.year}" for each in (start, end))
        return f"{first_month} to {last_month}"
    return "" if is_blank(first) and is_blank(last) else f"{words(first) or '?'} to {words(last) or '?'}"


def _month(cell: Cell, *, is_last: bool) -> Month | None:
    """The month that a cell begins, or ends: by its day, or as a whole. A workbook keeps Jun-24 as its first day."""
    if isinstance(cell, int | float) or kind_of_period(cell) is not PeriodType.MONTH:
        return None
    month = read_period(cell, PeriodType.MONTH).start
    ends = {1} if not is_last or isinstance(cell, date) else set()
    if is_last:
        ends.add(monthrange(month.year, month.number)[1])
    return month if (day := _day(cell)) is None or day in ends else None


def _day(cell: Cell) -> int | None:
    """The day of the month that a cell says; None where it is a month as a whole."""
    if isinstance(cell, date):
        return cell.day
    text = words(cell)
    if not is_day(cell):
        return None
    return int(text[8:10]) if re.match(r"\d{4}-", text) else int(re.split(r"[/.]", text)[0])


def span_columns(sheet: Sheet, headings: Mapping[int, str], below: Sequence[int]) -> dict[int, str]:
    """The column of first days and that of last days, with what each is; none where not one of each is called so."""
    firsts = [
        column for column, heading in headings.items() if says_start(heading) and _holds_days(sheet, column, below)
    ]
    lasts = [column for column, heading in headings.items() if says_last(heading) and _holds_days(sheet, column, below)]
    return {firsts[0]: "period", lasts[0]: "period_end"} if len(firsts) == len(lasts) == 1 else {}


def _holds_days(sheet: Sheet, column: int, rows: Iterable[int]) -> bool:
    said = [cell for row in rows if not is_blank(cell := sheet.cell(row, column))]
    return 2 * sum(
        not isinstance(cell, int | float) and kind_of_period(cell) is PeriodType.MONTH for cell in said
    ) > len(said)


def cadence_of_spans(sheet: Sheet, rows: Sequence[int], first: int, last: int) -> str:
    """What most of the periods are. Raises UnreadableFileError where none is a month, a quarter or a financial year."""
    spans = {row: span_of(sheet.cell(row, first), sheet.cell(row, last)) for row in rows}
    kinds = [kind for span in spans.values() if (kind := kind_of_period(span))]
    if kinds:
        return Counter(kinds).most_common(1)[0][0]
    row = next(row for row, span in spans.items() if span)
    reason = f"{_shown(sheet, row, first)} to {_shown(sheet, row, last)} is no month, quarter or financial year."
    raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {reason}", _WAY_OUT))


_WAY_OUT = "Ask for the figures by month, by quarter (April to June and so on) or by financial year."


def refuse_unread_end(
    sheet: Sheet, last_row: int, first: int | None, called: str, unused: Mapping[int, str], cadence: PeriodType
) -> None:
    """Raises NotReadableError where a column that is not read says that a figure is of another period than its first day says."""
    if first is None or not says_start(called):
        return
    for column in (column for column, heading in unused.items() if says_last(heading)):
        for row in sheet.rows:
            cells = (sheet.cell(row, first), sheet.cell(row, column))
            if row <= last_row or not all(map(is_day, cells)) or kind_of_period(span_of(*cells)) is cadence:
                continue
            raise NotReadableError(
                f"{_shown(sheet, row, first)} to {_shown(sheet, row, column)} is no {cadence.value.replace('_', ' ')}, and the "
                f"mapping does not read “{unused[column]}”.",
                "Name it as period_end under [columns], or run `saferplan map` on the file.",
            )


def _shown(sheet: Sheet, row: int, column: int) -> str:
    return f"“{words(sheet.cell(row, column))}” in {address(row, column)}"
