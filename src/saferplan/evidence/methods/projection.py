"""What a financial year will come to, from its months so far; and the naive forecast it must stand beside.

The months still to come are those of a log-linear quasi-Poisson fit of trend and season to all months so far; their sum
has limits that take in the dispersion of the months and the error of the fit together (the months share its error), on
the two-thirds power with Student's t, as one new month has (`log_linear`). The trend is carried on for at most twelve
months.

Seasonal naive: each month as in the year before (Hyndman and Athanasopoulos 2021, section 5.2), with the root mean
square of its own past errors; checked against R's `forecast`. A projection that does not beat it is not worth printing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from saferplan.evidence.methods.dispersion import SHORTEST_MONTHS
from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR, fit, power_limits, seasonal_design
from saferplan.evidence.methods.missing import NOT_SUPPLIED, NOTHING_COUNTED, TOO_SHORT, Flags, Floats, Missing

NARROW, WIDE = 0.8, 0.95


@dataclass(frozen=True)
class Forecast:
    """`lower` and `upper` at 95%, the inner ones at 80%."""

    value: float
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float


@dataclass(frozen=True)
class Projection:
    """A year's total: what is known of it, what it will come to, and the naive forecast of the same."""

    known: float
    months_known: int
    total: Forecast
    dispersion: float
    freedom: float
    naive: Forecast | Missing


def year_end(
    counts: Floats, month_index: Floats, year_start: int, supplied: Flags | None = None
) -> Projection | Missing:
    """Project the twelve months from month `year_start`, given one series of months in order up to the latest.

    Missing `too_short` under 24 months supplied, `nothing_counted`, or `month_not_supplied` where a month of the year
    that has passed was not supplied.
    """
    counts, month_index = np.asarray(counts, dtype=float), np.asarray(month_index, dtype=float)
    supplied = np.ones(len(counts), dtype=bool) if supplied is None else np.asarray(supplied, dtype=bool)
    if supplied.sum() < SHORTEST_MONTHS:
        return Missing(TOO_SHORT)
    if counts[supplied].sum() == 0:
        return Missing(NOTHING_COUNTED)
    of_year = np.arange(year_start, year_start + MONTHS_A_YEAR)
    inside = (month_index >= year_start) & (month_index < year_start + MONTHS_A_YEAR)
    if not supplied[inside].all():
        return Missing(NOT_SUPPLIED)
    known = float(counts[inside].sum())
    to_come = of_year[~np.isin(of_year, month_index[inside])].astype(float)
    total, dispersion, freedom = _to_come(counts[supplied], month_index[supplied], to_come)
    naive = _naive_sum(counts[supplied], month_index[supplied], to_come)
    return Projection(
        known, int(inside.sum()), _plus(known, total), dispersion, freedom,
        naive if isinstance(naive, Missing) else _plus(known, naive),
    )  # fmt: skip


def seasonal_naive(values: Floats, horizon: int) -> list[Forecast] | Missing:
    """The next `horizon` months of a monthly series without gaps, each as in the year before.

    Missing `too_short` with a year or less, which leaves no past error to judge by.
    """
    values = np.asarray(values, dtype=float)
    if len(values) <= MONTHS_A_YEAR:
        return Missing(TOO_SHORT)
    error = float(np.sqrt(((values[MONTHS_A_YEAR:] - values[:-MONTHS_A_YEAR]) ** 2).mean()))
    return [
        _normal(float(values[step % MONTHS_A_YEAR - MONTHS_A_YEAR]), error * float(np.sqrt(step // MONTHS_A_YEAR + 1)))
        for step in range(horizon)
    ]


def _to_come(counts: Floats, months: Floats, to_come: Floats) -> tuple[Forecast, float, float]:
    """The sum of months not yet known, with the dispersion and degrees of freedom of the fit."""
    centre = float(months.mean())
    found = fit(counts[None, :], seasonal_design(months, centre))
    dispersion, freedom = float(found.dispersion[0]), float(found.freedom[0])
    if not len(to_come):
        return Forecast(0.0, 0.0, 0.0, 0.0, 0.0), dispersion, freedom
    design = seasonal_design(to_come, centre)
    expected = np.exp(design @ found.terms[0])
    pull = expected @ design  # how the sum moves with each term
    total = float(expected.sum())
    spread = np.sqrt(dispersion * (total + pull @ found.covariance[0] @ pull))
    limits: list[Floats] = []
    for confidence in (WIDE, NARROW):
        reach = stdtrit(freedom, (1 + confidence) / 2) * spread
        limits += power_limits(np.array(total), np.array(dispersion), reach, confidence)
    return Forecast(total, *(float(limit) for limit in limits)), dispersion, freedom


def _naive_sum(counts: Floats, months: Floats, to_come: Floats) -> Forecast | Missing:
    """The sum of the same months of the year before."""
    place = {int(month): count for month, count in zip(months, counts, strict=True)}
    before = [place.get(int(month) - MONTHS_A_YEAR) for month in to_come]
    errors = [count - place[month - MONTHS_A_YEAR] for month, count in place.items() if month - MONTHS_A_YEAR in place]
    if not errors or any(each is None for each in before):
        return Missing(NOT_SUPPLIED)
    error = float(np.sqrt(np.mean(np.square(errors)) * len(before)))
    return _normal(float(sum(each for each in before if each is not None)), error)


def _normal(value: float, error: float) -> Forecast:
    wide, narrow = (float(ndtri((1 + confidence) / 2)) * error for confidence in (WIDE, NARROW))
    return Forecast(value, value - wide, value + wide, value - narrow, value + narrow)


def _plus(known: float, rest: Forecast) -> Forecast:
    return Forecast(
        known + rest.value, known + rest.lower, known + rest.upper, known + rest.inner_lower, known + rest.inner_upper
    )
