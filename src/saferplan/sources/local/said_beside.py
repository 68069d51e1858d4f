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
from saferplan.sources.local.total_words import note_adds_up

_OF_TIME = re.compile(
    r"\b(?:periods?|basis|frequency|cadence|(?:months?|quarters?|weeks?) (?:covered|included|reported)|cover(?:s|ed|age))\b",
    re.IGNORECASE,
)
"""Headings of columns that say of what time figures are."""
_OF_ANOTHER = re.compile(r"\b(?:change|trend|direction|target|rag|last year|previous)\b", re.IGNORECASE)
"""Headings of columns that say how figures stand to others."""
_DEFINED = re.compile(r"\b(?:definition|description|calculation|measured)\b", re.IGNORECASE)
_IN_PART = re.compile(
    r"(?:part|incomplete|partial)[ -](?:quarter|month|year|period)(?: only| data| figures?)?"
    r"|part of (?:the )?(?:quarter|month|year)(?: only)?",
    re.IGNORECASE,
)
"""All that a cell says."""
_ROLLING = re.compile(
    r"\b(?:rolling|moving) (?:12|twelve|year|annual|average|total)|^to date$|^rolling$", re.IGNORECASE
)
_ASIDE = re.compile(r"\b(?:separately|elsewhere|previous(?:ly)?|last year|compared|against)\b", re.IGNORECASE)
"""What says that a comment is of other figures."""
_QUARTERS = (("apr", "jun"), ("jul", "sep"), ("oct", "dec"), ("jan", "mar"))
_TIMES = re.compile(r"\b(?:12 months|q[1-4]|(?:19|20)\d\d(?:[/-]\d\d)?)\b", re.IGNORECASE)
_A_FIGURE = re.compile(r"(?<![\d/-])\d+(?![\d/-])")


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
        is_of_time = _OF_TIME.search(heading) is not None
        limit = (
            _limits_by_name if is_of_time else _limits_by_definition if _DEFINED.search(heading) else _limits_in_comment
        )
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
    """Whether words say of figures that they are of all periods so far, or of twelve months."""
    return note_adds_up(text) or _ROLLING.search(text) is not None


def _is_part(text: str, cadence: PeriodType) -> bool:
    if cadence is PeriodType.FINANCIAL_YEAR:
        return part_said(text) != ""
    spans = [(span[1][:3].lower(), span[2][:3].lower()) for span in SPAN.finditer(text)]
    return any(span not in _QUARTERS for span in spans) if cadence is PeriodType.QUARTER else bool(spans)


def _limits_by_definition(text: str, cadence: PeriodType) -> bool:
    """Whether the definition of a measure says so.

    >>> said = ("Number of cases, year to date", "Reports in the quarter. Year to date total is reported separately")
    >>> [_limits_by_definition(each, PeriodType.QUARTER) for each in said]
    [True, False]
    """
    return _is_of_all(text) and _ASIDE.search(text) is None


def _limits_in_comment(text: str, cadence: PeriodType) -> bool:
    """Whether a comment says of the figures beside it that they are not of their period alone, or not of all of it.

    >>> said = ("Figures shown are year to date totals", "to December only", "Rolling programme of visits", "Year to date 99")
    >>> [_limits_in_comment(each, PeriodType.FINANCIAL_YEAR) for each in said]
    [True, True, False, False]
    """
    if _IN_PART.fullmatch(text) or (ONLY.search(text) and _is_part(text, cadence)):
        return True
    tells_another = _A_FIGURE.search(_TIMES.sub(" ", text)) and not re.match(
        r"(?:this|these|all|figures?|cumulative)\b", text, re.I
    )
    return _is_of_all(text) and not tells_another and _ASIDE.search(text) is None
