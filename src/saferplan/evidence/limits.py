"""Limits of a count and of a rate.

Byar's approximation from a count of 10, the exact Poisson limits below, as in Public Health England's
PHEindicatormethods (Breslow and Day 1987, volume II, p. 69; Byar's method in Rothman and Boice 1979; exact limits by
the chi-squared quantiles of Garwood 1936). Checked against that program's figures.

Widened limits treat the count as quasi-Poisson with variance φ times the mean (McCullagh and Nelder 1989, section
6.2): count/φ is taken as the effective count, its limits are found as above and scaled back by φ.
"""

from typing import Any

import numpy as np
from scipy.special import chdtri, ndtri

Floats = np.ndarray[Any, np.dtype[np.float64]]

BYAR_FROM = 10


def count_limits(count: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limits of Poisson counts (any shape; not negative; need not be whole).

    >>> lower, upper = count_limits(np.array([0.0, 100.0]))
    >>> round(float(upper[0]), 4), round(float(lower[1]), 2)
    (3.6889, 81.36)
    """
    count = np.asarray(count, dtype=float)
    exact_lower, exact_upper = _exact(count, confidence)
    byar_lower, byar_upper = _byar(np.maximum(count, BYAR_FROM), confidence)
    use_byar = count >= BYAR_FROM
    return np.where(use_byar, byar_lower, exact_lower), np.where(use_byar, byar_upper, exact_upper)


def dispersed_limits(count: Floats, dispersion: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of counts whose variance is `dispersion` times their mean."""
    lower, upper = count_limits(np.asarray(count) / dispersion, confidence)
    return lower * dispersion, upper * dispersion


def _byar(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = ndtri((1 + confidence) / 2)
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    return lower, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def _exact(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    tail = (1 - confidence) / 2
    positive = np.maximum(count, np.finfo(float).tiny)
    lower = np.where(count > 0, chdtri(2 * positive, 1 - tail) / 2, 0.0)
    return lower, chdtri(2 * count + 2, tail) / 2
