"""How often chance makes as large a ratio, and how long one would wait for it."""

import numpy as np

from saferplan.evidence.methods.missing import Floats

TOLERANCE = 1e-9
EULER = 0.5772156649
SMALLEST = 1e-300
"""Below it a chance is no number that a logarithm can be taken of."""


def p_by_rank(ratio: float, null: Floats) -> float:
    """(1 + maxima of chance as large) ÷ (1 + replications): never below one in as many as were made (Dwass 1957)."""
    return float(1 + np.count_nonzero(null >= ratio - TOLERANCE)) / (len(null) + 1)


def p_by_gumbel(ratio: float, null: Floats) -> float:
    """By a Gumbel distribution with the mean and the variance of the maxima of chance (Abrams, Kulldorff, Kleinman 2010).

    It tells small chances apart that the rank cannot; how far out it holds nobody has checked.
    """
    mode, scale = _gumbel(null)
    return max(float(-np.expm1(-np.exp((mode - ratio) / scale))), SMALLEST)


def ratio_of_chance(p: float, null: Floats) -> float:
    """The ratio that chance passes so often, by the same distribution: the inverse of `p_by_gumbel`."""
    mode, scale = _gumbel(null)
    return mode - scale * float(np.log(-np.log1p(-p)))


def _gumbel(null: Floats) -> tuple[float, float]:
    """Mode and scale by moments. Maxima that are all equal have the narrowest scale there is."""
    scale = max(float(null.std()) * np.sqrt(6) / np.pi, TOLERANCE)
    return float(null.mean()) - EULER * scale, scale


def recurrence(p: float, analyses: int) -> float:
    """Units of time in which chance would make one such cluster, were an analysis made each unit.

    `analyses` is how many earlier ones `p` is adjusted for, this one included; else 1. With R replications the rank knows
    none above R + 1 units.
    """
    single = -np.expm1(np.log1p(-p) / analyses) if p < 1 else 1.0
    return float(1 / single)
