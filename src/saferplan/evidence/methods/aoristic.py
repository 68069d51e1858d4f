"""Aoristic weights: an event that happened some time between two instants is spread over the hours it can have happened in.

Each event weighs one. Every hour of the range takes the share of the range that lies in it, so that a burglary found
after a weekend counts a little in many hours and not wholly in one that nobody knows (Ratcliffe and McCullagh, 1998).
A range of a week or more says nothing of the hour and is spread evenly. An event at one instant, or whose end is not
known, weighs wholly in its hour. Held against crimepy's weights by week and hour.

Worked example: from 21:30 to 23:00 is 90 minutes; 30 of them lie in the hour from 21 (1/3) and 60 in that from 22 (2/3).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
DAYS, HOURS = 7, 24
_HOUR_SECONDS = 3_600
_MONDAY = datetime(1900, 1, 1)


def week_hours(starts: Sequence[datetime], ends: Sequence[datetime | None]) -> Array:
    """Weights by weekday (Monday first) and hour; they add up to the number of events.

    Raises ValueError for a range that ends before it begins. Times are by the clock of the place.
    """
    weights = np.zeros(DAYS * HOURS)
    for start, end in zip(starts, ends, strict=True):
        first = (start - _MONDAY).total_seconds()
        last = first if end is None else (end - _MONDAY).total_seconds()
        if last < first:
            raise ValueError("an event ends before it begins")
        _spread(weights, first, last)
    return weights.reshape(DAYS, HOURS)


def _spread(weights: Array, first: float, last: float) -> None:
    slot = int(first // _HOUR_SECONDS)
    if last == first:
        weights[slot % len(weights)] += 1
        return
    if last - first >= len(weights) * _HOUR_SECONDS:
        weights += 1 / len(weights)
        return
    slots = np.arange(slot, int(-(-last // _HOUR_SECONDS)))
    begins = np.maximum(slots * _HOUR_SECONDS, first)
    finishes = np.minimum((slots + 1) * _HOUR_SECONDS, last)
    np.add.at(weights, slots % len(weights), (finishes - begins) / (last - first))


def default_counts(starts: Sequence[datetime]) -> tuple[int, int]:
    """How many events stand at midnight and at noon, to the minute: often what a form fills in where nothing is known.

    >>> default_counts([datetime(2024, 1, 1), datetime(2024, 1, 1, 12, 0, 30), datetime(2024, 1, 1, 12, 1)])
    (1, 1)
    """
    midnight, noon = (sum((start.hour, start.minute) == (hour, 0) for start in starts) for hour in (0, 12))
    return midnight, noon
