"""Rule of thumb: the newest month up or down by more than 20% on the same of a year before."""

from saferplan.evidence.detection_rows import of_last_year
from saferplan.evidence.detector import Detections, Detector, Direction, History

MONTHS = 1
PERCENT = 20.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    return of_last_year(history, MONTHS, PERCENT)


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
