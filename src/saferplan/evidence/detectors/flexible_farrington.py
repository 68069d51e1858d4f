"""The newest month of each place above its earlier years: flexible Farrington, negative binomial limit.

Farrington and others 1996, *JRSS A* 159:547; Noufaily and others 2013, *Statistics in Medicine* 32:1206, by months; three
to five earlier years, as the history allows. `docs/explanation/flexible-farrington.md`.
"""

from dataclasses import replace

from saferplan.evidence.detection_rows import OfPlaces, none_judged, reasons_where, row_a_place, strength_of
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.flexible_farrington import NOUFAILY, as_far_back_as_possible, flexible_farrington
from saferplan.evidence.methods.missing import FEW_RECENT, Missing

SETTINGS = replace(NOUFAILY, least_events=0.5)


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    found = flexible_farrington(
        history.counts.astype(float), history.known, as_far_back_as_possible(history.months, SETTINGS)
    )
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    rows = OfPlaces(found.observed, found.mean, found.limit, strength_of(found.p), found.p)
    return row_a_place(history, rows, reasons_where(~found.is_judged, FEW_RECENT))


FLEXIBLE_FARRINGTON = Detector(
    id="flexible_farrington",
    title="Above what the same months of earlier years would lead one to expect",
    detect=_detect,
    threshold=2.0,
    strength_is="minus the logarithm to the base 10 of p",
    months_needed=37,
    looks_for=(Direction.RISE,),
    source="Noufaily and others 2013, Statistics in Medicine 32:1206",
)
