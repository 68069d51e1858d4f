"""Seasonal indices: how far each month of the year lies above or below the trend.

A quasi-Poisson fit of trend and twelve months of the year (McCullagh and Nelder 1989, section 6.2), the indices scaled to
average 1: the model form of the ratio to trend (Kendall and Stuart 1966, volume 3, chapter 46), which also gives limits.
The trend is a curve of the logarithm, with one bend more for every two years beyond three. Limits are Student's t on the
logarithm, by the delta method, with the series' own dispersion. February is not made longer, nor March shorter: the
index is of what was recorded in the month.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR, fit
from saferplan.evidence.methods.missing import NOTHING_COUNTED, TOO_SHORT, Flags, Floats, Missing

SHORTEST_MONTHS = 36
MOST_BENDS = 4


@dataclass(frozen=True)
class SeasonalIndices:
    """Twelve of each, January first; `index` averages 1."""

    index: Floats
    lower: Floats
    upper: Floats
    dispersion: float
    freedom: float


def seasonal_indices(
    counts: Floats, month_index: Floats, supplied: Flags | None = None, confidence: float = 0.95
) -> SeasonalIndices | Missing:
    """Indices of one series; `month_index` % 12 is the month of year, January 0.

    Missing `too_short` under 36 months supplied or where a month of the year was supplied only once, and
    `nothing_counted` where one of the twelve has no crimes at all.
    """
    supplied = np.ones(len(counts), dtype=bool) if supplied is None else np.asarray(supplied, dtype=bool)
    counts, month_index = np.asarray(counts, dtype=float)[supplied], np.asarray(month_index, dtype=float)[supplied]
    of_year = (month_index % MONTHS_A_YEAR).astype(int)
    if len(counts) < SHORTEST_MONTHS or np.bincount(of_year, minlength=MONTHS_A_YEAR).min() < 2:
        return Missing(TOO_SHORT)
    if np.bincount(of_year, weights=counts, minlength=MONTHS_A_YEAR).min() == 0:
        return Missing(NOTHING_COUNTED)
    found = fit(counts[None, :], _design(month_index, of_year))
    freedom = float(found.freedom[0])
    index, spread = _scaled(found.terms[0], found.covariance[0] * found.dispersion[0])
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * spread
    return SeasonalIndices(index, index * np.exp(-reach), index * np.exp(reach), float(found.dispersion[0]), freedom)


def _design(month_index: Floats, of_year: np.ndarray[tuple[int], np.dtype[np.int_]]) -> Floats:
    """Level, eleven months of the year against January, and powers of time from −1 to 1."""
    bends = min(MOST_BENDS, 1 + max(0, len(month_index) - SHORTEST_MONTHS) // (2 * MONTHS_A_YEAR))
    time = 2 * (month_index - month_index.min()) / np.ptp(month_index) - 1
    trend = [np.polynomial.Legendre.basis(power)(time) for power in range(1, bends + 1)]
    months = np.eye(MONTHS_A_YEAR)[of_year][:, 1:]
    return np.column_stack([np.ones(len(time)), months, *trend])


def _scaled(terms: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Indices that average 1, and the standard errors of their logarithms."""
    effects = np.concatenate([[0.0], terms[1:MONTHS_A_YEAR]])
    share = np.exp(effects) / np.exp(effects).sum()
    gradient = np.eye(MONTHS_A_YEAR) - share  # of the logarithm of each index by each month's effect
    gradient = gradient[:, 1:]
    months = covariance[1:MONTHS_A_YEAR, 1:MONTHS_A_YEAR]
    spread = np.sqrt(np.einsum("ij,jk,ik->i", gradient, months, gradient))
    return MONTHS_A_YEAR * share, spread
