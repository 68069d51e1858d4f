"""Figures of which two come to as much as two others: open at the start and new to closed and open at the end.

Each of the four follows from the other three, as a part does from its total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, log

import numpy as np

from saferplan.evidence.adding_up import CHANCE
from saferplan.evidence.agreeing_rows import SLACK, Figures, ends_of

FEWEST_ROWS = 2
MOST_FIGURES = 40
"""Of one supplier: fours are so many that more take minutes."""


@dataclass(frozen=True)
class Flow:
    """Two figures that come to as much as two others."""

    one: tuple[str, str]
    other: tuple[str, str]


def flows_of(figures: Sequence[tuple[str, Figures]]) -> list[Flow]:
    """The fours of figures of which two come to two others in every row where all are told, so often that it is no chance."""
    figures = figures[:MOST_FIGURES]
    if len(figures) < 4:
        return []
    least, most = ends_of([each for _, each in figures])
    told = np.where(least == most, least, np.nan)
    pairs = list(combinations(range(len(figures)), 2))
    sums = np.array([told[first] + told[second] for first, second in pairs])
    limit = log(CHANCE / (3 * comb(len(figures), 4)))
    names = [name for name, _ in figures]
    return [
        Flow((names[one[0]], names[one[1]]), (names[other[0]], names[other[1]]))
        for place, one in enumerate(pairs)
        for other in (pairs[each] for each in _equal(sums, place))
        if not set(one) & set(other) and _log_chance(told[[*one, *other]]) < limit
    ]


def _equal(sums: np.ndarray, place: int) -> list[int]:
    """The later pairs whose sum is that of one wherever both are told."""
    apart = np.abs(sums[place + 1 :] - sums[place])
    both = ~np.isnan(apart)
    alike = (both.sum(axis=1) >= FEWEST_ROWS) & (np.where(both, apart, 0) <= SLACK).all(axis=1)
    return [place + 1 + int(each) for each in np.flatnonzero(alike)]


def _log_chance(rows: np.ndarray) -> float:
    """About one in the sum in each row in which all four are told; no chance at all where two are always alike."""
    whole = np.unique(rows[:, ~np.isnan(rows).any(axis=0)], axis=1)
    if any(np.array_equal(whole[first], whole[second]) for first in (0, 1) for second in (2, 3)):
        return 0.0
    return float(-np.log(np.maximum(whole[0] + whole[1], 1)).sum())
