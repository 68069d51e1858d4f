"""Log-linear quasi-Poisson fits of monthly counts, many series at once, and the limits of a month they did not see.

The fit is by iteratively reweighted least squares (McCullagh and Nelder 1989, sections 2.5 and 6.2). Dispersion is
Pearson's chi-squared over the degrees of freedom left, never below 1: a series that looks calmer than Poisson is taken
for Poisson, since nothing makes crimes keep their distance.

Limits of a new month work on its two-thirds power, which is near symmetric for counts, and take in both the month's own
variation and the error of the fit (Farrington, Andrews, Beale and Catchpole 1996, *JRSS A* 159:547, section 3.6), with
Student's t in place of the normal since the dispersion is itself an estimate.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit, xlogy

from saferplan.evidence.methods.missing import Flags, Floats

MONTHS_A_YEAR = 12
MOST_ITERATIONS = 50
CONVERGED = 1e-10
SMALLEST_LOG, LARGEST_LOG = -12, 20
POWER = 2 / 3


@dataclass(frozen=True)
class Fit:
    """A fit of s series of m months by k terms."""

    terms: Floats
    """s × k, on the scale of the logarithm."""
    fitted: Floats
    """s × m, the expected counts, for months left out as well."""
    dispersion: Floats
    """s, never under 1."""
    freedom: Floats
    """s, degrees of freedom left: months used less terms."""
    covariance: Floats
    """s × k × k of the terms, were the counts Poisson: times dispersion it is that of the counts."""


def seasonal_design(month_index: Floats, centre: float) -> Floats:
    """Months × 4: level, slope a year from `centre`, and one yearly harmonic. `month_index` % 12 is the month of year."""
    angle = 2 * np.pi * (month_index % MONTHS_A_YEAR) / MONTHS_A_YEAR
    slope = (month_index - centre) / MONTHS_A_YEAR
    return np.column_stack([np.ones_like(slope), slope, np.sin(angle), np.cos(angle)])


def fit(
    counts: Floats,
    design: Floats,
    weights: Floats | Flags | None = None,
    *,
    start: Floats | None = None,
    still: float = 0.0,
) -> Fit:
    """Fit every row of `counts` (series × months) by `design` (months × terms).

    `weights` (series × months) is 1 for a month used and 0 for one left out; by default all are used. A factor known
    beforehand is fitted about by giving counts divided by it, and it as the weight. Terms to `start` from, where some are
    known, spare iterations and change nothing; so does being content where the deviance moves by no more than `still`, for
    terms of months without a case, which have no end.
    """
    counts = np.atleast_2d(np.asarray(counts, dtype=float))
    used: Floats = np.ones_like(counts) if weights is None else np.broadcast_to(weights, counts.shape).astype(float)
    terms = fitted_terms(counts, design, used, start=start, still=still)
    means = np.exp(np.clip(terms @ design.T, SMALLEST_LOG, LARGEST_LOG))
    freedom = (used > 0).sum(axis=1).astype(float) - design.shape[1]
    chi_squared = (used * (counts - means) ** 2 / means).sum(axis=1)
    dispersion = np.maximum(1.0, chi_squared / np.maximum(freedom, 1))
    covariance = np.asarray(np.linalg.inv(_curvature(means * used, design)), dtype=np.float64)
    return Fit(terms, means, dispersion, freedom, covariance)


def fitted_terms(
    counts: Floats, design: Floats, weights: Floats, *, start: Floats | None = None, still: float = 0
) -> Floats:
    """Terms of the fit, all series at once. Steps are kept short so that sparse series cannot run away."""
    terms = _averages(counts, design, weights) if start is None else start.copy()
    moving = np.arange(len(counts))
    for _ in range(MOST_ITERATIONS):
        means = np.exp(np.clip(terms[moving] @ design.T, SMALLEST_LOG, LARGEST_LOG))
        gradient = ((counts[moving] - means) * weights[moving]) @ design
        step = np.linalg.solve(_curvature(means * weights[moving], design), gradient[:, :, None])[:, :, 0]
        terms[moving] += np.clip(step, -1, 1)
        is_moving = (np.abs(step).max(axis=1) > CONVERGED) & (np.abs((gradient * step).sum(axis=1)) > still)
        moving = moving[is_moving]
        if not len(moving):
            break
    return terms


def _averages(counts: Floats, design: Floats, weights: Floats) -> Floats:
    """Terms to start from: the first, the level, is the logarithm of the average."""
    terms = np.zeros((len(counts), design.shape[1]))
    average = (counts * weights).sum(axis=1) / weights.sum(axis=1)
    terms[:, 0] = np.log(np.maximum(average, np.exp(SMALLEST_LOG)))
    return terms


def _curvature(means: Floats, design: Floats) -> Floats:
    """Series × terms × terms, with a trace of ridge so that a series of zeros can be solved."""
    size = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    result: Floats = (means @ products).reshape(-1, size, size) + 1e-9 * np.eye(size)
    return result


def deviances(counts: Floats, means: Floats, weights: Floats | Flags) -> Floats:
    """Poisson deviance of each series: twice what its logarithm of likelihood lacks to that of a perfect fit."""
    result: Floats = 2 * (weights * (xlogy(counts, counts / means) - (counts - means))).sum(axis=1)
    return result


def leverage(found: Fit, design: Floats) -> Floats:
    """Series × months: variance of the logarithm of the expected count, were the counts Poisson (x'Cx of each month)."""
    result: Floats = np.einsum("mi,sij,mj->sm", design, found.covariance, design)
    return result


def new_month_limits(
    expected: Floats, dispersion: Floats, error: Floats, freedom: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Lower and upper limits of counts that the fit has not seen; `error` is their `leverage`. Arrays broadcast."""
    quantile = stdtrit(freedom, (1 + confidence) / 2)
    spread = np.sqrt(dispersion * expected * (1 + expected * error))
    return power_limits(expected, dispersion, quantile * spread, confidence)


def power_limits(expected: Floats, dispersion: Floats, reach: Floats, confidence: float) -> tuple[Floats, Floats]:
    """`expected` give or take `reach` (quantile times standard deviation) on the scale of the two-thirds power.

    There is no lower limit where a count of nought is itself within chance's reach: the power knows no such jump.
    """
    relative = POWER * reach / expected
    nought_is_usual = np.exp(-expected / dispersion) > (1 - confidence) / 2
    lower = expected * np.maximum(1 - relative, 0) ** (1 / POWER)
    return np.where(nought_is_usual, 0.0, lower), expected * (1 + relative) ** (1 / POWER)


def new_month_p(observed: Floats, expected: Floats, dispersion: Floats, error: Floats, freedom: Floats) -> Floats:
    """Two-sided p of counts that the fit has not seen, on the same scale as their limits."""
    spread = np.sqrt(dispersion * expected * (1 + expected * error))
    away = np.abs((observed / expected) ** POWER - 1) * expected / (POWER * spread)
    result: Floats = 2 * stdtr(freedom, -away)
    return result
