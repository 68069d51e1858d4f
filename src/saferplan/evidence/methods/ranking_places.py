"""Ways to tell by the last months which places will have most in the next: each gives every place a number to rank it by.

Places only, never persons; and a rank says where the past was, not that anything will happen. The plainest way stands first:
another must beat it. Each is given counts of places × months up to the day of asking and looks at the last twelve.

* Gi* (Getis and Ord 1992) and local empirical Bayes (Marshall 1991, *Applied Statistics* 40:283) lend a place
  what its neighbours have. Empirical Bayes towards one mean for all ranks places of one size as their counts do, and is left out.
* Exponential weights are those of prospective mapping (Bowers, Johnson and Pease 2004, *British Journal of Criminology*
  44:641), in time alone.
"""

from collections.abc import Callable, Sequence
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
    """A way to rank places: what each of the last twelve months counts for, the newest last, and what is made of the sums."""

    id: str
    title: str
    weights: Floats
    then: Callable[[Floats, Neighbours], Floats] | None = None
    """From places (× origins) to as many numbers."""


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


def _halved_every(months: float) -> Floats:
    return np.asarray(0.5 ** (np.arange(WINDOW_MONTHS)[::-1] / months))


_YEAR = np.ones(WINDOW_MONTHS)
_NEWEST = (np.arange(WINDOW_MONTHS) >= WINDOW_MONTHS - QUARTER_MONTHS).astype(float)
_OLDEST = (np.arange(WINDOW_MONTHS) < QUARTER_MONTHS).astype(float)
RANKINGS = (
    Ranking("last_12_months", "count of the last twelve months", _YEAR),
    Ranking("last_3_months", "count of the last three months", _NEWEST),
    Ranking("year_before", "count of the same three months a year before", _OLDEST),
    Ranking("halved_in_6_months", "count of the last twelve months, a crime's weight halved every six", _halved_every(6)),
    Ranking("halved_in_3_months", "count of the last twelve months, a crime's weight halved every three", _halved_every(3)),
    Ranking("getis_ord", "Gi* of the last twelve months", _YEAR, getis_ord_star),
    Ranking("shrunken", "count of the last twelve months, drawn towards the neighbours'", _YEAR, local_empirical_bayes),
)  # fmt: skip


def ranked_by(ranking: Ranking, counts: Floats, origins: Sequence[int], neighbours: Neighbours) -> Floats:
    """The numbers of places × origins, from counts of places × months; an origin is the column of the last month known.

    Rounded so that places alike tie; nought where there is none.
    """
    weights = np.zeros((counts.shape[1], len(origins)))
    for column, month in enumerate(origins):
        weights[month - WINDOW_MONTHS + 1 : month + 1, column] = ranking.weights
    values = counts @ weights
    values = ranking.then(values, neighbours) if ranking.then else values
    return np.nan_to_num(np.round(values, ROUNDED_TO), nan=0.0)
