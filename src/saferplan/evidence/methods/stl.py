"""Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990, *J. Official Statistics* 6:3).

The algorithm of the authors' program as R's `stl` runs it, with its defaults: local constants for the season, local
lines for trend and low pass, estimates at every tenth of a span and straight lines between. Written here because the
one library that has it brings pandas with it; checked against R's figures. `season_span=None` is R's "periodic": one
seasonal pattern for the whole series.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from saferplan.evidence.methods.missing import Floats

PERIOD = 12
ROBUST_ROUNDS = 15
INNER_ROUNDS, INNER_ROUNDS_ROBUST = 2, 1


@dataclass(frozen=True)
class Decomposition:
    """A series in three parts that sum to it, and the weight each month was given (1 unless robust)."""

    seasonal: Floats
    trend: Floats
    remainder: Floats
    weights: Floats


@dataclass(frozen=True)
class _Smoother:
    """Loess of a span and degree, estimated every `jump` points."""

    span: int
    degree: int

    @property
    def jump(self) -> int:
        return ceil(self.span / 10)


def decompose(values: Floats, season_span: int | None = None, robust: bool = False) -> Decomposition:
    """Decompose a monthly series without gaps. Raises ValueError under two years or for an even or short span."""
    values = np.asarray(values, dtype=float)
    if len(values) < 2 * PERIOD or not np.isfinite(values).all():
        raise ValueError("a decomposition needs two years of months without a gap")
    if season_span is not None and (season_span < 7 or season_span % 2 == 0):
        raise ValueError("a seasonal span is odd and at least 7")
    span = season_span or 10 * len(values) + 1
    smoothers = (
        _Smoother(span, 0),
        _Smoother(_odd(1.5 * PERIOD / (1 - 1.5 / span)), 1),
        _Smoother(_odd(PERIOD), 1),
    )
    trend, weights = np.zeros(len(values)), np.ones(len(values))
    inner = INNER_ROUNDS_ROBUST if robust else INNER_ROUNDS
    seasonal, trend = _rounds(values, trend, weights, smoothers, inner)
    for _ in range(ROBUST_ROUNDS if robust else 0):
        weights = _robustness(values - seasonal - trend)
        seasonal, trend = _rounds(values, trend, weights, smoothers, inner)
    if season_span is None:
        seasonal = _cycle_means(seasonal)
    return Decomposition(seasonal, trend, values - seasonal - trend, weights)


def _odd(length: float) -> int:
    whole = ceil(length)
    return whole + 1 - whole % 2


def _rounds(
    values: Floats, trend: Floats, weights: Floats, smoothers: tuple[_Smoother, ...], rounds: int
) -> tuple[Floats, Floats]:
    """The inner loop: season from what is not trend, then trend from what is not season."""
    by_season, by_trend, by_level = smoothers
    ones = np.ones(len(values))
    for _ in range(rounds):
        cycles = _smoothed_cycles(values - trend, weights, by_season)
        level = _moving_mean(_moving_mean(_moving_mean(cycles, PERIOD), PERIOD), 3)
        seasonal = cycles[PERIOD:-PERIOD] - _smoothed(level, ones, by_level)
        trend = _smoothed(values - seasonal, weights, by_trend)
    return seasonal, trend


def _smoothed_cycles(values: Floats, weights: Floats, smoother: _Smoother) -> Floats:
    """Each month of the year smoothed over the years, and carried on by one year at either end."""
    result = np.empty(len(values) + 2 * PERIOD)
    for month in range(PERIOD):
        series, trust = values[month::PERIOD], weights[month::PERIOD]
        size, span = len(series), smoother.span
        inside = _smoothed(series, trust, smoother)
        before = _estimate(series, trust, 0, (1, min(span, size)), smoother, inside[0])
        after = _estimate(series, trust, size + 1, (max(1, size - span + 1), size), smoother, inside[-1])
        result[month::PERIOD] = np.concatenate([[before], inside, [after]])
    return result


def _smoothed(values: Floats, weights: Floats, smoother: _Smoother) -> Floats:
    """Loess of the whole series, by straight lines between the points estimated."""
    size, half = len(values), (smoother.span + 1) // 2
    places = [*range(1, size + 1, min(smoother.jump, size - 1))]
    if places[-1] != size:
        places.append(size)
    estimates = []
    for place in places:
        left = 1 if smoother.span >= size else min(max(place - half + 1, 1), size - smoother.span + 1)
        right = min(left + smoother.span - 1, size)
        estimates.append(_estimate(values, weights, place, (left, right), smoother, values[place - 1]))
    return np.interp(np.arange(1, size + 1), places, estimates)


def _estimate(
    values: Floats, weights: Floats, place: int, window: tuple[int, int], smoother: _Smoother, fallback: float
) -> float:
    """Loess at one place (counted from 1) from the values of a window; `fallback` where all of them weigh nothing."""
    left, right = window
    at = np.arange(left, right + 1)
    reach: float = max(place - left, right - place)
    if smoother.span > len(values):
        reach += (smoother.span - len(values)) // 2
    distance = np.abs(at - place)
    kernel = np.where(distance <= 0.001 * reach, 1.0, (1 - (distance / reach) ** 3) ** 3)
    kernel = np.where(distance <= 0.999 * reach, kernel, 0.0) * weights[left - 1 : right]
    if kernel.sum() <= 0:
        return fallback
    kernel /= kernel.sum()
    if smoother.degree:
        centre = (kernel * at).sum()
        spread = (kernel * (at - centre) ** 2).sum()
        if np.sqrt(spread) > 0.001 * (len(values) - 1):  # else the points lie too close for a line
            kernel *= (place - centre) / spread * (at - centre) + 1
    return float(kernel @ values[left - 1 : right])


def _moving_mean(values: Floats, length: int) -> Floats:
    return np.convolve(values, np.full(length, 1 / length), mode="valid")


def _robustness(remainder: Floats) -> Floats:
    """Bisquare weights: nothing beyond six median absolute remainders."""
    size = np.abs(remainder)
    limit = 6 * float(np.median(size))
    weights = np.where(size <= 0.999 * limit, (1 - (size / max(limit, np.finfo(float).tiny)) ** 2) ** 2, 0.0)
    return np.where(size <= 0.001 * limit, 1.0, weights)


def _cycle_means(seasonal: Floats) -> Floats:
    means = [seasonal[month::PERIOD].mean() for month in range(PERIOD)]
    return np.resize(means, len(seasonal))
