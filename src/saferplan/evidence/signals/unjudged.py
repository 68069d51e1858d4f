"""What could not be looked at when the newest month ended, and why: no signal there does not mean nothing unusual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.base.numerals import plural
from saferplan.evidence.detector import Detector, History
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags
from saferplan.evidence.series_break import SeriesBreak
from saferplan.evidence.signals.panel import Panel

LOOKS = {
    "flexible_farrington": "Nothing is held against the same months of earlier years (flexible Farrington method)",
    "short_history": "The newest month by itself is not judged",
    "space_time_scan": "Clusters of neighbourhoods are not looked for",
    "sustained_change": "No change that has lasted can be told",
}
STANDS_IN = "short_history"
STOOD_IN_FOR = "flexible_farrington"


@dataclass(frozen=True)
class Unjudged:
    """A category that was not looked at (`is_silent`), or not by every detector, and the reason as it is said."""

    category: str
    is_silent: bool
    reason: str


def unjudged_of(
    panel: Panel, detectors: Sequence[Detector], newest: Mapping[str, str], refusing: Mapping[str, SeriesBreak],
    unsettled: Mapping[str, SeriesBreak],
) -> list[Unjudged]:  # fmt: skip
    """By category in its order.

    `newest` says why its last month is not known, `refusing` which break its months begin with, `unsettled` which is still
    working its way in.
    """
    found: list[Unjudged] = []
    for row, category in enumerate(panel.categories):
        known = panel.known[row]
        if not known[-1]:
            why = newest.get(category, f"{panel.months[-1].name} is not known whole")
            found.append(Unjudged(category, True, f"{why}, so that nothing can be said of it."))
        elif category in unsettled:
            words = f"{unsettled[category].said} Until it has settled, whatever is found there is refused."
            found.append(Unjudged(category, True, words))
        else:
            found += _too_short(panel, category, known, detectors, refusing.get(category))
    return found


def _too_short(
    panel: Panel, category: str, known: Flags, detectors: Sequence[Detector], after: SeriesBreak | None
) -> list[Unjudged]:
    unable = [each for each in detectors if _is_too_short(panel, category, known, each)]
    if not unable:
        return []
    months = int(known.sum())
    if len(unable) == len(detectors):
        fewest = min(each.months_needed for each in detectors)
        return [Unjudged(category, True, _silent_words(months, fewest, after))]
    return [Unjudged(category, False, _words(each, months, unable)) for each in unable]


def _is_too_short(panel: Panel, category: str, known: Flags, detector: Detector) -> bool:
    """What the detector itself says of the partnership's months; of clusters, by the months that a scan needs."""
    if detector.looks_at_places_together:
        return int(known.sum()) < detector.months_needed
    months = panel.counts[panel.categories.index(category)].sum(axis=0)
    reasons = detector.detect(
        History(np.vstack([months, months]), known), 0
    ).missing_reason  # each has another beside it
    return reasons[0] in (TOO_SHORT, NOT_SUPPLIED)


def _silent_words(months: int, fewest: int, after: SeriesBreak | None) -> str:
    many = f"{plural(months, 'month')} {'is' if months == 1 else 'are'} known"
    if after is None:
        return f"{many}, and the shortest history that can be looked at is {fewest}."
    refused = "Comparison with the months before is refused"
    return f"{after.said} {refused}, and of those since only {many}: {fewest} are needed."


def _words(detector: Detector, months: int, unable: Sequence[Detector]) -> str:
    words = f"{LOOKS[detector.id]}: {months} months are known, and {detector.months_needed} are needed"
    stands_in = detector.id == STOOD_IN_FOR and STANDS_IN not in [each.id for each in unable]
    return f"{words}. A method for shorter histories stands in." if stands_in else f"{words}."
