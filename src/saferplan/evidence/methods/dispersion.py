"""How many times more than Poisson a monthly series varies about its own trend and season.

A log-linear Poisson model with a trend and one yearly harmonic is fitted (`log_linear`); the dispersion is Pearson's
chi-squared over the degrees of freedom left (McCullagh and Nelder 1989, sections 4.5 and 6.2), never below 1. Months
that were not supplied are left out. Under 24 months there is none: "not enough history to judge".
"""

import numpy as np

from saferplan.evidence.methods.alike import rows_alike
from saferplan.evidence.methods.log_linear import fit, seasonal_design
from saferplan.evidence.methods.missing import Flags, Floats

SHORTEST_MONTHS = 24
FITTED = 4  # level, slope, sine and cosine


def dispersions(counts: Floats, month_index: Floats, supplied: Flags, shortest: int = SHORTEST_MONTHS) -> Floats:
    """Dispersion of each row of `counts` (series × months); nan where fewer than `shortest` were supplied.

    `month_index` numbers the months; `supplied` (series × months, or months) is true where the file was supplied. For
    quarterly counts give the middle of each quarter as its month, and 8 as the shortest.
    """
    counts, supplied = np.atleast_2d(counts).astype(float), np.broadcast_to(supplied, np.atleast_2d(counts).shape)
    result = np.full(len(counts), np.nan)
    for pattern, rows in rows_alike(supplied):
        if pattern.sum() >= shortest:
            result[rows] = _pearson(counts[np.ix_(rows, np.flatnonzero(pattern))], month_index[pattern])
    return result


def degrees_of_freedom(supplied: Flags) -> Floats:
    """What is left to estimate each dispersion with: months supplied (the last axis) less the terms fitted."""
    left: Floats = np.asarray(supplied).sum(axis=-1).astype(float) - FITTED
    return left


def _pearson(counts: Floats, months: Floats) -> Floats:
    """A row a series; series of zeros vary like Poisson as far as anyone can tell."""
    result = np.ones(len(counts))
    some = counts.sum(axis=1) > 0
    if some.any():
        result[some] = fit(counts[some], seasonal_design(months, months.mean())).dispersion
    return result
