"""Whether what stands in a column can be what its heading says: on the text of its cells, as a build would get them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from saferplan.base.offence_codes import normal_code
from saferplan.sources.local.event_days import EIGHT_DIGITS, SERIAL, SLASHED, YEAR_FIRST, is_day, is_time, with_time
from saferplan.sources.local.event_text import AMERICAN_DATE, KEYED_HASH, OUTWARD_POSTCODE
from saferplan.sources.local.event_words import meaning_of_word

MOST_FLAG_WORDS = 6
YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
_SLASHED, _YEAR_FIRST = (re.compile(with_time(each), re.IGNORECASE) for each in (SLASHED, YEAR_FIRST))
_SERIAL = re.compile(SERIAL)
_EIGHT = re.compile(EIGHT_DIGITS)
GRID = {"easting": (5_000, 660_000), "northing": (5_000, 700_000)}
DEGREES = {"longitude": (-9, 3), "latitude": (49, 61)}


def share(values: Sequence[str], is_so: Callable[[str], object]) -> float:
    """The share of values of which something is so; nought of none."""
    return sum(1 for each in values if is_so(each)) / len(values) if values else 0.0


def mostly(values: Sequence[str], is_so: Callable[[str], object], least: float = 0.8) -> bool:
    return bool(values) and share(values, is_so) >= least


def are_days(values: Sequence[str], *, said_so: bool) -> bool:
    """Days, with a time or without; figures alone only under a heading that says they are days."""
    return mostly(values, lambda each: said_so if _is_figures(each) else is_day(each))


def _is_figures(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text) or _EIGHT.fullmatch(text))


def are_clocks(values: Sequence[str]) -> bool:
    return mostly(values, is_time, 0.5)  # times are often not known


def are_periods(values: Sequence[str]) -> bool:
    """Days that are all the first of a month, or all the last: a return of figures by month, and no list of events."""
    if holds_time(values):
        return False
    days = [day for each in values if (day := _day(each))]
    firsts, lasts = (all(day.day == end for day, end in zip(days, ends, strict=True)) for ends in _ends(days))
    return bool(days) and (firsts or lasts)


def _ends(days: Sequence[date]) -> tuple[list[int], list[int]]:
    return [1] * len(days), [monthrange(day.year, day.month)[1] for day in days]


def _day(text: str) -> date | None:
    """The day of a text in figures, the day read first where it is not ISO."""
    iso, slashed = _YEAR_FIRST.fullmatch(text), _SLASHED.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(slashed[3]) % 100 + 2000, int(slashed[2]), int(slashed[1])) if slashed else None
    except ValueError:
        return None


def holds_time(values: Sequence[str]) -> bool:
    """Whether days stand with a time of day in one cell."""
    told = re.compile(r".*[ T]\d{1,2}:\d{2}.*")
    return any(told.fullmatch(each) and "00:00:00" not in each for each in values)


def american(values: Sequence[str]) -> bool:
    """Whether a column holds a date that can only have the month first."""
    return any(AMERICAN_DATE.match(each) for each in values)


def unsure_order(values: Sequence[str]) -> bool:
    """Whether days are written so that no value tells which of its numbers is the month."""
    slashed = [found for each in values if (found := _SLASHED.fullmatch(each))]
    return bool(slashed) and all(int(found[1]) <= 12 and int(found[2]) <= 12 for found in slashed)


def are_within(values: Sequence[str], low: float, high: float) -> bool:
    """Numbers within limits; a nought stands for no place and is passed over."""
    numbers = [number for each in values if (number := _number(each)) != 0]
    return bool(numbers) and sum(1 for each in numbers if each is not None and low <= each <= high) >= 0.8 * len(
        numbers
    )


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def odd_points(eastings: Sequence[str], northings: Sequence[str]) -> str:
    """What two columns of coordinates look like that are neither of the grid nor degrees, with the way out; else nothing."""
    for (east, north), said in _ODD.items():
        if are_within(eastings, *east) and are_within(northings, *north):
            return said
    return ""


_ODD = {
    ((5, 700), (5, 700)): "its values look like kilometres of the grid: ask the supplier for metres",
    (
        (-1_100_000, 350_000),
        (6_200_000, 8_700_000),
    ): "its values look like Web Mercator: ask the supplier for the British National Grid, or for degrees",
    (
        DEGREES["latitude"],
        DEGREES["longitude"],
    ): "longitude and latitude look swapped: name each under the other's heading in "
    "the mapping, or ask the supplier to change the headings about",
}


def are_numbers(values: Sequence[str]) -> bool:
    return mostly(values, lambda each: _number(each) is not None, 0.5)


def are_codes(values: Sequence[str]) -> bool:
    return mostly(values, normal_code, 0.5)


def are_outward(values: Sequence[str]) -> bool:
    return mostly(values, OUTWARD_POSTCODE.fullmatch, 0.5)


def are_keyed_hashes(values: Sequence[str]) -> bool:
    return mostly(values, KEYED_HASH.fullmatch, 1.0)


def known_share(values: Sequence[str]) -> float:
    """The share of words that name a type of police.uk, a Home Office subgroup or a code."""
    return share(values, meaning_of_word)


def flag_words(values: Iterable[str]) -> tuple[list[str], list[str], list[str]] | None:
    """The words of a column that mean yes, those that mean no, and those that do not say; None where it is no flag."""
    words = sorted(dict.fromkeys(values), key=str.casefold)
    if not words or len({each.casefold() for each in words}) > MOST_FLAG_WORDS:
        return None
    yes = [each for each in words if each.casefold() in YES]
    no = [each for each in words if each.casefold() in NO]
    return yes, no, [each for each in words if each not in yes and each not in no]
