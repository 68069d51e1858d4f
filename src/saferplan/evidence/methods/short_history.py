"""Is the newest month above what a short history, of one and a half to three years, would lead one to expect?

A log-linear quasi-Poisson fit of level, trend and, from 24 months, one yearly harmonic (`log_linear`). Under 24 months a
single place cannot tell its season from its trend: its season is then that of all other places together, fitted to their
sum and taken for known in the place's own fit.

The chance of as many or more is that of negative binomial counts with the mean fitted and a variance that takes in the
error of the fit: dispersion × mean + (mean × standard error of its logarithm)², the error of the borrowed season with it.
Since dispersion is an estimate from few months, that chance is put into standard deviations of a normal and taken out by
Student's t (as for limits on a power in `log_linear`). Its alarms on unchanged series are in
`docs/explanation/detectors.md`.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from saferplan.evidence.methods.log_linear import Fit, fit, seasonal_design
from saferplan.evidence.methods.missing import NO_OTHERS, NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Missing
from saferplan.evidence.methods.negative_binomial import chance_of_as_many, upper_limit

FEWEST_MONTHS = 17
OWN_SEASON_FROM = 24
LEAST_EVENTS = 0.5
"""What is expected is never under half a case over all months held against."""
LEVEL_AND_TREND = 2


@dataclass(frozen=True)
class ShortHistory:
    """A value for each series; `spread` is the variance of a new count over its mean, `error` of the mean's logarithm."""

    observed: Floats
    expected: Floats
    error: Floats
    spread: Floats
    p: Floats
    freedom: int

    def upper(self, alpha: float) -> Floats:
        """The largest count that chance alone exceeds with probability `alpha` or less."""
        return upper_limit(self.expected, self.spread, float(ndtr(-stdtrit(self.freedom, 1 - alpha))))


def short_history(counts: Floats, known: Flags) -> ShortHistory | Missing:
    """Judge the last month of every row of `counts` (places × months) by the months before it.

    Missing `month_not_supplied` where the last was not, `too_short` under 17 months supplied before it, and `no_others`
    where a season must be borrowed and there is no other place with anything counted.
    """
    used = known.copy()
    used[-1:] = False
    if not known[-1:].any():
        return Missing(NOT_SUPPLIED)
    if used.sum() < FEWEST_MONTHS:
        return Missing(TOO_SHORT)
    held = np.where(known, counts, 0).astype(float)
    design = seasonal_design(np.arange(len(known), dtype=float), len(known) - 1)
    if used.sum() >= OWN_SEASON_FROM:
        found, borrowed = fit(held, design, used), np.ones_like(held)
        variance = found.dispersion * _variance(found, design[-1])
    else:
        others = held.sum(axis=0) - held
        if not others[:, used].any():
            return Missing(NO_OTHERS)
        pooled = fit(others, design, used)
        borrowed = np.exp(pooled.terms[:, LEVEL_AND_TREND:] @ design[:, LEVEL_AND_TREND:].T)
        found = fit(held / borrowed, design[:, :LEVEL_AND_TREND], used * borrowed)
        variance = found.dispersion * _variance(found, design[-1, :LEVEL_AND_TREND]) + _of_season(pooled, design, used)
    return _judged(held[:, -1], found, borrowed[:, -1], variance, int(used.sum()))


def _judged(observed: Floats, found: Fit, borrowed: Floats, variance: Floats, months: int) -> ShortHistory:
    freedom = months - found.terms.shape[1]
    expected = np.maximum(found.fitted[:, -1] * borrowed, LEAST_EVENTS / months)
    spread = found.dispersion + expected * variance
    chance = chance_of_as_many(observed, expected, spread)
    p = stdtr(freedom, ndtri(chance))
    return ShortHistory(observed, expected, np.sqrt(variance), spread, p, freedom)


def _variance(found: Fit, month: Floats) -> Floats:
    """Of the logarithm of what is expected of a month, were counts Poisson."""
    result: Floats = np.einsum("i,sij,j->s", month, found.covariance, month)
    return result


def _of_season(pooled: Fit, design: Floats, used: Flags) -> Floats:
    """Variance that the borrowed season brings in: of how the newest month stands to the average of those before."""
    away = design[-1] - design[used].mean(axis=0)
    away[:LEVEL_AND_TREND] = 0
    return pooled.dispersion * _variance(pooled, away)
