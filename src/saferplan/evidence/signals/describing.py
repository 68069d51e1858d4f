"""A signal as a person is told of it: figures with their range, words, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.calibration import Calibration
from saferplan.evidence.signals.following import Followed, State, held_by
from saferplan.evidence.signals.guards import Effect, Guard, PointShare
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.questions import OF_A_FALL, Question, question_of
from saferplan.evidence.signals.usual import dispersion_of, excess_limits, months_in, usual_months
from saferplan.evidence.signals.wording import (
    Neighbourhood,
    chance_words,
    left_out_words,
    place_words,
    sentence,
    when_words,
)

FEW = 3
ABOUT = ("sustained_change",)
"""Detectors that find out since when, and cannot be sure of the month."""


@dataclass(frozen=True)
class Described:
    """One signal. `strength` orders signals: excess, in its direction, over half the width of its range."""

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
    usual = usual_months(panel, lead, noise).together(months_in(panel, lead.since, lead.last))
    interval = excess_limits(lead.observed, usual, dispersion_of(noise, lead.category, is_whole=lead.is_whole))
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
        strength=max(excess * lead.direction, 0.0) / max((interval[1] - interval[0]) / 2, 1e-9),
        sentence=sentence(
            category,
            place,
            when_words(since, last, lead.detector in ABOUT, lead.last == len(panel.months) - 1)
            + left_out_words(_left_out(panel, lead)),
            lead.observed,
            lead.expected,
            interval,
            panel.noun_of(lead.category),
        ),
        chance=chance_words(a_quarter, margin > found.margins.max(initial=-np.inf)),
        a_quarter=a_quarter,
        guards=tuple(guards),
        points=tuple(points),
        question=question_of(category, panel.partners.get(category)) if lead.direction > 0 else OF_A_FALL,
        similar=_similar(signal, others),
    )


def in_order(found: Sequence[Described]) -> list[Described]:
    """Raised before downgraded before refused; what is seen now before what is over; then by excess over its uncertainty."""
    status = ["raised", Effect.DOWNGRADED.value, Effect.REFUSED.value]
    return sorted(
        found, key=lambda each: (status.index(each.status), each.state is State.OVER, -each.strength, each.followed.id)
    )


def _left_out(panel: Panel, lead: Alarm) -> list[Month]:
    """Its months that are not known."""
    known = panel.known[lead.category]
    return [panel.months[column] for column in range(lead.since, lead.last + 1) if not known[column]]


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
