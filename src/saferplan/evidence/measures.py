"""Measures: counts of whole periods, rates with limits, and the reason wherever there is none.

Counts arrive as an array of series by months; everything after is arithmetic on arrays. CSPs, forces and custom areas
get every period; wards and LSOAs the latest rolling year, the latest whole financial year and the year before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.periods import Month, Period, PeriodType, period_of, periods_touching
from saferplan.evidence.dispersion import dispersions
from saferplan.evidence.limits import BYAR_FROM, count_limits, dispersed_limits

Array = np.ndarray[Any, Any]

PER_RESIDENTS = 1000
SMALLEST_BASE = 20
WIDE_AREAS = (AreaType.CSP, AreaType.FORCE, AreaType.CUSTOM)


@dataclass(frozen=True)
class SeriesSet:
    """Monthly counts of many series: row i is `indicators[i]` in area (`area_types[i]`, `area_codes[i]`)."""

    indicators: Array
    area_types: Array
    area_codes: Array
    months: tuple[Month, ...]
    counts: Array
    supplied: Array
    """Series × months, true where the area's force sent its file."""
    settled: Array
    """Series × months, false where rows that may belong to the area could not be placed."""
    visited: Array
    """True for a series of a place that people visit: no rate per resident."""


@dataclass(frozen=True)
class Residents:
    """Residents of areas by year: `number[place, year - first_year]`, nan where unknown."""

    places: dict[tuple[str, str], int]
    years: tuple[int, ...]
    number: Array

    def nearest(self, series: SeriesSet, period: Period) -> tuple[Array, Array]:
        """Residents and their year for each series: the mid-year nearest the period's middle, the earlier of two."""
        count = len(series.indicators)
        residents, year_used = np.full(count, np.nan), np.full(count, np.nan)
        rows = np.array([self.places.get(key, -1) for key in zip(series.area_types, series.area_codes, strict=True)])
        for place in sorted(
            range(len(self.years)), key=lambda p: (abs(self.years[p] + 0.5 - period.midpoint_year), self.years[p])
        ):
            candidate = np.where(rows >= 0, self.number[rows, place], np.nan)
            fill = np.isnan(residents) & ~np.isnan(candidate)
            residents[fill], year_used[fill] = candidate[fill], self.years[place]
        return residents, year_used


def measure_columns(series: SeriesSet, residents: Residents, latest_year: Period | None) -> list[dict[str, Array]]:
    """Columns of `measure`, a block for each period and group of areas."""
    dispersion = dispersions(
        series.counts, np.array([month.index for month in series.months], float), series.supplied & series.settled
    )
    wide = np.isin(series.area_types, [each.value for each in WIDE_AREAS])
    blocks = []
    for period in periods_touching(series.months[0], series.months[-1]):
        rows = (
            np.arange(len(wide)) if period in narrow_periods(series.months[-1], latest_year) else np.flatnonzero(wide)
        )
        if len(rows):
            blocks.append(_block(series, rows, period, residents, dispersion))
    return blocks


def narrow_periods(last: Month, latest_year: Period | None) -> list[Period]:
    """The periods for which wards and LSOAs are materialised."""
    rolling = period_of(PeriodType.ROLLING_TWELVE, last)
    return [rolling] if latest_year is None else [rolling, latest_year, latest_year.year_before()]


def latest_whole_year(months: Sequence[Month], supplied: Sequence[bool]) -> Period | None:
    """The latest financial year all of whose months were supplied."""
    present = {month for month, is_there in zip(months, supplied, strict=True) if is_there}
    years = periods_touching(months[0], months[-1], [PeriodType.FINANCIAL_YEAR])
    return next((year for year in reversed(years) if present.issuperset(year.months)), None)


def _block(series: SeriesSet, rows: Array, period: Period, residents: Residents, dispersion: Array) -> dict[str, Array]:
    part = SeriesSet(series.indicators[rows], series.area_types[rows], series.area_codes[rows], series.months,
                     series.counts[rows], series.supplied[rows], series.settled[rows], series.visited[rows])  # fmt: skip
    inside = np.array([period.start <= month <= period.end for month in part.months])
    whole = part.supplied[:, inside].all(axis=1) & (inside.sum() == len(period.months))
    settled = part.settled[:, inside].all(axis=1)
    count = np.where(whole & settled, part.counts[:, inside].sum(axis=1).astype(float), np.nan)
    people, year = residents.nearest(part, period) if len(residents.years) else (np.full(len(rows), np.nan),) * 2
    rated = period.period_type is not PeriodType.MONTH
    columns = _rates(count, people, dispersion[rows], part.visited) if rated else _no_rates(len(rows))
    columns["missing_reason"] = _reasons(count, people, part.visited, rated)
    columns["missing_reason"][whole & ~settled] = "rows_not_placed"
    columns["missing_months"] = _missing_months(part, period)
    return {
        "indicator_id": part.indicators, "area_type": part.area_types, "area_code": part.area_codes,
        "period_type": _repeat(period.period_type.value, rows), "period": _repeat(period.label, rows),
        "period_start": _repeat(period.start.first_day.isoformat(), rows),
        "period_end": _repeat(period.end.first_day.isoformat(), rows),
        "count": count, "denominator": people if rated else np.full(len(rows), np.nan),
        "denominator_year": year if rated else np.full(len(rows), np.nan), "dispersion": dispersion[rows], **columns,
    }  # fmt: skip


def _repeat(text: str, rows: Array) -> Array:
    return np.full(len(rows), text, dtype=object)


RATE_COLUMNS = ("value", "lower", "upper", "dispersed_lower", "dispersed_upper")


def _no_rates(size: int) -> dict[str, Array]:
    return {name: np.full(size, np.nan) for name in RATE_COLUMNS} | {"method": np.full(size, None, dtype=object)}


def _rates(count: Array, people: Array, dispersion: Array, visited: Array) -> dict[str, Array]:
    """Rates per 1,000 with Poisson limits and limits widened by dispersion; nan where no rate may be given."""
    may = (count >= SMALLEST_BASE) & (people > 0) & ~visited
    columns = _no_rates(len(count))
    if may.any():
        scale = PER_RESIDENTS / people[may]
        limits = (*count_limits(count[may]), *dispersed_limits(count[may], dispersion[may]))
        for name, values in zip(RATE_COLUMNS, (count[may], *limits), strict=True):
            columns[name][may] = values * scale
        columns["method"][may] = np.where(count[may] >= BYAR_FROM, "byar", "exact")
    return columns


def _reasons(count: Array, people: Array, visited: Array, rated: bool) -> Array:
    reasons = np.full(len(count), None, dtype=object)
    if rated:
        reasons[~(people > 0)] = "no_population"
        reasons[visited] = "visited_place"
        reasons[count < SMALLEST_BASE] = "count_under_20"
    reasons[np.isnan(count)] = "month_not_supplied"
    return reasons


def _missing_months(part: SeriesSet, period: Period) -> Array:
    """The months of the period that were not supplied, for series that lack any."""
    place = {month: column for column, month in enumerate(part.months)}
    gone = np.array([
        ~part.supplied[:, place[month]] if month in place else np.ones(len(part.indicators), bool) for month in period.months
    ])  # fmt: skip
    names, result = [str(month) for month in period.months], np.full(len(part.indicators), None, dtype=object)
    for row in np.flatnonzero(gone.any(axis=0)):
        result[row] = " ".join(name for name, is_gone in zip(names, gone[:, row], strict=True) if is_gone)
    return result
