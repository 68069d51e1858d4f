"""How far months run together: a month above its expected count is often followed by another.

The dispersion of months tells how totals of twelve vary only if months vary independently. Where the correlation of one
month and the next is ρ, and of months k apart ρ^k (an autoregression; Box, Jenkins and Reinsel 2008, chapter 3), a total
varies by more, and so does the difference of two years. The factors here are what a dispersion must be multiplied by.

ρ is estimated from the residuals of the log-linear fit at lag one, which lie well below it in short series because the
fit takes part of every run for trend or season. The expected residual correlation for each ρ follows from the matrix of
the fit (Durbin and Watson 1950's method of traces); it is read backwards. Negative estimates are taken for none. From 36
months the test of change is then wrong at most one time in twenty up to ρ = 0.4; at 24 months nobody can tell a run from
a trend, and it is still wrong too often (`tests/truth/verdicts.py`).
"""

from functools import cache

import numpy as np

from saferplan.evidence.methods.log_linear import fit, seasonal_design
from saferplan.evidence.methods.missing import Floats

GRID = np.linspace(-0.3, 0.9, 49)


def run_correlations(counts: Floats, month_index: Floats) -> Floats:
    """ρ of each row of `counts` (series × months supplied, at least 24), never below 0 nor above 0.9.

    Months need not all follow one another; only neighbours by `month_index` tell anything. Zero for series of zeros,
    and where no two months are neighbours.
    """
    counts, month_index = np.atleast_2d(np.asarray(counts, dtype=float)), np.asarray(month_index, dtype=float)
    found = fit(counts, _design(month_index))
    residual = (counts - found.fitted) / np.sqrt(found.fitted)
    next_to = _next_to(month_index)
    if not next_to.any():
        return np.zeros(len(counts))
    squares = np.maximum((residual**2).sum(axis=1), np.finfo(float).tiny)
    observed = np.einsum("si,ij,sj->s", residual, next_to, residual) / squares
    result: Floats = np.clip(np.interp(observed, _expected(tuple(month_index.tolist())), GRID), 0, None)
    return np.where(counts.sum(axis=1) > 0, result, 0.0)


def _design(month_index: Floats) -> Floats:
    return seasonal_design(month_index, float(month_index.mean()))


def _next_to(month_index: Floats) -> Floats:
    return np.asarray(np.subtract.outer(month_index, month_index) == -1, dtype=float)


@cache
def _expected(months: tuple[float, ...]) -> Floats:
    """Expected residual correlation for each ρ of the grid, rising with it; the same for all series of the same months."""
    month_index = np.array(months)
    apart, design = np.abs(np.subtract.outer(month_index, month_index)), _design(month_index)
    left = np.eye(len(month_index)) - design @ np.linalg.pinv(design)
    pairs = left @ _next_to(month_index) @ left
    values = []
    for correlation in GRID:
        together = np.sign(correlation) ** apart * np.abs(correlation) ** apart
        values.append(float((pairs * together).sum() / (left * together).sum()))
    return np.maximum.accumulate(np.array(values))


def total_factor(correlation: Floats, months: int = 12) -> Floats:
    """How many times more the total of `months` varies than if they were independent."""
    return _factor(correlation, np.ones(months))


def difference_factor(correlation: Floats, months: int = 12) -> Floats:
    """The same of the difference between the totals of `months` and of the same number before them."""
    return _factor(correlation, np.repeat([-1.0, 1.0], months))


def _factor(correlation: Floats, signs: Floats) -> Floats:
    size = len(signs)
    correlation = np.asarray(correlation, dtype=float)
    lags = [1.0] + [2 * float(signs[lag:] @ signs[:-lag]) / size for lag in range(1, size)]
    result: Floats = sum(weight * correlation**lag for lag, weight in enumerate(lags)) + np.zeros_like(correlation)
    return result
