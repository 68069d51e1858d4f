"""Measures: counts of whole periods, rates and shares with limits, and the reason wherever there is none.

Counts arrive as an array of series by bins (months, or the quarters of the Home Office); everything after is arithmetic
on arrays. CSPs, forces and wider or custom areas get every period; wards and LSOAs the latest rolling year, the latest
whole financial year and the year before.
"""

from collections.abc import Sequence

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import Denominator
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Month, Period, PeriodType, months_between, period_of, periods_touching
from saferplan.evidence.methods.alike import rows_alike
from saferplan.evidence.methods.dispersion import SHORTEST_MONTHS, degrees_of_freedom, dispersions
from saferplan.evidence.methods.limits import BYAR_FROM, count_limits, dispersed_limits, proportion_limits
from saferplan.evidence.methods.runs import run_correlations
from saferplan.evidence.methods.share_dispersion import share_dispersions
from saferplan.evidence.series import Array, Residents, SeriesSet, Standing

PER = 1000
PERCENT = 100
SMALLEST_BASE = 20
MOST_UNPLACED = 0.03
"""Share of a force's rows that may lie nowhere and a rate of a part of it still be given."""
NARROW_AREAS = {AreaType.WARD.value, AreaType.LSOA.value}


_REASONS = {
    Standing.ROWS_REFUSED: "rows_refused",
    Standing.NOT_SUPPLIED: "month_not_supplied",
    Standing.PARTIAL: "month_partial",
    Standing.NOT_CLASSIFIED: "not_classified",
    Standing.NOT_PLACED: "rows_not_placed",
    Standing.TOO_YOUNG: "outcomes_too_young",
    Standing.NOT_IN_TABLE: "not_in_table",
}


def measure_columns(
    series: SeriesSet, divided_by: Denominator, people: Residents, periods: Sequence[Period]
) -> list[dict[str, Array]]:
    """Columns of `measure`, a block for each period. `people` are residents or households, as `divided_by` says."""
    dispersion, freedom = series_dispersion(series)
    of_series = {"dispersion": dispersion, "freedom": freedom, "run_correlation": _runs(series, dispersion)}
    return [_block(series, period, divided_by, people, dispersion) | of_series for period in periods]


def series_dispersion(series: SeriesSet) -> tuple[Array, Array]:
    """Dispersion of each series and what it was estimated with; nan where too few months were supplied whole.

    Where no twelve months come to a count of 20 no rate is ever given, and none is estimated.
    """
    result = np.full(len(series.indicators), np.nan)
    whole = series.standing == Standing.WHOLE
    width = 12 // series.step_months
    totals = np.where(whole, series.counts, 0)
    sums = np.lib.stride_tricks.sliding_window_view(totals, min(width, totals.shape[1]), axis=1).sum(axis=2).max(axis=1)
    rows = np.flatnonzero(sums >= SMALLEST_BASE)
    if series.crimes is not None:
        result[rows] = share_dispersions(series.counts[rows], series.crimes[rows], series.middles, whole[rows])
    elif len(rows):
        result[rows] = dispersions(
            np.maximum(series.counts[rows], 0),
            series.middles,
            whole[rows],
            shortest=SHORTEST_MONTHS // series.step_months,
        )
    return result, np.where(np.isnan(result), np.nan, degrees_of_freedom(whole))


def _runs(series: SeriesSet, dispersion: Array) -> Array:
    """How far the months of wide areas' series run together; nan where it cannot be told, or nothing is made of it."""
    result = np.full(len(dispersion), np.nan)
    if series.step_months > 1 or series.crimes is not None or NARROW_AREAS & set(series.area_types):
        return result
    rows = np.flatnonzero(~np.isnan(dispersion))
    if not len(rows):
        return result
    for whole, numbers in rows_alike(series.standing[rows] == Standing.WHOLE):
        alike = rows[numbers]
        result[alike] = run_correlations(series.counts[np.ix_(alike, whole)], series.middles[whole])
    return result


def all_periods(series: SeriesSet) -> list[Period]:
    """Every period of the series, months only where a bin is a month, and rolling years that end with a bin."""
    last = series.months[-1].plus(series.step_months - 1)
    found = periods_touching(series.months[0], last)
    if series.step_months == 1:
        return found
    ends = {month.plus(series.step_months - 1) for month in series.months}
    kept = [period for period in found if period.period_type is not PeriodType.MONTH]
    return [each for each in kept if each.period_type is not PeriodType.ROLLING_TWELVE or each.end in ends]


def narrow_periods(last: Month, latest_year: Period | None) -> list[Period]:
    """The periods for which wards and LSOAs are materialised."""
    rolling = period_of(PeriodType.ROLLING_TWELVE, last)
    return [rolling] if latest_year is None else [rolling, latest_year, latest_year.year_before()]


def latest_whole_year(months: Sequence[Month], whole: Sequence[bool], step_months: int = 1) -> Period | None:
    """The latest financial year all of whose months were supplied whole."""
    present = {
        month.plus(more)
        for month, is_there in zip(months, whole, strict=True)
        if is_there
        for more in range(step_months)
    }
    years = periods_touching(months[0], months[-1], [PeriodType.FINANCIAL_YEAR])
    return next((year for year in reversed(years) if present.issuperset(year.months)), None)


def _block(
    series: SeriesSet, period: Period, divided_by: Denominator, people: Residents, dispersion: Array
) -> dict[str, Array]:
    inside = np.array([period.start <= month <= period.end for month in series.months])
    worst = _worst(series.standing[:, inside])
    worst = np.where((worst == Standing.WHOLE) & _straddling(series, inside), Standing.NOT_CLASSIFIED, worst)
    if inside.sum() * series.step_months != len(period.months):
        worst = np.where(worst == Standing.WHOLE, Standing.NOT_SUPPLIED, worst)
    count = np.where(worst == Standing.WHOLE, series.counts[:, inside].sum(axis=1).astype(float), np.nan)
    rated = period.period_type not in (PeriodType.MONTH, PeriodType.QUARTER)
    if series.crimes is not None:
        below, year = (
            np.where(np.isnan(count), np.nan, series.crimes[:, inside].sum(axis=1)),
            np.full(len(count), np.nan),
        )
        columns = _shares(count, below, dispersion) if rated else _no_rates(len(count))
    else:
        below, year = people.nearest(series, period) if len(people.years) else (np.full(len(count), np.nan),) * 2
        barred = series.visited | _too_many_unplaced(series, inside)
        columns = _rates(count, below, dispersion, barred) if rated else _no_rates(len(count))
    columns["missing_reason"] = _reasons(series, count, below, worst, inside, divided_by if rated else None)
    columns["missing_months"] = _missing_months(series, period)
    return _named(series, period) | {
        "count": count, "denominator": below if rated else np.full(len(count), np.nan),
        "denominator_year": year if rated else np.full(len(count), np.nan), **columns,
    }  # fmt: skip


def _too_many_unplaced(series: SeriesSet, inside: Array) -> Array:
    if series.unplaced is None:
        return np.zeros(len(series.indicators), bool)
    return series.unplaced.share(inside) > MOST_UNPLACED


def _worst(standing: Array) -> Array:
    """The first reason of each row by the order of Standing; whole where all its months are."""
    if not standing.shape[1]:
        return np.full(len(standing), Standing.NOT_SUPPLIED)
    bad = np.where(standing == Standing.WHOLE, np.iinfo(np.int8).max, standing).min(axis=1)
    return np.where(bad == np.iinfo(np.int8).max, Standing.WHOLE, bad)


def _straddling(series: SeriesSet, inside: Array) -> Array:
    """Whether two classifications hold in a period: what each counts cannot be added up."""
    if series.classification is None or not inside.any():
        return np.zeros(len(series.indicators), bool)
    held = series.classification[:, inside]
    return np.asarray(held.min(axis=1) != held.max(axis=1))


def _named(series: SeriesSet, period: Period) -> dict[str, Array]:
    size = len(series.indicators)
    texts = {
        "period_type": period.period_type.value, "period": period.label,
        "period_start": period.start.first_day.isoformat(), "period_end": period.end.first_day.isoformat(),
    }  # fmt: skip
    return {
        "indicator_id": series.indicators, "area_type": series.area_types, "area_code": series.area_codes,
        **{name: np.full(size, text, dtype=object) for name, text in texts.items()},
    }  # fmt: skip


RATE_COLUMNS = ("value", "lower", "upper", "dispersed_lower", "dispersed_upper")


def _no_rates(size: int) -> dict[str, Array]:
    return {name: np.full(size, np.nan) for name in RATE_COLUMNS} | {"method": np.full(size, None, dtype=object)}


def _rates(count: Array, people: Array, dispersion: Array, barred: Array) -> dict[str, Array]:
    """Rates per 1,000 with Poisson limits and limits widened by dispersion; nan where no rate may be given."""
    may = (count >= SMALLEST_BASE) & (people > 0) & ~barred
    columns = _no_rates(len(count))
    if may.any():
        scale = PER / people[may]
        limits = (*count_limits(count[may]), *dispersed_limits(count[may], dispersion[may]))
        for name, values in zip(RATE_COLUMNS, (count[may], *limits), strict=True):
            columns[name][may] = values * scale
        columns["method"][may] = np.where(count[may] >= BYAR_FROM, "byar", "exact")
    return columns


def _shares(count: Array, crimes: Array, dispersion: Array) -> dict[str, Array]:
    """Percentages of crimes with Wilson limits, and the same on as many crimes as the dispersion leaves."""
    may = crimes >= SMALLEST_BASE
    columns = _no_rates(len(count))
    if may.any():
        plain = proportion_limits(count[may], crimes[may])
        widened = proportion_limits(count[may] / dispersion[may], crimes[may] / dispersion[may])
        for name, values in zip(RATE_COLUMNS, (count[may] / crimes[may], *plain, *widened), strict=True):
            columns[name][may] = values * PERCENT
        columns["method"][may] = "wilson"
    return columns


def _reasons(
    series: SeriesSet, count: Array, below: Array, worst: Array, inside: Array, divided_by: Denominator | None
) -> Array:
    reasons = np.full(len(count), None, dtype=object)
    if divided_by is Denominator.CRIMES:
        reasons[below < SMALLEST_BASE] = "base_under_20"
    elif divided_by is not None:
        reasons[~(below > 0)] = "no_households" if divided_by is Denominator.HOUSEHOLDS else "no_population"
        reasons[_too_many_unplaced(series, inside)] = "rows_unplaced"
        reasons[series.visited] = "visited_place"
        reasons[count < SMALLEST_BASE] = "count_under_20"
    for standing, reason in _REASONS.items():
        reasons[worst == standing] = reason
    return reasons


def _missing_months(series: SeriesSet, period: Period) -> Array:
    """Months of the period that were not supplied, or only in part, or refused or without a row of it, where a series lacks any.

    Of crimes that are followed it is the months of the files they are followed by, where those lack any.
    """
    gone = _lacking_months(series, series.standing, period.months)
    if series.followed is None:
        return gone
    end = min(period.end.plus(MATURE_AFTER_MONTHS), max(period.end, series.months[-1]))
    later = _lacking_months(series, series.followed, tuple(months_between(period.start, end)))
    return np.array([after or own for after, own in zip(later, gone, strict=True)], dtype=object)


def _lacking_months(series: SeriesSet, standing: Array, months: Sequence[Month]) -> Array:
    """Which of some months each series lacks by their standing, as text; None where none."""
    place = series.columns
    lacking = np.isin(standing, (Standing.ROWS_REFUSED, Standing.NOT_SUPPLIED, Standing.PARTIAL, Standing.NOT_IN_TABLE))
    if set(months) <= place.keys() and not lacking.any():
        return np.full(len(series.indicators), None, dtype=object)
    everywhere = np.ones(len(series.indicators), bool)
    gone = np.array([lacking[:, place[month]] if month in place else everywhere for month in months])
    names, result = [str(month) for month in months], np.full(len(series.indicators), None, dtype=object)
    for pattern, rows in rows_alike(gone.T):
        if pattern.any():
            result[rows] = " ".join(name for name, is_gone in zip(names, pattern, strict=True) if is_gone)
    return result
