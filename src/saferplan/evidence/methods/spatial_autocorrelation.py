"""Whether values lie by their likes over the whole map: Moran's I and Geary's C.

With mean and variance under all dealings of the values to the places, or taking the values for normal (Cliff and Ord
1981, *Spatial Processes*, chapters 1 and 2). Checked against R's spdep; p are two-sided.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from saferplan.evidence.methods.missing import NO_SPREAD, Floats, Missing
from saferplan.evidence.methods.neighbours import Neighbours

FEWEST_PLACES = 4


@dataclass(frozen=True)
class Autocorrelation:
    """The statistic, what chance would give, its variance, and z: above nought where places are like their neighbours."""

    value: float
    expected: float
    variance: float
    z: float

    @property
    def p(self) -> float:
        """Two-sided, by the normal distribution."""
        return float(2 * ndtr(-abs(self.z)))


@dataclass(frozen=True)
class _Sums:
    """Cliff and Ord's S0, S1, S2 of the weights."""

    all: float
    pairs: float
    crossed: float


def moran(values: Floats, neighbours: Neighbours, *, is_normal: bool = False) -> Autocorrelation | Missing:
    """Moran's I. Missing `no_spread` where all values are alike or no place has a neighbour. ValueError under four places."""
    apart, size, kurtosis = _described(values, neighbours)
    sums = _sums(neighbours)
    if not apart.any() or not sums.all:
        return Missing(NO_SPREAD)
    value = size / sums.all * float(apart @ neighbours.lag(apart)) / float(apart @ apart)
    expected, s0, s1, s2 = -1 / (size - 1), sums.all, sums.pairs, sums.crossed
    if is_normal:
        square = (size**2 * s1 - size * s2 + 3 * s0**2) / (s0**2 * (size**2 - 1))
    else:
        square = (
            size * ((size**2 - 3 * size + 3) * s1 - size * s2 + 3 * s0**2)
            - kurtosis * ((size**2 - size) * s1 - 2 * size * s2 + 6 * s0**2)
        ) / ((size - 1) * (size - 2) * (size - 3) * s0**2)
    variance = square - expected**2
    return Autocorrelation(value, expected, variance, (value - expected) / variance**0.5)


def geary(values: Floats, neighbours: Neighbours, *, is_normal: bool = False) -> Autocorrelation | Missing:
    """Geary's C: 1 by chance, less where neighbours are alike (z above nought). Missing and errors as of `moran`."""
    apart, size, kurtosis = _described(values, neighbours)
    sums = _sums(neighbours)
    if not apart.any() or not sums.all:
        return Missing(NO_SPREAD)
    entries = neighbours.weights.tocoo()
    unlike = float(entries.data @ (apart[entries.row] - apart[entries.col]) ** 2)
    value = (size - 1) / (2 * sums.all) * unlike / float(apart @ apart)
    s0, s1, s2 = sums.all, sums.pairs, sums.crossed
    if is_normal:
        variance = ((2 * s1 + s2) * (size - 1) - 4 * s0**2) / (2 * (size + 1) * s0**2)
    else:
        variance = (
            (size - 1) * s1 * (size**2 - 3 * size + 3 - kurtosis * (size - 1))
            - (size - 1) * s2 * (size**2 + 3 * size - 6 - kurtosis * (size**2 - size + 2)) / 4
            + s0**2 * (size**2 - 3 - kurtosis * (size - 1) ** 2)
        ) / (size * (size - 2) * (size - 3) * s0**2)
    return Autocorrelation(value, 1.0, variance, (1 - value) / variance**0.5)


def _described(values: Floats, neighbours: Neighbours) -> tuple[Floats, int, float]:
    """Distance of each value from their mean, how many there are, and their kurtosis."""
    values = np.asarray(values, dtype=float)
    if len(values) < FEWEST_PLACES or len(values) != neighbours.places:
        raise ValueError("values: one for each place, of four places and more")
    apart = values - values.mean()
    if np.ptp(values) == 0:
        return np.zeros(len(values)), len(values), 0.0
    return apart, len(values), float((apart**4).mean() / (apart**2).mean() ** 2)


def _sums(neighbours: Neighbours) -> _Sums:
    weights = neighbours.weights
    both = weights + weights.T
    columns = np.asarray(weights.sum(axis=0), dtype=float).ravel()
    return _Sums(float(weights.sum()), float(both.power(2).sum()) / 2, float(((neighbours.sums + columns) ** 2).sum()))
