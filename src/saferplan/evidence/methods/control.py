"""The usual range of a monthly series, and whether its newest month lies outside.

Expected counts come from a log-linear fit of trend and season to the months before the newest (`log_linear`); limits at
95% and 99.8% are on the two-thirds power and widened by the series' own dispersion. This is the u-chart of statistical
process control (Montgomery 2013, chapter 7) with Laney's correction for overdispersion (2002, *Quality Engineering*
14:531) taken from the fit, and with the error of estimation added:

* the newest month has not been seen by the fit, so its limits take in the error of the fit and Student's t
  (Farrington and others 1996, *JRSS A* 159:547);
* the months before have each pulled the fit towards themselves, so their limits are drawn in by their leverage, and the
  quantile is that of an internally studentised residual (Cook and Weisberg 1982, section 2.2.1).

Either way 1 month in 20 of an unchanged series lies outside the 95% limits and 1 in 500 outside the 99.8%. Months that
follow one another in a run, as crime often does, make the fit surer than it should be; `tests/truth/verdicts.py` says by
how much.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from saferplan.evidence.methods.dispersion import SHORTEST_MONTHS
from saferplan.evidence.methods.log_linear import (
    Fit,
    fit,
    leverage,
    new_month_limits,
    new_month_p,
    power_limits,
    seasonal_design,
)
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Missing

USUAL, RARE = 0.95, 0.998


@dataclass(frozen=True)
class NewestMonth:
    """Whether the newest month is unusual. `alarm` at 99.8%; p is two-sided."""

    observed: float
    expected: float
    lower: float
    upper: float
    lower_rare: float
    upper_rare: float
    p: float
    alarm: bool


@dataclass(frozen=True)
class UsualRange:
    """A value for each month given, those not supplied included; `lower` and `upper` at 95%, the rare ones at 99.8%."""

    expected: Floats
    lower: Floats
    upper: Floats
    lower_rare: Floats
    upper_rare: Floats
    dispersion: float
    freedom: float
    newest: NewestMonth


def usual_range(counts: Floats, month_index: Floats, supplied: Flags | None = None) -> UsualRange | Missing:
    """The usual range of one series of months in order; the last is the one judged, by all the others.

    Missing `too_short` under 24 months supplied, and `month_not_supplied` where the last month was not.
    """
    counts, month_index = np.asarray(counts, dtype=float), np.asarray(month_index, dtype=float)
    supplied = np.ones(len(counts), dtype=bool) if supplied is None else np.asarray(supplied, dtype=bool)
    if supplied.sum() < SHORTEST_MONTHS:
        return Missing(TOO_SHORT)
    if not supplied[-1]:
        return Missing(NOT_SUPPLIED)
    seen = supplied.copy()
    seen[-1] = False
    design = seasonal_design(month_index, float(month_index[seen].mean()))
    found = fit(np.where(supplied, counts, 0)[None, :], design, seen[None, :])
    error = leverage(found, design)[0]
    usual, rare = (_limits(found, error, seen, confidence) for confidence in (USUAL, RARE))
    return UsualRange(
        found.fitted[0], *usual, *rare, float(found.dispersion[0]), float(found.freedom[0]),
        _newest(counts[-1], found, error[-1], (*usual, *rare)),
    )  # fmt: skip


def _limits(found: Fit, error: Floats, seen: Flags, confidence: float) -> tuple[Floats, Floats]:
    """Limits of the months the fit has seen, and wider ones of those it has not."""
    expected, dispersion, freedom = found.fitted[0], found.dispersion[0], found.freedom[0]
    new = new_month_limits(expected, dispersion, error, freedom, confidence)
    tail = float(stdtrit(freedom - 1, (1 + confidence) / 2))
    drawn_in = tail * np.sqrt(freedom / (freedom - 1 + tail**2))
    spread = np.sqrt(dispersion * expected * np.maximum(1 - expected * error, 0))
    own = power_limits(expected, dispersion, drawn_in * spread, confidence)
    return np.where(seen, own[0], new[0]), np.where(seen, own[1], new[1])


def _newest(observed: float, found: Fit, error: float, limits: tuple[Floats, ...]) -> NewestMonth:
    lower, upper, lower_rare, upper_rare = (float(limit[-1]) for limit in limits)
    expected = found.fitted[0, -1]
    p = new_month_p(np.array(observed), expected, found.dispersion[0], np.array(error), found.freedom[0])
    unusual = not lower_rare <= observed <= upper_rare
    return NewestMonth(float(observed), float(expected), lower, upper, lower_rare, upper_rare, float(p), unusual)
