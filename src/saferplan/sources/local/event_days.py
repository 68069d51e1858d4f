"""How days and times of events may be written: the same patterns tell a column of them and read it.

They are both Python's and the database's (RE2), and are matched in capitals or small letters. A day is followed by nothing,
or by a time. What is written otherwise is refused by name; no part of a text is passed over.
"""

import re
from functools import lru_cache

_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?"
_NTH = "(?:st|nd|rd|th)?"
SLASHED = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})"
"""Day, month, year; or month, day, year, which only other rows can tell."""
YEAR_FIRST = r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})"
EIGHT_DIGITS = r"((?:19|20)\d{2})(\d{2})(\d{2})"
NAMED = rf"{_WEEKDAY}(\d{{1,2}}){_NTH}[ -]*{_MONTH}[ ,-]*(\d{{4}}|\d{{2}})"
NAME_FIRST = rf"{_WEEKDAY}{_MONTH}[ -]+(\d{{1,2}}){_NTH},?[ -]+(\d{{4}})"
SERIAL = r"[2-7]\d{4}(?:\.\d+)?"
"""The number of a day, as a workbook counts them."""
HEADS = (SLASHED, YEAR_FIRST, EIGHT_DIGITS, NAMED, NAME_FIRST)
BEFORE_TIME = ",?[ t]+"

CLOCK = r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d)(?:\.\d+)?)?"
HALVES = r"(0?\d|1[0-2])(?:[:.]([0-5]\d)(?:[:.]([0-5]\d)(?:\.\d+)?)?)? ?([ap])\.?m\.?"
"""A time of a half of the day, AM or PM."""
FOUR_DIGITS = r"([01]\d|2[0-3])([0-5]\d)"
FRACTION = r"0\.(?:\d|25|75|\d{3,})"
"""A part of a day, as a workbook writes a time; 0.15 may as well be a quarter past midnight, and is refused."""
UNCLEAR = r"0\.\d{2}"
AFTER_DAY = r"\d{4}-\d{2}-\d{2}[t ](\d{2}:\d{2}:\d{2})(?:\.\d+)?"
"""A time that a workbook holds with a day, which is not the event's."""
NO_TIME = ("", "unknown", "not known", "n/k", "nk", "-")


def either(*patterns: str) -> str:
    return "(?:" + "|".join(f"(?:{each})" for each in patterns) + ")"


def with_time(*heads: str) -> str:
    """The pattern of a day that a time may follow."""
    return f"{either(*heads)}(?:{BEFORE_TIME}.*)?"


_DAY = re.compile(with_time(*HEADS), re.IGNORECASE)
_HOURS = r"(?: ?(?:hrs?|hours))?"
_TIME = re.compile(either(AFTER_DAY, HALVES, FRACTION, f"(?:{CLOCK}|{FOUR_DIGITS}){_HOURS}"), re.IGNORECASE)


def is_day(text: str) -> bool:
    """Whether a text is a day, with or without something behind it.

    >>> [is_day(each) for each in ("18/04/14", "18-Apr-14 23:45", "20140418", "Friday, April 18, 2014", "18 Smith 14")]
    [True, True, True, True, False]
    """
    return _DAY.fullmatch(text) is not None


@lru_cache(4_096)
def is_time(text: str) -> bool:
    """Whether a text is a time of day.

    >>> [is_time(each) for each in ("2:30 PM", "23.30", "2315", "2315 hrs", "0.15", "half nine", "25:10")]
    [True, True, True, True, False, False, False]
    """
    return _TIME.fullmatch(text) is not None and re.fullmatch(f"(?!{FRACTION}$){UNCLEAR}", text) is None
