"""Whole years as periods, where a title, a name or a note says a part of the year: each figure may be of that part alone."""

import re
from collections.abc import Iterable, Iterator

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import NotReadableError, words
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.returned import SHOWN_CHARACTERS
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.stated_periods import NAMES, period_in, plain_title
from saferplan.sources.local.titles import notes_below, titles_of

_ORDINAL, _NUMBER = "(?:first|second|third|fourth|1st|2nd|3rd|4th)", "(?:two|three|six|nine|[2-9]|1[01])"
_OF_A_PART = re.compile(
    rf"\b(?:q|qtr|quarter)\s*[1-4]\b|\bquarter (?:one|two|three|four)\b|\b{_ORDINAL} (?:quarter|half)\b|\bh[12]\b"
    rf"|\b(?:first|last) {_NUMBER} months\b|\b{_NUMBER} months (?:to|ending|ended|only|of the year|figures|position)\b"
    r"|\bhalf[ -]?year\w*|\bpart[ -](?:of the )?years?\b|\byear so far\b",
    re.IGNORECASE,
)
"""Words of a part of a year, wherever they stand."""
_OFTEN = re.compile(r"\b(?:quarterly|monthly|(?:this|the|last|previous) (?:quarter|month))\b", re.IGNORECASE)
SPAN = re.compile(
    rf"\b({NAMES})\b[\s/'’-]*(?:(?:20)?\d{{2}})?\s*(?:-|–|to|until|till)\s*(?:the )?(?:end of )?({NAMES})\b", re.IGNORECASE
)  # fmt: skip
_UNTIL = re.compile(
    rf"\b(?:to|until|till|ending|ended)\s+(?:the )?(?:end of )?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({NAMES})\b"
    r"(?!.*\b(?:board|meeting|committee|partnership)\b)",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(
    r"\b(?:q|quarter )1\b.{0,12}?(?:-|–|to|and)\s*(?:q|quarter )4\b|\b(?:to|end of|end) (?:q|qtr|quarter) ?4\b",
    re.IGNORECASE,
)
"""From the first quarter to the fourth, or to the end of the fourth."""
OTHER_YEAR = re.compile(r"\b(?:academic|school|calendar|contract|programme|municipal) years?\b", re.IGNORECASE)
"""Years that do not begin in April."""
_YEARS = re.compile(r"\b(?:annual|yearly|years|each year|(?:12|twelve) months)\b", re.IGNORECASE)
ONLY = re.compile(r"^\s*[*†‡]|\bonly\b|\bso far\b|\bpart[ -]year", re.IGNORECASE)
"""What says of a note that it limits the figures, as the one that a mark on a heading points to."""


def part_said(text: str) -> str:
    """The words by which a title says that figures are of a part of a year; nothing where it says none, or the whole.

    >>> [part_said(each) for each in ("Position at end of Q2", "First six months", "April to September 2016", "To December 2016")]
    ['Q2', 'First six months', 'April to September', 'To December']
    >>> [part_said(each) for each in ("April to March", "Q1 to Q4", "Cases open for six months or more", "The Old Quarter")]
    ['', '', '', '']
    """
    plain = _ALL_OF_IT.sub(" ", plain_title(text))
    if found := _OF_A_PART.search(plain):
        return found[0]
    for span in SPAN.finditer(plain):
        if (span[1][:3].lower(), span[2][:3].lower()) != ("apr", "mar"):
            return span[0]
    until = next((each for each in _UNTIL.finditer(plain) if each[1][:3].lower() != "mar"), None)
    return until[0] if until else ""


def _said_above(text: str, place: str) -> str:
    """What a title or the name of a sheet or file says; a month in a file's name may be that of its issue."""
    if (said := part_said(text)) or place == _FILE or _YEARS.search(text):
        return said
    if often := _OFTEN.search(plain_title(text)):
        return often[0]
    period = period_in(text)
    return period.words if period and period.period_type is PeriodType.MONTH else ""


_FILE = "the name of the file"


def refuse_part_years(sheet: Sheet, first: int, last: int, headings: Iterable[str], file_name: str) -> None:
    """Raises NotReadableError for whole years where something says a part of the year that no heading speaks of.

    The headings stand in the rows `first` to `last`.
    """
    headings = list(headings)
    if any(_is_finer(each) for each in headings):
        return
    above = [(words(cell), place) for cell, place in titles_of(sheet, first) if isinstance(cell, str)]
    named = [*above, (file_name, _FILE)]
    for text, place in [*named, *((each, "a heading") for each in headings), *notes_below(sheet, last)]:
        if other := OTHER_YEAR.search(text):
            raise _of_another_year(other[0], text, place)
    for text, place in named:
        if said := _said_above(text, place):
            raise _refused(said, text, place)
    for text, place in notes_below(sheet, last):
        if (said := part_said(text)) and (ONLY.search(text) or any(each and each in text for each in _years(headings))):
            raise _refused(said, text, place)


def _is_finer(heading: str) -> bool:
    return is_part(heading) or kind_of_period(heading) in (PeriodType.MONTH, PeriodType.QUARTER)


def _years(headings: Iterable[str]) -> Iterator[str]:
    return (each.strip(" *†‡") for each in headings if kind_of_period(each) is PeriodType.FINANCIAL_YEAR)


def _of_another_year(said: str, text: str, place: str) -> NotReadableError:
    shown = shown_label(text[:SHOWN_CHARACTERS], UNREAD)
    return NotReadableError(
        f"“{shown}” ({place}) says “{said}”, and years as 2016/17 are read as financial years, April to March.",
        "Ask for the figures by month, quarter or financial year; or, if they are of financial years, have these words taken out.",
    )


def _refused(said: str, text: str, place: str) -> NotReadableError:
    shown = shown_label(text[:SHOWN_CHARACTERS], UNREAD)
    return NotReadableError(
        f"“{shown}” ({place}) says “{said}”, and the periods are whole years: each figure may be of that part of its year.",
        "Have each figure under its own period, as in Q4 2016/17; or, if it is of the whole year, these words taken out.",
    )
