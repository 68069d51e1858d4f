"""Dates in figures whose order their own column contradicts: the year first in two figures, or the day before the month.

Of 16/04/30 the figures alone say the 16th of April 2030. A whole column tells more: read with the day first its dates scatter
over decades, read with the year first they lie within a few years. Then nobody can tell which is meant, and the file is
refused. Honest dates of a year or two never scatter so, and days of the month scatter over more than a few.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_DAY_MONTH = r"(1[3-9]|2\d|3[01])[/.-]?(0?[1-9]|1[0-2])(?!\d)"
YEAR_DAY_DATE = re.compile(rf"(?:\d{{4}}[/.-]|(?:19|20)\d{{2}}(?=\d{{4}}(?!\d))){_DAY_MONTH}")
"""A date with the year first that can only have the day before the month: 2016-24-05, 20162405."""
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?!\d)")
MIDDLE = 0.9
"""The share of dates whose years are looked at: a stray on either side proves nothing."""
FEW_YEARS, MANY_YEARS = 4, 10


class ShortYears(NamedTuple):
    """Why the order of a column cannot be told, and its first date with the place."""

    words: str
    value: str
    place: str


def unclear_years(dates: Iterable[tuple[str, object]]) -> ShortYears | None:
    """Why dates with years of two figures cannot be read, each given with its place; None where they can, or there are none.

    >>> days = ((f"16/{month:02d}/{day:02d}", "row 2") for month in (4, 5, 6) for day in (2, 11, 20, 30))
    >>> unclear_years(days).words[:62]
    'its dates, such as 16/04/02, may have the year first or last: '
    >>> unclear_years((f"{day:02d}/04/16", "row 2") for day in range(1, 31)) is None
    True
    """
    found = [(each, text, place) for text, place in dates if (each := _SHORT_YEAR.match(text))]
    fits = [each for each, *_ in found if 1 <= int(each[2]) <= 12 and 1 <= int(each[3]) <= 31]
    if len(found) < 2 or len(fits) < MIDDLE * len(found):
        return None
    first, last = (_span([int(each[part]) for each in fits]) for part in (1, 3))
    if last <= MANY_YEARS or first > FEW_YEARS:
        return None
    example, _, place = found[0]
    words = (
        f"its dates, such as {example[0]}, may have the year first or last: read with the day first they scatter over "
        f"{last + 1} years, with the year first over {first + 1}."
    )
    return ShortYears(words, example[0], str(place))


def _span(years: Sequence[int]) -> int:
    """From the first to the last of the middle ones."""
    ordered = sorted(years)
    aside = int(len(ordered) * (1 - MIDDLE) / 2)
    return ordered[-1 - aside] - ordered[aside]


SHORT_YEARS_WAY_OUT = "Write the year with four figures (2016-04-30 or 30/04/2016), or the month by name."


def has_year_day(values: Iterable[str]) -> bool:
    """Whether a column holds a date that can only have the day between year and month."""
    return any(YEAR_DAY_DATE.match(each) for each in values)
