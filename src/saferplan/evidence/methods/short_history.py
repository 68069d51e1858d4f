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
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Missing
from saferplan.evidence.methods.negative_binomial import chance_of_as_many, upper_limit

FEWEST_MONTHS = 17
OWN_SEASON_FROM = 24
MOST_WAVE = 5.0
LEAST_EVENTS = 0.5
"""What is expected is never under half a case over all months held against."""
LOOSEST_SEASON = 0.3
"""Standard error of the logarithm beyond which a borrowed season says nothing."""
MOST_VARIANCE = 1.0
"""Of the logarithm of what is expected. A mean known less well than to a factor of e is taken for no better known: the
negative binomial would put ever more of its chance on nought, and call every case strange."""
LEVEL_AND_TREND = 2


@dataclass(frozen=True)
class ShortHistory:
    """A value for each series; `spread` is the variance of a new count over its mean, `error` of the mean's logarithm."""

    observed: Floats
    expected: Floats
    error: Floats
    spread: Floats
    p: Floats
    is_judged: Flags
    """False where a season must be borrowed, and the other places are too few or too quiet to tell it."""
    freedom: float

    def upper(self, alpha: float) -> Floats:
        """The largest count that chance alone exceeds with probability `alpha` or less."""
        return upper_limit(self.expected, self.spread, float(ndtr(-stdtrit(self.freedom, 1 - alpha))))


def short_history(counts: Floats, known: Flags) -> ShortHistory | Missing:
    """Judge the last month of every row of `counts` (places × months) by the months before it.

    Missing `month_not_supplied` where the last was not, and `too_short` under 17 months supplied before it.
    """
    used = known.copy()
    used[-1:] = False
    if not known[-1:].any():
        return Missing(NOT_SUPPLIED)
    if used.sum() < FEWEST_MONTHS:
        return Missing(TOO_SHORT)
    held = np.where(known, counts, 0).astype(float)
    design = seasonal_design(np.arange(len(known), dtype=float), len(known) - 1)
    judged = _by_own_season if used.sum() >= OWN_SEASON_FROM else _by_season_of_others
    return judged(held, design, used)


def _by_own_season(held: Floats, design: Floats, used: Flags) -> ShortHistory:
    found = fit(held, design, used)
    return _judged(held[:, -1], found, found.fitted[:, -1], np.zeros(len(held)), design[-1])


def _by_season_of_others(held: Floats, design: Floats, used: Flags) -> ShortHistory:
    pooled = fit(held.sum(axis=0) - held, design, used)
    season = np.exp(np.clip(pooled.terms[:, LEVEL_AND_TREND:] @ design[:, LEVEL_AND_TREND:].T, -MOST_WAVE, MOST_WAVE))
    own = design[:, :LEVEL_AND_TREND]
    found = fit(held / season, own, used * season)
    return _judged(held[:, -1], found, (found.fitted * season)[:, -1], _of_season(pooled, design, used), own[-1])


def _judged(observed: Floats, found: Fit, fitted: Floats, of_season: Floats, month: Floats) -> ShortHistory:
    freedom = float(found.freedom[0]) if len(observed) else np.nan
    expected = np.maximum(fitted, LEAST_EVENTS / (freedom + len(month)))
    variance = np.minimum(found.dispersion * _variance(found, month) + of_season, MOST_VARIANCE)
    spread = found.dispersion + expected * variance
    p = stdtr(freedom, ndtri(chance_of_as_many(observed, expected, spread)))
    return ShortHistory(observed, expected, np.sqrt(variance), spread, p, of_season <= LOOSEST_SEASON**2, freedom)


def _variance(found: Fit, month: Floats) -> Floats:
    """Of the logarithm of what is expected of a month, were counts Poisson."""
    result: Floats = np.einsum("i,sij,j->s", month, found.covariance, month)
    return result


def _of_season(pooled: Fit, design: Floats, used: Flags) -> Floats:
    """Variance that the borrowed season brings in: of how the newest month stands to the average of those before."""
    away = design[-1] - design[used].mean(axis=0)
    away[:LEVEL_AND_TREND] = 0
    return pooled.dispersion * _variance(pooled, away)
