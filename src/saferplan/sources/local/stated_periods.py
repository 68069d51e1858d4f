"""A period that stands once for all figures of a table: in a title above the headings, in the sheet's name or in the file's.

Only what can be meant in one way counts: a period with its year, with no other month or quarter beside it, that is no day of a
report and of which the title does not say that it ends something longer.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from saferplan.base.periods import MONTH_NAMES, Period, PeriodType
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
_OF_THE_REPORT = re.compile(
    r"\b(?:extract(?:ed|ion)?|generated|refreshed|prepared|circulated|downloaded|exported|correct|snapshot|version|"
    r"report run|run (?:on|date)|board(?![ -]?(?:ed|ing|up)\b)|committee|meeting|agenda|minutes|papers?|due|next|began|begun|"
    r"went live|go(?:es|ing)? live|live from|new system|contract|baseline|targets? set|policy)\b"
    r"|(?:^|[(–;:-]\s*)(?:data |figures )?(?:received|created|run|reported|started|launched|approved|submitted|returned|sent)\b",
    re.IGNORECASE,
)
"""What says that a month is that of a report, of a board, or of something that began or is due, and of no figures."""
_YEARS_ALONE = re.compile(r"(?:fy\s*)?(20\d{2})\s*[/-]\s*((?:20)?\d{2})", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?=.*[A-Za-z])(?:.*(?:19|20)\d{2}.*|.*[-/'’]\d{2})")
"""A month or quarter by name, with a year of four figures or one that nobody can take for a day."""


MONTHS_A_YEAR = 12
NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_MONTH_NUMBER = {name[:3].lower(): place for place, name in enumerate(MONTH_NAMES, 1)}
_MADE_ON = re.compile(
    rf"\b(?:as at|at|as of|produced|printed|published|issued|updated|dated?|created|on)(?:\s+on)?:?\s+"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{NAMES})\s+(?:20)?\d{{2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d{{2}})",
    re.IGNORECASE,
)
"""The day on which a return was made, which is no period of its figures."""
_TIME = re.compile(
    rf"\bQ([1-4])\b|\b(?:quarter|qtr)\s*([1-4])\b|\b({NAMES})\b|\b(?:half|h[12]|quarter\w*|month\w*|week\w*|to date|ytd)\b",
    re.IGNORECASE,
)
"""Words that say of which part of a year figures are."""


@lru_cache(maxsize=4096)
def period_in(text: str) -> Period | None:
    """The one period that a title states, if it states one and says nothing else of time.

    >>> said = ("Return for Quarter 4 2016/17", "safe-at-home-q1-2016-17", "May 2016")
    >>> [str(each and each.label) for each in map(period_in, said)]
    ['2016/17 Q4', '2016/17 Q1', '2016-05']
    >>> [period_in(each) for each in ("Quarter ending March 2017", "Produced 12 April 2017", "Apr-Sep 2016", "Ages 12-13")]
    [None, None, None, None]
    """
    plain = plain_title(text)
    found = _longest(plain)
    if found is None:
        return None
    start, end, kind = found
    rest = f"{plain[:start]} {plain[end:]}"
    is_broken = re.search(r"\d(?:st|nd|rd|th)?\s*[-/–]?\s*$", plain[:start]) or re.match(r"\s*[-/–]\s*\d", plain[end:])
    others = any(is_part(each) for each in _WORD.findall(rest)) or _longest(rest) is not None
    is_day = kind is PeriodType.MONTH and (_LONGER.search(rest) or _OF_THE_REPORT.search(plain))
    is_longer = is_day or cadence_said(rest) not in (None, kind)
    return None if is_broken or others or is_longer else read_period(plain[start:end], kind)


def plain_title(text: str) -> str:
    """A title or name without the ending of a file and without the day on which it was made."""
    return " ".join(_MADE_ON.sub(" ", re.sub(r"\.\w{2,4}$", "", text).replace("_", " ")).split())


def says_otherwise(text: str, period: Period) -> str:
    """What a title or name says of time that is not of the period: another quarter or month, a half, “monthly”; else nothing."""
    months = {each.number for each in period.months}
    said = {_MONTH_NUMBER[each[3][:3].lower()] for each in _TIME.finditer(plain_title(text)) if each[3]}
    spans_all = len(months) == MONTHS_A_YEAR and {4, 3} == said
    for each in _TIME.finditer(plain_title(text)):
        if each[0] == "may":  # the verb
            continue
        number = each[1] or each[2]
        if number:
            is_of = period.period_type is PeriodType.QUARTER and period.label.endswith(f"Q{number}")
        elif each[3]:
            is_of = spans_all or (_MONTH_NUMBER[each[3][:3].lower()] in months and len(months) < MONTHS_A_YEAR)
        else:
            is_of = (
                each[0]
                .lower()
                .startswith({PeriodType.QUARTER: "quarter", PeriodType.MONTH: "month"}.get(period.period_type, "year"))
            )
        if not is_of:
            return each[0]
    return ""


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
    if any(
        says_otherwise(text, shortest) for place in PLACES for text, _ in _texts(sheet, first_row, file_name, place)
    ):
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
        for text, shown in _texts(sheet, first_row, file_name, place):
            if other_words := says_otherwise(text, fitting[0]):
                reason = f"{found[fitting[0]]}, but {shown} says “{other_words}”: the figures may be of a part, or of another time."
                raise NotReadableError(reason, "Write the period of the figures in both, or in a column of its own.")
    return fitting[0]


def period_words(period: Period) -> str:
    """A period as `read_period` takes it, whatever the cadence."""
    return next(each for each in (period.label, period.words) if kind_of_period(each) is period.period_type)
