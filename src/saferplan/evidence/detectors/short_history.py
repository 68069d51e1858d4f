"""The newest month of each place above a short history: 17 to 35 months before it.

Negative binomial, with a trend, and one yearly harmonic from 24 months; under that the season of all other places together.
What it says is surer of itself than it should be where those have another season. It keeps silent where the flexible
Farrington method can judge.
"""

from saferplan.evidence.detection_rows import OfPlaces, none_judged, reasons_where, row_a_place, strength_of
from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.flexible_farrington import NOUFAILY, as_far_back_as_possible, held_against
from saferplan.evidence.methods.missing import FEW_RECENT, LONG_ENOUGH, NO_OTHERS, Missing
from saferplan.evidence.methods.short_history import short_history

ALPHA = 0.01


def _detect(history: History, seed: int) -> Detections:
    """Nothing is drawn at random: `seed` changes nothing."""
    found = short_history(history.counts.astype(float), history.known)
    if isinstance(found, Missing):
        return none_judged(history, found.missing_reason)
    if not isinstance(held_against(history.known, as_far_back_as_possible(history.months)), Missing):
        return none_judged(history, LONG_ENOUGH)
    rows = OfPlaces(found.observed, found.expected, found.upper(ALPHA), strength_of(found.p), found.p)
    recent = (history.counts * history.known)[:, -NOUFAILY.recent_months :].sum(axis=1)
    few = reasons_where(recent < NOUFAILY.fewest_recent, FEW_RECENT)
    alone = reasons_where(~found.is_judged, NO_OTHERS)
    return row_a_place(history, rows, [one or other for one, other in zip(alone, few, strict=True)])


SHORT_HISTORY = Detector(
    id="short_history",
    title="Above what a short history would lead one to expect",
    detect=_detect,
    threshold=2.0,
    strength_is="minus the logarithm to the base 10 of p",
    months_needed=18,
    looks_for=(Direction.RISE,),
    leans_on_other_places=True,
    source="Farrington and others 1996, JRSS A 159:547, section 3.6, for the error of the fit",
)
