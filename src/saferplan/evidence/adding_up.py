"""Which figures of a supplier add up to which: men and women to all, if nobody says so.

A part that is suppressed can be had from a total and the other parts, so what adds up has to be known before anything is
shown. It is seen from the figures: where both are told, a total is the sum of its parts in every area and period.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

Interval = tuple[float, float]
Figures = Mapping[Hashable, Interval]
"""By area and period the least and the most that a figure may be: both the same where it is told, 0 and 4 where “<5” is."""
FEWEST_APART = 4
"""Rows in which figures that do not stand side by side have to add up, for it not to be chance."""
AGREEING = 0.9
"""Share of the rows that have to add up: a supplier may err in one of many."""
HOPELESS = 2
"""So many rows more than half of those looked at may be wrong before a sum is given up: few are true to the end."""
MOST_PAIRED = 60
SLACK = 1e-9


@dataclass(frozen=True)
class Composed:
    """A figure that is the sum of others, and in how many rows it was seen to be."""

    total: str
    parts: tuple[str, ...]
    rows: int


def composed(figures: Sequence[tuple[str, Figures]]) -> list[Composed]:
    """What adds up, of the figures of one supplier in one unit, in the order in which its files have them.

    Parts are sought among those that stand side by side, the total left out; and among all pairs, if it shows in four rows.
    Side by side and touching the total one row is enough. Of sums that hold one another the longest is given.
    """
    found: list[Composed] = []
    for place, (total, own) in enumerate(figures):
        others = {name: each for name, each in figures if name != total}
        sums: list[Composed] = []
        for parts, needed in _candidates(list(others), place):
            if any(set(parts) <= set(each.parts) for each in sums):
                continue
            if (rows := _rows(own, [others[name] for name in parts])) >= needed:
                sums.append(Composed(total, parts, rows))
        found += sums
    return found


def _candidates(names: Sequence[str], place: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Parts that may come to a total which stood before the name at `place`, the longest first; and the rows it takes."""
    for length in range(len(names), 1, -1):
        for first in range(len(names) - length + 1):
            yield tuple(names[first : first + length]), 1 if place in (first, first + length) else 2
    if len(names) <= MOST_PAIRED:
        yield from ((pair, FEWEST_APART) for pair in combinations(names, 2))


def _rows(total: Figures, parts: Sequence[Figures]) -> int:
    """In how many rows parts, two of them more than nought, come to a total; none where too many rows say otherwise."""
    telling = wrong = compared = 0
    for row, (least, most) in total.items():
        cells = [part[row] for part in parts if row in part]
        if least != most or len(cells) < len(parts) or not all(isfinite(high) for _, high in cells):
            continue
        compared += 1
        if sum(low for low, _ in cells) <= least <= sum(high for _, high in cells):
            telling += sum(high > 0 for _, high in cells) > 1
        else:
            wrong += 1
            if wrong > HOPELESS + compared / 2:
                return 0
    return telling if wrong <= (1 - AGREEING) * compared + SLACK else 0
