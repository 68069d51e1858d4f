"""Limits of a count, of a rate and of a proportion.

Counts and rates: Byar's approximation from a count of 10, the exact Poisson limits below, as in Public Health
England's PHEindicatormethods (Breslow and Day 1987, volume II, p. 69; Byar's method in Rothman and Boice 1979; exact
limits by the chi-squared quantiles of Garwood 1936). Proportions: Wilson (1927). Both are checked against that
program's figures.

Widened limits treat the count as quasi-Poisson with variance φ times the mean (McCullagh and Nelder 1989, section
6.2): count/φ is taken as the effective count, its limits are found as above and scaled back by φ.
"""

import numpy as np
from scipy.special import chdtri, ndtri

from saferplan.evidence.methods.missing import Floats

BYAR_FROM = 10


def count_limits(count: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limits of Poisson counts (any shape; not negative; need not be whole).

    >>> lower, upper = count_limits(np.array([0.0, 100.0]))
    >>> round(float(upper[0]), 4), round(float(lower[1]), 2)
    (3.6889, 81.36)
    """
    count = np.asarray(count, dtype=float)
    exact_lower, exact_upper = exact_limits(count, confidence)
    byar_lower, byar_upper = _byar(np.maximum(count, BYAR_FROM), confidence)
    use_byar = count >= BYAR_FROM
    return np.where(use_byar, byar_lower, exact_lower), np.where(use_byar, byar_upper, exact_upper)


def dispersed_limits(count: Floats, dispersion: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of counts whose variance is `dispersion` times their mean."""
    lower, upper = count_limits(np.asarray(count) / dispersion, confidence)
    return lower * dispersion, upper * dispersion


def proportion_limits(numerator: Floats, denominator: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's limits of proportions (any shape; 0 ≤ numerator ≤ denominator, denominator above zero).

    >>> lower, upper = proportion_limits(np.array([0.0]), np.array([10.0]))
    >>> float(lower[0]), round(float(upper[0]), 4)
    (0.0, 0.2775)
    """
    numerator, denominator = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if np.any(denominator <= 0) or np.any(numerator < 0) or np.any(numerator > denominator):
        raise ValueError("a proportion needs 0 ≤ numerator ≤ denominator and a denominator above zero")
    z = ndtri((1 + confidence) / 2)
    middle, total = 2 * numerator + z**2, 2 * (denominator + z**2)
    reach = z * np.sqrt(z**2 + 4 * numerator * (1 - numerator / denominator))
    # At 0 and at all of them the limit is known; floating point would miss it by a hair.
    lower = np.where(numerator == 0, 0.0, (middle - reach) / total)
    return lower, np.where(numerator == denominator, 1.0, (middle + reach) / total)


def exact_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Garwood's exact limits of Poisson counts."""
    tail = (1 - confidence) / 2
    positive = np.maximum(count, np.finfo(float).tiny)
    lower = np.where(count > 0, chdtri(2 * positive, 1 - tail) / 2, 0.0)
    return lower, chdtri(2 * count + 2, tail) / 2


def _byar(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = ndtri((1 + confidence) / 2)
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    return lower, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
