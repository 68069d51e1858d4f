"""Clusters of what was observed: the best circle of each centre, kept one by one where it is not part of a better one."""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.scan.places import Circles, Places
from saferplan.evidence.scan.windows import Windows, newest_first

TIE = 1e-9
"""Ratios nearer than this are equal."""


@dataclass(frozen=True)
class Candidate:
    """The best circle around a centre in a window: places, nearest first, and columns counted back from the newest."""

    ratio: float
    centre: int
    members: Ints
    newer: int
    older: int
    share: float
    """The window's share of all cases."""

    def shares_time(self, other: "Candidate") -> bool:
        """Whether the windows have a column in common."""
        return self.newer < other.older and other.newer < self.older


def clusters_of(places: Places, circles: Circles, windows: Windows) -> list[Candidate]:
    """Clusters with the largest ratio first. One that has places and months in common with a larger one is left out."""
    from saferplan.evidence.scan.kernels import best_circles

    ratios = np.zeros((len(places.x), len(windows.pairs)))
    sizes = np.zeros(ratios.shape, np.int64)
    counts = newest_first(places.counts, windows.columns)
    best_circles(
        circles.starts, circles.neighbours, places.cases, counts, windows.pairs, windows.share, float(places.total),
        ratios, sizes,
    )  # fmt: skip
    return _kept(places, circles, windows, ratios, sizes)


def _kept(places: Places, circles: Circles, windows: Windows, ratios: Floats, sizes: Ints) -> list[Candidate]:
    """A window that loses to a kept one of its own centre loses with all its smaller circles, as in the reference program."""
    taken = np.zeros((len(places.x), windows.columns), dtype=bool)
    kept: list[Candidate] = []
    for centre, window in _in_order(places, windows, ratios, sizes):
        newer, older = windows.pairs[window]
        members = circles.of(centre, sizes[centre, window])
        if not taken[members, newer:older].any():
            taken[members, newer:older] = True
            kept.append(Candidate(
                float(ratios[centre, window]), centre, members, int(newer), int(older), float(windows.share[window])
            ))  # fmt: skip
    return kept


def _in_order(places: Places, windows: Windows, ratios: Floats, sizes: Ints) -> list[tuple[int, int]]:
    """Centres and windows by ratio; of equal ones fewer places first, then the first in the alphabet."""
    centre, window = np.nonzero(ratios > 0)
    ratio = ratios[centre, window]
    falling = np.argsort(-ratio, kind="stable")
    step = np.concatenate([[0], np.cumsum(np.diff(-ratio[falling]) >= TIE)]) if len(falling) else falling
    rank = np.empty(len(falling), np.int64)
    rank[falling] = step
    alphabet = np.argsort(np.argsort(np.array([names[0] for names in places.identifiers])))
    order = np.lexsort([window, alphabet[centre], sizes[centre, window], rank])
    return list(zip(centre[order].tolist(), window[order].tolist(), strict=True))
