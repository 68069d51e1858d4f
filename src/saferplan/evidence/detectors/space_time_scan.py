"""Clusters in place and time: Kulldorff and others 2005, *PLoS Medicine* 2:e59 (see `evidence/scan`).

Places together have more than their months and they themselves lead to expect. Circles of up to a tenth of all cases,
windows of the last one to three months. What rises or falls everywhere alike is none of its business.
"""

from typing import TYPE_CHECKING

import numpy as np

from saferplan.evidence.detector import Detections, Detector, Direction, History
from saferplan.evidence.methods.missing import (
    NO_COORDINATES,
    NOT_SUPPLIED,
    NOTHING_COUNTED,
    TOO_MANY_CASES,
    TOO_SHORT,
    Ints,
)

if TYPE_CHECKING:
    from saferplan.evidence.scan.scanning import Cluster, Scan

MONTHS_NEEDED = 12
LONGEST_WINDOW = 3
MAX_SHARE = 0.10
MOST_CASES = 50_000_000
"""Of a detector; `scan` takes more."""
REPLICATIONS = 199
"""Enough for the mean and the spread of the maxima of chance, which is all that is taken from them (Abrams and others 2010)."""
THRESHOLD = 2.0
"""One chance in a hundred."""


def detect(history: History, seed: int) -> Detections:
    """Clusters that end with the last month, with p by the Gumbel distribution of the maxima of chance.

    Months not supplied are left out; the last one has to be known. `upper` is the largest count of the same places and
    months whose chance is not below 1 in 100.
    """
    reason = _why_not(history)
    if reason is not None:
        return _refused(history, reason)
    from saferplan.evidence.scan.places import places_of
    from saferplan.evidence.scan.scanning import CannotScanError, ScanSettings, scan

    assert history.x is not None
    assert history.y is not None
    names = [f"{place:06d}" for place in range(len(history.counts))]
    known = np.flatnonzero(history.known)
    places = places_of(names, history.x, history.y, history.counts[:, known])
    try:
        found = scan(
            places, ScanSettings(MAX_SHARE, max_window=_longest(history), replications=REPLICATIONS, seed=seed)
        )
    except CannotScanError:
        return _refused(history, NOTHING_COUNTED)
    return _detections(found, places.total, known) if found.clusters else _refused(history, NOTHING_COUNTED)


def _longest(history: History) -> int:
    """Windows reach back over known months only: one that would span a gap is not looked at."""
    unknown = np.flatnonzero(~history.known)
    together = history.months - 1 - int(unknown[-1]) if len(unknown) else history.months
    return min(LONGEST_WINDOW, together)


def _why_not(history: History) -> str | None:
    if history.x is None or history.y is None:
        return NO_COORDINATES
    if not history.known[-1:].any():
        return NOT_SUPPLIED
    if not len(history.counts):
        return NOTHING_COUNTED
    if history.counts.sum() > MOST_CASES:
        return TOO_MANY_CASES
    return TOO_SHORT if history.known.sum() < MONTHS_NEEDED else None


def _refused(history: History, reason: str) -> Detections:
    """One row, of all places, that says why; none where there is no place."""
    rows = min(len(history.counts), 1)
    nothing = np.full(rows, np.nan)
    return Detections(
        (np.arange(len(history.counts)),) * rows, np.full(rows, history.months - 1), nothing, nothing, nothing, nothing,
        nothing, np.ones(rows, dtype=np.int64), (reason,) * rows,
    )  # fmt: skip


def _detections(found: "Scan", total: int, known: Ints) -> Detections:
    from saferplan.evidence.scan.significance import ratio_of_chance

    unusual = ratio_of_chance(10**-THRESHOLD, found.null)
    clusters = found.clusters
    p = np.array([each.p_gumbel for each in clusters])
    return Detections(
        members=tuple(_members(each) for each in clusters),
        since=known[[each.first for each in clusters]],
        observed=np.array([float(each.observed) for each in clusters]),
        expected=np.array([each.expected for each in clusters]),
        upper=np.array([_largest_usual(each.expected, total, unusual) for each in clusters]),
        strength=-np.log10(p),
        p=p,
        direction=np.ones(len(clusters), dtype=np.int64),
        missing_reason=(None,) * len(clusters),
    )


def _members(cluster: "Cluster") -> Ints:
    return np.sort(np.array([int(name) for names in cluster.places for name in names]))


def _largest_usual(expected: float, total: int, unusual: float) -> float:
    """The largest count whose ratio is not above this."""
    from saferplan.evidence.scan.statistic import log_likelihood_ratio

    count = int(expected)
    while count < total and log_likelihood_ratio(count + 1, expected, float(total)) <= unusual:
        count += 1
    return float(count)


DETECTOR = Detector(
    id="space_time_scan",
    title="Clusters in place and time",
    detect=detect,
    threshold=THRESHOLD,
    strength_is="−log10 of the chance of a cluster as strong anywhere, by the Gumbel distribution of the maxima of chance",
    months_needed=MONTHS_NEEDED,
    looks_for=(Direction.RISE,),
    looks_at_places_together=True,
    source="Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, PLoS Medicine 2:e59",
)
