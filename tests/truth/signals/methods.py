"""Ours and the rules of thumb, each with a threshold that makes as many false signals as was promised."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import Detections, Detector, History
from saferplan.evidence.signals.calibration import (
    MONTHS_A_QUARTER,
    Replay,
    Thresholds,
    calibrate,
    onset_margins,
    replay,
)
from saferplan.evidence.signals.fitted_worlds import null_world
from saferplan.evidence.signals.null_worlds import draw
from saferplan.evidence.signals.panel import Panel

OURS = "ours, all together"
TITLES = {
    OURS: "ours, all together", "space_time_scan": "our scan by itself", "short_history": "our short history by itself",
    "sustained_change": "our sustained change by itself", "flexible_farrington": "our flexible Farrington by itself",
    "percent_on_last_year": "±% on the same month last year",
    "quarter_on_last_year": "±% on the same quarter last year", "two_standard_deviations": "standard deviations of a year",
    "ears_c1": "EARS C1", "ears_c2": "EARS C2", "ears_c3": "EARS C3",
}  # fmt: skip
ALARMS_A_MONTH = 8
"""Of a rule of thumb: only its strangest alarms are kept, or one world would take minutes."""
HALVINGS = 20
TIE = 0.001
"""Of its strength, what an alarm of a rule of thumb is at most lowered by at random, so that alarms that tie are told apart."""


@dataclass(frozen=True)
class Method:
    """Detectors with thresholds."""

    name: str
    detectors: Sequence[Detector]
    thresholds: Thresholds
    own_threshold: float | None = None

    def of_categories(self, categories: Sequence[int]) -> "Method":
        """The same for panels of some of the categories."""
        return replace(self, thresholds={name: levels[list(categories)] for name, levels in self.thresholds.items()})


def judged_detectors() -> list[Detector]:
    """All detectors; rules of thumb with ties settled by lot.

    Percentages of small counts come in leaps (from 1 to 13 is +1,200 %, again and again), and no threshold begins what was
    promised: a test on whole counts comes to its level only by lot (Lehmann and Romano 2005, 3.1).
    """
    return [_by_lot(each) if each.is_rule_of_thumb else each for each in all_detectors()]


def _by_lot(rule: Detector) -> Detector:
    def detect(history: History, seed: int) -> Detections:
        found = rule.detect(history, seed)
        lots = np.random.default_rng([seed, zlib.crc32(history.counts.tobytes())]).uniform(size=len(found.strength))
        return replace(found, strength=found.strength * (1 - TIE * lots))

    return replace(rule, detect=detect)


def methods_of(panel: Panel, promise: float, seed: int, worlds: int, heard: Callable[[str], None]) -> list[Method]:
    """Ours as a build calibrates it; each rule of thumb by itself, on so many worlds of the same generator."""
    ours = [each for each in judged_detectors() if not each.is_rule_of_thumb]
    found = [Method(OURS, ours, calibrate(panel, ours, promise, seed, heard=heard).thresholds)]
    generator = np.random.default_rng(seed)
    world = null_world(panel, generator)
    panels = [panel.with_counts(draw(world, generator)) for _ in range(worlds)]
    for rule in (each for each in judged_detectors() if each.is_rule_of_thumb):
        heard(f"Calibrating {rule.id}")
        level = threshold_of(panels, rule, promise, seed)
        found.append(Method(rule.id, [rule], level_of(panel, rule, level), rule.threshold))
    return found


def alone_of(panel: Panel, promise: float, seed: int, worlds: int, heard: Callable[[str], None]) -> list[Method]:
    """Each of our detectors by itself, on so many worlds; none of one that has not months enough."""
    found = []
    for each in (each for each in judged_detectors() if not each.is_rule_of_thumb):
        heard(f"Calibrating {each.id} by itself")
        levels = calibrate(panel, [each], promise, seed, worlds=worlds).thresholds
        if np.isfinite(levels[each.id]).any():
            found.append(Method(each.id, [each], levels))
    return found


def level_of(panel: Panel, rule: Detector, level: float) -> dict[str, np.ndarray]:
    """One threshold for every category: a rule of thumb knows no other."""
    return {rule.id: np.full(len(panel.categories), level)}


def threshold_of(panels: Sequence[Panel], rule: Detector, promise: float, seed: int) -> float:
    """The threshold at which the rule begins as nearly as can be what was promised."""
    least = _least(panels[0], rule, seed)
    replays: list[Replay] = [replay(each, [rule], level_of(each, rule, least), seed) for each in panels]
    quarters = len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER

    def begun(level: float) -> float:
        return len(onset_margins(panels[0], replays, level_of(panels[0], rule, level))) / quarters

    low, high = least, max((alarm.strength for found in replays for alarms in found for alarm in alarms), default=least)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if begun(middle) <= promise else (middle, high)
    return min(low, high, key=lambda each: abs(begun(each) - promise))


def _least(panel: Panel, rule: Detector, seed: int) -> float:
    """A threshold that leaves some alarms a month, never below its own."""
    found = replay(panel, [rule], level_of(panel, rule, rule.threshold), seed)
    strengths = sorted((alarm.strength for alarms in found for alarm in alarms), reverse=True)
    place = min(len(strengths), 12 * ALARMS_A_MONTH) - 1
    return max(rule.threshold, strengths[place] if place >= 0 else rule.threshold)
