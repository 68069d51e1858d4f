"""EARS C1, C2 and C3: the newest count against the mean and standard deviation of a few counts before it.

Of the Early Aberration Reporting System (Hutwagner and others 2003, *J. Urban Health* 80:i89; formulas of Fricker, Hegler
and Dunfee 2008, *Statistics in Medicine* 27:3407). C1 is (count − mean) ÷ standard deviation by the seven just before; C2
the same by seven that end two earlier, so that a rise under way is not taken for usual; C3 adds up what C2 exceeds 1 by
in the newest three. They were made for days of a new hazard: they know no season and no trend.

Checked against R's `surveillance` 1.20.3, whose limit of C3 is (newest count) + (standard deviation) × (threshold − what
the two before carry): it alarms by the two before alone, whatever the newest count is. Ours has all three, as published.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from saferplan.evidence.methods.missing import TOO_SHORT, Floats, Missing

BASELINE = 7
ADDED_UP = 3


class Ears(StrEnum):
    """Which of the three."""

    C1 = "c1"
    C2 = "c2"
    C3 = "c3"

    @property
    def lag(self) -> int:
        """Counts between the baseline and the newest."""
        return 0 if self is Ears.C1 else 2

    def needs(self, baseline: int = BASELINE) -> int:
        """Counts in all, the newest one with them."""
        return baseline + self.lag + (ADDED_UP if self is Ears.C3 else 1)


@dataclass(frozen=True)
class EarsFigures:
    """A value for each series. `carried` is what the two before add to C3; nought for the others."""

    observed: Floats
    mean: Floats
    spread: Floats
    carried: Floats
    statistic: Floats
    method: Ears

    def upper(self, threshold: float) -> Floats:
        """The greatest count whose statistic is not above `threshold`; below nought where any count's would be."""
        if self.method is not Ears.C3:
            return self.mean + threshold * self.spread
        over = threshold - self.carried
        return np.where(over < 0, -1.0, self.mean + (1 + over) * self.spread)


def ears(counts: Floats, method: Ears, baseline: int = BASELINE, least_spread: float = 0.0) -> EarsFigures | Missing:
    """Judge the last of every row of `counts` (series × times in order, none missing).

    The standard deviation is never taken for less than `least_spread`; where it is nought, so is the statistic of what lies
    at the mean, and that of what lies above is infinite. Missing `too_short` where there are fewer counts than `needs`.
    """
    counts = np.atleast_2d(np.asarray(counts, dtype=float))
    if counts.shape[1] < method.needs(baseline):
        return Missing(TOO_SHORT)
    mean, spread = _usual(counts, 0, method.lag, baseline, least_spread)
    statistic, carried = _away(counts[:, -1], mean, spread), np.zeros(len(counts))
    if method is Ears.C3:
        for back in range(1, ADDED_UP):
            before = _usual(counts, back, method.lag, baseline, least_spread)
            carried += np.maximum(_away(counts[:, -1 - back], *before) - 1, 0)
        statistic = np.maximum(statistic - 1, 0) + carried
    return EarsFigures(counts[:, -1], mean, spread, carried, statistic, method)


def _usual(counts: Floats, back: int, lag: int, baseline: int, least_spread: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation before the count so many back."""
    last = counts.shape[1] - 1 - back - lag
    held = counts[:, last - baseline : last]
    return held.mean(axis=1), np.maximum(held.std(axis=1, ddof=1), least_spread)


def _away(observed: Floats, mean: Floats, spread: Floats) -> Floats:
    without = np.where(observed > mean, np.inf, np.where(observed < mean, -np.inf, 0.0))
    return np.where(spread > 0, (observed - mean) / np.where(spread > 0, spread, 1), without)
