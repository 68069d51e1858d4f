"""What worlds of own residuals read where the rate of false signals is known: how far the yardstick itself is off.

A history is drawn from a world of chance. Thresholds are found on it as a build finds them, and judged twice: on its own
residuals in blocks, as the partnership's are, and on more of the worlds that it was drawn from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from saferplan.evidence.detector import Detector
from saferplan.evidence.signals.calibration import calibrated
from saferplan.evidence.signals.fitted_worlds import null_world
from saferplan.evidence.signals.null_worlds import TINY, NullWorld, draw
from saferplan.evidence.signals.panel import Panel
from tests.truth.signals.measuring import false_rate, gone_through, of_detectors, rate_of
from tests.truth.signals.methods import OURS, Method, judged_detectors, level_of, threshold_of
from tests.truth.signals.worlds import own_residuals_in_blocks

MONTHS_A_YEAR = 12
Worlds = Mapping[str, Sequence[Panel]]
"""Of each kind: those that thresholds are found on, “blocks” and “known”."""


LONGER = 60
"""Months of a history of which flexible Farrington, which needs 36 before a month, can judge a year."""


def yardstick(panel: Panel, seed: Sequence[int], worlds: int, promise: float) -> dict[str, dict[str, float]]:
    """False signals a quarter of each method, in blocks of the residuals of one history and in worlds it was drawn from."""
    generator = np.random.default_rng(seed)
    drawn = _drawn(panel, null_world(panel, generator), worlds, generator)
    return _of_ours(drawn, promise) | {
        each.id: _of_rule(drawn, each, promise) for each in judged_detectors() if each.is_rule_of_thumb
    }


def longer_yardstick(panel: Panel, seed: Sequence[int], worlds: int, promise: float) -> dict[str, dict[str, float]]:
    """The same of our detectors, of a history of five years made after the panel's."""
    generator = np.random.default_rng(seed)
    world = null_world(panel, generator)
    return _of_ours(_drawn(*lengthened(panel, world, LONGER), worlds, generator), promise)


def lengthened(panel: Panel, world: NullWorld, months: int) -> tuple[Panel, NullWorld]:
    """So many months, or the panel's own if they are more, which end where the panel's do.

    What is expected has the same course and season before the panel's first month as after it, so that nothing happens there.
    Counts and what is known of them are those of the same month of the panel's first year.
    """
    before = np.arange(min(0, len(panel.months) - months), 0)
    years = -(before // MONTHS_A_YEAR)
    columns = np.concatenate([before + MONTHS_A_YEAR * years, np.arange(len(panel.months))])
    names = tuple(panel.months[-1].plus(number + 1 - len(columns)) for number in range(len(columns)))
    counts, known = panel.counts[:, :, columns], panel.known[:, columns]
    expected = world.expected[:, columns]
    expected[:, : len(before)] *= _a_year_back(world) ** years
    return replace(panel, months=names, counts=counts, known=known), replace(world, expected=expected)


def _a_year_back(world: NullWorld) -> np.ndarray:
    """C × 1: how many times a month's expected count that of the same month a year before is."""
    first, later = (np.maximum(world.expected[:, [month]], TINY) for month in (0, MONTHS_A_YEAR))
    return first / later


def _drawn(panel: Panel, world: NullWorld, worlds: int, generator: np.random.Generator) -> Worlds:
    history = panel.with_counts(draw(world, generator))
    own = null_world(history, generator)
    return {
        "found on": [history.with_counts(draw(own, generator)) for _ in range(worlds)],
        "blocks": [own_residuals_in_blocks(history, generator) for _ in range(worlds)],
        "known": [panel.with_counts(draw(world, generator)) for _ in range(worlds)],
    }


def _of_ours(drawn: Worlds, promise: float) -> dict[str, dict[str, float]]:
    """All together, and each that has months enough by itself: each world is gone through once for all of them."""
    ours = [each for each in judged_detectors() if not each.is_rule_of_thumb]
    panel = drawn["found on"][0]
    gone = {kind: gone_through(panels, ours, 0) for kind, panels in drawn.items()}
    found: dict[str, dict[str, float]] = {}
    for name, detectors in {OURS: ours, **{each.id: [each] for each in ours}}.items():
        found_on = of_detectors(gone["found on"], detectors)
        if not any(alarms for each in found_on for alarms in each):
            continue
        method = Method(name, detectors, calibrated(panel, found_on, detectors, promise).thresholds)
        found[name] = {kind: rate_of(panel, gone[kind], method).a_quarter for kind in ("blocks", "known")}
    return found


def _of_rule(drawn: Worlds, rule: Detector, promise: float) -> dict[str, float]:
    level = threshold_of(drawn["found on"], rule, promise, 0)
    method = Method(rule.id, [rule], level_of(drawn["found on"][0], rule, level))
    return {kind: false_rate(drawn[kind], method, 0).a_quarter for kind in ("blocks", "known")}
