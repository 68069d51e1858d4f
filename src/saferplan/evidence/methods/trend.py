"""Whether a series rises or falls over its whole length.

* `mann_kendall`: by signs of all pairs, with ties (Mann 1945; Kendall 1975, chapter 4); no model, no season, no
  correction for continuity.
* `theil_sen`: the median slope of all pairs, with limits from Kendall's test (Theil 1950; Sen 1968).
* `log_linear_trend`: yearly ratio of a quasi-Poisson fit, by itself or beside a yearly harmonic (McCullagh and Nelder
  1989, section 6.2), with Student's t.

Both rank methods take months for independent; a strong season costs them power, not honesty.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from saferplan.evidence.methods.dispersion import SHORTEST_MONTHS
from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR, fit, seasonal_design
from saferplan.evidence.methods.missing import NOTHING_COUNTED, TOO_SHORT, Floats, Missing

SHORTEST_SERIES = 4


@dataclass(frozen=True)
class RankTrend:
    """Kendall's tau-b against time, its z and two-sided p."""

    tau: float
    z: float
    p: float


@dataclass(frozen=True)
class Slope:
    """Change a month, with limits."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class LogLinearTrend:
    """`slope` is the change of the logarithm a month, `error` its standard error widened by the dispersion."""

    slope: float
    error: float
    p: float
    dispersion: float
    freedom: float
    yearly: Slope
    """Ratio of a year to the year before, less one: −0.03 is a fall of 3% a year."""


def mann_kendall(values: Floats) -> RankTrend | Missing:
    """Test of any steady rise or fall of values in order. Missing `too_short` under four, or where all are alike."""
    values = np.asarray(values, dtype=float)
    size = len(values)
    if size < SHORTEST_SERIES or np.ptp(values) == 0:
        return Missing(TOO_SHORT)
    total = float(np.sign(_pairs(values)).sum())
    variance = _variance(values)
    pairs = size * (size - 1) / 2
    tied = _tie_sizes(values)
    tau = total / sqrt(pairs * (pairs - float((tied * (tied - 1)).sum()) / 2))
    z = total / sqrt(variance)
    return RankTrend(tau, z, 2 * float(ndtr(-abs(z))))


def theil_sen(values: Floats, confidence: float = 0.95) -> Slope | Missing:
    """Median slope a step of values in order. Missing `too_short` under four."""
    values = np.asarray(values, dtype=float)
    if len(values) < SHORTEST_SERIES:
        return Missing(TOO_SHORT)
    first, second = np.triu_indices(len(values), 1)
    slopes = np.sort((values[second] - values[first]) / (second - first))
    reach = float(ndtri((1 + confidence) / 2)) * sqrt(_variance(values))
    low = max(0, int((len(slopes) - reach) / 2) - 1)
    high = min(len(slopes) - 1, int(np.ceil((len(slopes) + reach) / 2)))
    return Slope(float(np.median(slopes)), float(slopes[low]), float(slopes[high]))


def log_linear_trend(counts: Floats, month_index: Floats, seasonal: bool = True) -> LogLinearTrend | Missing:
    """Trend of monthly counts; the months need not be next to each other. Missing `too_short` under 24 months."""
    counts, month_index = np.asarray(counts, dtype=float), np.asarray(month_index, dtype=float)
    if len(counts) < SHORTEST_MONTHS:
        return Missing(TOO_SHORT)
    if counts.sum() == 0:
        return Missing(NOTHING_COUNTED)
    design = seasonal_design(month_index, float(month_index.mean()))
    found = fit(counts[None, :], design if seasonal else design[:, :2])
    freedom, dispersion = float(found.freedom[0]), float(found.dispersion[0])
    yearly, error = float(found.terms[0, 1]), sqrt(dispersion * float(found.covariance[0, 1, 1]))
    reach = float(stdtrit(freedom, 0.975)) * error
    p = 2 * float(stdtr(freedom, -abs(yearly) / error))
    ratios = Slope(*(float(np.expm1(change)) for change in (yearly, yearly - reach, yearly + reach)))
    return LogLinearTrend(yearly / MONTHS_A_YEAR, error / MONTHS_A_YEAR, p, dispersion, freedom, ratios)


def _pairs(values: Floats) -> Floats:
    """The later less the earlier of every pair."""
    first, second = np.triu_indices(len(values), 1)
    result: Floats = values[second] - values[first]
    return result


def _tie_sizes(values: Floats) -> Floats:
    return np.unique(values, return_counts=True)[1].astype(float)


def _variance(values: Floats) -> float:
    """Variance of Kendall's sum when there is no trend, less for tied values."""
    size, tied = len(values), _tie_sizes(values)
    return float(size * (size - 1) * (2 * size + 5) - (tied * (tied - 1) * (2 * tied + 5)).sum()) / 18
