"""How well places of the last year tell places of the next quarter, measured on months that were not looked at.

Each month that has twelve before it and three after it is an origin: places are ranked by what was known at its end, and the
top 5% or 10% are held against the three months after it.

* recall: the places' share of all that was recorded in those three months, wherever it lay (the hit rate of Bowers and
  others 2004);
* PAI: their share of what was recorded at the places that were ranked ÷ their share of those places; 1 is chance (Chainey,
  Tompson and Uhlig 2008, *Security Journal* 21:4; there by area, here by number, for a map point has none);
* PEI: recall ÷ the most that so many of the places ranked could have had (Hunt 2016).

The way of ranking is chosen on the first half of the origins, by recall at 10%, the plainer of two alike, and reported on the
second; origins whose three months reach into the second half's are in neither. Origins stand a month apart and look at
three, so that neighbours share two: intervals are of the circular block bootstrap with blocks of three (Politis and Romano
1992). A year of origins is about four quarters' worth of news: intervals say how far figures stray among those.

Places that tie at the edge are taken in part, as dealing lots would on average.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from saferplan.evidence.methods.missing import TOO_SHORT, Flags, Floats, Missing
from saferplan.evidence.methods.neighbours import Neighbours
from saferplan.evidence.methods.ranking_places import QUARTER_MONTHS, RANKINGS, WINDOW_MONTHS, Ranking, ranked_by

SHARES = (0.05, 0.10)
CHOSEN_BY = 0.10
FEWEST_ORIGINS = 4
FEWEST_COUNTED = 20
"""In the three months after an origin; under that, recall is a matter of a few."""
RESAMPLES = 999
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """Mean over the origins reported, with a 95% interval."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class MethodAccuracy:
    """One way of ranking, at one share of the places."""

    method: str
    share: float
    earlier_recall: float
    """Over the first origins, on which the choice was made."""
    recall: Estimate
    pai: Estimate
    pei: float
    gain: Estimate
    """Recall less that of the plainest way, the count of twelve months, at the same origins."""
    is_chosen: bool


@dataclass(frozen=True)
class Accuracy:
    """All ways of ranking. Origins are columns of the counts: the last month known."""

    methods: tuple[MethodAccuracy, ...]
    places: float
    """How many there were to rank, on average over the origins reported."""
    outside: float
    """Share of what followed that lay at none of them."""
    chosen_on: tuple[int, ...]
    reported_on: tuple[int, ...]


@dataclass(frozen=True)
class _Origin:
    """Which places are ranked at an origin, and what followed."""

    is_ranked: Flags
    followed: Floats

    @property
    def within(self) -> float:
        """Share of what followed that lay at the places ranked."""
        return float(self.followed[self.is_ranked].sum() / self.followed.sum())


def accuracy(
    counts: Floats, is_whole: Sequence[bool] | Flags, neighbours: Neighbours, seed: int, *, only_recorded: bool = False,
    rankings: Sequence[Ranking] = RANKINGS,
) -> Accuracy | Missing:  # fmt: skip
    """Accuracy of each way of ranking places; `counts` are places × months, of which those not whole are used by no origin.

    With `only_recorded` the places at an origin are those with anything in the twelve months before. Missing `too_short`
    under four origins to choose on and four to report on. The same seed gives the same answer.
    """
    counts = np.asarray(counts, dtype=float)
    months = _origins(counts, np.asarray(is_whole, dtype=bool))
    chosen_on, reported_on = _halves(months)
    if min(len(chosen_on), len(reported_on)) < FEWEST_ORIGINS:
        return Missing(TOO_SHORT)
    earlier, later = ([_origin(counts, month, only_recorded) for month in each] for each in (chosen_on, reported_on))
    before, after = (
        _recalls(rankings, counts, each, part, neighbours)
        for each, part in ((chosen_on, earlier), (reported_on, later))
    )
    methods = _judged(rankings, before, after, later, _resamples(len(later), seed))
    places = float(np.mean([origin.is_ranked.sum() for origin in later]))
    outside = float(np.mean([1 - origin.within for origin in later]))
    return Accuracy(methods, places, outside, chosen_on, reported_on)


def expected_hits(values: Floats, followed: Floats, taken: Sequence[int]) -> Floats:
    """What followed in the so many places of the highest values; of places that tie at the edge, their mean.

    `values` are of places, or places × rankings; what comes is by number taken (× rankings).

    >>> expected_hits(np.array([3.0, 1.0, 1.0, 0.0]), np.array([10.0, 4.0, 0.0, 7.0]), [1, 2])
    array([10., 12.])
    """
    ranked = np.ascontiguousarray(np.moveaxis(values, 0, -1))
    last = [ranked.shape[-1] - each for each in taken]
    edges = np.moveaxis(np.partition(ranked, last, axis=-1)[..., last], -1, 0)[..., None]
    beside = np.stack([followed, np.ones(len(followed))], axis=1)
    above, tied = ((is_in.astype(float) @ beside) for is_in in (ranked > edges, ranked == edges))
    number = np.reshape(np.asarray(taken), (-1,) + (1,) * (values.ndim - 1))
    part = (number - above[..., 1]) / tied[..., 1]
    return np.asarray(above[..., 0] + part * tied[..., 0])


def _judged(
    rankings: Sequence[Ranking], before: Floats, after: Floats, later: Sequence[_Origin], resamples: Floats
) -> tuple[MethodAccuracy, ...]:
    """Each way of ranking at each share, by its recalls (rankings × shares × origins) before and after."""
    earlier = before.mean(axis=2)
    chosen = int(np.argmax(np.round(earlier[:, SHARES.index(CHOSEN_BY)], 9)))
    by_chance = np.array([[_by_chance(origin, share) for origin in later] for share in SHARES])
    best = np.array([_recall_at_shares(origin, origin.followed) for origin in later]).sum(axis=0)
    pei = _part(after.sum(axis=2), np.broadcast_to(best, after.shape[:2]))
    pai = _part(after, np.broadcast_to(by_chance, after.shape))
    recalls, pais, gains = (_estimates(each, resamples) for each in (after, pai, after - after[0]))
    return tuple(
        MethodAccuracy(
            each.id, share, float(earlier[row, place]), recalls[row][place], pais[row][place], float(pei[row, place]),
            gains[row][place], row == chosen,
        )
        for row, each in enumerate(rankings) for place, share in enumerate(SHARES)
    )  # fmt: skip


def _origins(counts: Floats, is_whole: Flags) -> list[int]:
    """Columns with twelve whole months to them and three whole after, in which enough was counted."""
    totals = counts.sum(axis=0)
    return [
        month for month in range(WINDOW_MONTHS - 1, counts.shape[1] - QUARTER_MONTHS)
        if is_whole[month - WINDOW_MONTHS + 1 : month + QUARTER_MONTHS + 1].all()
        and totals[month + 1 : month + QUARTER_MONTHS + 1].sum() >= FEWEST_COUNTED
        and totals[month - WINDOW_MONTHS + 1 : month + 1].sum() >= FEWEST_COUNTED
    ]  # fmt: skip


def _halves(months: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The later half; of the earlier, those whose three months end before the later's begin."""
    later = tuple(months[len(months) - len(months) // 2 :])
    earlier = tuple(month for month in months if later and month + QUARTER_MONTHS <= later[0])
    return earlier, later


def _origin(counts: Floats, month: int, only_recorded: bool) -> _Origin:
    followed = counts[:, month + 1 : month + QUARTER_MONTHS + 1].sum(axis=1)
    has_record = counts[:, month - WINDOW_MONTHS + 1 : month + 1].any(axis=1)
    return _Origin(np.asarray(has_record | (not only_recorded)), followed)


def _taken(origin: _Origin, share: float) -> int:
    return ceil(round(share * int(origin.is_ranked.sum()), 9))


def _by_chance(origin: _Origin, share: float) -> float:
    return origin.within * _taken(origin, share) / int(origin.is_ranked.sum())


def _recalls(
    rankings: Sequence[Ranking],
    counts: Floats,
    months: Sequence[int],
    origins: Sequence[_Origin],
    neighbours: Neighbours,
) -> Floats:
    """Rankings × shares × origins."""
    values = np.stack([ranked_by(each, counts, months, neighbours) for each in rankings], axis=1)
    recalls = [_recall_at_shares(origin, values[..., column]) for column, origin in enumerate(origins)]
    return np.moveaxis(np.array(recalls), (0, 1, 2), (2, 1, 0))


def _recall_at_shares(origin: _Origin, values: Floats) -> Floats:
    """Shares (× rankings): of all that followed, wherever it lay."""
    taken = [_taken(origin, share) for share in SHARES]
    hits = expected_hits(values[origin.is_ranked], origin.followed[origin.is_ranked], taken)
    return np.asarray(hits / origin.followed.sum())


def _resamples(origins: int, seed: int) -> Floats:
    """Resamples × origins: how much each origin counts, in blocks of three that follow, round the end to the beginning."""
    blocks = ceil(origins / QUARTER_MONTHS)
    starts = np.random.default_rng(seed).integers(origins, size=(RESAMPLES, blocks))
    drawn = ((starts[:, :, None] + np.arange(QUARTER_MONTHS)) % origins).reshape(RESAMPLES, -1)[:, :origins]
    return np.asarray((drawn[:, :, None] == np.arange(origins)).mean(axis=1))


def _estimates(values: Floats, resamples: Floats) -> list[list[Estimate]]:
    """Of rankings × shares × origins, by ranking and share."""
    means = np.einsum("rso,no->rsn", values, resamples)
    lower, upper = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=2)
    ends = np.stack([values.mean(axis=2), lower, upper], axis=2)
    return [[Estimate(*map(float, share)) for share in ranking] for ranking in ends]


def _part(values: Floats, of: Floats) -> Floats:
    """Nought where there is nothing to have a part of."""
    return np.divide(values, of, out=np.zeros_like(values), where=np.asarray(of) > 0)
