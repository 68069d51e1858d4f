"""Ways to tell by the last months which places will have most in the next: each gives every place a number to rank it by.

Places only, never persons; and a rank says where the past was, not that anything will happen. The plainest way stands first:
another must beat it. Each is given counts of places × months up to the day of asking and looks at the last twelve.

* Gi* (Getis and Ord 1992) and local empirical Bayes (Marshall 1991, *Applied Statistics* 40:283) lend a place
  what its neighbours have. Empirical Bayes towards one mean for all ranks places of one size as their counts do, and is left out.
* Exponential weights are those of prospective mapping (Bowers, Johnson and Pease 2004, *British Journal of Criminology*
  44:641), in time alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.local_statistics import getis_ord_star
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.methods.neighbours import Neighbours

WINDOW_MONTHS = 12
QUARTER_MONTHS = 3
ROUNDED_TO = 9
"""Decimals, so that places alike tie on every computer."""


@dataclass(frozen=True)
class Ranking:
    """A way to rank places: from places × the last twelve months (× origins), to a number for each place."""

    id: str
    title: str
    values: Callable[[Floats, Neighbours], Floats]


def local_empirical_bayes(counts: Floats, neighbours: Neighbours) -> Floats:
    """Counts of places (× origins) drawn towards the mean of their surroundings, the more so the less these differ beyond Poisson.

    Around each place with its neighbours: mean m, variance s² and weight (s² − m) ÷ s², nought at least.

    >>> from saferplan.evidence.methods.neighbours import neighbours_of
    >>> local_empirical_bayes(np.array([4.0, 4.0, 1.0]), neighbours_of([[1], [0], []])).tolist()
    [4.0, 4.0, 1.0]
    """
    counts = np.asarray(counts, dtype=float)
    around = neighbours.with_self.row_standardised
    mean = around.lag(counts)
    variance = np.maximum(around.lag(counts**2) - mean**2, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(variance > mean, (variance - mean) / variance, 0.0)
    return np.asarray(mean + weight * (counts - mean))


def _last(months: int) -> Callable[[Floats, Neighbours], Floats]:
    return lambda counts, _: np.asarray(counts[:, -months:].sum(axis=1))


def _year_before(counts: Floats, _: Neighbours) -> Floats:
    return np.asarray(counts[:, :QUARTER_MONTHS].sum(axis=1))


def _halved_every(months: float) -> Callable[[Floats, Neighbours], Floats]:
    def values(counts: Floats, _: Neighbours) -> Floats:
        weights = 0.5 ** (np.arange(WINDOW_MONTHS)[::-1] / months)
        return np.asarray(np.tensordot(counts, weights, (1, 0)))

    return values


RANKINGS = (
    Ranking("last_12_months", "count of the last twelve months", _last(WINDOW_MONTHS)),
    Ranking("last_3_months", "count of the last three months", _last(QUARTER_MONTHS)),
    Ranking("year_before", "count of the same three months a year before", _year_before),
    Ranking("halved_in_6_months", "count of the last twelve months, a crime's weight halved every six", _halved_every(6)),
    Ranking("halved_in_3_months", "count of the last twelve months, a crime's weight halved every three", _halved_every(3)),
    Ranking("getis_ord", "Gi* of the last twelve months", lambda counts, around: getis_ord_star(counts.sum(axis=1), around)),
    Ranking("shrunken", "count of the last twelve months, drawn towards the neighbours'",
            lambda counts, around: local_empirical_bayes(counts.sum(axis=1), around)),
)  # fmt: skip


def ranked_by(ranking: Ranking, counts: Floats, neighbours: Neighbours) -> Floats:
    """The numbers of places × twelve months (× origins), rounded so that places alike tie; nought where there is none."""
    return np.nan_to_num(np.round(ranking.values(counts, neighbours), ROUNDED_TO), nan=0.0)
