"""A signal as a person is told of it: figures with their range, words, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.methods.limits import dispersed_limits
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.methods.negative_binomial import upper_limit
from saferplan.evidence.signals.alarms import excess_of
from saferplan.evidence.signals.calibration import Calibration
from saferplan.evidence.signals.following import Followed, Sighting, State, held_by
from saferplan.evidence.signals.guards import Effect, Guard, PointShare
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.questions import OF_A_FALL, Question, question_of
from saferplan.evidence.signals.wording import Neighbourhood, chance_words, place_words, sentence, when_words

TAIL = 0.025
FEW = 3
ABOUT = ("sustained_change",)
"""Detectors that find out since when, and cannot be sure of the month."""
DEALS_OUT_ITS_OWN = ("space_time_scan",)
"""Detectors whose expected count is too high to be called usual: the cluster's own cases are dealt out with all others."""


@dataclass(frozen=True)
class Described:
    """One signal. `strength` orders signals: excess over half the width of its range."""

    followed: Followed
    category: str
    state: State
    status: str
    place: str
    since: Month
    last: Month
    excess: float
    interval: tuple[float, float]
    strength: float
    sentence: str
    chance: str
    a_quarter: float
    guards: tuple[Guard, ...]
    points: tuple[PointShare, ...]
    question: Question
    similar: tuple[str, ...]


def describe(
    panel: Panel, signal: Followed, others: Sequence[Followed], noise: NullWorld, found: Calibration,
    names: Mapping[str, Neighbourhood], whole: str, guards: Sequence[Guard], points: Sequence[PointShare],
) -> Described:  # fmt: skip
    """Put one into words. `whole` is the partnership's name, `noise` what was measured of its months."""
    lead = signal.newest.lead
    category = panel.categories[lead.category]
    order = lead.places[np.argsort(-lead.excess, kind="stable")]
    place = place_words(
        whole, lead.is_whole, [names[panel.places[each]] for each in order], _few_that_hold_most(lead.excess)
    )
    since, last = panel.months[lead.since], panel.months[lead.last]
    interval = _interval(lead.observed, lead.expected, _dispersion(noise, lead.category, lead.is_whole))
    excess = lead.observed - lead.expected
    margin = lead.strength / float(found.thresholds[lead.detector][lead.category])
    a_quarter = found.a_quarter_above(margin)
    return Described(
        followed=signal,
        category=category,
        state=signal.state(panel.last_known(lead.category)),
        status=guards[0].effect.value if guards else "raised",
        place=place,
        since=since,
        last=last,
        excess=excess,
        interval=interval,
        strength=abs(excess) / max((interval[1] - interval[0]) / 2, 1e-9),
        sentence=sentence(
            category,
            place,
            when_words(since, last, lead.detector in ABOUT, lead.last == len(panel.months) - 1),
            lead.observed,
            lead.expected,
            interval,
            lead.direction,
            panel.noun_of(lead.category),
        ),
        chance=chance_words(a_quarter, margin > found.margins.max(initial=-np.inf)),
        a_quarter=a_quarter,
        guards=tuple(guards),
        points=tuple(points),
        question=question_of(category, panel.partners.get(category)) if lead.direction > 0 else OF_A_FALL,
        similar=_similar(signal, others),
    )


def told_by_what_was_usual(panel: Panel, signal: Followed, noise: NullWorld) -> Followed:
    """The signal as people are told of it: a cluster is held against what its places had before it (`usual_months`)."""
    return Followed(signal.id, [_by_usual(panel, signal.id, each, noise) for each in signal.sightings])


def _by_usual(panel: Panel, name: str, seen: Sighting, noise: NullWorld) -> Sighting:
    lead = seen.lead
    if lead.detector not in DEALS_OUT_ITS_OWN or lead.is_whole:
        return seen
    usual = usual_months(panel, Followed(name, [seen]), noise).usual
    expected = float(np.nansum(usual[lead.since : lead.last + 1]))
    excess = excess_of(panel.until(lead.last + 1), lead.category, lead.places, lead.since, expected)
    return replace(seen, lead=replace(lead, expected=expected, excess=excess))


def in_order(found: Sequence[Described]) -> list[Described]:
    """Raised before downgraded before refused; what is seen now before what is over; then by excess over its uncertainty."""
    status = ["raised", Effect.DOWNGRADED.value, Effect.REFUSED.value]
    return sorted(
        found, key=lambda each: (status.index(each.status), each.state is State.OVER, -each.strength, each.followed.id)
    )


@dataclass(frozen=True)
class UsualMonths:
    """By month, what the places of a signal usually have, and the counts that 19 months in 20 lie between.

    nan where the month is not known.
    """

    usual: Floats
    lower: Floats
    upper: Floats


def usual_months(panel: Panel, signal: Followed, noise: NullWorld) -> UsualMonths:
    """The places' share, before it began, of the partnership's month; of the whole partnership, the mean of those months."""
    lead = signal.newest.lead
    counts, known = panel.counts[lead.category], panel.known[lead.category]
    before = known & (np.arange(len(known)) < lead.since)
    own, everyone = counts[lead.places][:, before].sum(), counts[:, before].sum()
    usual = (
        np.full(len(known), own / max(before.sum(), 1))
        if lead.is_whole
        else counts.sum(axis=0) * own / max(everyone, 1)
    )
    usual = np.where(known, usual, np.nan)
    dispersion = np.array(_dispersion(noise, lead.category, lead.is_whole))
    upper = upper_limit(np.nan_to_num(usual), dispersion, TAIL)
    lower = upper_limit(np.nan_to_num(usual), dispersion, 1 - TAIL)
    return UsualMonths(usual, *(np.where(known, limit, np.nan) for limit in (lower, upper)))


def _interval(observed: float, expected: float, dispersion: float) -> tuple[float, float]:
    """95% limits of the excess: those of the count, widened by dispersion, less what was expected."""
    lower, upper = dispersed_limits(np.array([observed]), np.array([dispersion]))
    return float(lower[0] - expected), float(upper[0] - expected)


def _dispersion(noise: NullWorld, category: int, is_whole: bool) -> float:
    local = float(noise.local[category])
    if not is_whole:
        return local
    return local + float(np.expm1(noise.together[category]) * noise.expected[category].mean())


def _few_that_hold_most(excess: Floats) -> int:
    """How many places hold more than half of what is more, where that is at most `FEW`; else 0."""
    held = np.cumsum(np.sort(np.maximum(excess, 0))[::-1])
    few = int(np.argmax(held > held[-1] / 2)) + 1 if held[-1] > 0 else FEW + 1
    return few if few <= FEW else 0


def _similar(signal: Followed, others: Sequence[Followed]) -> tuple[str, ...]:
    """Earlier signals of the year in the same category of which half the excess lay in the same places."""
    lead = signal.newest.lead
    return tuple(sorted(
        other.id for other in others
        if other.id != signal.id and other.newest.lead.category == lead.category
        and other.newest.lead.last < signal.sightings[0].lead.last and held_by(other.newest.lead, lead) > 0.5
    ))  # fmt: skip
