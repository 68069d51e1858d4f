"""What an identifier is of: a hash tells nothing, but there are few things that it can be of, and each is tried.

So that a judgement of a signal that an edition has not is never dropped without a word of what it was about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.base.periods import Month
from saferplan.evidence.signals.following import WHOLE, Followed, identifier_of
from saferplan.evidence.signals.panel import Panel

MONTHS_BEFORE = 24
"""Months before the first of the history that are tried: an older edition may have had them."""


@dataclass(frozen=True)
class Meant:
    """Category, direction, first month and first centre of an identifier; the centre is an LSOA's code, or `WHOLE`."""

    category: str
    direction: int
    month: Month
    centre: str


def meant_by(panel: Panel, name: str) -> Meant | None:
    """What the identifier is of, among the categories, months and places of the partnership; None for none of these.

    Of some 200,000 that it may be, one in four thousand millions has the same by chance.
    """
    for category in panel.categories:
        for direction in (1, -1):
            for place in range(-MONTHS_BEFORE, len(panel.months)):
                month = panel.months[0].plus(place)
                for centre in (WHOLE, *panel.places):
                    if identifier_of(category, direction, month, centre) == name:
                        return Meant(category, direction, month, centre)
    return None


def nearest_to(panel: Panel, meant: Meant, signals: Sequence[Followed]) -> Followed | None:
    """The signal of the same category and direction that takes in the centre, the nearest in its first month; or None."""
    near = [each for each in signals if _takes_in(panel, each, meant)]
    return min(
        near, key=lambda each: (abs(panel.months[each.since].index - meant.month.index), each.id), default=None
    )  # fmt: skip


def _takes_in(panel: Panel, signal: Followed, meant: Meant) -> bool:
    lead = signal.newest.lead
    if (panel.categories[lead.category], lead.direction) != (meant.category, meant.direction):
        return False
    if lead.is_whole or meant.centre == WHOLE:
        return lead.is_whole and meant.centre == WHOLE
    return any(meant.centre == panel.places[place] for seen in signal.sightings for place in seen.lead.places)
