"""Rule of thumb: EARS C3: the newest three months, each by seven that end two earlier, added up, at the system's threshold."""

from saferplan.evidence.detection_rows import of_ears
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.ears import Ears

THRESHOLD = 2.0


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    return of_ears(history, Ears.C3, THRESHOLD)


EARS_C3 = Detector(
    id="ears_c3",
    title="Above seven months that end two earlier, three months added up (EARS C3)",
    detect=_detect,
    threshold=THRESHOLD,
    strength_is="standard deviations above the mean, less one, of three months",
    months_needed=Ears.C3.needs(),
    looks_for=(Direction.RISE,),
    is_rule_of_thumb=True,
    source="Hutwagner and others 2003, J. Urban Health 80:i89",
)
