"""Where high values lie together: Getis and Ord's Gi and Gi*, and Anselin's local Moran.

* `getis_ord`: is what lies around a place (with the place itself, Gi*) more than any places would have? Its z is the exact
  standardised value under all dealings of the values to the places (Getis and Ord 1992, *Geographical Analysis* 24:189;
  Ord and Getis 1995, *Geographical Analysis* 27:286).
* `local_moran`: is a place like its neighbours? With mean and variance under all dealings, and under those that leave
  the place its own value (Anselin 1995, *Geographical Analysis* 27:93; Sokal, Oden and Thomson 1998, *Geographical
  Analysis* 30:331).

Counts of crime are skewed: one town centre makes the normal distribution's p of all around it far too small. The p of
`dealings` is the honest one there. Checked against R's spdep, which divides local Moran's I by Σz²/n; esda (PySAL) divides
by Σz²/(n−1), and its Gi of row-standardised weights is not this closed form (that of weights of 1 is).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from saferplan.evidence.methods.missing import Flags, Floats
from saferplan.evidence.methods.neighbours import Neighbours

FEWEST_PLACES = 4


@dataclass(frozen=True)
class Moments:
    """Mean and variance of a statistic at each place if values were dealt out by chance, and its z."""

    expected: Floats
    variance: Floats
    z: Floats

    @property
    def p(self) -> Floats:
        """Two-sided, by the normal distribution; too small where values are skewed and neighbours few."""
        return np.asarray(2 * ndtr(-np.abs(self.z)))


@dataclass(frozen=True)
class LocalMoran:
    """I at each place: above nought where it is like its neighbours, below where it is not; nan without neighbours."""

    value: Floats
    total: Moments
    """Under all dealings of the values to the places."""
    conditional: Moments
    """Under those that leave the place its own value."""
    is_high: Flags
    """Whether the place's own value is above the mean."""
    is_among_high: Flags
    """Whether its neighbours' mean is."""


def getis_ord(values: Floats, neighbours: Neighbours) -> Floats:
    """z of Gi at each place: of the weighted sum of its neighbours' values, the place itself left out of all.

    `values` are of places, or places × series. nan where a place has no neighbour, all others are neighbours alike, or
    the others have all the same value. Raises ValueError under four places.
    """
    values, sums, squares = _column_wise(values, neighbours)
    others = len(values) - 1
    mean = (values.sum(axis=0) - values) / others
    spread = ((values**2).sum(axis=0) - values**2) / others - mean**2
    variance = spread * (others * squares - sums**2) / (others - 1)
    return _standardised(neighbours.lag(values) - sums * mean, variance)


def getis_ord_star(values: Floats, neighbours: Neighbours) -> Floats:
    """z of Gi* at each place: of the weighted sum over its neighbours and itself.

    `neighbours` leave the place out; it is put in with weight 1 (as spdep's `include.self`, before weights are
    standardised). `values` are of places, or places × series. nan where all values are the same.
    """
    return weighted_sum_z(values, neighbours.with_self)


def weighted_sum_z(values: Floats, around: Neighbours) -> Floats:
    """z of the weighted sums over places `around` each (itself among them or not) under all dealings of the values."""
    values, sums, squares = _column_wise(values, around)
    size = len(values)
    mean = values.mean(axis=0)
    variance = values.var(axis=0) * (size * squares - sums**2) / (size - 1)
    return _standardised(around.lag(values) - sums * mean, variance)


def local_moran(values: Floats, neighbours: Neighbours) -> LocalMoran:
    """Local Moran's I at each place with its moments. `values` are of places, or places × series."""
    values, sums, squares = _column_wise(values, neighbours)
    size = len(values)
    apart = values - values.mean(axis=0)
    spread = (apart**2).mean(axis=0)
    lag = np.where(sums > 0, neighbours.lag(apart), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = apart / spread * lag
        kurtosis = (apart**4).mean(axis=0) / spread**2
    expected = -sums / (size - 1) + 0 * value
    variance = (
        squares * (size - kurtosis) / (size - 1)
        + (sums**2 - squares) * (2 * kurtosis - size) / ((size - 1) * (size - 2))
        - expected**2
    )
    return LocalMoran(
        value, _moments(value, expected, variance), _conditional(value, apart, spread, sums, squares),
        apart > 0, lag > 0,
    )  # fmt: skip


def _conditional(value: Floats, apart: Floats, spread: Floats, sums: Floats, squares: Floats) -> Moments:
    """The neighbours' values are drawn from those of the other places without putting back."""
    size = len(apart)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = -(apart**2) * sums / ((size - 1) * spread)
        variance = (
            (apart / spread) ** 2
            * size
            / (size - 2)
            * (squares - sums**2 / (size - 1))
            * (spread - apart**2 / (size - 1))
        )
    return _moments(value, expected, variance)


def _moments(value: Floats, expected: Floats, variance: Floats) -> Moments:
    return Moments(expected, variance, _standardised(value - expected, variance))


def _standardised(excess: Floats, variance: Floats) -> Floats:
    """Nought within rounding is no variance."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            np.where(variance > 1e-12 * np.maximum(1, np.abs(excess)), excess / np.sqrt(variance), np.nan)
        )


def _column_wise(values: Floats, neighbours: Neighbours) -> tuple[Floats, Floats, Floats]:
    """The values, and sums of weights that fit them, whether one series or many."""
    values = np.asarray(values, dtype=float)
    if len(values) < FEWEST_PLACES or len(values) != neighbours.places:
        raise ValueError("values: one for each place, of four places and more")
    shape = (-1,) + (1,) * (values.ndim - 1)
    return values, neighbours.sums.reshape(shape), neighbours.square_sums.reshape(shape)
