"""Events on bank holidays beside the ordinary days around them.

Each holiday is held against the same weekday in the four weeks before and after it, holidays left out: so weekday and season
are alike. Days stray more than Poisson; by how much is taken from those ordinary days themselves, and widens the range.
The dates are the holidays package's, with days in lieu and days given once (jubilees, funerals).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import numpy as np

from saferplan.evidence.methods.missing import NOTHING_COUNTED, TOO_SHORT, Floats, Missing

WEEKS_AROUND = 4
FEWEST_AROUND = 4
IN_LIEU = " (observed)"
"""How the holidays package ends the name of a day in lieu."""
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class OnHolidays:
    """Events on `days` holidays, what ordinary days around them lead to expect, and the range expected by chance (95%)."""

    days: int
    observed: int
    expected: float
    lower: float
    upper: float
    dispersion: float


def bank_holidays(first: date, last: date, country: str) -> list[date]:
    """The bank holidays from a first to a last day, as GOV.UK lists them. `country` is ENG or WLS.

    A holiday that falls on a weekend is kept on its day in lieu: Christmas on a Sunday is no bank holiday, the Tuesday is.

    >>> [str(day) for day in bank_holidays(date(2022, 9, 1), date(2023, 1, 2), "ENG")]
    ['2022-09-19', '2022-12-26', '2022-12-27', '2023-01-02']
    """
    import holidays

    found = holidays.country_holidays("GB", subdiv=country, years=range(first.year, last.year + 1))
    in_lieu = {(day.year, name.removesuffix(IN_LIEU)) for day, name in found.items() if name.endswith(IN_LIEU)}
    return sorted(day for day, name in found.items() if first <= day <= last and (day.year, name) not in in_lieu)


def on_holidays(first: date, counts: Floats, holiday: Sequence[date]) -> OnHolidays | Missing:
    """Held together: `counts` of each day from `first` on, and the holidays among them.

    Missing `too_short` where no holiday has enough ordinary days around it, `nothing_counted` where these had no events.
    """
    places = {(day - first).days for day in holiday}
    around = {
        place: near for place in sorted(places) if 0 <= place < len(counts)
        and len(near := _around(place, len(counts), places)) >= FEWEST_AROUND
    }  # fmt: skip
    if not around:
        return Missing(TOO_SHORT)
    means = {place: float(counts[near].mean()) for place, near in around.items()}
    expected = sum(means.values())
    if expected == 0:
        return Missing(NOTHING_COUNTED)
    dispersion = _dispersion(counts, places)
    spread = sqrt(dispersion * sum(mean * (1 + 1 / len(around[place])) for place, mean in means.items()))
    observed = int(sum(counts[place] for place in around))
    lower, upper = max(0.0, expected - Z_95 * spread), expected + Z_95 * spread
    return OnHolidays(len(around), observed, expected, lower, upper, dispersion)


def _around(place: int, length: int, holiday: set[int]) -> list[int]:
    near = [place + 7 * week for week in range(-WEEKS_AROUND, WEEKS_AROUND + 1) if week]
    return [each for each in near if 0 <= each < length and each not in holiday]


def _dispersion(counts: Floats, holiday: set[int]) -> float:
    """Of ordinary days about the mean of the same weekday around them, never below one."""
    strays = []
    for place in set(range(len(counts))) - holiday:
        near = counts[_around(place, len(counts), holiday)]
        if len(near) >= FEWEST_AROUND and (mean := float(near.mean())) > 0:
            strays.append((counts[place] - mean) ** 2 / (mean * (1 + 1 / len(near))))
    return max(1.0, float(np.mean(strays))) if strays else 1.0


def days_between(first: date, last: date) -> int:
    """How many days there are, both ends counted."""
    return (last - first + timedelta(days=1)).days
