"""A change of level or course that has lasted three to twelve months, up or down, with the month since when.

Likelihood ratio over the dispersion, trend and season allowed for; p is that of the best of all months tried
(McCullagh and Nelder 1989, section 9.2.4; Naiman and Priebe 2001).
"""

from saferplan.evidence.detection_rows import OfPlaces, none_judged, reasons_where, row_a_place, strength_of
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.missing import FEW_CASES, Missing
from saferplan.evidence.methods.sustained_change import FEWEST_MONTHS, sustained_change


def _detect(history: History, seed: int) -> Detections:
    found = sustained_change(history.counts.astype(float), history.known, seed)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    rows = OfPlaces(
        found.observed, found.expected, found.upper, strength_of(found.p), found.p, found.since, found.direction
    )
    return row_a_place(history, rows, reasons_where(~found.is_judged, FEW_CASES))


SUSTAINED_CHANGE = Detector(
    id="sustained_change",
    title="Another level or course than before, for three months or longer",
    detect=_detect,
    threshold=2.0,
    strength_is="minus the logarithm to the base 10 of p",
    months_needed=FEWEST_MONTHS,
    looks_for=(Direction.RISE, Direction.FALL),
    source="McCullagh and Nelder 1989, Generalized Linear Models, section 9.2.4",
)
