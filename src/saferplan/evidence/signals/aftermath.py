"""What followed a signal: its places and category in the next three months, beside what was usual before it."""

from dataclasses import dataclass
from enum import StrEnum

from saferplan.base.periods import Month
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.usual import months_in, usual_months

MONTHS_AFTER = 3


class Aftermath(StrEnum):
    """What the months after a signal was first raised came to."""

    WENT_ON = "went on"
    WENT_BACK = "back within the usual range"
    TURNED = "went the other way"
    NOT_KNOWN = "not yet known"


@dataclass(frozen=True)
class Followup:
    """The three months after a signal was first raised. `observed` and `usual` are None where they are not all known."""

    verdict: Aftermath
    observed: int | None = None
    usual: float | None = None


def what_followed(panel: Panel, signal: Followed, noise: NullWorld) -> Followup:
    """By the places of its first sighting: whether the three months together lay outside their usual range."""
    lead = signal.sightings[0].lead
    after = slice(lead.last + 1, lead.last + 1 + MONTHS_AFTER)
    if len(panel.months) < lead.last + 1 + MONTHS_AFTER or not panel.known[lead.category][after].all():
        return Followup(Aftermath.NOT_KNOWN)
    usual = usual_months(panel, lead, noise).together(months_in(panel, lead.last + 1, lead.last + MONTHS_AFTER))
    observed = int(panel.counts[lead.category][lead.places][:, after].sum())
    side = usual.side(observed)
    verdict = Aftermath.WENT_BACK if side == 0 else Aftermath.WENT_ON if side == lead.direction else Aftermath.TURNED
    return Followup(verdict, observed, usual.usual)


def month_end(panel: Panel, signal: Followed) -> Month:
    """At whose end it was first raised."""
    return panel.months[signal.sightings[0].lead.last]
