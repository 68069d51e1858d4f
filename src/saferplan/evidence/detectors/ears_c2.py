"""Rule of thumb: EARS C2: the newest month by seven that end two months earlier, at the system's own threshold."""

from saferplan.evidence.detection_rows import of_ears
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.ears import Ears

THRESHOLD = 3.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    return of_ears(history, Ears.C2, THRESHOLD)


EARS_C2 = Detector(
    id="ears_c2",
    title="Above seven months that end two earlier, in standard deviations (EARS C2)",
    detect=_detect,
    threshold=THRESHOLD,
    strength_is="standard deviations above the mean",
    months_needed=Ears.C2.needs(),
    looks_for=(Direction.RISE,),
    is_rule_of_thumb=True,
    source="Hutwagner and others 2003, J. Urban Health 80:i89",
)
