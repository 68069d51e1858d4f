"""Which events of an extract are looked at together: all of a unit and each of its types, in its newest whole months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from saferplan.base.periods import Month, Period, PeriodType, period_of, span_of
from saferplan.pipeline.event_analyses.covered import covered_runs, months_with_rows
from saferplan.tables.engine import Engine, quoted

Array = np.ndarray[Any, Any]
ALL = "(all)"
SLACK_DAYS = 3
"""An extract whose first or last day lies so near the end of a month holds that month."""
MOST_MONTHS = 12
FEWEST_EVENTS = 20


@dataclass(frozen=True)
class Extract:
    """The events of one mapping in the partnership, an element each, and the last day that the extract knows."""

    mapping: str
    supplier: str
    area_code: str
    period: Period
    last_day: date
    columns: Mapping[str, Array]

    @property
    def in_period(self) -> Array:
        first, after = self.period.start.first_day, self.period.end.plus(1).first_day
        at = self.columns["from_at"]
        found: Array = (at >= np.datetime64(first)) & (at < np.datetime64(after))
        return found

    def subjects(self) -> Iterator[tuple[str, str, Array]]:
        """Unit, category and which events: all of a unit first, then each type with enough of them in the period."""
        unit, category = self.columns["unit"], self.columns["category"]
        for name in sorted(set(unit)):
            is_unit = unit == name
            for kind in (ALL, *sorted(set(category[is_unit]) - {None})):
                among = is_unit if kind == ALL else is_unit & (category == kind)
                if kind == ALL or (among & self.in_period).sum() >= FEWEST_EVENTS:
                    yield name, kind, among

    def row(self, unit: str, category: str) -> dict[str, Any]:
        """The columns that say what a row is about."""
        months = self.period
        return {
            "mapping": self.mapping, "supplier": self.supplier, "area_code": self.area_code, "unit": unit,
            "category": category, "period": months.label, "first_month": months.start.first_day,
            "last_month": months.end.first_day,
        }  # fmt: skip


def extracts_of(engine: Engine, area: str, suppliers: Mapping[str, str]) -> Iterator[Extract]:
    """Every mapping that has a whole month of events in the partnership; `suppliers` by the identifier of the source.

    Of its events those of the newest run of months that it covers: what lies before a gap is followed by nobody knows what.
    """
    for (mapping,) in engine.tuples("SELECT DISTINCT mapping FROM local_event WHERE unit IS NOT NULL ORDER BY 1"):
        covered = months_with_rows(
            engine, "from_at", f"local_event WHERE mapping = {quoted(mapping)} AND unit IS NOT NULL"
        )
        whole = ((run, period) for run in covered_runs(covered) if (period := newest_months(run.first, run.last)))
        run, period = next(whole, (None, None))
        if run is None or period is None:
            continue
        columns = engine.con.execute(_EVENTS_SQL, [mapping, area, run.first, run.last]).fetchnumpy()
        if len(columns["from_at"]):
            supplier = suppliers.get(f"local_{mapping.replace('-', '_')}", mapping)
            known = {name: _plain(each) for name, each in columns.items()}
            yield Extract(mapping, supplier, area, period, run.last, known)


_EVENTS_SQL = """SELECT unit, category, from_at, to_at, is_time_known, reported_on, longitude, latitude,
  CASE WHEN victim_key IS NOT NULL THEN dense_rank() OVER (ORDER BY victim_key) END AS victim,
  CASE WHEN place_key IS NOT NULL THEN dense_rank() OVER (ORDER BY place_key) END AS place
FROM local_event WHERE mapping = ? AND csp_code = ? AND unit IS NOT NULL AND CAST(from_at AS DATE) BETWEEN ? AND ?
ORDER BY file_id, line"""


def _plain(column: Any) -> Array:
    """Nulls as NaT, NaN, 0 (which is no rank) or None."""
    if not isinstance(column, np.ma.MaskedArray):
        return np.asarray(column)
    if column.dtype.kind == "M":
        return np.asarray(column.filled(np.datetime64("NaT")))
    if column.dtype.kind == "f":
        return np.asarray(column.filled(np.nan))
    if column.dtype.kind in "iub":
        return np.asarray(column.filled(0))
    found = np.asarray(column.data, dtype=object).copy()
    found[np.ma.getmaskarray(column)] = None
    return found


def newest_months(first: date, last: date) -> Period | None:
    """The newest whole months between two days, twelve at the most; None where there is none.

    >>> newest_months(date(2015, 6, 2), date(2016, 5, 30)).label
    '2015-06 to 2016-05'
    """
    start, end = held_months(first, last)
    if end < start:
        return None
    start = max(start, end.plus(1 - MOST_MONTHS))
    year = period_of(PeriodType.FINANCIAL_YEAR, end)
    return year if (year.start, year.end) == (start, end) else span_of(start, end)


def held_months(first: date, last: date) -> tuple[Month, Month]:
    """The first and the last whole month; the last before the first where there is none."""
    return (
        Month.of(first - timedelta(days=SLACK_DAYS)).plus(1),
        Month.of(last + timedelta(days=SLACK_DAYS)).plus(-1),
    )
