"""Rule of thumb: the newest month more than two standard deviations from the mean of the twelve before it."""

import numpy as np

from saferplan.evidence.detection_rows import OfPlaces, none_judged, reasons_where, row_a_place
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.missing import NO_SPREAD, Missing
from saferplan.evidence.methods.rules_of_thumb import standard_deviations_away

DEVIATIONS = 2.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    found = standard_deviations_away(history.counts.astype(float), history.known)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    upper, direction = found.mean + DEVIATIONS * found.spread, np.where(found.away < 0, -1, 1)
    rows = OfPlaces(found.observed, found.mean, upper, np.abs(found.away), direction=direction)
    return row_a_place(history, rows, reasons_where(found.spread == 0, NO_SPREAD))


TWO_STANDARD_DEVIATIONS = Detector(
    id="two_standard_deviations",
    title="More than two standard deviations from the mean of twelve months",
    detect=_detect,
    threshold=DEVIATIONS,
    strength_is="standard deviations from the mean",
    months_needed=13,
    looks_for=(Direction.RISE, Direction.FALL),
    is_rule_of_thumb=True,
)
