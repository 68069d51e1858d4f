"""Near repeats: whether events near one another in space also lie near in time more often than chance would make (Knox 1964).

Every pair of events is put into a band of distance and a band of days. Under no tie between place and time any event could
have had any other's day: so each cell is held against all dealings of the days to the places. Its mean over all of them is
known exactly (near pairs × soon pairs ÷ all pairs); how far chance strays is found by dealing the days at random, which
keeps the clumps in space and the seasons in time as they are (Johnson and Bowers 2004, *European Journal of Criminology*
1:237; bands of Ratcliffe's Near Repeat Calculator). Checked against pointpats (PySAL).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from saferplan.evidence.methods.missing import TOO_FEW_EVENTS, TOO_MANY_PAIRS, Floats, Ints, Missing

SAME_PLACE_METRES = 1.0
DISTANCES_M = (SAME_PLACE_METRES, 100.0, 200.0, 300.0, 400.0)
"""Upper ends of the bands; the first is the same place."""
DAYS = (7, 14, 21, 28)
"""Upper ends of the bands, both ends within: 0 to 7 days, 8 to 14 and so on."""
DEALINGS = 999
FEWEST_EVENTS = 50
MOST_PAIRS = 400_000
"""Near pairs beyond which the dealing takes minutes."""


@dataclass(frozen=True)
class Cell:
    """Pairs of one band of distance and days. `p` is the chance of as many or more, by the dealings."""

    metres_from: float
    metres_to: float
    days_from: int
    days_to: int
    observed: int
    expected: float
    p: float


def near_repeats(
    x: Floats, y: Floats, day: Ints, seed: int, *, distances: Sequence[float] = DISTANCES_M, days: Sequence[int] = DAYS,
    dealings: int = DEALINGS,
) -> tuple[Cell, ...] | Missing:  # fmt: skip
    """Cells by distance, then by days. `x` and `y` are metres, `day` whole days; the same seed gives the same answer.

    Missing `under_fifty_events`, or `too_many_pairs` where more than `MOST_PAIRS` pairs lie within the widest distance.
    """
    if len(x) < FEWEST_EVENTS:
        return Missing(TOO_FEW_EVENTS)
    tree = cKDTree(np.column_stack([x, y]))
    if (tree.count_neighbors(tree, distances[-1]) - len(x)) // 2 > MOST_PAIRS:
        return Missing(TOO_MANY_PAIRS)
    pairs = tree.query_pairs(distances[-1], output_type="ndarray")
    apart = np.hypot(*(tree.data[pairs[:, 0]] - tree.data[pairs[:, 1]]).T)
    place = np.searchsorted(distances, apart, side="left")
    observed = _counted(pairs, place, day, distances, days)
    strays = np.zeros_like(observed)
    for dealt in _dealings(day, seed, dealings):
        strays += _counted(pairs, place, dealt, distances, days) >= observed
    expected = np.outer(np.bincount(place, minlength=len(distances)), _soon_pairs(day, days)) / (
        len(x) * (len(x) - 1) / 2
    )
    return tuple(
        Cell(0.0 if row == 0 else distances[row - 1], distances[row], 0 if column == 0 else days[column - 1] + 1,
             days[column], int(observed[row, column]), float(expected[row, column]),
             float(strays[row, column] + 1) / (dealings + 1))
        for row in range(len(distances)) for column in range(len(days))
    )  # fmt: skip


def _dealings(day: Ints, seed: int, times: int) -> Iterator[Ints]:
    generator = np.random.default_rng(seed)
    for _ in range(times):
        yield generator.permutation(day)


def _counted(pairs: Ints, place: Ints, day: Ints, distances: Sequence[float], days: Sequence[int]) -> Ints:
    """Pairs by band of distance and band of days."""
    between = np.abs(day[pairs[:, 0]] - day[pairs[:, 1]])
    is_soon = between <= days[-1]
    band = np.searchsorted(days, between[is_soon], side="left")
    cells = np.bincount(place[is_soon] * len(days) + band, minlength=len(distances) * len(days))
    return cells.reshape(len(distances), len(days))


def _soon_pairs(day: Ints, days: Sequence[int]) -> Ints:
    """All pairs of events by band of days, near or far."""
    counts = np.bincount(day - day.min())
    apart = np.array([
        (counts * (counts - 1) // 2).sum() if gap == 0 else (counts[:-gap] * counts[gap:]).sum() if gap < len(counts) else 0
        for gap in range(days[-1] + 1)
    ])  # fmt: skip
    return np.array([apart[(days[place - 1] + 1 if place else 0) : last + 1].sum() for place, last in enumerate(days)])
