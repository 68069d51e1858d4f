"""The least and the most that each suppressed cell of a table may be, as an attacker would find it.

An attacker has every figure shown, every sum, and the words in place of the suppressed ones. A sum alone is solved in closed
form, several that share a hidden cell by linear programmes; sums that share none tell nothing of each other.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite

import numpy as np

Key = Hashable
Interval = tuple[float, float]
SLACK = 1e-6


@dataclass(frozen=True)
class Sum:
    """A total that is shown beside its parts. `has_rest` where it holds more than they do, and nobody says how much."""

    total: Key
    parts: tuple[Key, ...]
    has_rest: bool = False

    @property
    def keys(self) -> tuple[Key, ...]:
        return (*self.parts, self.total)


def tables_of(sums: Sequence[Sum], cells: Collection[Key]) -> list[list[Sum]]:
    """The sums apart by table: those of one table share some of these cells, and tell nothing of another's."""
    tables: dict[int, list[Sum]] = {}
    table_of: dict[Key, int] = {}
    for number, each in enumerate(sums):
        shared = [key for key in each.keys if key in cells]
        met = sorted({table_of[key] for key in shared if key in table_of}, key=lambda one: len(tables[one]))
        *others, largest = met or [number]
        joined = [each, *(held for other in others for held in tables.pop(other))]
        tables.setdefault(largest, []).extend(joined)
        table_of |= dict.fromkeys((key for held in joined for key in held.keys if key in cells), largest)
    return list(tables.values())


@dataclass
class Sought:
    """What was found when less was hidden, so that it need not be sought again."""

    apart: dict[Key, Interval] = field(default_factory=dict)
    """Cells that may be two numbers, with these: they may be so still when more is hidden, and are not sought wider."""
    tables: dict[Key, dict[Key, Interval]] = field(default_factory=dict)
    """What was found of sums that hang together, by the sums and what is said of their hidden cells."""


def feasible(
    counts: Mapping[Key, float], sums: Sequence[Sum], hidden: Mapping[Key, Interval], sought: Sought | None = None
) -> dict[Key, Interval]:
    """The least and the most that each hidden cell may be, of all that agrees with what is shown.

    With what was `sought` before, and for use with more hidden, no wider than two numbers.
    """
    known = {key: count for key, count in counts.items() if key not in hidden}
    held = [each for each in sums if any(key in hidden for key in each.keys) and _is_told(each, known, hidden)]
    found = dict(hidden)
    for table in tables_of(held, hidden):
        if len(table) == 1:
            found |= _of_one_sum(table[0], known, hidden)
        elif sought is None:
            found |= _of_several(table, known, hidden, None)
        else:
            same = tuple(table), tuple((key, hidden[key]) for each in table for key in each.keys if key in hidden)
            if same not in sought.tables:
                sought.tables[same] = _of_several(table, known, hidden, sought.apart)
            found |= sought.tables[same]
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


def _of_several(
    held: Sequence[Sum], known: Mapping[Key, float], hidden: Mapping[Key, Interval], apart: dict[Key, Interval] | None
) -> dict[Key, Interval]:
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
    return _ends(left, right, bounds, keys, apart)


def _ends(
    left: np.ndarray,
    right: np.ndarray,
    bounds: Sequence[Interval],
    keys: Sequence[Key],
    apart: dict[Key, Interval] | None,
) -> dict[Key, Interval]:
    """The least and the most of each cell; or, of one that is `apart`, two numbers that it may be."""
    least, most = np.full(len(bounds), inf), np.full(len(bounds), -inf)
    for column, key in enumerate(keys):
        for sign in (1.0, -1.0):
            if apart is not None and (key in apart or most[column] - least[column] >= 1):
                continue
            cells = _end(left, right, bounds, column, sign)
            if cells is None:
                return {}  # the figures contradict each other: nothing follows from them
            least, most = np.fmin(least, cells), np.fmax(most, cells)
    found = {key: (float(least[column]), float(most[column])) for column, key in enumerate(keys)}
    if apart is None:
        return found
    apart.update({key: each for key, each in found.items() if key not in apart and each[1] - each[0] >= 1})
    return {key: apart.get(key, each) for key, each in found.items()}


def _end(
    left: np.ndarray, right: np.ndarray, bounds: Sequence[Interval], column: int, sign: float
) -> np.ndarray | None:
    """All cells where one is at its least (sign 1) or its most (sign -1); None where the figures contradict each other."""
    cost = np.zeros(left.shape[1])
    cost[column] = sign
    limits = [(low, high if isfinite(high) else None) for low, high in bounds]
    from scipy.optimize import linprog  # a tenth of a second to import, and most partnerships have nothing to suppress

    found = linprog(cost, A_eq=left, b_eq=right, bounds=limits, method="highs")
    if found.status == 3:  # without an end
        cells = np.full(left.shape[1], np.nan)
        cells[column] = sign * -inf
        return cells
    return found.x if found.status == 0 else None
