"""What a detector is: a way to say that the newest month of a place, or of some places together, is not what was expected.

Every detector has one signature, so that a rule of thumb can be beaten on the record by what is meant to be better: it is
given a `History` that ends with the month to be judged, and gives `Detections`. How strict it is, is one number: a row is an
alarm where its `strength` is above a threshold, which is the method's own until the partnership's history has set another.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from saferplan.evidence.methods.missing import Flags, Floats, Ints


class Direction(StrEnum):
    """Which way a detector looks."""

    RISE = "rise"
    FALL = "fall"


@dataclass(frozen=True)
class History:
    """Counts by place and month; the last month is the one to be judged.

    `counts` are whole numbers, (places, months). `known` says of each month whether it was supplied: a gap is not a zero,
    and what stands under it in `counts` is not looked at. `x` and `y` are metres, for detectors that look at places together.
    ValueError is raised where shapes differ or a count is below nought.
    """

    counts: Ints
    known: Flags
    x: Floats | None = None
    y: Floats | None = None

    def __post_init__(self) -> None:
        if self.counts.ndim != 2 or self.known.shape != (self.counts.shape[1],):
            raise ValueError("counts are places by months, and every month is known or not")
        if (self.counts < 0).any():
            raise ValueError("a count below nought")
        if any(metres is not None and metres.shape != (self.counts.shape[0],) for metres in (self.x, self.y)):
            raise ValueError("every place has one x and one y")

    @property
    def months(self) -> int:
        """How many months, known or not."""
        return int(self.counts.shape[1])

    def until(self, months: int) -> "History":
        """The history as it was after so many of its months."""
        return replace(self, counts=self.counts[:, :months], known=self.known[:months])


@dataclass(frozen=True)
class Detections:
    """What a detector says of the last month; one row for each thing it looked at, every array of that length.

    `members` are the places of each row, `since` the first month (column) it speaks of. `observed` and `expected` are of
    those places from then on; `upper` is the largest count that would be no alarm at the method's own threshold. `strength`
    orders rows from ordinary to strange; `p` is the chance of as many or more where nothing has changed, nan for rules that
    know none. `direction` is 1 for a rise and -1 for a fall. A row that cannot be judged has a `missing_reason` and nan.
    """

    members: tuple[Ints, ...]
    since: Ints
    observed: Floats
    expected: Floats
    upper: Floats
    strength: Floats
    p: Floats
    direction: Ints
    missing_reason: tuple[str | None, ...]

    def alarms(self, threshold: float) -> Flags:
        """Rows that are stranger than this. What cannot be judged is no alarm."""
        return np.nan_to_num(self.strength, nan=-np.inf) > threshold


@dataclass(frozen=True)
class Detector:
    """A declared detector. `threshold` is its own, in units of `strength_is`.

    `months_needed` counts the month that is judged. `is_rule_of_thumb` marks what offices use today, kept for comparison;
    `looks_at_places_together` what needs coordinates; `leans_on_other_places` what takes the season of one place from others.
    """

    id: str
    title: str
    detect: Callable[[History, int], Detections]
    threshold: float
    strength_is: str
    months_needed: int
    looks_for: tuple[Direction, ...]
    is_rule_of_thumb: bool = False
    looks_at_places_together: bool = False
    leans_on_other_places: bool = False
    source: str = ""
