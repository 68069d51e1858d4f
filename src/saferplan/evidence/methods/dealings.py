"""How often chance gives as much: values dealt out to the places anew, many times.

* `dealt_around`: all values are dealt out; how often do a place and its neighbours together come to as much? The p of Gi\\*.
* `dealt_beside`: the place keeps its own and the others are dealt out; how often do its neighbours come to as much? The p
  of Gi and of local Moran (Anselin 1995). Of Gi\\* it would be the same p, whatever the place itself has:
  that is why Gi\\* is held against all dealings.

p = (1 + dealings with as much or more) ÷ (1 + dealings) (Davison and Hinkley 1997, section 4.2). Weights of a place's
neighbours must be alike: then only their number matters, and one set of dealings serves all places and series.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.methods.neighbours import Neighbours

DEALINGS = 4_999
CELLS = 1_000_000
"""Running sums at a time, for want of memory."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Dealt:
    """p of as much or more, and of as little or less; places × series. nan for a place without neighbours."""

    more: Floats
    less: Floats


def dealt_around(values: Floats, neighbours: Neighbours, seed: int, dealings: int = DEALINGS) -> Floats:
    """p of as much or more over each place and its neighbours. `values` are whole counts of places × series, as is p.

    The same seed gives the same answer. ValueError for weights that differ among the neighbours of a place, and for values
    that are no counts.
    """
    values, numbers = _checked(values, neighbours)
    counts = values.astype(np.int32)
    if np.any(counts != values) or np.any(counts < 0):
        raise ValueError("values: whole counts")
    found = (values + _sums(values, neighbours)).astype(np.int64)
    kinds, kind = np.unique(numbers, return_inverse=True)
    most = np.sort(counts, axis=0)[::-1][: numbers.max() + 1].sum(axis=0)
    # the sums that a series can come to stand one series after another
    starts = np.concatenate([[0], np.cumsum(most + 1)]).astype(np.int32)
    tally = np.zeros((len(kinds), starts[-1]), np.int64)
    for order in _orders(len(values), dealings, seed, cells=(numbers.max() + 1) * values.shape[1]):
        running = np.cumsum(counts[order[:, : numbers.max() + 1]], axis=1, dtype=np.int32) + starts[:-1]
        for row, number in enumerate(kinds):
            tally[row] += np.bincount(running[:, number].ravel(), minlength=starts[-1])
    below = np.concatenate([np.zeros((len(kinds), 1), np.int64), np.cumsum(tally, axis=1)], axis=1)
    more = below[kind[:, None], starts[1:]] - below[kind[:, None], starts[:-1] + found]
    return np.asarray((1 + more) / (1 + dealings))


def dealt_beside(values: Floats, neighbours: Neighbours, seed: int, dealings: int = DEALINGS) -> Dealt:
    """p of the sum over each place's neighbours, the place keeping its own. As `dealt_around`."""
    values, numbers = _checked(values, neighbours)
    found = _sums(values, neighbours)
    more, less = (np.zeros(found.shape, np.int64) for _ in range(2))
    for order in _orders(len(values), dealings, seed, cells=(numbers.max() + 1) * values.shape[1]):
        running = np.cumsum(values[order[:, : numbers.max() + 1]], axis=1)
        drawn_as = np.argsort(order, axis=1)
        for place, number in enumerate(numbers):
            if number:
                # were the place itself among those drawn, one more is drawn in its stead
                is_drawn = (drawn_as[:, place] < number)[:, None]
                beside = np.where(is_drawn, running[:, number] - values[place], running[:, number - 1])
                more[place] += (beside >= found[place] - ROUNDING).sum(axis=0)
                less[place] += (beside <= found[place] + ROUNDING).sum(axis=0)
    lonely = np.where(numbers > 0, 1.0, np.nan)[:, None]
    return Dealt(lonely * (1 + more) / (1 + dealings), lonely * (1 + less) / (1 + dealings))


def _orders(places: int, dealings: int, seed: int, cells: int) -> Iterator[Ints]:
    """Places in orders of chance, some at a time, of which each takes so many cells."""
    generator = np.random.default_rng(seed)
    most = max(1, CELLS // cells)
    for first in range(0, dealings, most):
        size = min(most, dealings - first)
        yield generator.permuted(np.tile(np.arange(places), (size, 1)), axis=1)


def _sums(values: Floats, neighbours: Neighbours) -> Floats:
    """Plain sums over neighbours, whatever their weight."""
    plain = neighbours.weights.copy()
    plain.data = np.ones_like(plain.data)
    return np.asarray(plain @ values)


def _checked(values: Floats, neighbours: Neighbours) -> tuple[Floats, Ints]:
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or len(values) != neighbours.places:
        raise ValueError("values: a row for each place, a column for each series")
    weights, numbers = neighbours.weights.data, neighbours.numbers
    first = weights[neighbours.weights.indptr[:-1][numbers > 0]]
    if not np.allclose(weights, np.repeat(first, numbers[numbers > 0])):
        raise ValueError("the weights of a place's neighbours must be alike")
    return values, numbers
