"""What is usual of a signal's places and category: one answer for sentence, range, chart, map, ranking and what followed.

A detector has an expected count of its own, which may be the end of a trend, a wave or a mean that no month ever had: right for
a test, and no answer to what is usual. Of neighbourhoods it is what they had before the signal, made more or less as the rest of
the partnership has had more or less since: season and course are the rest's. Of the partnership as a whole it is the mean of the
months before, with a yearly wave from two years on; no trend, which runs on where nothing did.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.limits import dispersed_limits
from saferplan.evidence.methods.log_linear import fit, seasonal_design
from saferplan.evidence.methods.missing import Flags, Floats
from saferplan.evidence.methods.negative_binomial import upper_limit
from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.measured_worlds import FEWEST_FOR_SEASON
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel

TAIL = 0.025
LEAST_REST = 10
"""Cases a month in the rest of the partnership, below which its months say nothing of season and course."""
NORMAL = 1.959964
"""Standard deviations that hold 95 in 100."""


@dataclass(frozen=True)
class Together:
    """What is usual of some months together, and the counts that chance keeps within 19 times in 20.

    `least` and `most` say how well the usual count is itself known (95%).
    """

    usual: float
    lower: float
    upper: float
    least: float
    most: float

    def side(self, observed: float) -> int:
        """1 for a count above the range, -1 for one below, 0 for one within."""
        return 1 if observed > self.upper else -1 if observed < self.lower else 0


@dataclass(frozen=True)
class UsualMonths:
    """By month, what is usual, and the counts that 19 months in 20 lie between; nan where the month is not known.

    `known_to` gives what the usual count of some months may be at the least and at the most.
    """

    usual: Floats
    lower: Floats
    upper: Floats
    known_to: Callable[[Flags], tuple[float, float]]

    def together(self, months: Flags) -> Together:
        """Of those of some months that are known. Months stray by themselves: several together by less than each."""
        months = months & np.isfinite(self.usual)
        usual, number = float(self.usual[months].sum()), max(int(months.sum()), 1)
        above = float((self.upper - self.usual)[months].sum()) / number**0.5
        below = float((self.usual - self.lower)[months].sum()) / number**0.5
        return Together(usual, usual - below, usual + above, *self.known_to(months))


def usual_months(panel: Panel, lead: Alarm, noise: NullWorld) -> UsualMonths:
    """What is usual of an alarm's places and category, by the months before it began."""
    known = panel.known[lead.category]
    before = known & (np.arange(len(known)) < lead.since)
    dispersion = dispersion_of(noise, lead.category, is_whole=lead.is_whole)
    usual, known_to = (_of_the_whole if lead.is_whole else _of_places)(panel, lead, before, dispersion)
    upper = upper_limit(usual, np.array(dispersion), TAIL)
    lower = upper_limit(usual, np.array(dispersion), 1 - TAIL)
    usual, lower, upper = (np.where(known, each, np.nan) for each in (usual, lower, upper))
    return UsualMonths(usual, lower, upper, known_to)


def months_in(panel: Panel, first: int, last: int) -> Flags:
    """The months (columns) from the first to the last."""
    column = np.arange(len(panel.months))
    return np.asarray((first <= column) & (column <= last))


def excess_limits(observed: float, usual: Together, dispersion: float) -> tuple[float, float]:
    """95% limits of observed less usual: both counts have an error, and each limit takes the one that bears on it.

    Zou and Donner 2008, *Statistics in Medicine* 27:1693 (limits of a difference from the limits of its parts).
    """
    low, high = (float(each[0]) for each in dispersed_limits(np.array([observed]), np.array([dispersion])))
    excess = observed - usual.usual
    lower = excess - float(np.hypot(observed - low, usual.most - usual.usual))
    return lower, excess + float(np.hypot(high - observed, usual.usual - usual.least))


def dispersion_of(noise: NullWorld, category: int, *, is_whole: bool) -> float:
    """Variance over mean of a month: of places about their share, of the whole by what moves all together as well."""
    local = float(noise.local[category])
    if not is_whole:
        return local
    return local + float(np.expm1(noise.together[category]) * noise.expected[category].mean())


_Usual = tuple[Floats, Callable[[Flags], tuple[float, float]]]


def _of_places(panel: Panel, lead: Alarm, before: Flags, dispersion: float) -> _Usual:
    """Their cases before, as the rest of the partnership has gone since: a burst of their own does not raise what is usual."""
    counts = panel.counts[lead.category]
    own = float(counts[lead.places][:, before].sum())
    rest = np.delete(counts, lead.places, axis=0).sum(axis=0).astype(float)
    low, high = (float(each[0]) for each in dispersed_limits(np.array([own]), np.array([dispersion])))
    of_before = float(rest[before].sum())
    is_told_by_rest = of_before >= LEAST_REST * max(int(before.sum()), 1)
    months = rest / of_before if is_told_by_rest else np.full(len(rest), 1 / max(int(before.sum()), 1))

    def known_to(some: Flags) -> tuple[float, float]:
        strays = dispersion * (1 / of_before + 1 / max(float(rest[some].sum()), 1.0)) if is_told_by_rest else 0.0
        of_rest, times = own * NORMAL * strays**0.5, float(months[some].sum())
        least, most = own - np.hypot(own - low, of_rest), own + np.hypot(high - own, of_rest)
        return max(float(least), 0.0) * times, float(most) * times

    return own * months, known_to


def _of_the_whole(panel: Panel, lead: Alarm, before: Flags, dispersion: float) -> _Usual:
    index = np.array([month.index for month in panel.months], dtype=float)
    design = seasonal_design(index, float(index.mean()))[:, [0, 2, 3] if before.sum() >= FEWEST_FOR_SEASON else [0]]
    found = fit(panel.counts[lead.category].sum(axis=0)[None, :], design, before)
    usual = found.fitted[0]

    def known_to(some: Flags) -> tuple[float, float]:
        total = float(usual[some].sum())
        mean = usual[some] @ design[some] / max(total, 1e-9)
        reach = float(np.exp(NORMAL * np.sqrt(dispersion * mean @ found.covariance[0] @ mean)))
        return total / reach, total * reach

    return usual, known_to
