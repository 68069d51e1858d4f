"""How strange an alarm must be for chance to begin no more signals than was promised.

The promise is the expected number of false signals that begin in a quarter, all detectors together, after merging. It is
held on worlds made after the partnership's own history (`fitted_worlds`), which are gone through exactly as the history is:
twelve month-ends, merged and followed. Every detector is given an equal share of the promise. Within a detector categories
differ: where crimes come in clumps chance goes farther. So its thresholds by category are multiples of the strength that
chance there passes equally often. Since merging makes fewer of them, all are then lowered together until the promise is
used up. What is alike is found on some of the worlds and judged on the others, so that the promise holds on worlds not seen.

False discovery rates are no help here: alarms are merged, areas lie within areas, windows slide, and the chances that the
scan gives are too small where crimes come in clumps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.detector import Detector
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.alarms import Alarm, alarms_of
from saferplan.evidence.signals.fitted_worlds import null_world
from saferplan.evidence.signals.following import Followed, follow, merge
from saferplan.evidence.signals.null_worlds import draw
from saferplan.evidence.signals.panel import Panel

MONTH_ENDS = 12
MONTHS_A_QUARTER = 3
WORLDS = 40
LEAST_STRENGTH = 2.0
"""Alarms weaker than this are not even kept: no threshold is lower, though chance begin fewer signals than promised."""
FOLDS = 4
"""Parts of the worlds, each judged at what was found on the others."""
ONCE_IN_A_WHILE = 0.1
"""Signals a quarter of one detector in one category, by which the strengths of categories are made alike."""
HALVINGS = 14
MOST_STRENGTH = 30.0
MOST_TIMES = 8.0

Replay = list[list[Alarm]]
"""Alarms by month-end, the oldest first."""
Thresholds = Mapping[str, Floats]
"""By detector, a strength for each category."""


@dataclass(frozen=True)
class Calibration:
    """Thresholds by detector and category, and what such thresholds come to on worlds of chance.

    `onsets` are false signals that began, in so many `quarters`, each world judged at thresholds found on other worlds; their
    rate, `a_quarter`, is brought to the promise, and `error` is its standard error. `margins` are how many times its
    threshold the first alarm of each came to, in rising order. Where no detector has months enough there are no quarters.
    """

    thresholds: Thresholds
    promise: float
    onsets: int
    quarters: float
    margins: Floats

    @property
    def a_quarter(self) -> float:
        """False signals that begin in a quarter."""
        return self.onsets / self.quarters if self.quarters else 0.0

    @property
    def error(self) -> float:
        """Standard error of `a_quarter`, as of a Poisson count."""
        return float(np.sqrt(max(self.onsets, 1)) / self.quarters) if self.quarters else 0.0

    def a_quarter_above(self, margin: float) -> float:
        """False signals as strange as this or more that begin in a quarter; never below one in all quarters gone through."""
        return float(1 + np.count_nonzero(self.margins >= margin)) / self.quarters


def replay(panel: Panel, detectors: Sequence[Detector], thresholds: Thresholds, seed: int) -> Replay:
    """Alarms of the last twelve month-ends, each as if nothing after it were known."""
    last = len(panel.months)
    first = max(1, last - MONTH_ENDS + 1)
    return [alarms_of(panel.until(end), detectors, thresholds, seed) for end in range(first, last + 1)]


def signals_of(panel: Panel, found: Replay, thresholds: Thresholds) -> list[Followed]:
    """Signals out of a replay: alarms above the thresholds, merged and followed."""
    kept = [
        [alarm for alarm in alarms if alarm.strength > thresholds[alarm.detector][alarm.category]] for alarms in found
    ]
    return follow(panel, [merge(alarms, thresholds) for alarms in kept])


def calibrate(
    panel: Panel, detectors: Sequence[Detector], promise: float, seed: int, *, worlds: int = WORLDS,
    heard: Callable[[str], None] = lambda _: None,
) -> Calibration:  # fmt: skip
    """Thresholds at which `promise` false signals begin in a quarter. The same seed gives the same thresholds."""
    if panel.known.sum(axis=1).max() < min(each.months_needed for each in detectors):
        return Calibration(_silent(panel, detectors), promise, 0, 0.0, np.array([]))
    generator = np.random.default_rng(seed)
    world = null_world(panel, generator)
    least = {each.id: np.full(len(panel.categories), LEAST_STRENGTH) for each in detectors}
    replays = []
    for number in range(worlds):
        heard(f"Calibrating signals: {number + 1} of {worlds} worlds of chance")
        replays.append(replay(panel.with_counts(draw(world, generator)), detectors, least, seed))
    return calibrated(panel, replays, detectors, promise)


def calibrated(panel: Panel, replays: Sequence[Replay], detectors: Sequence[Detector], promise: float) -> Calibration:
    """Thresholds out of the replays of worlds of chance.

    What chance passes equally often in every category is found on three quarters of the worlds and judged on the fourth, each
    in turn: found and judged on the same worlds it would fit them better than any others, and more would begin than promised.
    """
    parts = [(_without(replays, fold), replays[fold::FOLDS]) for fold in range(min(FOLDS, len(replays)))]
    able = sorted({alarm.detector for found in replays for alarms in found for alarm in alarms})
    alike = [{name: _alike(panel, found_on, name) for name in able} for found_on, _ in parts]

    def begun(times: Mapping[str, float]) -> Floats:
        judged = [
            onset_margins(panel, part, _times(levels, times)) for levels, (_, part) in zip(alike, parts, strict=True)
        ]
        return np.concatenate(judged)

    def rate(times: Mapping[str, float]) -> float:
        return len(begun(times)) / _quarters(replays)

    def share_of(name: str) -> float:
        return _lowest(lambda each: rate({name: each}), promise / len(able), 0.2, MOST_TIMES)

    alone = {name: share_of(name) for name in able}
    lower = _lowest(lambda each: rate({name: each * times for name, times in alone.items()}), promise, 0.2, 1.5)
    times = {name: lower * each for name, each in alone.items()}
    thresholds = _times({name: _alike(panel, replays, name) for name in able}, times)
    margins = np.sort(begun(times))
    return Calibration({**_silent(panel, detectors), **thresholds}, promise, len(margins), _quarters(replays), margins)


def _silent(panel: Panel, detectors: Sequence[Detector]) -> dict[str, Floats]:
    """Thresholds that nothing passes, of every detector."""
    return {each.id: np.full(len(panel.categories), np.inf) for each in detectors}


def _without(replays: Sequence[Replay], fold: int) -> list[Replay]:
    """All but every so manieth world; of one world alone, that."""
    return [each for number, each in enumerate(replays) if number % FOLDS != fold] or list(replays)


def _quarters(replays: Sequence[Replay]) -> float:
    return len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER


def _alike(panel: Panel, replays: Sequence[Replay], name: str) -> Floats:
    """Of one detector, the strengths that chance passes equally often in every category."""
    own = [[[alarm for alarm in alarms if alarm.detector == name] for alarms in found] for found in replays]
    return np.array([_once_in_a_while(panel, own, name, each) for each in range(len(panel.categories))])


def _once_in_a_while(panel: Panel, own: Sequence[Replay], name: str, category: int) -> float:
    """The strength that chance passes in one category of one detector every so many quarters."""
    here = [[[alarm for alarm in alarms if alarm.category == category] for alarms in found] for found in own]
    levels = np.full(len(panel.categories), np.inf)

    def rate(level: float) -> float:
        levels[category] = level
        return len(onset_margins(panel, here, {name: levels})) / _quarters(own)

    return _lowest(rate, ONCE_IN_A_WHILE, LEAST_STRENGTH, MOST_STRENGTH)


def onset_margins(panel: Panel, replays: Sequence[Replay], thresholds: Thresholds) -> Floats:
    """Of each signal that begins after the first month-end, how many times the threshold its first alarm comes to.

    What is seen at the first month-end may have begun before.
    """
    margins = []
    for found in replays:
        known = [[alarm for alarm in alarms if alarm.detector in thresholds] for alarms in found]
        began = len(panel.months) - len(found)
        for signal in signals_of(panel, known, thresholds):
            lead = signal.sightings[0].lead
            if lead.last > began:
                margins.append(lead.strength / thresholds[lead.detector][lead.category])
    return np.array(margins)


def _times(levels: Thresholds, times: Mapping[str, float]) -> dict[str, Floats]:
    return {name: np.maximum(each * levels[name], LEAST_STRENGTH) for name, each in times.items()}


def _lowest(rate: Callable[[float], float], allowed: float, low: float, high: float) -> float:
    """The lowest level at which no more than is allowed begins, by halving."""
    if rate(low) <= allowed:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if rate(middle) <= allowed else (middle, high)
    return high
