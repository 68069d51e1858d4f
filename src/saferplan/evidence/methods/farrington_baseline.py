"""The months that the flexible Farrington method holds a month against, and the seasons it puts them in.

The months are those around the same month of earlier years, in windows of a half width, and all months between them. Those
of the windows are one season, and each stretch between two windows is cut into equally long seasons, numbered alike in
every year (Noufaily and others 2013, section 3.2). The newest months are left out, lest a rise that is under way be taken
for usual (section 3.4 there); so are months that were not supplied.
"""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR
from saferplan.evidence.methods.missing import Flags, Floats, Ints

FEWEST_YEARS, MOST_YEARS = 3, 5
FEWEST_MONTHS = 24
"""Months supplied within the baseline, below which the dispersion is too poorly known."""


@dataclass(frozen=True)
class Baseline:
    """Months (columns, in order) of the baseline of column `tested`; season 0 is that of the windows, its own."""

    tested: int
    months: Ints
    season: Ints


def possible_years(tested: int) -> int:
    """How many earlier years there are to go back, at most five; under three the method has too little."""
    return min(MOST_YEARS, tested // MONTHS_A_YEAR)


def baseline(known: Flags, tested: int, years: int, half_window: int, seasons: int, left_out: int) -> Baseline:
    """Of column `tested`: windows around the same month of `years` earlier years, and what lies between them.

    With one season only the windows are used. A window that begins before the first month is cut short there. The newest
    `left_out` months before the tested one are left out, and every month that is not `known`.
    """
    season = np.full(tested + 1, -1)
    season[max(tested - half_window, 0) :] = 0
    for back in range(1, years + 1):
        same = tested - MONTHS_A_YEAR * back
        season[max(same - half_window, 0) : same + half_window + 1] = 0
        if seasons > 1:
            between = np.arange(same + half_window + 1, same + MONTHS_A_YEAR - half_window)
            season[between] = 1 + np.arange(len(between)) * (seasons - 1) // len(between)
    season[tested - left_out :] = -1
    months = np.flatnonzero((season >= 0) & known[: tested + 1])
    return Baseline(tested, months, season[months])


def is_enough(held: Baseline) -> bool:
    """Whether the baseline holds the tested month's own season, and months enough to fit and to judge by."""
    return bool((held.season == 0).any() and len(held.months) >= FEWEST_MONTHS)


def baseline_design(held: Baseline, *, trend: bool) -> Floats:
    """Months × terms: level, the slope in years from the tested month, and a term for every other season met.

    So the first term alone is the logarithm of what is expected of the tested month.
    """
    others = [held.season == each for each in np.unique(held.season) if each > 0]
    slope = (held.months - held.tested) / MONTHS_A_YEAR
    columns = [np.ones(len(slope)), *([slope] if trend else []), *others]
    return np.column_stack(columns).astype(float)
