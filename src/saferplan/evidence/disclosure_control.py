"""Which figures of people are suppressed, so that none can be had from what is still shown.

**Primary**: a count from 1 to one under the threshold; nought too where that is wished. **Secondary**: where a total is shown
beside its parts, a suppressed part could be had by subtraction, so another is suppressed with it: the smallest of that sum,
then the next, until nothing is exposed. In a table of two dimensions a cell stands in the sum of its row and in that of its
column, and what protects it in one is exposed in the other until that is protected too.

What is exposed is found as an attacker would find it, who has every figure shown, every sum, and the words in place of the
suppressed ones: “fewer than 5” says from 1 to 4, “suppressed” says 5 or more. Within these the least and the most that a
cell may be are sought (linear programmes; a sum alone in closed form). A cell that may be one number only is exposed: two
cells “fewer than 5” that come to 8 are both 4, and so are two that come to 2 both 1.

References: Hundepool and others (2012), Statistical Disclosure Control, chapter 4; the sums of tables of one and two
dimensions are totally unimodular, so the limits of the linear programmes are whole numbers.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf, isfinite

import numpy as np

Key = Hashable
Interval = tuple[float, float]
SLACK = 1e-6


class Suppressed(StrEnum):
    """Why a figure is not shown."""

    SMALL = "small"
    SECONDARY = "secondary"
    WHOLE = "whole"
    """Nothing else protects a cell: so few are in the table that all of it is suppressed, noughts among it."""


@dataclass(frozen=True)
class Rule:
    """From what a count is shown, and whether nought is; shown counts are rounded where a base is given."""

    below: int = 5
    zero: bool = False
    """Whether nought is suppressed too."""
    round_to: int = 0

    def is_small(self, count: float | None) -> bool:
        """Whether a count is not shown by itself."""
        return count is not None and count < self.below and (count > 0 or self.zero)

    def rests_on_few(self, numerator: float, denominator: float) -> bool:
        """Whether a share would tell of a few: of those who did, of those who did not, or of all."""
        return any(map(self.is_small, (numerator, denominator, denominator - numerator)))

    def known_of(self, reason: Suppressed) -> Interval:
        """What the word in place of a figure says of it."""
        if reason is Suppressed.WHOLE:
            return 0.0, inf
        return (0.0 if self.zero else 1.0, self.below - 1.0) if reason is Suppressed.SMALL else (float(self.below), inf)

    def rounded(self, count: float) -> float:
        """A count as it is shown.

        >>> Rule(round_to=5).rounded(12), Rule(round_to=5).rounded(12.5), Rule().rounded(12)
        (10, 15, 12)
        """
        return self.round_to * floor(count / self.round_to + 0.5) if self.round_to else count


@dataclass(frozen=True)
class Sum:
    """A total that is shown beside its parts. `has_rest` where it holds more than they do, and nobody says how much."""

    total: Key
    parts: tuple[Key, ...]
    has_rest: bool = False

    @property
    def keys(self) -> tuple[Key, ...]:
        return (*self.parts, self.total)


def suppress(
    counts: Mapping[Key, float],
    sums: Sequence[Sum],
    rule: Rule,
    *,
    withheld: Mapping[Key, Interval] | None = None,
    beside: frozenset[Key] = frozenset(),
) -> dict[Key, Suppressed]:
    """The counts that are not shown, each with its reason.

    `withheld` are cells whose figure its supplier keeps back, with what its mark says of it; they are protected like our
    own. `beside` are to be suppressed in any case, because of figures of another table.
    """
    kept_back = dict(withheld or {})
    found = {key: Suppressed.WHOLE for key in counts if key in beside}
    found |= {key: Suppressed.SMALL for key, count in counts.items() if rule.is_small(count)}
    for table in _tables(sums, {*counts, *kept_back}):
        keys = dict.fromkeys(key for each in table for key in each.keys)
        own = {key: counts[key] for key in keys if key in counts}
        first = {key: found[key] for key in keys if key in found}
        found |= _suppressed(own, table, rule, first, {key: kept_back[key] for key in keys if key in kept_back})
    return found


def _tables(sums: Sequence[Sum], known: set[Key]) -> list[list[Sum]]:
    """The sums of which every cell is known, apart by table: those of one table share cells, and tell nothing of another's."""
    tables: dict[int, list[Sum]] = {}
    table_of: dict[Key, int] = {}
    for number, each in enumerate(sums):
        if not known.issuperset(each.keys):
            continue
        *others, largest = sorted(
            {table_of[key] for key in each.keys if key in table_of}, key=lambda one: len(tables[one])
        ) or [number]
        joined = [each, *(held for other in others for held in tables.pop(other))]
        tables.setdefault(largest, []).extend(joined)
        table_of |= dict.fromkeys((key for held in joined for key in held.keys), largest)
    return list(tables.values())


def _suppressed(
    counts: Mapping[Key, float], sums: Sequence[Sum], rule: Rule, first: Mapping[Key, Suppressed],
    withheld: Mapping[Key, Interval],
) -> dict[Key, Suppressed]:  # fmt: skip
    """What is not shown of one table of which some is not in any case."""
    hidden = dict(first)
    while True:
        found = feasible(counts, sums, {key: rule.known_of(why) for key, why in hidden.items()} | dict(withheld))
        exposed = [key for key, (least, most) in found.items() if most - least < 1 - SLACK]
        if not exposed:
            return hidden
        if (chosen := _next(set(exposed), counts, sums, hidden)) is None:
            return dict.fromkeys(counts, Suppressed.WHOLE)
        hidden[chosen[0]] = Suppressed.SECONDARY


def _next(
    exposed: set[Key], counts: Mapping[Key, float], sums: Sequence[Sum], hidden: Mapping[Key, Suppressed]
) -> tuple[Key] | None:
    """The cell to suppress next: of the sums that expose a cell a part, before a total, before any cell of a sum.

    Of several the one that stands in most of those sums, so that rows and columns close; of these the smallest.
    """
    alone = [each for each in sums if sum(key in hidden for key in each.keys) == 1 and exposed & set(each.keys)]
    telling = alone or [each for each in sums if exposed & set(each.keys)]
    totals = {each.total for each in sums}
    ways = (
        [key for each in telling for key in each.parts if key not in totals],
        [key for each in telling for key in each.keys],
        [key for each in sums for key in each.keys],
    )
    for way in ways if telling else ():
        if open_cells := {key for key in way if key not in hidden and counts.get(key)}:
            return (min(open_cells, key=lambda key: (-way.count(key), counts[key], str(key))),)
    return None


def feasible(counts: Mapping[Key, float], sums: Sequence[Sum], hidden: Mapping[Key, Interval]) -> dict[Key, Interval]:
    """The least and the most that each hidden cell may be, of all that agrees with what is shown."""
    known = {key: count for key, count in counts.items() if key not in hidden}
    held = [each for each in sums if any(key in hidden for key in each.keys) and _is_told(each, known, hidden)]
    found = dict(hidden)
    if len(held) == 1:
        found |= _of_one_sum(held[0], known, hidden)
    elif held:
        found |= _of_several(held, known, hidden)
    return {key: found[key] for key in hidden}


def _is_told(each: Sum, known: Mapping[Key, float], hidden: Mapping[Key, Interval]) -> bool:
    """Whether every cell of a sum is either shown or suppressed; one that nobody supplied makes it say nothing."""
    return all(key in known or key in hidden for key in each.keys)


def _of_one_sum(each: Sum, known: Mapping[Key, float], hidden: Mapping[Key, Interval]) -> dict[Key, Interval]:
    """A sum alone: what a cell is at least and at most follows from what the others are at most and at least."""
    signed = [(key, 1.0) for key in each.parts] + [(each.total, -1.0)]
    right = -sum(sign * known[key] for key, sign in signed if key in known)
    terms = {key: (sign, hidden[key]) for key, sign in signed if key in hidden}
    if each.has_rest:
        terms["(rest)"] = (1.0, (0.0, inf))
    ranges = {key: (low, high) if sign > 0 else (-high, -low) for key, (sign, (low, high)) in terms.items()}
    found = {}
    for key, (sign, (low, high)) in terms.items():
        least = right - sum(ranges[other][1] for other in ranges if other != key)
        most = right - sum(ranges[other][0] for other in ranges if other != key)
        own = (least, most) if sign > 0 else (-most, -least)
        found[key] = (max(low, own[0]), min(high, own[1]))
    if any(least > most + SLACK for least, most in found.values()):
        return {}  # the figures contradict each other: nothing follows from them
    return {key: interval for key, interval in found.items() if key in hidden}


def _of_several(held: Sequence[Sum], known: Mapping[Key, float], hidden: Mapping[Key, Interval]) -> dict[Key, Interval]:
    keys = [key for key in hidden if any(key in each.keys for each in held)]
    place = {key: number for number, key in enumerate(keys)}
    rests = [each for each in held if each.has_rest]
    left, right = np.zeros((len(held), len(keys) + len(rests))), np.zeros(len(held))
    for row, each in enumerate(held):
        for key, sign in [*((part, 1.0) for part in each.parts), (each.total, -1.0)]:
            if key in place:
                left[row, place[key]] += sign
            else:
                right[row] -= sign * known[key]
        if each.has_rest:
            left[row, len(keys) + rests.index(each)] = 1.0
    bounds = [hidden[key] for key in keys] + [(0.0, inf)] * len(rests)
    found = {
        key: (_end(left, right, bounds, place[key], 1.0), _end(left, right, bounds, place[key], -1.0)) for key in keys
    }
    return {key: (least, most) for key, (least, most) in found.items() if least is not None and most is not None}


def _end(left: np.ndarray, right: np.ndarray, bounds: Sequence[Interval], column: int, sign: float) -> float | None:
    """The least (sign 1) or the most (sign -1) of a cell; None where the figures contradict each other."""
    cost = np.zeros(left.shape[1])
    cost[column] = sign
    limits = [(low, high if isfinite(high) else None) for low, high in bounds]
    from scipy.optimize import linprog  # a tenth of a second to import, and most partnerships have nothing to suppress

    found = linprog(cost, A_eq=left, b_eq=right, bounds=limits, method="highs")
    if found.status == 3:  # without an end
        return sign * -inf
    return sign * float(found.fun) if found.status == 0 else None
