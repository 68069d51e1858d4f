"""Rule of thumb: the newest month up or down by more than 20% on the same of a year before."""

import numpy as np

from saferplan.evidence.detection_rows import OfPlaces, none_judged, reasons_where, row_a_place
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.missing import NOTHING_COUNTED, Missing
from saferplan.evidence.methods.rules_of_thumb import on_last_year

MONTHS = 1
PERCENT = 20.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    found = on_last_year(history.counts.astype(float), history.known, MONTHS)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    upper, direction = found.before * (100 + PERCENT) / 100, np.where(found.percent < 0, -1, 1)
    since = np.full(len(direction), history.months - MONTHS)
    rows = OfPlaces(found.observed, found.before, upper, np.abs(found.percent), since=since, direction=direction)
    return row_a_place(history, rows, reasons_where(found.before == 0, NOTHING_COUNTED))


PERCENT_ON_LAST_YEAR = Detector(
    id="percent_on_last_year",
    title="The newest month against the same of last year",
    detect=_detect,
    threshold=PERCENT,
    strength_is="percentage of the change",
    months_needed=13,
    looks_for=(Direction.RISE, Direction.FALL),
    is_rule_of_thumb=True,
)
