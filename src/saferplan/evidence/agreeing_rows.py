"""In how many rows figures add up to another: many parts are tried at once, and given up where too many rows say otherwise."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb, isfinite, log

import numpy as np

Interval = tuple[float, float]
Figures = Mapping[Hashable, Interval]
"""By area and period the least and the most that a figure may be: both the same where it is told, 0 and 4 where “<5” is."""
WRONG = 0.1
"""Share of the rows that may be wrong: a supplier errs now and then."""
ONE_WRONG_FROM = 4
"""Rows from which one may be wrong whatever share that is."""
FIRST_ROWS = 3
SLACK = 1e-6


@dataclass(frozen=True)
class Rows:
    """The rows in which a total is told, the most telling first; of all figures the least and the most there, or nan."""

    total: np.ndarray
    least: np.ndarray
    most: np.ndarray


@dataclass(frozen=True)
class Agreement:
    """How parts stand to their total."""

    telling: int
    """Rows in which they come to it and two of them are more than nought."""
    wrong: int
    """Rows in which they do not."""
    log_chance: float
    """Logarithm of how likely that is of figures that have nothing to do with one another."""
    is_each_seen: bool
    """Whether each part is more than nought in a row in which they come to it."""
    is_each_right: bool
    """Whether no part is more than nought only in rows in which they do not."""


def ends_of(figures: Sequence[Figures]) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most of figures, a line for each figure and a column for each row of any of them."""
    places = {row: number for number, row in enumerate(dict.fromkeys(row for each in figures for row in each))}
    least, most = np.full((2, len(figures), len(places)), np.nan)
    for line, each in enumerate(figures):
        for row, (low, high) in each.items():
            if isfinite(high):
                least[line, places[row]], most[line, places[row]] = low, high
    return least, most


def rows_of(least: np.ndarray, most: np.ndarray, place: int) -> Rows:
    """The rows in which the figure at `place` is told: those with most others told first, of these the largest, noughts last."""
    told = np.flatnonzero(least[place] == most[place])
    total = least[place, told]
    beside = (~np.isnan(least[:, told])).sum(axis=0)
    order = np.lexsort((-total, -beside, total <= 0))
    return Rows(total[order], least[:, told[order]], most[:, told[order]])


def sum_of(lines: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Of each candidate, a line of places of parts, the sums in all rows."""
    found: np.ndarray = lines[parts[:, 0]]
    for column in parts.T[1:]:
        found += lines[column]
    return found


def sum_between(lines: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Of each candidate, a first place and the one behind its last, the sums in all rows; nan where one of them is."""
    nothing = np.zeros((1, lines.shape[1]))
    sums = np.vstack([nothing, np.nan_to_num(lines).cumsum(axis=0)])
    lacking = np.vstack([nothing, np.isnan(lines).cumsum(axis=0)])
    first, behind = ends.T
    return np.where(lacking[behind] == lacking[first], sums[behind] - sums[first], np.nan)


Summed = Callable[[np.ndarray, np.ndarray], np.ndarray]


def may_hold(rows: Rows, candidates: np.ndarray, summed: Summed) -> np.ndarray:
    """The candidates that are not wrong too often."""
    wrong = compared = np.zeros(len(candidates))
    for chunk in _chunks(len(rows.total)):
        says, is_wrong = _compared(rows, candidates, chunk, summed)
        wrong, compared = wrong + is_wrong.sum(axis=1), compared + says.sum(axis=1)
        stays = np.flatnonzero(wrong <= np.minimum(_allowed(len(rows.total)), 1 + compared / 4))
        candidates, wrong, compared = candidates[stays], wrong[stays], compared[stays]
    return candidates[wrong <= _allowed(compared)]


def _chunks(rows: int) -> Iterator[slice]:
    """A few rows first, for most candidates are given up there, then ever more."""
    first, size = 0, FIRST_ROWS
    while first < rows:
        yield slice(first, first + size)
        first, size = first + size, 3 * size


def _compared(rows: Rows, candidates: np.ndarray, chunk: slice, summed: Summed) -> tuple[np.ndarray, np.ndarray]:
    """By candidate and row whether total and parts are told and not all nought; and whether they contradict each other there."""
    least, most, total = rows.least[:, chunk], rows.most[:, chunk], rows.total[chunk]
    low = summed(least, candidates)
    high = low if np.array_equal(least, most, equal_nan=True) else summed(most, candidates)
    return high + total > 0, (low > total + SLACK) | (high < total - SLACK)


def _allowed(compared: np.ndarray | float) -> np.ndarray:
    """How many of so many rows may be wrong."""
    return np.maximum(np.floor(WRONG * np.asarray(compared) + SLACK), np.asarray(compared) >= ONE_WRONG_FROM)


def agreement(rows: Rows, parts: Sequence[int]) -> Agreement:
    """How the parts at some places stand to the total."""
    line = np.array([list(parts)])
    says, is_wrong = (each[0] for each in _compared(rows, line, slice(None), sum_of))
    agrees, positive = says & ~is_wrong, rows.most[line[0]] > 0
    telling = agrees & (positive.sum(axis=0) > 1)
    wrong, where = int(is_wrong.sum()), np.flatnonzero(telling)
    seen, ever = (positive & agrees).any(axis=1), (positive & says).any(axis=1)
    return Agreement(
        len(where), wrong, _log_chance(rows, line[0], where, wrong), bool(seen.all()), bool((seen | ~ever).all())
    )


def _log_chance(rows: Rows, parts: np.ndarray, telling: np.ndarray, wrong: int) -> float:
    """About one in the total in each row, more where marks leave room; rows that say the same are one row."""
    lines = np.vstack([rows.total[telling], rows.least[parts][:, telling], rows.most[parts][:, telling]])
    distinct = np.unique(lines, axis=1)
    room = 1 + (distinct[1 + len(parts) :] - distinct[1 : 1 + len(parts)]).sum(axis=0)
    each = np.minimum(1.0, room / np.maximum(distinct[0], 1.0))
    return float(np.log(each).sum()) + log(comb(distinct.shape[1] + wrong, wrong))
