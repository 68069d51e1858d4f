"""Rule of thumb: EARS C1: the newest month by the seven before it, at the system's own threshold."""

from saferplan.evidence.detection_rows import of_ears
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.ears import Ears

THRESHOLD = 3.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    return of_ears(history, Ears.C1, THRESHOLD)


EARS_C1 = Detector(
    id="ears_c1",
    title="Above the seven months before, in standard deviations (EARS C1)",
    detect=_detect,
    threshold=THRESHOLD,
    strength_is="standard deviations above the mean",
    months_needed=Ears.C1.needs(),
    looks_for=(Direction.RISE,),
    is_rule_of_thumb=True,
    source="Hutwagner and others 2003, J. Urban Health 80:i89",
)
