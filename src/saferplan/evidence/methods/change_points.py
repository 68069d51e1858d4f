"""Where the level (or trend) of a series changed: least-squares breakpoints, their number by BIC.

Bai and Perron (1998, *Econometrica* 66:47; 2003, *J. Applied Econometrics* 18:1): the best places for each number of
breaks by dynamic programming over all segments, then the number with the lowest Bayesian information criterion, as in
R's `strucchange` (Zeileis and others 2003), whose figures the tests hold these against.

The errors are taken for independent. A series whose months follow one another in runs, or whose season is strong, will
be given breaks it does not have: decompose it first, and call what is found a date to ask about, never a cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log, pi

import numpy as np

from saferplan.evidence.methods.missing import TOO_SHORT, Floats, Missing

SMALLEST_SHARE = 0.15


@dataclass(frozen=True)
class Breaks:
    """The best places for one number of breaks: each is the last position, from 1, of the segment before it."""

    places: tuple[int, ...]
    squares: float
    """Residual sum of squares."""
    bic: float


@dataclass(frozen=True)
class ChangePoints:
    """`candidates[m]` has m breaks; `chosen` is the one with the lowest BIC, the fewest breaks of equals."""

    candidates: tuple[Breaks, ...]
    chosen: Breaks


def level_design(length: int) -> Floats:
    """Design for changes of the mean."""
    return np.ones((length, 1))


def trend_design(length: int) -> Floats:
    """Design for changes of level and slope."""
    return np.column_stack([np.ones(length), np.arange(1.0, length + 1)])


def change_points(
    values: Floats, design: Floats | None = None, smallest_share: float = SMALLEST_SHARE
) -> ChangePoints | Missing:
    """Breakpoints of a regression of `values` (n) on `design` (n × k; by default the mean alone).

    No segment is shorter than `smallest_share` of the series. Missing `too_short` where segments that short could not
    hold more than the terms fitted, or two of them do not fit.
    """
    values = np.asarray(values, dtype=float)
    design = level_design(len(values)) if design is None else np.asarray(design, dtype=float)
    shortest = int(smallest_share * len(values))
    if shortest <= design.shape[1] or 2 * shortest > len(values):
        return Missing(TOO_SHORT)
    most = max(1, ceil(len(values) / shortest) - 2)
    squares = _segment_squares(values, design, shortest)
    # What is left of a perfect fit is rounding, which must not choose between numbers of breaks.
    rounding = max(1e-24 * float((values**2).sum()), float(np.finfo(float).tiny))
    candidates = [
        Breaks(places, total, _bic(max(total, rounding), len(values), (len(places) + 1) * (design.shape[1] + 1)))
        for total, places in _best_places(squares, most)
    ]
    return ChangePoints(tuple(candidates), min(candidates, key=lambda each: (each.bic, len(each.places))))


def _segment_squares(values: Floats, design: Floats, shortest: int) -> Floats:
    """Residual squares of the regression on positions first to last, both counted from 0; infinite where too short.

    Solved anew for each segment: running sums would be faster and lose the digits that decide between near equals.
    """
    size = len(values)
    result = np.full((size, size), np.inf)
    for first in range(size - shortest + 1):
        for last in range(first + shortest - 1, size):
            part, own = design[first : last + 1], values[first : last + 1]
            result[first, last] = ((own - part @ np.linalg.lstsq(part, own)[0]) ** 2).sum()
    return result


def _best_places(squares: Floats, most: int) -> list[tuple[float, tuple[int, ...]]]:
    """Total squares and places for 0 to `most` breaks."""
    size = len(squares)
    best, origins = squares[0].copy(), []
    result: list[tuple[float, tuple[int, ...]]] = [(float(best[-1]), ())]
    for _ in range(most):
        totals = best[:-1, None] + squares[1:]  # the segment before ends at the row, the last one at the column
        origin = totals.argmin(axis=0)
        best = totals[origin, np.arange(size)]
        origins.append(origin)
        if not np.isfinite(best[-1]):
            break
        result.append((float(best[-1]), _traced(origins)))
    return result


def _traced(origins: Sequence[np.ndarray[tuple[int], np.dtype[np.intp]]]) -> tuple[int, ...]:
    places, end = [], -1
    for origin in reversed(origins):
        end = int(origin[end])
        places.append(end + 1)
    return tuple(reversed(places))


def _bic(squares: float, size: int, terms: int) -> float:
    """Of a Gaussian fit; the variance and each break count as terms."""
    log_likelihood = -size / 2 * (log(squares) + 1 - log(size) + log(2 * pi))
    return -2 * log_likelihood + terms * log(size)
