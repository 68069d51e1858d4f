"""Alarms that speak of one thing, merged; and what is seen of it from one month-end to the next, followed as one signal."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.panel import Panel

HALF = 0.5
MONTHS_UNSEEN = 1
"""A signal may be out of sight for so many month-ends and still be the same when it comes back."""
GROWING, FADING = 1.25, 0.8
ID_LETTERS = 8
WHOLE = "whole"
"""The centre of a signal of the whole partnership."""


class State(StrEnum):
    """What became of a signal at the newest month-end."""

    NEW = "new"
    GROWING = "growing"
    STEADY = "steady"
    FADING = "fading"
    OVER = "over"


@dataclass(frozen=True, eq=False)
class Sighting:
    """What the alarms of one month-end say of one thing. The strangest of them, `lead`, stands for all."""

    lead: Alarm
    alarms: tuple[Alarm, ...]
    is_raised: bool = True
    """False where no detector raises it, and it goes on by its counts: the alarms are then those of when one last did."""

    @property
    def excess(self) -> float:
        """More, or of a fall fewer, than expected."""
        return float(self.lead.excess.sum())

    @property
    def excess_a_month(self) -> float:
        """The same by month of its window."""
        return self.excess / (self.lead.last - self.lead.since + 1)


@dataclass
class Followed:
    """One signal over the month-ends at which it was seen, the oldest first."""

    id: str
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def newest(self) -> Sighting:
        return self.sightings[-1]

    @property
    def since(self) -> int:
        """The first month (column) that any sighting speaks of: the newest may speak of the last month alone."""
        return min(each.lead.since for each in self.sightings)

    def state(self, last: int) -> State:
        """Its state at month-end `last` (column)."""
        if self.newest.lead.last < last:
            return State.OVER
        if len(self.sightings) == 1:
            return State.NEW
        change = self.newest.excess_a_month / max(self.sightings[-2].excess_a_month, 1e-9)
        return State.GROWING if change >= GROWING else State.FADING if change <= FADING else State.STEADY


def merge(alarms: Sequence[Alarm], thresholds: Mapping[str, Floats]) -> list[Sighting]:
    """Alarms of one month-end, merged: those of one category and direction of which one holds half of the other's excess.

    Their windows all end now, so they have months in common. The strangest leads: that which comes to most times its threshold.
    """
    groups: list[list[Alarm]] = []
    for alarm in sorted(alarms, key=lambda alarm: _rank(alarm, thresholds)):
        is_of = [any(_one_thing(alarm, other) for other in group) for group in groups]
        joined = [alarm, *(each for group, is_one in zip(groups, is_of, strict=True) if is_one for each in group)]
        groups = [group for group, is_one in zip(groups, is_of, strict=True) if not is_one]
        groups.append(sorted(joined, key=lambda each: _rank(each, thresholds)))
    found = [Sighting(group[0], tuple(group)) for group in groups]
    return sorted(found, key=lambda sighting: _rank(sighting.lead, thresholds))


def follow(panel: Panel, sightings: Iterable[Sequence[Sighting]]) -> list[Followed]:
    """Signals out of the sightings of month-ends in their order.

    A sighting goes on with the signal, of those seen at one of the last month-ends, that holds most of its excess, if that
    is half or more; else it is a new one. Its identifier is a hash of category, first month and first centre, so that it
    goes by what was counted and not by what an earlier edition said.
    """
    signals: dict[str, Followed] = {}
    for found in sightings:
        taken: set[str] = set()
        for sighting in found:
            best = max(
                (each for each in signals.values() if each.id not in taken and _goes_on(sighting, each.newest)),
                key=lambda each: (held_by(sighting.lead, each.newest.lead), each.id),
                default=None,
            )
            name = best.id if best else identifier(panel, sighting.lead)
            if name in taken:
                continue  # the same months and centre told twice over: once is enough
            signals.setdefault(name, Followed(name)).sightings.append(sighting)
            taken.add(name)
    return list(signals.values())


def identifier(panel: Panel, alarm: Alarm) -> str:
    """Of a signal, by the category, direction, first month and first centre of its first sighting."""
    centre = WHOLE if alarm.is_whole else panel.places[int(alarm.places[np.argmax(alarm.excess)])]
    return identifier_of(panel.categories[alarm.category], alarm.direction, panel.months[alarm.since], centre)


def identifier_of(category: str, direction: int, month: Month, centre: str) -> str:
    """A hash of category, direction (1 or -1), first month, and first centre: an LSOA's code or `WHOLE`."""
    words = (category, direction, month, centre)
    return hashlib.sha256("|".join(map(str, words)).encode()).hexdigest()[:ID_LETTERS]


def held_by(alarm: Alarm, other: Alarm) -> float:
    """Share of an alarm's excess that lies in the places of another."""
    excess = np.maximum(alarm.excess, 0)
    return float(excess[np.isin(alarm.places, other.places)].sum() / max(excess.sum(), 1e-9))


def _rank(alarm: Alarm, thresholds: Mapping[str, Floats]) -> tuple[object, ...]:
    """Order of strangeness, with ties settled by what does not change from run to run."""
    times = float(alarm.strength / thresholds[alarm.detector][alarm.category])
    return (-times, alarm.category, alarm.detector, alarm.direction, len(alarm.places), tuple(alarm.places.tolist()))


def _one_thing(alarm: Alarm, other: Alarm) -> bool:
    return (alarm.category, alarm.direction) == (other.category, other.direction) and (
        held_by(alarm, other) >= HALF or held_by(other, alarm) >= HALF
    )


def _goes_on(sighting: Sighting, before: Sighting) -> bool:
    lead, earlier = sighting.lead, before.lead
    return (
        (lead.category, lead.direction) == (earlier.category, earlier.direction)
        and 1 <= lead.last - earlier.last <= 1 + MONTHS_UNSEEN
        and held_by(lead, earlier) >= HALF
    )
