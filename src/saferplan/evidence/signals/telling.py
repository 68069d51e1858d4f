"""A signal as people are told of it: held against what is usual of its places, and going on for as long as its counts say so."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from saferplan.evidence.signals.alarms import Alarm, excess_of
from saferplan.evidence.signals.following import Followed, Sighting, held_by
from saferplan.evidence.signals.guards import Circumstance, Effect, Guard, PointShare, guards_of
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.usual import dispersion_of, excess_limits, months_in, usual_months

MONTHS_ON = 6
"""The newest two quarters, or the months since it was last raised if those are fewer, tell whether a signal goes on."""


def told_by_what_was_usual(panel: Panel, signal: Followed, noise: NullWorld) -> Followed:
    """Every sighting with the counts of its months and what is usual of them (`usual_months`) in place of its detector's."""
    return Followed(signal.id, [replace(seen, lead=_counted(panel, seen.lead, noise)) for seen in signal.sightings])


def while_it_goes_on(panel: Panel, signal: Followed, others: Sequence[Followed], noise: NullWorld) -> Followed:
    """A signal that no detector raises any more has one sighting more, to the newest month, while its counts go on.

    They do if the newest two quarters since, all together, lie beyond their usual range on its side. A later signal that holds
    most of it goes on in its place.
    """
    lead = signal.newest.lead
    last = panel.last_known(lead.category)
    if lead.last >= last or any(_goes_on_as(signal, other) for other in others):
        return signal
    since = months_in(panel, max(lead.last + 1, last - MONTHS_ON + 1), last) & panel.known[lead.category]
    observed = float(panel.counts[lead.category][lead.places][:, since].sum())
    if usual_months(panel, lead, noise).together(since).side(observed) != lead.direction:
        return signal
    longer = _counted(panel, replace(lead, last=last), noise)
    return Followed(signal.id, [*signal.sightings, Sighting(longer, signal.newest.alarms, is_raised=False)])


def all_guards(
    panel: Panel,
    signal: Followed,
    circumstances: Sequence[Circumstance],
    points: Sequence[PointShare],
    noise: NullWorld,
) -> list[Guard]:
    """Everything that speaks against a signal, refusals first."""
    found = [*guards_of(panel, signal, circumstances, points), *_of_usual(panel, signal, noise)]
    return sorted(found, key=lambda guard: guard.effect is not Effect.REFUSED)


def _of_usual(panel: Panel, signal: Followed, noise: NullWorld) -> list[Guard]:
    """That a signal is nothing out of the ordinary beside what is usual of its places: its detector expected another course."""
    lead = signal.newest.lead
    usual = usual_months(panel, lead, noise).together(months_in(panel, lead.since, lead.last))
    dispersion = dispersion_of(noise, lead.category, is_whole=lead.is_whole)
    lower, upper = excess_limits(lead.observed, usual, dispersion)
    beyond = "above" if lead.direction > 0 else "below"
    if usual.side(lead.observed) != lead.direction:
        said = (
            f"It may be no change at all: {lead.observed:,.0f} is not {beyond} the range usual there in these months "
            f"({np.ceil(usual.lower):,.0f} to {np.floor(usual.upper):,.0f}). It stands out only beside the course that the "
            "figures seemed to be on."
        )
    elif min(lower * lead.direction, upper * lead.direction) <= 0:
        more = "more" if lead.direction > 0 else "fewer"
        said = f"It may be no change at all: its range leaves open whether it is {more} than usual."
    else:
        return []
    return [Guard(Effect.DOWNGRADED, said)]


def _counted(panel: Panel, lead: Alarm, noise: NullWorld) -> Alarm:
    months = months_in(panel, lead.since, lead.last) & panel.known[lead.category]
    observed = float(panel.counts[lead.category][lead.places][:, months].sum())
    expected = usual_months(panel, lead, noise).together(months).usual
    more = excess_of(panel.until(lead.last + 1), lead.category, lead.places, lead.since, expected)
    return replace(lead, observed=observed, expected=expected, excess=lead.direction * more)


def _goes_on_as(signal: Followed, other: Followed) -> bool:
    """Whether what is seen later of the same kind holds most of it."""
    lead, later = signal.newest.lead, other.newest.lead
    is_of_it = (later.category, later.direction) == (lead.category, lead.direction) and later.last > lead.last
    return other.id != signal.id and is_of_it and held_by(lead, later) > 0.5
