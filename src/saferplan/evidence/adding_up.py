"""Which figures of a supplier add up to which: men and women to all, if nobody says so.

A part that is suppressed can be had from a total and the other parts, so what adds up has to be known before anything is
shown. It is seen from the figures: where both are told, a total is the sum of its parts in every area and period.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import comb, inf, log
from types import MappingProxyType

import numpy as np

from saferplan.evidence.agreeing_rows import (
    Agreement,
    Figures,
    Interval,
    Rows,
    agreement,
    ends_of,
    may_hold,
    rows_of,
    sum_between,
    sum_of,
)

__all__ = ["Composed", "Figures", "Interval", "composed"]

TELLING_IF_WRONG = 3
"""Rows that have to add up before another may be wrong."""
CHANCE = 0.1
"""Under which the chance has to be that figures which do not stand side by side add up, times how many are tried."""
LEAST_PARTS, MOST_APART = 2, 4
MOST_TRIED = 4_000_000
"""Of parts that do not stand side by side; all fours are tried up to 41 figures, threes up to 71."""


@dataclass(frozen=True)
class Composed:
    """A figure that is the sum of others, and in how many rows it was seen to be."""

    total: str
    parts: tuple[str, ...]
    rows: int


Held = tuple[tuple[int, ...], Agreement]


def composed(figures: Sequence[tuple[str, Figures]], kinds: Mapping[str, str] = MappingProxyType({})) -> list[Composed]:
    """What adds up, of the figures of one supplier, in the order in which its files have them.

    Parts are sought among those that stand side by side, the total left out: one row is enough where they touch the total or
    are all called parts of one kind (men, women), as `kinds` says by name; else two.
    And among all of two, three and four, where that many rows add up that chance is no likely reason. Of sums that hold one
    another the longest is given, unless it is wrong more often.
    """
    if len(figures) <= LEAST_PARTS:
        return []
    names = [name for name, _ in figures]
    least, most = ends_of([each for _, each in figures])
    found: list[Composed] = []
    for place, name in enumerate(names):
        rows = rows_of(least, most, place)
        kept: list[Held] = []
        of_kind = [kinds.get(each, "") for each in names]
        for parts, held in [*_side_by_side(rows, place, of_kind), *_apart(rows, place, len(names))]:
            if not any(set(parts) <= set(other) and its.wrong <= held.wrong for other, its in kept):
                kept.append((parts, held))
        found += [Composed(name, tuple(names[each] for each in parts), held.telling) for parts, held in kept]
    return found


def _side_by_side(rows: Rows, place: int, kinds: Sequence[str]) -> Iterator[Held]:
    """Parts that stand side by side once the total is left out, the longest first; `kinds` are those of all figures."""
    figures = len(kinds)
    others = [each for each in range(figures) if each != place]
    without = Rows(rows.total, rows.least[others], rows.most[others])
    ends = [
        (first, first + length)
        for length in range(len(others), LEAST_PARTS - 1, -1)
        for first in range(figures - length)
    ]
    for first, behind in may_hold(without, np.array(ends), sum_between):
        parts = tuple(others[first:behind])
        held = agreement(rows, parts)
        are_called_so = kinds[parts[0]] != "" and len({kinds[each] for each in parts}) == 1
        needed = TELLING_IF_WRONG if held.wrong else 1 if place in (first, behind) or are_called_so else 2
        if held.telling >= needed and held.is_each_right:
            yield parts, held


def _apart(rows: Rows, place: int, figures: int) -> Iterator[Held]:
    """Parts that stand anywhere, the longest first; those of which a part is always nought are left to shorter ones."""
    others = np.array([each for each in range(figures) if each != place])
    most_telling = float(np.log(np.maximum(rows.total, 1)).sum())
    for length in range(min(MOST_APART, len(others)), LEAST_PARTS - 1, -1):
        tried = figures * comb(len(others), length)
        limit = log(CHANCE / tried) if tried <= MOST_TRIED else -inf
        if -most_telling >= limit:
            continue
        for each in may_hold(rows, others[_choices(len(others), length)], sum_of):
            held = agreement(rows, each)
            if (
                held.log_chance < limit
                and held.is_each_seen
                and held.telling >= (TELLING_IF_WRONG if held.wrong else 1)
            ):
                yield tuple(map(int, each)), held


@cache
def _choices(of: int, length: int) -> np.ndarray:
    return np.array(list(combinations(range(of), length)))
