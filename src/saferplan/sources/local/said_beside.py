"""What a column that is not read says of the figures beside it: of a part of the period, or of all periods so far.

A column headed by a word of time ("Months covered", "Basis", "Frequency") is taken at its word. In a column of comments only what
limits the figures counts ("to December only", "Year to date"), for a comment tells of much else, and of other figures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import address, same, words
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.part_years import ONLY, SPAN, part_said
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.returned import SHOWN_CHARACTERS
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.stated_periods import NAMES
from saferplan.sources.local.total_words import CUMULATIVE

_OF_TIME = re.compile(
    r"\b(?:periods?|basis|frequency|cadence|(?:months?|quarters?|weeks?) (?:covered|included|reported)|cover(?:s|ed|age))\b",
    re.IGNORECASE,
)
"""Headings of columns that say of what time figures are."""
_OF_ANOTHER = re.compile(r"\b(?:change|trend|direction|target|rag|last year|previous)\b", re.IGNORECASE)
"""Headings of columns that say how figures stand to others."""
_IN_PART = re.compile(
    r"(?:part|incomplete|partial)[ -](?:quarter|month|year|period)(?: only| data| figures?)?"
    r"|part of (?:the )?(?:quarter|month|year)(?: only)?",
    re.IGNORECASE,
)
"""All that a cell says."""
_SAYS = rf"(?:{CUMULATIVE}|(?:rolling|moving) (?:12|twelve|year|annual|average|total)\w*)"
"""That figures are of all periods so far, or of twelve months."""
_OF_THESE = re.compile(
    rf"^\W*(?:(?:the|a|nb|note|please note|this is|these are)\W+)*{_SAYS}|^(?:to date|rolling)$"
    rf"|\b(?:figures?|numbers?|totals?|data|counts?|values?|this is|these are|shown)\b.*{_SAYS}",
    re.IGNORECASE,
)
"""That the figures beside it are."""
_OF_OTHERS = re.compile(
    rf"{_SAYS}\s+(?:target|average|impact|effect|trend|plan|risk|budget)|\b(?:no|not|non)\b[ -](?:\w+ )?{_SAYS}"
    rf"|{_SAYS}(?:\s+(?:total|figure|number|count))?(?:\s+(?:is|was|of))?:?\s+\d|\b(?:separately|elsewhere)\b",
    re.IGNORECASE,
)
"""That it is of a target, of another figure that is given, or not so."""
_QUARTERS = (("apr", "jun"), ("jul", "sep"), ("oct", "dec"), ("jan", "mar"))
_TIMES = re.compile(
    rf"\b(?:\d{{1,2}} (?:{NAMES})|(?:12|twelve) months?|q[1-4]|(?:19|20)\d\d(?:[/-]\d\d)?|\d{{1,2}} (?:months?|quarters?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Beside:
    """What one cell says of the figures in its row, and of which of their periods, where it names any."""

    text: str
    place: str
    heading: str

    def limits(self, period: str, periods: Iterable[str]) -> bool:
        """Whether it is said of this period: of those it names, or of all."""
        named = [each for each in periods if each and each in self.text]
        return not named or period in named

    @property
    def problem(self) -> tuple[str, str]:
        """The reason and the way out."""
        shown, heading = (shown_label(each[:SHOWN_CHARACTERS], UNREAD) for each in (self.text, self.heading))
        return (
            f"“{shown}” ({self.place}) below “{heading}” says that it is not of its period alone, or not of all of it.",
            "Have the figure of each period by itself; or, if the words are of something else, name the column under "
            "`ignore_columns` in the mapping.",
        )


def said_beside(
    sheet: Sheet, last: int, unused: dict[int, str], passed_over: Iterable[str], cadence: PeriodType
) -> dict[int, Beside]:
    """By row below the headings, the first cell of a column that is not read that limits the figures of its row."""
    passed = list(passed_over)
    looked_at = {
        column: each
        for column, each in unused.items()
        if not (_OF_ANOTHER.search(each) or any(same(each, one) for one in passed))
    }
    found: dict[int, Beside] = {}
    for row, column, heading, text in _texts(sheet, last, looked_at):
        limit = _limits_by_name if _OF_TIME.search(heading) else _limits_in_comment
        if row not in found and limit(text, cadence):
            found[row] = Beside(text, address(row, column), heading)
    return found


def _texts(sheet: Sheet, last: int, columns: dict[int, str]) -> Iterator[tuple[int, int, str, str]]:
    for row in sheet.rows:
        for column, heading in columns.items():
            if row > last and isinstance(cell := sheet.filled(row, column), str):
                yield row, column, heading, words(cell)


def _limits_by_name(text: str, cadence: PeriodType) -> bool:
    """Whether a cell below a heading of time says so.

    >>> [_limits_by_name(each, PeriodType.FINANCIAL_YEAR) for each in ("April to December", "April to March", "Rolling 12 months")]
    [True, False, True]
    >>> [_limits_by_name(each, PeriodType.QUARTER) for each in ("Jan - Feb 2017", "Jan to Mar", "Part quarter", "Quarterly")]
    [True, False, True, False]
    """
    if kind_of_period(text) is cadence or re.search(r"\b(?:survey|sample|fieldwork)\b", text, re.IGNORECASE):
        return False
    return _is_of_all(text) or _IN_PART.fullmatch(text) is not None or _is_part(text, cadence)


def _is_of_all(text: str) -> bool:
    """Whether words say of the figures beside them that they are of all periods so far, or of twelve months."""
    return _OF_THESE.search(text) is not None and _OF_OTHERS.search(_TIMES.sub(" ", text)) is None


def _is_part(text: str, cadence: PeriodType) -> bool:
    if cadence is PeriodType.FINANCIAL_YEAR:
        return part_said(text) != ""
    spans = [(span[1][:3].lower(), span[2][:3].lower()) for span in SPAN.finditer(text)]
    return any(span not in _QUARTERS for span in spans) if cadence is PeriodType.QUARTER else bool(spans)


def _limits_in_comment(text: str, cadence: PeriodType) -> bool:
    """Whether a comment says of the figures beside it that they are not of their period alone, or not of all of it.

    >>> said = ("Figures shown are year to date totals", "to December only", "Rolling programme of visits", "Year to date 99")
    >>> [_limits_in_comment(each, PeriodType.FINANCIAL_YEAR) for each in said]
    [True, True, False, False]
    """
    return (
        _is_of_all(text)
        or _IN_PART.fullmatch(text) is not None
        or (ONLY.search(text) is not None and _is_part(text, cadence))
    )
