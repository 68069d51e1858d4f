"""What worlds of own residuals read where the rate of false signals is known: how far the yardstick itself is off.

A history is drawn from a world of chance. Thresholds are found on it as a build finds them, and judged twice: on its own
residuals in blocks, as the partnership's are, and on more of the worlds that it was drawn from.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import Detector
from saferplan.evidence.signals.calibration import (
    LEAST_STRENGTH,
    MONTHS_A_QUARTER,
    Replay,
    calibrated,
    onset_margins,
    replay,
)
from saferplan.evidence.signals.null_worlds import draw, null_world
from saferplan.evidence.signals.panel import Panel
from tests.truth.signals.measuring import false_rate
from tests.truth.signals.methods import OURS, Method, level_of, threshold_of
from tests.truth.signals.worlds import own_residuals_in_blocks

Worlds = Mapping[str, Sequence[Panel]]
"""Of each kind: those that thresholds are found on, “blocks” and “known”."""


def yardstick(panel: Panel, seed: Sequence[int], worlds: int, promise: float) -> dict[str, dict[str, float]]:
    """False signals a quarter of each method, in blocks of the residuals of one history and in worlds it was drawn from."""
    generator = np.random.default_rng(seed)
    world = null_world(panel, generator)
    history = panel.with_counts(draw(world, generator))
    own = null_world(history, generator)
    drawn = {
        "found on": [history.with_counts(draw(own, generator)) for _ in range(worlds)],
        "blocks": [own_residuals_in_blocks(history, generator) for _ in range(worlds)],
        "known": [panel.with_counts(draw(world, generator)) for _ in range(worlds)],
    }
    ours = [each for each in all_detectors() if not each.is_rule_of_thumb]
    return _of_ours(drawn, ours, promise) | {
        each.id: _of_rule(drawn, each, promise) for each in all_detectors() if each.is_rule_of_thumb
    }


def _of_ours(drawn: Worlds, ours: Sequence[Detector], promise: float) -> dict[str, dict[str, float]]:
    """All together, and each that has months enough by itself: each world is gone through once for all of them."""
    panel = drawn["found on"][0]
    least = {each.id: np.full(len(panel.categories), LEAST_STRENGTH) for each in ours}
    gone = {kind: [replay(each, ours, least, 0) for each in panels] for kind, panels in drawn.items()}
    found: dict[str, dict[str, float]] = {}
    for name, detectors in {OURS: ours, **{each.id: [each] for each in ours}}.items():
        only = {kind: [_of(each, detectors) for each in replays] for kind, replays in gone.items()}
        if not any(alarms for each in only["found on"] for alarms in each):
            continue
        thresholds = calibrated(panel, only["found on"], detectors, promise).thresholds
        found[name] = {
            kind: len(onset_margins(panel, only[kind], thresholds)) / _quarters(only[kind])
            for kind in ("blocks", "known")
        }
    return found


def _of(found: Replay, detectors: Sequence[Detector]) -> Replay:
    names = {each.id for each in detectors}
    return [[alarm for alarm in alarms if alarm.detector in names] for alarms in found]


def _quarters(replays: Sequence[Replay]) -> float:
    return len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER


def _of_rule(drawn: Worlds, rule: Detector, promise: float) -> dict[str, float]:
    level = threshold_of(drawn["found on"], rule, promise, 0)
    method = Method(rule.id, [rule], level_of(drawn["found on"][0], rule, level))
    return {kind: false_rate(drawn[kind], method, 0).a_quarter for kind in ("blocks", "known")}
