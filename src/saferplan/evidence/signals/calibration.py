"""How strange an alarm must be for chance to begin no more signals than was promised.

The promise is the expected number of false signals that begin in a quarter, all detectors together, after merging. It is
held on worlds made after the partnership's own history (`null_worlds`), which are gone through exactly as the history is:
twelve month-ends, merged and followed. Every detector is given an equal share of the promise. Within a detector categories
differ: where crimes come in clumps chance goes farther. So its thresholds by category are multiples of the strength that
chance there passes equally often. Since merging makes fewer of them, all are then lowered together until the promise is
used up.

False discovery rates are no help here: alarms are merged, areas lie within areas, windows slide, and the chances that the
scan gives are too small where crimes come in clumps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.detector import Detector
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.alarms import Alarm, alarms_of
from saferplan.evidence.signals.following import Followed, follow, merge
from saferplan.evidence.signals.null_worlds import draw, null_world
from saferplan.evidence.signals.panel import Panel

MONTH_ENDS = 12
MONTHS_A_QUARTER = 3
WORLDS = 40
LEAST_STRENGTH = 2.0
"""Alarms weaker than this are not even kept: no threshold is lower, though chance begin fewer signals than promised."""
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
    """Thresholds by detector and category, and what they come to on the worlds they were found on.

    `onsets` are false signals that began, in so many `quarters`; `a_quarter` their rate and `error` its standard error.
    `margins` are how many times its threshold the first alarm of each came to, in rising order.
    """

    thresholds: Thresholds
    promise: float
    onsets: int
    quarters: float
    margins: Floats

    @property
    def a_quarter(self) -> float:
        """False signals that begin in a quarter."""
        return self.onsets / self.quarters

    @property
    def error(self) -> float:
        """Standard error of `a_quarter`, as of a Poisson count."""
        return float(np.sqrt(max(self.onsets, 1)) / self.quarters)

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
    generator = np.random.default_rng(seed)
    world = null_world(panel, generator)
    least = {each.id: np.full(len(panel.categories), LEAST_STRENGTH) for each in detectors}
    replays = []
    for number in range(worlds):
        heard(f"Calibrating signals: {number + 1} of {worlds} worlds of chance")
        replays.append(replay(panel.with_counts(draw(world, generator)), detectors, least, seed))
    return calibrated(panel, replays, detectors, promise)


def calibrated(panel: Panel, replays: Sequence[Replay], detectors: Sequence[Detector], promise: float) -> Calibration:
    """Thresholds out of the replays of worlds of chance."""
    quarters = len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER
    able = sorted({alarm.detector for found in replays for alarms in found for alarm in alarms})
    alone = {name: _alone(panel, replays, name, promise / len(able), quarters) for name in able}
    times = _lowest(
        lambda each: len(onset_margins(panel, replays, _times(alone, each))) / quarters, promise, 0.2, 1.5
    )  # fmt: skip
    thresholds = _times(alone, times)
    margins = np.sort(onset_margins(panel, replays, thresholds))
    silent = {each.id: np.full(len(panel.categories), np.inf) for each in detectors if each.id not in alone}
    return Calibration({**thresholds, **silent}, promise, len(margins), quarters, margins)


def _alone(panel: Panel, replays: Sequence[Replay], name: str, share: float, quarters: float) -> Floats:
    """The thresholds at which a detector by itself begins its share of the promise."""
    own = [[[alarm for alarm in alarms if alarm.detector == name] for alarms in found] for found in replays]
    alike = np.array([_once_in_a_while(panel, own, name, each, quarters) for each in range(len(panel.categories))])
    times = _lowest(
        lambda each: len(onset_margins(panel, own, {name: each * alike})) / quarters, share, 0.2, MOST_TIMES
    )
    return np.asarray(np.maximum(times * alike, LEAST_STRENGTH))


def _once_in_a_while(panel: Panel, own: Sequence[Replay], name: str, category: int, quarters: float) -> float:
    """The strength that chance passes in one category of one detector every so many quarters."""
    here = [[[alarm for alarm in alarms if alarm.category == category] for alarms in found] for found in own]
    levels = np.full(len(panel.categories), np.inf)

    def rate(level: float) -> float:
        levels[category] = level
        return len(onset_margins(panel, here, {name: levels})) / quarters

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


def _times(thresholds: Thresholds, times: float) -> dict[str, Floats]:
    return {name: np.maximum(times * levels, LEAST_STRENGTH) for name, levels in thresholds.items()}


def _lowest(rate: Callable[[float], float], allowed: float, low: float, high: float) -> float:
    """The lowest level at which no more than is allowed begins, by halving."""
    if rate(low) <= allowed:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if rate(middle) <= allowed else (middle, high)
    return high
