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

from saferplan.evidence.methods.missing import TOO_SHORT, Flags, Floats, Ints, Missing
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
    """What is known at an origin, and what followed."""

    known: Floats
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
    before, after = ({each.id: _recalls(each, part, neighbours) for each in rankings} for part in (earlier, later))
    at = SHARES.index(CHOSEN_BY)
    chosen = max(rankings, key=lambda each: round(float(before[each.id][at].mean()), 9)).id
    judge = _Judge(later, after[rankings[0].id], _resamples(len(later), seed))
    methods = tuple(
        judge.judged(each.id, place, before[each.id], after[each.id], is_chosen=each.id == chosen)
        for each in rankings for place in range(len(SHARES))
    )  # fmt: skip
    places = float(np.mean([origin.is_ranked.sum() for origin in later]))
    outside = float(np.mean([1 - origin.within for origin in later]))
    return Accuracy(methods, places, outside, chosen_on, reported_on)


def expected_hits(values: Floats, followed: Floats, taken: int) -> float:
    """What followed in the so many places of the highest values; of places that tie at the edge, their mean.

    >>> expected_hits(np.array([3.0, 1.0, 1.0, 0.0]), np.array([10.0, 4.0, 0.0, 7.0]), 2)
    12.0
    """
    edge = np.partition(values, len(values) - taken)[len(values) - taken]
    above, tied = values > edge, values == edge
    return float(followed[above].sum() + (taken - above.sum()) / tied.sum() * followed[tied].sum())


@dataclass(frozen=True)
class _Judge:
    """What a way of ranking is held against: the origins reported, and the plainest way's recalls at them."""

    origins: Sequence[_Origin]
    plain: Floats
    resamples: Ints

    def judged(self, method: str, place: int, before: Floats, after: Floats, *, is_chosen: bool) -> MethodAccuracy:
        """One way of ranking at one of the shares, by its recalls (shares × origins) before and after."""
        recalls, share = after[place], SHARES[place]
        by_chance = np.array([_by_chance(origin, share) for origin in self.origins])
        best = np.array([_recall_all(origin, origin.followed)[place] for origin in self.origins])
        return MethodAccuracy(
            method, share, float(before[place].mean()), _estimate(recalls, self.resamples),
            _estimate(_part(recalls, by_chance), self.resamples), float(_part(recalls.sum(), best.sum())),
            _estimate(recalls - self.plain[place], self.resamples), is_chosen,
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
    known = counts[:, month - WINDOW_MONTHS + 1 : month + 1]
    followed = counts[:, month + 1 : month + QUARTER_MONTHS + 1].sum(axis=1)
    is_ranked = known.sum(axis=1) > 0 if only_recorded else np.ones(len(counts), dtype=bool)
    return _Origin(known, is_ranked, followed)


def _taken(origin: _Origin, share: float) -> int:
    return ceil(round(share * int(origin.is_ranked.sum()), 9))


def _by_chance(origin: _Origin, share: float) -> float:
    """Recall of places drawn by lot."""
    return origin.within * _taken(origin, share) / int(origin.is_ranked.sum())


def _recalls(ranking: Ranking, origins: Sequence[_Origin], neighbours: Neighbours) -> Floats:
    """Shares × origins."""
    return np.array([_recall_all(each, ranked_by(ranking, each.known, neighbours)) for each in origins]).T


def _recall_all(origin: _Origin, values: Floats) -> list[float]:
    """At each share, of all that followed, wherever it lay."""
    ranked, followed = values[origin.is_ranked], origin.followed[origin.is_ranked]
    return [expected_hits(ranked, followed, _taken(origin, share)) / origin.followed.sum() for share in SHARES]


def _resamples(origins: int, seed: int) -> Ints:
    """Resamples × origins: blocks of three that follow one another, round the end to the beginning."""
    blocks = ceil(origins / QUARTER_MONTHS)
    starts = np.random.default_rng(seed).integers(origins, size=(RESAMPLES, blocks))
    return ((starts[:, :, None] + np.arange(QUARTER_MONTHS)) % origins).reshape(RESAMPLES, -1)[:, :origins]


def _estimate(values: Floats, resamples: Ints) -> Estimate:
    ends = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
    lower, upper = np.quantile(values[resamples].mean(axis=1), ends)
    return Estimate(float(values.mean()), float(lower), float(upper))


def _part(values: Floats, of: Floats) -> Floats:
    """Nought where there is nothing to have a part of."""
    return np.divide(values, of, out=np.zeros_like(values), where=np.asarray(of) > 0)
