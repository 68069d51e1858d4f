"""The flexible Farrington method: is the newest month of each series above what its earlier years would lead one to expect?

A quasi-Poisson fit of trend and season to the months of `farrington_baseline`, once; then again with the months that stand
far above it given less weight, so that a past outbreak does not raise the bar; then an upper limit for the newest month.
After Farrington, Andrews, Beale and Catchpole 1996 (*JRSS A* 159:547) and Noufaily and others 2013 (*Statistics in
Medicine* 32:1206), by months. Every figure agrees with R's `surveillance` 1.20.3, with the one correction that
`docs/explanation/flexible-farrington.md` gives.

The trend is kept only where its p is under a setting, three years or more are held against, and what it expects of the
newest month is not above every month of the baseline; else the fit is made without it. A series with fewer cases of late
than a setting is not judged.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, ndtri

from saferplan.evidence.methods.farrington_baseline import (
    FEWEST_YEARS,
    Baseline,
    baseline,
    baseline_design,
    is_enough,
    possible_years,
)
from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Missing
from saferplan.evidence.methods.negative_binomial import chance_of_as_many, upper_limit
from saferplan.evidence.methods.weighted_fit import WeightedFit, anscombe_residuals, two_sided_p, weighted_fit


class Limit(StrEnum):
    """How the upper limit is made."""

    POWER = "power"
    """Normal on a power of the counts, with the error of the fit (Farrington and others 1996; R: `delta`)."""
    NEGATIVE_BINOMIAL = "negative_binomial"
    """A quantile of counts about the mean fitted, whose error is left aside (Noufaily and others 2013; R: `nbPlugin`)."""
    NEGATIVE_BINOMIAL_ABOVE = "negative_binomial_above"
    """A quantile of counts about the upper limit of the mean: on the safe side twice (R: `muan`)."""


@dataclass(frozen=True)
class FarringtonSettings:
    """The choices of the method; as they stand, those of Noufaily and others 2013 by the negative binomial limit."""

    years: int = 5
    half_window: int = 1
    seasons: int = 4
    left_out: int = 3
    """Months just before the tested one that the fit does not see."""
    weigh_down_above: float | None = 2.58
    """Anscombe residuals above this are given less weight; None for no second fit."""
    trend_below: float = 1.0
    """The trend is kept where its p is below this; nought for never."""
    limit: Limit = Limit.NEGATIVE_BINOMIAL
    alpha: float = 0.01
    power: float = 2 / 3
    fewest_recent: int = 5
    recent_months: int = 4
    """A series with fewer than `fewest_recent` cases in so many months, the tested one included, is not judged."""
    least_events: float = 0.0
    """What is expected is never under so many events over the whole baseline: nothing yet is not never."""


NOUFAILY = FarringtonSettings()
FARRINGTON = FarringtonSettings(
    seasons=1, left_out=1, weigh_down_above=1.0, trend_below=0.05, limit=Limit.POWER, alpha=0.05
)


@dataclass(frozen=True)
class FarringtonLimits:
    """A value for each series. `expected` and `upper` are nan where `is_judged` is not; `mean` and `p` are given all the same.

    `mean` is what was fitted, `error` the standard error of its logarithm, `centre` the mean that limit and p stand on
    (`mean` itself but with the limit above). `slope` is the trend's, of the logarithm a year, nan where none was kept.
    """

    observed: Floats
    mean: Floats
    error: Floats
    centre: Floats
    dispersion: Floats
    slope: Floats
    limit: Floats
    p: Floats
    is_judged: Flags

    @property
    def expected(self) -> Floats:
        return np.where(self.is_judged, self.mean, np.nan)

    @property
    def upper(self) -> Floats:
        return np.where(self.is_judged, self.limit, np.nan)

    @property
    def alarm(self) -> Flags:
        """Above the limit, where judged."""
        return self.is_judged & (self.observed > self.limit)

    @property
    def exceedance(self) -> Floats:
        """How far above the mean, as a share of the way to the limit (Farrington and others 1996, section 3.8)."""
        return (self.observed - self.mean) / (self.limit - self.mean)


def flexible_farrington(
    counts: Floats, known: Flags | None = None, settings: FarringtonSettings = NOUFAILY
) -> FarringtonLimits | Missing:
    """Judge the last month of every row of `counts` (series × months in order) by the months before it.

    `known` says which months were supplied, for all series alike. Missing `month_not_supplied` where the last was not, and
    `too_short` where there are not so many earlier years or too few of their months were supplied.
    """
    counts = np.atleast_2d(np.asarray(counts, dtype=float))
    known = np.ones(counts.shape[1], dtype=bool) if known is None else np.asarray(known, dtype=bool)
    if not known[-1:].any():
        return Missing(NOT_SUPPLIED)
    held = held_against(known, settings)
    return held if isinstance(held, Missing) else _limits(counts, known, held, settings)


def held_against(known: Flags, settings: FarringtonSettings) -> Baseline | Missing:
    """The baseline of the last month; missing `too_short` where there is not enough of it."""
    tested = len(known) - 1
    if settings.years < 1 or tested < MONTHS_A_YEAR * settings.years:
        return Missing(TOO_SHORT)
    held = baseline(known, tested, settings.years, settings.half_window, settings.seasons, settings.left_out)
    # Windows alone hold few months in four years: there it is enough that the fit leaves some to judge by.
    enough = is_enough(held) if settings.seasons > 1 else len(held.months) > settings.years
    return held if enough else Missing(TOO_SHORT)


def as_far_back_as_possible(months: int, settings: FarringtonSettings = NOUFAILY) -> FarringtonSettings:
    """The settings with as many earlier years, up to five, as so many months hold; nought where it is under three."""
    years = possible_years(months - 1)
    return replace(settings, years=years if years >= FEWEST_YEARS else 0)


def _limits(counts: Floats, known: Flags, held: Baseline, settings: FarringtonSettings) -> FarringtonLimits:
    mean, variance, dispersion, slope = _fitted(counts[:, held.months], held, settings)
    mean = np.maximum(mean, settings.least_events / len(held.months))
    error = np.sqrt(variance * dispersion)
    observed = counts[:, -1]
    centre = mean
    if settings.limit is Limit.NEGATIVE_BINOMIAL_ABOVE:
        centre = mean * np.exp(ndtri(1 - settings.alpha) * error)
    if settings.limit is Limit.POWER:
        spread = np.sqrt(dispersion * mean + (mean * error) ** 2)
        limit, p = _by_power(observed, mean, spread, settings)
    else:
        limit, p = upper_limit(centre, dispersion, settings.alpha), chance_of_as_many(observed, centre, dispersion)
    recent = np.where(known, counts, 0)[:, -settings.recent_months :].sum(axis=1)
    return FarringtonLimits(
        observed, mean, error, centre, dispersion, slope, limit, p, recent >= settings.fewest_recent
    )


def _by_power(observed: Floats, mean: Floats, spread: Floats, settings: FarringtonSettings) -> tuple[Floats, Floats]:
    """Limit and one-sided p where the power of the counts is taken for normal (section 3.6 of 1996)."""
    relative = settings.power * spread / mean
    limit = mean * (1 + relative * ndtri(1 - settings.alpha)) ** (1 / settings.power)
    return limit, ndtr((1 - (observed / mean) ** settings.power) / relative)


def _fitted(counts: Floats, held: Baseline, settings: FarringtonSettings) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, variance of its logarithm were counts Poisson, dispersion and slope of the tested month, of every series."""
    number = len(counts)
    keeps_trend = np.zeros(number, dtype=bool)
    result = np.full((4, number), np.nan)
    if settings.trend_below > 0 and settings.years >= FEWEST_YEARS:
        found = _reweighted(counts, baseline_design(held, trend=True), settings)
        result = np.array([*_of_tested(found), found.terms[:, 1]])
        keeps_trend = (two_sided_p(found, 1) < settings.trend_below) & (result[0] <= counts.max(axis=1))
    if not keeps_trend.all():
        plain = _reweighted(counts[~keeps_trend], baseline_design(held, trend=False), settings)
        result[:, ~keeps_trend] = [*_of_tested(plain), np.full(len(plain.terms), np.nan)]
    return result[0], result[1], result[2], result[3]


def _of_tested(found: WeightedFit) -> tuple[Floats, Floats, Floats]:
    return np.exp(found.terms[:, 0]), found.covariance[:, 0, 0], np.maximum(found.dispersion, 1)


def _reweighted(counts: Floats, design: Floats, settings: FarringtonSettings) -> WeightedFit:
    """Fitted, and fitted again with weights that fall as the square of large residuals and add up to the months."""
    found = weighted_fit(counts, design, np.ones_like(counts))
    if settings.weigh_down_above is None:
        return found
    residuals = anscombe_residuals(counts, found, design)
    is_large = residuals > settings.weigh_down_above
    weights = np.where(is_large, 1 / np.where(is_large, residuals, 1) ** 2, 1.0)
    return weighted_fit(counts, design, weights * weights.shape[1] / weights.sum(axis=1, keepdims=True))
