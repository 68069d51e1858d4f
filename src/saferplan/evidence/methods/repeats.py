"""Repeat victims and places: how many keys come back, and how often within three, six and twelve months.

A key is a keyed hash of a victim or a place; what happens to one key on one day is one occasion, however many rows tell of
it. The share that is followed is asked only of occasions whose months after are all in the extract: else the newest would
count as not repeated for want of time (the window of Farrell and Pease 1993, *Crime Prevention Unit Paper* 46).
"""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Ints

WINDOWS = {3: 91, 6: 182, 12: 365}
"""Months and the days that stand for them."""


@dataclass(frozen=True)
class Followed:
    """Of the occasions whose next months are known (`judged`), those that the same key had another in."""

    months: int
    judged: int
    followed: int


@dataclass(frozen=True)
class Repeats:
    """Distinct keys, those with more than one occasion, and the occasions of both."""

    keys: int
    occasions: int
    repeated_keys: int
    occasions_of_repeated: int


def occasions(key: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Each key and day once, by key and day."""
    found = np.unique(np.column_stack([key, day]), axis=0) if len(key) else np.empty((0, 2), dtype=np.int64)
    return found[:, 0], found[:, 1]


def repeats(key: Ints, day: Ints) -> Repeats:
    """How many keys come back among these events.

    >>> repeats(np.array([1, 1, 2, 1]), np.array([5, 5, 6, 40]))
    Repeats(keys=2, occasions=3, repeated_keys=1, occasions_of_repeated=2)
    """
    key, _ = occasions(key, day)
    _, counts = np.unique(key, return_counts=True)
    again = counts[counts > 1]
    return Repeats(len(counts), len(key), len(again), int(again.sum()))


def followed(key: Ints, day: Ints, last_day: int) -> tuple[Followed, ...]:
    """Which occasions the same key had another after, by window; `last_day` is the last that the extract knows.

    >>> followed(np.array([1, 1, 2]), np.array([0, 30, 10]), 200)[0]
    Followed(months=3, judged=3, followed=1)
    """
    key, day = occasions(key, day)
    after = np.full(len(key), np.iinfo(np.int64).max)
    if len(key) > 1:
        is_same = key[1:] == key[:-1]
        after[:-1][is_same] = (day[1:] - day[:-1])[is_same]
    found = []
    for months, days in WINDOWS.items():
        is_judged = day + days <= last_day
        found.append(Followed(months, int(is_judged.sum()), int((after[is_judged] <= days).sum())))
    return tuple(found)
