"""How many times more than Poisson a monthly series varies about its own trend and season.

A log-linear Poisson model with a trend and one yearly harmonic is fitted by iteratively reweighted least squares; the
dispersion is Pearson's chi-squared over the degrees of freedom left (McCullagh and Nelder 1989, sections 4.5 and
6.2), never below 1. Months that were
not supplied are left out. Under 24 months there is none: "not enough history to judge".
"""

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

SHORTEST_MONTHS = 24
FITTED = 4  # level, slope, sine and cosine
MOST_ITERATIONS = 50
CONVERGED = 1e-10


def dispersions(counts: Floats, month_index: Floats, supplied: np.ndarray[Any, np.dtype[np.bool_]]) -> Floats:
    """Dispersion of each row of `counts` (series × months); nan where fewer than 24 months were supplied.

    `month_index` numbers the months; `supplied` (series × months, or months) is true where the file was supplied.
    """
    counts, supplied = np.atleast_2d(counts).astype(float), np.broadcast_to(supplied, np.atleast_2d(counts).shape)
    result = np.full(len(counts), np.nan)
    patterns, which = np.unique(supplied, axis=0, return_inverse=True)
    for place, pattern in enumerate(patterns):
        if pattern.sum() >= SHORTEST_MONTHS:
            rows = np.flatnonzero(which.ravel() == place)
            result[rows] = _pearson(counts[np.ix_(rows, np.flatnonzero(pattern))], month_index[pattern])
    return result


def _pearson(counts: Floats, months: Floats) -> Floats:
    """Chi-squared over degrees of freedom, a row a series; series of zeros vary like Poisson as far as anyone can tell."""
    result = np.ones(len(counts))
    some = counts.sum(axis=1) > 0
    if some.any():
        fitted = _fitted_means(counts[some], months)
        chi_squared = ((counts[some] - fitted) ** 2 / fitted).sum(axis=1)
        result[some] = np.maximum(1.0, chi_squared / (len(months) - FITTED))
    return result


def _fitted_means(counts: Floats, months: Floats) -> Floats:
    """Means of the log-linear fit, all series at once. Steps are kept short so that sparse series cannot run away."""
    angle = 2 * np.pi * (months % 12) / 12
    design = np.column_stack([np.ones_like(months), (months - months.mean()) / 12, np.sin(angle), np.cos(angle)])
    terms = np.zeros((len(counts), FITTED))
    terms[:, 0] = np.log(counts.mean(axis=1))
    products = (design[:, :, None] * design[:, None, :]).reshape(len(months), -1)
    moving = np.arange(len(counts))
    for _ in range(MOST_ITERATIONS):
        means = np.exp(np.clip(terms[moving] @ design.T, -12, 20))
        curvature = (means @ products).reshape(-1, FITTED, FITTED) + 1e-9 * np.eye(FITTED)
        step = np.linalg.solve(curvature, ((counts[moving] - means) @ design)[:, :, None])[:, :, 0]
        terms[moving] += np.clip(step, -1, 1)
        moving = moving[np.abs(step).max(axis=1) > CONVERGED]
        if not len(moving):
            break
    fitted: Floats = np.exp(np.clip(terms @ design.T, -12, 20))
    return fitted
