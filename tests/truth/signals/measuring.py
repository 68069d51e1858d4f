"""What is measured: false signals that begin in a quarter, and rises put in that are found, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from saferplan.evidence.detector import Detector
from saferplan.evidence.signals.alarms import alarms_of
from saferplan.evidence.signals.calibration import (
    LEAST_STRENGTH,
    MONTHS_A_QUARTER,
    Replay,
    onset_margins,
    replay,
    signals_of,
)
from saferplan.evidence.signals.following import held_by
from saferplan.evidence.signals.panel import Panel
from tests.truth.signals.methods import Method
from tests.truth.signals.worlds import Planted, of_categories

MONTHS_TO_FIND = 6
SHARE_INSIDE = 0.3
"""Of a signal's excess, for it to be about the places put in."""


@dataclass(frozen=True)
class Rate:
    """Onsets in so many quarters."""

    onsets: int
    quarters: float

    @property
    def a_quarter(self) -> float:
        return self.onsets / self.quarters

    @property
    def error(self) -> float:
        return max(self.onsets, 1) ** 0.5 / self.quarters


def false_rate(panels: Sequence[Panel], method: Method, seed: int) -> Rate:
    """Signals that begin in worlds in which nothing happened."""
    replays = [replay(each, method.detectors, method.thresholds, seed) for each in panels]
    return rate_of(panels[0], replays, method)


def gone_through(panels: Sequence[Panel], detectors: Sequence[Detector], seed: int) -> list[Replay]:
    """Every world once, with all that is strange at all: thresholds, and which of the detectors, come afterwards."""
    least = {each.id: np.full(len(panels[0].categories), LEAST_STRENGTH) for each in detectors}
    return [replay(each, detectors, least, seed) for each in panels]


def of_detectors(replays: Sequence[Replay], detectors: Sequence[Detector]) -> list[Replay]:
    """The same of some of the detectors alone."""
    names = {each.id for each in detectors}
    return [[[alarm for alarm in alarms if alarm.detector in names] for alarms in found] for found in replays]


def rate_of(panel: Panel, replays: Sequence[Replay], method: Method) -> Rate:
    """Signals that begin in worlds gone through, by the detectors that the method has thresholds of."""
    quarters = len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER
    return Rate(len(onset_margins(panel, replays, method.thresholds)), quarters)


def months_to_find(quiet: Panel, planted: Panel, what: Planted, method: Method, seed: int) -> int | None:
    """Month-ends until a signal is raised of a category and the places put in, the first being 1; None for never.

    What the same world raises there without it, is not counted as found.
    """
    after, before = (of_categories(each, what.categories) for each in (planted, quiet))
    only = method.of_categories(what.categories)
    for month in range(MONTHS_TO_FIND):
        end = what.start + month + 1
        raised = _raised(after.until(end), what.places, only, seed)
        if raised and raised - _raised(before.until(end), what.places, only, seed):
            return month + 1
    return None


def _raised(panel: Panel, places: Sequence[int], method: Method, seed: int) -> set[int]:
    """Categories of which a signal of the last month is of a rise, three tenths or more of it in these places."""
    alarms = alarms_of(panel, method.detectors, method.thresholds, seed)
    leads = [each.newest.lead for each in signals_of(panel, [alarms], method.thresholds)]
    inside = np.array(places)
    return {
        lead.category for lead in leads
        if lead.direction > 0 and held_by(lead, replace(lead, places=inside, excess=np.ones(len(inside)))) >= SHARE_INSIDE
    }  # fmt: skip
