"""Which places are neighbours of which, and how much each counts: what spatial statistics are given beside the values.

A place is never its own neighbour here; Gi\\* adds it by itself (`with_self`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_array, eye_array

from saferplan.evidence.methods.missing import Floats, Ints

ROUNDED_TO = 6
"""Decimals of a distance, so that places as far as one another tie on every computer."""


@dataclass(frozen=True)
class Neighbours:
    """Weights of places by places: row i holds what the neighbours of place i count for it, 0 for all others."""

    weights: csr_array

    @property
    def places(self) -> int:
        return int(self.weights.shape[0])

    @cached_property
    def sums(self) -> Floats:
        """Sum of each place's weights."""
        return np.asarray(self.weights.sum(axis=1), dtype=float).ravel()

    @cached_property
    def square_sums(self) -> Floats:
        """Sum of the squares of each place's weights."""
        return np.asarray(self.weights.power(2).sum(axis=1), dtype=float).ravel()

    @cached_property
    def numbers(self) -> Ints:
        """How many neighbours each place has."""
        return np.asarray(np.diff(self.weights.indptr), dtype=np.int64)

    def lag(self, values: Floats) -> Floats:
        """Each place's weighted sum of its neighbours' values; places, or places × series."""
        return np.asarray(self.weights @ np.asarray(values, dtype=float))

    @cached_property
    def with_self(self) -> "Neighbours":
        """The same where every place is a neighbour of itself too, of weight 1."""
        return Neighbours(csr_array(self.weights + eye_array(self.places)))

    @cached_property
    def row_standardised(self) -> "Neighbours":
        """The same with the weights of a place adding up to 1; a place without neighbours stays without."""
        sums = np.repeat(self.sums, self.numbers)
        standardised = (self.weights.data / sums, self.weights.indices, self.weights.indptr)
        return Neighbours(csr_array(standardised, shape=self.weights.shape))


def neighbours_of(lists: Sequence[Sequence[int]]) -> Neighbours:
    """Neighbours by place, each of weight 1. Raises ValueError for a place that is its own or is not there.

    >>> neighbours_of([[1], [0, 2], [1]]).lag(np.array([1.0, 10.0, 100.0])).tolist()
    [10.0, 101.0, 10.0]
    """
    sizes = [len(set(each)) for each in lists]
    columns = np.array([place for each in lists for place in sorted(set(each))], dtype=np.int64)
    rows = np.repeat(np.arange(len(lists)), sizes)
    if np.any(columns == rows) or np.any((columns < 0) | (columns >= len(lists))):
        raise ValueError("a neighbour is another of the places")
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Neighbours(csr_array((np.ones(len(columns)), columns, starts), shape=(len(lists), len(lists))))


def nearest(x: Floats, y: Floats, number: int) -> Neighbours:
    """The so many nearest of each place by straight distance; of places at equal distance the first in order.

    Fewer where there are not so many others. Not mutual: A may be near to B, and B have nearer ones. ValueError for a
    coordinate that is no number.
    """
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("every place has one x and one y")
    points = shapely.points(x, y)
    wanted = min(number, len(points) - 1)
    if wanted < 1:
        return neighbours_of([[]] * len(points))
    place, other = _within_reach(points, wanted)
    far = np.round(shapely.distance(points[place], points[other]), ROUNDED_TO)
    order = np.lexsort((other, far, place))
    place, other = place[order], other[order]
    starts = np.searchsorted(place, np.arange(len(points)))
    near = other[np.arange(len(place)) - starts[place] < wanted]
    return neighbours_of(near.reshape(len(points), wanted).tolist())


def _within_reach(points: Any, wanted: int) -> tuple[Ints, Ints]:
    """Pairs of places, among them at least the so many nearest of each: the reach is doubled for those that have fewer."""
    tree, lacking = shapely.STRtree(points), np.arange(len(points))
    left, low, right, high = shapely.total_bounds(points)
    reach = max(right - left, high - low, 1.0) / np.sqrt(len(points))
    found: list[tuple[Ints, Ints]] = []
    while len(lacking):
        asked, other = tree.query(points[lacking], predicate="dwithin", distance=reach)
        has_enough = np.bincount(asked, minlength=len(lacking)) > wanted  # itself among them
        place = lacking[asked]
        kept = has_enough[asked] & (place != other)
        found.append((place[kept], other[kept]))
        lacking, reach = lacking[~has_enough], 2 * reach
    one, others = zip(*found, strict=True)
    return np.concatenate(one), np.concatenate(others)
