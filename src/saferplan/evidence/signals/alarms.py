"""Alarms of the newest month: what each detector finds unusual in a category, with the excess of each neighbourhood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.detector import Detections, Detector, History
from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.signals.panel import Panel

FEWEST_A_MONTH = 1.0
"""Neighbourhoods with fewer cases a month are looked at together with others only, by the scan."""


@dataclass(frozen=True, eq=False)
class Alarm:
    """One detector's alarm. `since` and `last` are months (columns), `places` neighbourhoods of the panel in rising order.

    `excess` is by place, in the direction of the alarm: more than expected of a rise, fewer of a fall. `is_whole` says that
    the partnership as a whole is meant.
    """

    detector: str
    category: int
    direction: int
    since: int
    last: int
    places: Ints
    is_whole: bool
    observed: float
    expected: float
    upper: float
    strength: float
    excess: Floats


def alarms_of(panel: Panel, detectors: Sequence[Detector], thresholds: Mapping[str, Floats], seed: int) -> list[Alarm]:
    """Alarms of the panel's last month: rows that are stranger than their detector's threshold for the category.

    No alarm of a category in a month of which it is not known.
    """
    found: list[Alarm] = []
    for detector in detectors:
        for categories in _looked_at_at_once(panel, detector):
            looked = (
                _together(panel, categories[0]) if detector.looks_at_places_together else _singly(panel, categories)
            )
            found += _called(panel, detector, looked, thresholds[detector.id], seed)
    return found


@dataclass(frozen=True)
class _Looked:
    """A history, and what each of its rows is: a category and places of the panel."""

    history: History
    category: Sequence[int]
    places: Sequence[Ints]


def _looked_at_at_once(panel: Panel, detector: Detector) -> list[list[int]]:
    """Categories by themselves where rows lean on one another; else all of which the same months are known, for speed."""
    known = np.flatnonzero(panel.known[:, -1]).tolist()
    if detector.looks_at_places_together or detector.leans_on_other_places:
        return [[category] for category in known]
    groups: dict[bytes, list[int]] = {}
    for category in known:
        groups.setdefault(panel.known[category].tobytes(), []).append(category)
    return list(groups.values())


def _together(panel: Panel, category: int) -> _Looked:
    history = History(panel.counts[category], panel.known[category], panel.x, panel.y)
    return _Looked(history, [category] * len(panel.places), [np.array([place]) for place in range(len(panel.places))])


def _singly(panel: Panel, categories: Sequence[int]) -> _Looked:
    """Every neighbourhood with enough cases, and the whole partnership, of each category."""
    rows, category_of, places_of = [], [], []
    for category in categories:
        counts = panel.counts[category]
        enough = np.flatnonzero(counts[:, panel.known[category]].mean(axis=1) >= FEWEST_A_MONTH)
        rows += [counts[enough], counts.sum(axis=0)[None, :]]
        category_of += [category] * (len(enough) + 1)
        places_of += [*(np.array([place]) for place in enough), np.arange(len(panel.places))]
    return _Looked(History(np.vstack(rows), panel.known[categories[0]]), category_of, places_of)


def _called(panel: Panel, detector: Detector, looked: _Looked, levels: Floats, seed: int) -> Iterator[Alarm]:
    found = detector.detect(looked.history, seed)
    for row in np.flatnonzero(found.alarms(float(levels.min()))):
        members = found.members[row]
        if found.strength[row] <= levels[looked.category[int(members[0])]]:
            continue
        places = np.sort(np.concatenate([looked.places[member] for member in members]))
        yield _alarm(panel, looked.category[int(members[0])], detector, found, int(row), places)


def _alarm(panel: Panel, category: int, detector: Detector, found: Detections, row: int, places: Ints) -> Alarm:
    since, direction = int(found.since[row]), int(found.direction[row])
    return Alarm(
        detector=detector.id,
        category=category,
        direction=direction,
        since=since,
        last=len(panel.months) - 1,
        places=places,
        is_whole=len(places) == len(panel.places),
        observed=float(found.observed[row]),
        expected=float(found.expected[row]),
        upper=float(found.upper[row]),
        strength=float(found.strength[row]),
        excess=direction * excess_of(panel, category, places, since, float(found.expected[row])),
    )


def excess_of(panel: Panel, category: int, places: Ints, since: int, expected: float) -> Floats:
    """Observed less expected of each place: what was expected of all is dealt out as their cases before were."""
    counts = panel.counts[category][places] * panel.known[category]
    before = counts[:, :since].sum(axis=1).astype(float)
    share = before / before.sum() if before.sum() else np.full(len(places), 1 / len(places))
    return np.asarray(counts[:, since:].sum(axis=1) - expected * share, dtype=np.float64)
