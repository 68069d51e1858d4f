"""Rows of detections for detectors that look at each place by itself: a row a place, in the order of the places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.detector import Detections, History
from saferplan.evidence.methods.ears import Ears, ears
from saferplan.evidence.methods.missing import NOT_SUPPLIED, NOTHING_COUNTED, Flags, Floats, Ints, Missing
from saferplan.evidence.methods.rules_of_thumb import on_last_year

SMALLEST_P = 1e-300
"""Beyond this p has no digits left."""
LEAST_SPREAD = 1.0


@dataclass(frozen=True)
class OfPlaces:
    """What a method says of each place. By default of the last month alone, of rises, and with no p."""

    observed: Floats
    expected: Floats
    upper: Floats
    strength: Floats
    p: Floats | None = None
    since: Ints | None = None
    direction: Ints | None = None


def row_a_place(history: History, found: OfPlaces, reasons: Sequence[str | None]) -> Detections:
    """A row a place. Where there is a reason why not, everything but what was observed is nan. Limits are whole counts."""
    places = len(history.counts)
    judged = np.array([reason is None for reason in reasons], dtype=bool)
    since = np.full(places, history.months - 1) if found.since is None else found.since
    direction = np.ones(places, dtype=np.int64) if found.direction is None else found.direction
    p = np.full(places, np.nan) if found.p is None else found.p
    expected, upper, strength, p = (
        np.where(judged, each, np.nan) for each in (found.expected, np.floor(found.upper), found.strength, p)
    )
    members = tuple(np.array([place]) for place in range(places))
    return Detections(members, since, found.observed, expected, upper, strength, p, direction, tuple(reasons))


def none_judged(history: History, reason: str) -> Detections:
    """A row a place, none of them judged, for a reason that holds of all."""
    nothing = np.full(len(history.counts), np.nan)
    observed = history.counts[:, -1].astype(float) if history.known[-1:].any() else nothing
    return row_a_place(history, OfPlaces(observed, nothing, nothing, nothing), [reason] * len(nothing))


def strength_of(p: Floats) -> Floats:
    """How strange a p is: the number of noughts after its point, minus its logarithm to the base 10."""
    result: Floats = -np.log10(np.maximum(p, SMALLEST_P))
    return np.abs(result)  # an exact 1 gives no minus nought


def reasons_where(wrong: Flags, reason: str) -> list[str | None]:
    """The reason where something is wrong, and none elsewhere."""
    return [reason if each else None for each in wrong]


def of_ears(history: History, method: Ears, threshold: float) -> Detections:
    """EARS by the months supplied alone. The standard deviation is one at least, as advised for sparse counts."""
    if not history.known[-1:].any():
        return none_judged(history, NOT_SUPPLIED)
    found = ears(history.counts[:, history.known].astype(float), method, least_spread=LEAST_SPREAD)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    rows = OfPlaces(found.observed, found.mean, found.upper(threshold), found.statistic)
    return row_a_place(history, rows, [None] * len(found.observed))


def of_last_year(history: History, months: int, percent: float) -> Detections:
    """The newest months against the same of a year before; an alarm from so many per cent either way."""
    found = on_last_year(history.counts.astype(float), history.known, months)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    upper, direction = found.before * (100 + percent) / 100, np.where(found.percent < 0, -1, 1)
    since = np.full(len(direction), history.months - months)
    rows = OfPlaces(found.observed, found.before, upper, np.abs(found.percent), since=since, direction=direction)
    return row_a_place(history, rows, reasons_where(found.before == 0, NOTHING_COUNTED))
