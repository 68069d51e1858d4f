"""Whether a month that was supplied is itself complete.

A file can arrive with a week of it missing. A month is called partial when two things hold: it lies below the 1% lower
limit of a log-linear quasi-Poisson fit of trend and season to the *other* months (`log_linear`: the month judged is left
out, else it would pull its own limit down; Cook and Weisberg 1982, section 2.2), and it is under a set share of the
median of the twelve months before it, or of the nearest twelve where there are fewer before. The first alone would call
1 in 100 good months partial; the second alone any quiet month of a small area.

Months found partial are then left out of the fit for the rest, until no more are found: two of them would otherwise hide
each other. A real fall that comes overnight and stays looks like neither; one that comes overnight and goes again within
a few months (spring 2020) looks just like a partial month, and a person must say which it was.
"""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.dispersion import SHORTEST_MONTHS
from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR, fit, leverage, new_month_limits, seasonal_design
from saferplan.evidence.methods.missing import TOO_SHORT, Flags, Floats, Missing

SHARE_OF_MEDIAN = 0.6
ONE_SIDED = 0.01


@dataclass(frozen=True)
class PartialMonths:
    """A value for each month given; nan, and never partial, where it was not supplied."""

    is_partial: Flags
    lower: Floats
    """The 1% lower limit by the other months."""
    median: Floats
    """Of its twelve neighbours."""


def partial_months(
    counts: Floats, month_index: Floats, supplied: Flags | None = None, share: float = SHARE_OF_MEDIAN
) -> PartialMonths | Missing:
    """Judge each month of one series of months in order. Missing `too_short` under 24 months supplied."""
    counts, month_index = np.asarray(counts, dtype=float), np.asarray(month_index, dtype=float)
    supplied = np.ones(len(counts), dtype=bool) if supplied is None else np.asarray(supplied, dtype=bool)
    if supplied.sum() < SHORTEST_MONTHS:
        return Missing(TOO_SHORT)
    found, months = counts[supplied], month_index[supplied]
    median = np.array([_neighbours_median(place, found, months) for place in range(len(found))])
    partial = np.zeros(len(found), dtype=bool)
    while True:
        lower = _lower_limits(found, months, partial)
        now = partial | ((found < lower) & (found < share * median))
        if (now == partial).all() or (~now).sum() < SHORTEST_MONTHS - MONTHS_A_YEAR:
            break
        partial = now
    return PartialMonths(_spread(partial, supplied, False), _spread(lower, supplied), _spread(median, supplied))


def _lower_limits(counts: Floats, months: Floats, left_out: Flags) -> Floats:
    """The lower limit of each month by the months not left out, itself never among them."""
    size = len(counts)
    weights = (1 - np.eye(size)) * ~left_out
    design = seasonal_design(months, float(months.mean()))
    found = fit(np.tile(counts, (size, 1)), design, weights)
    own = np.arange(size)
    error = leverage(found, design)[own, own]
    expected = found.fitted[own, own]
    return new_month_limits(expected, found.dispersion, error, found.freedom, 1 - 2 * ONE_SIDED)[0]


def _neighbours_median(place: int, counts: Floats, months: Floats) -> float:
    """Of the twelve supplied months before, or of the nearest twelve where fewer came before."""
    if place >= MONTHS_A_YEAR:
        return float(np.median(counts[place - MONTHS_A_YEAR : place]))
    away = np.abs(months - months[place])
    nearest = np.argsort(away, kind="stable")[1 : MONTHS_A_YEAR + 1]
    return float(np.median(counts[nearest]))


def _spread(values: Floats | Flags, supplied: Flags, absent: float | bool = np.nan) -> np.ndarray:
    """Values of the supplied months in their places among all."""
    result = np.full(len(supplied), absent, dtype=values.dtype)
    result[supplied] = values
    return result
