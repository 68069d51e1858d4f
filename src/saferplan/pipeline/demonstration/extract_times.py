"""When the events of an extract happened, by kinds of hours, and when they were recorded."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np

from .crimes import TYPE_NAMES
from .mesh import Bools, Floats, Ints
from .promises import MONTHS
from .rows import Rows

NO_TIME_SHARE, MIDNIGHT_SHARE, NOON_SHARE = 0.12, 0.03, 0.01
LATE_SHARE, SAME_DAY_SHARE = 0.03, 0.72
RANGE_SHARE = 0.45
"""Of burglaries and vehicle crimes, so many are found after a night or a weekend."""
TEXT_SHARE = 0.02
EVENING = (
    "Violence and sexual offences",
    "Public order",
    "Robbery",
    "Criminal damage and arson",
    "Anti-social behaviour",
)
DAYTIME = ("Shoplifting", "Theft from the person", "Bicycle theft", "Other theft")
FOUND_LATER = ("Burglary", "Vehicle crime")


@dataclass(frozen=True)
class Times:
    """Days (ordinals) and minutes of the day; -1 where the minute is not given, and no end where `until` is -1."""

    day: Ints
    minute: Ints
    until_day: Ints
    until_minute: Ints
    recorded: Ints
    is_text: Bools

    def cells(self, place: int) -> list[Any]:
        """From, time from, to, time to, recorded, as an extract has them: some days are text."""
        start = date.fromordinal(int(self.day[place]))
        has_end = self.until_minute[place] >= 0
        return [
            f"{start:%d/%m/%Y}" if self.is_text[place] else start, _clock(self.minute[place]),
            date.fromordinal(int(self.until_day[place])) if has_end else "", _clock(self.until_minute[place]),
            date.fromordinal(int(self.recorded[place])),
        ]  # fmt: skip


def _clock(minute: np.int64) -> time | str:
    return time(int(minute) // 60, int(minute) % 60) if minute >= 0 else ""


def draw_times(own: Rows, rng: np.random.Generator) -> Times:
    """Recorded on a day of the month that police.uk gives; happened then or earlier."""
    size = len(own)
    months = [date(int(text[:4]), int(text[5:]), 1) for text in MONTHS]
    first = np.array([day.toordinal() for day in months])[own.month]
    length = np.array([monthrange(day.year, day.month)[1] for day in months])[own.month]
    recorded = first + (rng.random(size) * length).astype(np.int64)
    draw = rng.random(size)
    late = np.where(draw > 1 - LATE_SHARE, 31 + rng.exponential(90, size), 1 + rng.exponential(3, size))
    day = recorded - np.where(draw < SAME_DAY_SHARE, 0, late).astype(np.int64)
    kind = np.array(TYPE_NAMES)[own.crime_type]
    day = np.where(np.isin(kind, EVENING), _towards_weekend(day, rng), day)
    minute = _minutes(kind, day, rng)
    is_found_later = np.isin(kind, FOUND_LATER) & (rng.random(size) < RANGE_SHARE)
    until_day = day + np.where(is_found_later, np.where(rng.random(size) < 0.2, 3, 1), 0)
    until_minute = np.where(is_found_later, 7 * 60 + rng.integers(0, 120, size), -1)
    minute = np.where(is_found_later, 18 * 60 + rng.integers(0, 240, size), minute)
    is_late = is_found_later & (until_day > recorded)
    minute, until_minute = (np.where(is_late, -1, each) for each in (minute, until_minute))
    return Times(day, _with_defaults(minute, rng), until_day, until_minute, recorded, rng.random(size) < TEXT_SHARE)


def _towards_weekend(day: Ints, rng: np.random.Generator) -> Ints:
    """A third of them back to the Friday or Saturday before."""
    weekday = (day - 1) % 7  # ordinal 1 was a Monday
    back = (weekday - np.where(rng.random(len(day)) < 0.5, 4, 5)) % 7
    return np.where(rng.random(len(day)) < 1 / 3, day - back, day)


def _minutes(kind: Any, day: Ints, rng: np.random.Generator) -> Ints:
    hours: Floats = rng.uniform(0, 24, len(kind))
    evening, daytime = np.isin(kind, EVENING), np.isin(kind, DAYTIME)
    hours = np.where(evening, rng.normal(20.5, 3.5, len(kind)) % 24, hours)
    hours = np.where(daytime, np.clip(rng.normal(14, 2.5, len(kind)), 8, 20), hours)
    return (hours * 60).astype(np.int64) % 1_440


def _with_defaults(minute: Ints, rng: np.random.Generator) -> Ints:
    draw = rng.random(len(minute))
    minute = np.where(draw < NOON_SHARE, 720, minute)
    minute = np.where((draw >= NOON_SHARE) & (draw < NOON_SHARE + MIDNIGHT_SHARE), 0, minute)
    return np.where(draw > 1 - NO_TIME_SHARE, -1, minute)
