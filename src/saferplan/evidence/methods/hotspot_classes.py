"""Hot spots over time: where a count lies together, and whether that is new, lasting, growing, fading or on and off.

A place is **hot** in a bin of months if it and its neighbours together have more than places dealt their counts by chance
would (Gi*, by dealings, false discovery rate held at 5% over the places of the bin: Benjamini and Hochberg 1995; for Gi* of
many places Caldas de Castro and Singer 2006, *Geographical Analysis* 38:180), and it has itself more than the mean of
all places, and three at least. Without the second, every quiet place beside a town centre would be a hot spot.

The classes are those of emerging hot spot analysis (Esri, *How Emerging Hot Spot Analysis works*; Harris and others 2017,
*Environmental Research Letters* 12:024012), of the bins that are known:

* new: hot in the newest bin, in an unbroken run of at most a year, and never before. (Esri's *new* is the newest bin alone;
  this holds its *consecutive* too, as far as a year.)
* persistent: hot in the newest and in nine tenths of the bins at least, its z neither rising nor falling (Mann-Kendall).
* intensifying: the same with z rising; diminishing: with z falling.
* sporadic: hot in the newest and in some before, but in under nine tenths: it comes and goes, or began over a year ago.
* former: hot in nine tenths of the bins at least, and not in the newest. (Esri's *historical*.)

Here a bin is looked at by itself, without the bins beside it, so that one busy quarter does not heat its neighbours in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from saferplan.evidence.methods.dealings import DEALINGS, dealt_around
from saferplan.evidence.methods.local_statistics import getis_ord_star
from saferplan.evidence.methods.missing import FEW_RECENT, TOO_SHORT, Flags, Floats, Ints, Missing
from saferplan.evidence.methods.multiplicity import benjamini_hochberg
from saferplan.evidence.methods.neighbours import Neighbours
from saferplan.evidence.methods.trend import RankTrend, mann_kendall

LEVEL = 0.05
LASTING_SHARE = 0.9
FEWEST_BINS = 8
"""Of which Mann-Kendall can tell a trend, and nine tenths mean something."""
NEW_BINS = 4
FEWEST_COUNTED = 20
"""Of all places in a bin; with fewer, a handful would make a hot spot."""
FEWEST_OF_ITS_OWN = 3
"""In the place itself: of a rare type one is more than the mean."""


class HotspotClass(StrEnum):
    """What a place is; see the head of this file."""

    NEW = "new"
    INTENSIFYING = "intensifying"
    PERSISTENT = "persistent"
    DIMINISHING = "diminishing"
    SPORADIC = "sporadic"
    FORMER = "former"
    NONE = "none"


@dataclass(frozen=True)
class Heat:
    """Places × bins (× series): Gi* of each, its p of as much or more adjusted over the places, and whether it is hot."""

    z: Floats
    p: Floats
    is_hot: Flags

    def of_series(self, number: int) -> "Heat":
        """Places × bins of one of the series."""
        return Heat(self.z[..., number], self.p[..., number], self.is_hot[..., number])


@dataclass(frozen=True)
class PlaceClass:
    """The class of one place, and what it rests on."""

    name: HotspotClass
    hot_bins: int
    first_of_run: int | None
    """The bin, by its place in all, with which the newest unbroken run of hot ones began; None if the newest is not hot."""
    trend: RankTrend | None
    """Of its z, if it is hot in nine tenths of the bins; p adjusted over such places."""


def heat(counts: Floats, neighbours: Neighbours, seed: int, dealings: int = DEALINGS) -> Heat:
    """Which places are hot. `counts` are places × bins, or places × bins × series, of neighbours with weights alike.

    ValueError under four places. The same seed gives the same answer.
    """
    counts = np.asarray(counts, dtype=float)
    columns = counts.reshape(len(counts), -1)
    z = getis_ord_star(columns, neighbours)
    p = dealt_around(columns, neighbours, seed, dealings)
    adjusted = np.column_stack([benjamini_hochberg(p[:, column].tolist()) for column in range(p.shape[1])])
    is_hot = (adjusted <= LEVEL) & (columns > columns.mean(axis=0)) & (columns >= FEWEST_OF_ITS_OWN)
    shape = counts.shape
    return Heat(z.reshape(shape), adjusted.reshape(shape), is_hot.reshape(shape))


def judged_bins(counts: Floats, is_whole: Sequence[bool] | Flags) -> Flags:
    """Which bins of places × bins can be judged: supplied whole, with enough counted in all."""
    return np.asarray(np.asarray(is_whole, dtype=bool) & (np.asarray(counts).sum(axis=0) >= FEWEST_COUNTED))


def classify(found: Heat, judged: Flags) -> list[PlaceClass] | Missing:
    """The class of each place. `found` is of places × bins; bins that are not `judged` are left out.

    Missing `few_recent` where the newest cannot be judged, `too_short` under eight that can.
    """
    if not judged[-1]:
        return Missing(FEW_RECENT)
    if judged.sum() < FEWEST_BINS:
        return Missing(TOO_SHORT)
    bins = np.flatnonzero(judged)
    z, is_hot = found.z[:, bins], found.is_hot[:, bins]
    trends = _trends(z, is_hot)
    return [_class_of(row, bins, trends.get(place)) for place, row in enumerate(is_hot)]


def _trends(z: Floats, is_hot: Flags) -> dict[int, RankTrend]:
    """Of places hot nearly always; places whose z is always the same have none."""
    lasting = np.flatnonzero(is_hot.mean(axis=1) >= LASTING_SHARE)
    tested = {int(place): mann_kendall(z[place]) for place in lasting}
    found = {place: trend for place, trend in tested.items() if isinstance(trend, RankTrend)}
    adjusted = benjamini_hochberg([each.p for each in found.values()])
    return {place: RankTrend(each.tau, each.z, p) for (place, each), p in zip(found.items(), adjusted, strict=True)}


def _class_of(is_hot: Flags, bins: Ints, trend: RankTrend | None) -> PlaceClass:
    hot_bins = int(is_hot.sum())
    is_lasting = hot_bins >= LASTING_SHARE * len(is_hot)
    if not is_hot[-1]:
        return PlaceClass(HotspotClass.FORMER if is_lasting else HotspotClass.NONE, hot_bins, None, trend)
    cold = np.flatnonzero(~is_hot)
    first = int(cold[-1]) + 1 if len(cold) else 0
    run = len(is_hot) - first
    unlasting = HotspotClass.NEW if hot_bins == run <= NEW_BINS else HotspotClass.SPORADIC
    return PlaceClass(_lasting(trend) if is_lasting else unlasting, hot_bins, int(bins[first]), trend)


def _lasting(trend: RankTrend | None) -> HotspotClass:
    if trend is None or trend.p > LEVEL:
        return HotspotClass.PERSISTENT
    return HotspotClass.INTENSIFYING if trend.z > 0 else HotspotClass.DIMINISHING
