"""Figures of which two come to as much as two others: open at the start and new to closed and open at the end.

Each of the four follows from the other three, as a part does from its total. What was open at the end may stand for the start of
the next period, so one of them may be of the period before or behind; and three may come to two, where some were handed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np

from saferplan.evidence.adding_up import CHANCE
from saferplan.evidence.agreeing_rows import SLACK, Figures, ends_of

FEWEST_ROWS = 2
MOST_FIGURES, MOST_OF_THREE = 24, 10
"""Of one supplier: pairs are so many that more take minutes, and threes sooner."""

Member = tuple[str, int]
"""A figure, of the same period (0), of the one before (-1) or of the next (1)."""
Side = tuple[Member, ...]


@dataclass(frozen=True)
class Flow:
    """Figures that come to as much as others."""

    one: Side
    other: Side


def flows_of(figures: Sequence[tuple[Member, Figures]]) -> list[Flow]:
    """The sides that come to each other in every row where all are told, so often that it is no chance; one figure at most is of
    another period.
    """
    members = [member for member, _ in figures]
    kept = {name for name, _ in [each for each in members if not each[1]][:MOST_FIGURES]}
    places = [place for place, (name, _) in enumerate(members) if name in kept]
    if len(kept) < 3:
        return []
    least, most = ends_of([each for _, each in figures])
    told = np.where(least == most, least, np.nan)
    pairs = _sides(members, places, 2)
    threes = _sides(members, places, 3) if len(kept) <= MOST_OF_THREE else []
    limit = log(CHANCE / max(1, len(pairs) * (len(pairs) / 2 + len(threes))))
    found = []
    for number, one in enumerate(pairs):
        for other in _equal(told, one, [*pairs[number + 1 :], *threes]):
            if _fit(members, one, other) and _log_chance(told, one, other) < limit:
                found.append(Flow(*(tuple(members[each] for each in side) for side in (one, other))))
    return found


def _sides(members: Sequence[Member], places: Sequence[int], length: int) -> list[tuple[int, ...]]:
    return [side for side in combinations(places, length) if sum(members[each][1] != 0 for each in side) < 2]


def _fit(members: Sequence[Member], one: Sequence[int], other: Sequence[int]) -> bool:
    """No figure on both sides, and one at most of another period."""
    return not set(one) & set(other) and sum(members[each][1] != 0 for each in (*one, *other)) < 2


def _equal(told: np.ndarray, one: tuple[int, ...], others: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The sides whose sum is that of one wherever both are told."""
    found: list[tuple[int, ...]] = []
    for length in sorted({len(each) for each in others}):
        sides = [each for each in others if len(each) == length]
        apart = np.abs(told[np.array(sides)].sum(axis=1) - told[list(one)].sum(axis=0))
        both = ~np.isnan(apart)
        alike = (both.sum(axis=1) >= FEWEST_ROWS) & (np.where(both, apart, 0) <= SLACK).all(axis=1)
        found += [sides[int(each)] for each in np.flatnonzero(alike)]
    return found


def _log_chance(told: np.ndarray, one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """About one in the sum in each row in which all are told; no chance at all where two are always alike."""
    rows = told[[*one, *other]]
    whole = np.unique(rows[:, ~np.isnan(rows).any(axis=0)], axis=1)
    sides = whole[: len(one)], whole[len(one) :]
    if any(np.array_equal(first, second) for first in sides[0] for second in sides[1]):
        return 0.0
    return float(-np.log(np.maximum(sides[0].sum(axis=0), 1)).sum())
