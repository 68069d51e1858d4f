"""A period that stands once for all figures of a table: in a title above the headings, in the sheet's name or in the file's.

Only what can be meant in one way counts: a period with its year, with no other month or quarter beside it, that is no day of a
report and of which the title does not say that it ends something longer.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from saferplan.base.periods import Period, PeriodType
from saferplan.sources.local.cells import NotReadableError, words
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import EXAMPLES, cadence_said, kind_of_period, read_period
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.returned import SHOWN_CHARACTERS
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.titles import titles_of

PLACES: dict[str, str] = {
    "title": "above the headings",
    "sheet": "in the name of the sheet",
    "file": "in the name of the file",
}
"""Where a period is looked for, in this order, in words."""
MOST_WORDS = 8
_WORD = re.compile(r"[A-Za-z0-9]+")
_LONGER = re.compile(
    r"\b(?:end\w*|to|until|since|from|between|produced|printed|published|issued|updated|dated?|as at|at|by|on)\b",
    re.IGNORECASE,
)
"""What says of a month that it is the day of a report, or the end of something longer."""
_YEARS_ALONE = re.compile(r"(?:fy\s*)?(20\d{2})\s*[/-]\s*((?:20)?\d{2})", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?=.*[A-Za-z])(?:.*(?:19|20)\d{2}.*|.*[-/'’]\d{2})")
"""A month or quarter by name, with a year of four figures or one that nobody can take for a day."""


@lru_cache(maxsize=4096)
def period_in(text: str) -> Period | None:
    """The one period that a title states, if it states one and says nothing else of time.

    >>> said = ("Return for Quarter 4 2016/17", "safe-at-home-q1-2016-17", "May 2016")
    >>> [str(each and each.label) for each in map(period_in, said)]
    ['2016/17 Q4', '2016/17 Q1', '2016-05']
    >>> [period_in(each) for each in ("Quarter ending March 2017", "Produced 12 April 2017", "Apr-Sep 2016", "Ages 12-13")]
    [None, None, None, None]
    """
    plain = " ".join(re.sub(r"\.\w{2,4}$", "", text).replace("_", " ").split())
    found = _longest(plain)
    if found is None:
        return None
    start, end, kind = found
    rest = f"{plain[:start]} {plain[end:]}"
    is_broken = re.search(r"\d(?:st|nd|rd|th)?\s*[-/–]?\s*$", plain[:start]) or re.match(r"\s*[-/–]\s*\d", plain[end:])
    others = any(is_part(each) for each in _WORD.findall(rest)) or _longest(rest) is not None
    is_longer = cadence_said(rest) not in (None, kind) or (kind is PeriodType.MONTH and _LONGER.search(rest))
    return None if is_broken or others or is_longer else read_period(plain[start:end], kind)


def _longest(text: str) -> tuple[int, int, PeriodType] | None:
    """The longest run of words of a text that is a period, by where it begins and ends, with its kind."""
    spans = [each.span() for each in _WORD.finditer(text)]
    runs = [
        (spans[first][0], spans[last][1])
        for first in range(len(spans)) for last in range(first, min(first + MOST_WORDS, len(spans)))
    ]  # fmt: skip
    for start, end in sorted(runs, key=lambda run: run[0] - run[1]):
        end += text[end : end + 1] == ")" and "(" in text[start:end]
        if kind := _kind(text[start:end]):
            return start, end, kind
    return None


def _kind(text: str) -> PeriodType | None:
    """The kind of a period that can be meant in no other way."""
    if years := _YEARS_ALONE.fullmatch(text):
        is_month = "-" in text and len(years[2]) == 2 and 1 <= int(years[2]) <= 12
        is_years = int(years[2]) % 100 == (int(years[1]) + 1) % 100
        return None if is_month == is_years else PeriodType.MONTH if is_month else PeriodType.FINANCIAL_YEAR
    return kind_of_period(text) if _IN_WORDS.fullmatch(text) else None


def stated(sheet: Sheet, first_row: int, file_name: str, where: str) -> dict[Period, str]:
    """The periods that stand in one of the places, each with what says it and where."""
    found: dict[Period, str] = {}
    for text, place in _texts(sheet, first_row, file_name, where):
        if period := period_in(text):
            found.setdefault(period, f"“{shown_label(text[:SHOWN_CHARACTERS], UNREAD)}” ({place})")
    return found


def _texts(sheet: Sheet, first_row: int, file_name: str, where: str) -> Iterable[tuple[str, str]]:
    if where == "file":
        return [(file_name, "the name of the file")]
    titles = titles_of(sheet, first_row)
    return [
        (words(cell), place) for cell, place in titles
        if isinstance(cell, str) and (place.startswith("the name")) == (where == "sheet")
    ]  # fmt: skip


def where_stated(sheet: Sheet, first_row: int, file_name: str) -> tuple[str, Period] | None:
    """The shortest period that is stated and its place, if every other that is stated holds it: a quarter beside its year."""
    by_place = {where: stated(sheet, first_row, file_name, where) for where in PLACES}
    periods = {period for found in by_place.values() for period in found}
    shortest = min(periods, key=lambda each: len(each.months), default=None)
    if shortest is None or any(_contradicts(shortest, each) for each in periods):
        return None
    return next(where for where, found in by_place.items() if shortest in found), shortest


def _contradicts(period: Period, other: Period) -> bool:
    """Whether another period is stated of which this one is no part."""
    return not set(period.months) <= set(other.months)


def stated_period(sheet: Sheet, first_row: int, file_name: str, where: str, cadence: PeriodType) -> Period:
    """The period of all figures of a table. Raises NotReadableError where there is not one, of this cadence, and no other."""
    found = stated(sheet, first_row, file_name, where)
    fitting = [period for period in found if period.period_type is cadence]
    kind = cadence.value.replace("_", " ")
    if len(fitting) != 1:
        said = f"; there is {', '.join(found.values())}" if found else ""
        reason = f"The mapping says that the period stands {PLACES[where]}, and no one {kind} stands there{said}."
        raise NotReadableError(reason, f"Write it there, as in {EXAMPLES[cadence]}; or have it in a column of its own.")
    for place in PLACES:
        for other, shown in stated(sheet, first_row, file_name, place).items():
            if _contradicts(fitting[0], other):
                reason = f"{found[fitting[0]]} and {shown} contradict each other: the figures may be of either."
                raise NotReadableError(reason, "Correct the one that was left from an earlier return.")
    return fitting[0]


def period_words(period: Period) -> str:
    """A period as `read_period` takes it, whatever the cadence."""
    return next(each for each in (period.label, period.words) if kind_of_period(each) is period.period_type)
