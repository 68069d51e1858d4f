"""What speaks against taking a signal at its word: the figures changed about then, or it is about one map point."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.panel import Panel

MONTHS_NEAR = 3
"""What happened to the figures so many months before a signal begins, or since, may be the reason for it."""
MONTHS_NEAR_BOUNDARIES = 12
"""The same of neighbourhoods by other boundaries: what one was given by another it goes on having, beside months without it.
Nine months after, 11 false signals of a category began in 100 simulated quarters, twelve months after 4, fifteen 1; chance
begins about 2."""
MOST_AT_ONE_POINT = 0.6
FEWEST_CASES = 5
FEWEST_MORE = 1.0
"""Under one case more than usual in all there is nothing that points have parts of."""


class Effect(StrEnum):
    """What a guard does: a refused signal is none; a downgraded one is shown, behind the others, with the reason."""

    REFUSED = "refused"
    DOWNGRADED = "downgraded"


@dataclass(frozen=True)
class Circumstance:
    """Something that happened to the figures of some categories (all, where None) from one month to another.

    It may be the reason for signals that begin up to `reach` months after it.
    """

    categories: Collection[str] | None
    first: Month
    last: Month
    effect: Effect
    wording: str
    reach: int = MONTHS_NEAR
    is_of_places: bool = False
    """Whether it moves cases from one neighbourhood to another: the partnership as a whole has what it had."""

    def touches(self, category: str, since: Month, last: Month) -> bool:
        """Whether a signal of these months of a category may be due to it."""
        is_of = self.categories is None or category in self.categories
        return is_of and self.first <= last and since <= self.last.plus(self.reach)


@dataclass(frozen=True)
class PointShare:
    """A map point's part in what is more than expected at all points of a signal's places."""

    location: str
    longitude: float
    latitude: float
    observed: int
    expected: float
    share: float


@dataclass(frozen=True)
class Guard:
    """Why a signal is refused or downgraded."""

    effect: Effect
    wording: str


def guards_of(
    panel: Panel, signal: Followed, circumstances: Sequence[Circumstance], points: Sequence[PointShare]
) -> list[Guard]:
    """Everything that speaks against a signal as it is seen now, refusals first."""
    lead = signal.newest.lead
    category = panel.categories[lead.category]
    since, last = panel.months[signal.since], panel.months[lead.last]
    found = [
        Guard(each.effect, each.wording)
        for each in circumstances
        if each.touches(category, since, last) and not (each.is_of_places and lead.is_whole)
    ]
    if max(lead.observed, lead.expected) < FEWEST_CASES:
        found.append(Guard(Effect.REFUSED, f"Fewer than {FEWEST_CASES} in all: too few to speak of."))
    if points and points[0].share >= MOST_AT_ONE_POINT and lead.direction > 0:
        part = "all" if points[0].share >= 1 else f"{points[0].share:.0%}"
        wording = f"It is about one map point, “{points[0].location}”, which holds {part} of what is more than usual."
        found.append(Guard(Effect.DOWNGRADED, wording))
    return sorted(found, key=lambda guard: guard.effect is not Effect.REFUSED)


def point_shares(counts: Sequence[tuple[str, float, float, int, int]], expected: float) -> list[PointShare]:
    """Map points by their part in the excess, the largest first.

    `counts` are location, longitude, latitude, cases in the signal's months, and cases in the months before it. What was
    expected of all points is dealt out as the cases before were; a point without any is expected to have none. There are no
    parts of what is no more than usual.
    """
    before = np.array([row[4] for row in counts], dtype=float)
    dealt = before / before.sum() * expected if before.sum() else before
    excess = np.array([row[3] for row in counts], dtype=float) - dealt
    everything = float(excess.sum())
    if everything < FEWEST_MORE:
        return []
    found = [
        PointShare(row[0], row[1], row[2], row[3], float(usual), float(more / everything))
        for row, usual, more in zip(counts, dealt, excess, strict=True)
    ]
    return sorted(found, key=lambda point: (-point.share, point.location, point.longitude, point.latitude))
