"""What is measured: false signals that begin in a quarter, and rises put in that are found, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.signals.alarms import alarms_of
from saferplan.evidence.signals.calibration import MONTHS_A_QUARTER, onset_margins, replay, signals_of
from saferplan.evidence.signals.following import Followed, held_by
from saferplan.evidence.signals.panel import Panel
from tests.truth.signals.methods import Method
from tests.truth.signals.worlds import Planted

MONTHS_TO_FIND = 6


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
    quarters = len(replays) * (len(replays[0]) - 1) / MONTHS_A_QUARTER
    return Rate(len(onset_margins(panels[0], replays, method.thresholds)), quarters)


def months_to_find(quiet: Panel, planted: Panel, what: Planted, method: Method, seed: int) -> int | None:
    """Month-ends until a signal is raised of the category and the places put in, the first being 1; None for never.

    What the same world raises there without it, is not counted as found.
    """
    for month in range(MONTHS_TO_FIND):
        end = what.start + month + 1
        if end > len(planted.months):
            return None
        if _speaks(planted.until(end), what, method, seed) and not _speaks(quiet.until(end), what, method, seed):
            return month + 1
    return None


def _speaks(panel: Panel, what: Planted, method: Method, seed: int) -> bool:
    alarms = alarms_of(panel, method.detectors, method.thresholds, seed)
    return any(_is_about(signal, what) for signal in signals_of(panel, [alarms], method.thresholds))


def _is_about(signal: Followed, what: Planted) -> bool:
    lead = signal.newest.lead
    inside = type(lead)(**{**vars(lead), "places": np.array(what.places), "excess": np.ones(len(what.places))})
    return lead.direction > 0 and lead.category in what.categories and held_by(lead, inside) >= 0.3
