"""The provisional headline: crimes of a force's extract in its newest whole year, beside the two published sources."""

from collections.abc import Mapping
from datetime import date

from saferplan.base.categories import CRIME_TYPES
from saferplan.base.home_office import SUBGROUPS
from saferplan.base.periods import Period, PeriodType, period_of, span_of
from saferplan.pipeline.event_analyses.covered import covered_runs, months_with_rows
from saferplan.pipeline.event_analyses.subjects import ALL, held_months
from saferplan.pipeline.measuring import Scope
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted

DAY = "coalesce(reported_on, CAST(from_at AS DATE))"
"""The day in whose month an event counts: that on which it was recorded, where that is known."""


def count_local_events(engine: Engine, scope: Scope, suppliers: Mapping[str, str]) -> None:
    """Fill `local_event_count` for every mapping that gives crimes; `suppliers` by the identifier of the source."""
    for (mapping,) in engine.tuples("SELECT DISTINCT mapping FROM local_event WHERE unit = 'offence' ORDER BY 1"):
        supplier = suppliers.get(f"local_{mapping.replace('-', '_')}", mapping)
        crimes = f"local_event WHERE mapping = {quoted(mapping)} AND unit = 'offence'"
        runs = covered_runs(months_with_rows(engine, DAY, crimes))
        if period := next((year for run in runs if (year := newest_year(run.first, run.last))), None):
            _count(engine, scope, mapping, supplier, period)


def newest_year(first: date, last: date) -> Period | None:
    """The newest financial year that lies whole between two days, else the newest twelve months, else None.

    >>> newest_year(date(2015, 4, 1), date(2016, 5, 30)).label
    '2015/16'
    """
    start, end = held_months(first, last)
    if end.index - start.index < 11:
        return None
    year = period_of(PeriodType.FINANCIAL_YEAR, end)
    if year.end != end:
        year = year.year_before()
    return year if not year.start < start else span_of(end.plus(-11), end)


def _count(engine: Engine, scope: Scope, mapping: str, supplier: str, period: Period) -> None:
    first, last = period.start.first_day, period.end.first_day
    months = f"date_trunc('month', {DAY}) BETWEEN ? AND ?"
    counted = {category: rest for category, *rest in engine.tuples(f"""
      SELECT coalesce(category, {quoted(ALL)}), count(*) FILTER (csp_code = ?), count(*) FILTER (csp_code IS NULL),
        count(*) FILTER (csp_code = ? AND is_domestic_abuse), count(*) FILTER (csp_code = ? AND is_domestic_abuse IS NOT NULL)
      FROM local_event WHERE mapping = ? AND unit = 'offence' AND category IS NOT NULL AND {months}
      GROUP BY GROUPING SETS ((category), ())""", [scope.area] * 3 + [mapping, first, last])}  # fmt: skip
    police = _police_uk(engine, scope, period)
    office = _home_office(engine, scope, period)
    rows = []
    for category in (ALL, *CRIME_TYPES):
        events, unplaced, flagged, known = counted.get(category, (0, 0, 0, 0))
        others = [None if found is None else found.get(category, 0) for found in (police, office)]
        is_query = any(other and not 0.95 <= events / other <= 1.05 for other in others)
        rows.append((mapping, supplier, scope.area, period.label, first, last, category, events, unplaced, *others,
                     flagged if known else None, known, is_query, None, None))  # fmt: skip
    engine.insert(all_tables()["local_event_count"], rows)


def _police_uk(engine: Engine, scope: Scope, period: Period) -> dict[str, int] | None:
    whole = engine.value("""SELECT count(*) FROM coverage WHERE feed = 'police_uk_street' AND force_code = ?
      AND status NOT IN ('not_supplied', 'partial') AND month BETWEEN ? AND ?""",
      [scope.force, period.start.first_day, period.end.first_day])  # fmt: skip
    if whole != len(period.months):
        return None
    return dict(engine.tuples(f"""SELECT coalesce(CAST(category AS VARCHAR), {quoted(ALL)}), count(*) FROM offence
      WHERE csp_code = ? AND NOT is_foreign AND month BETWEEN ? AND ? GROUP BY GROUPING SETS ((category), ())""",
      [scope.area, period.start.first_day, period.end.first_day]))  # fmt: skip


def _home_office(engine: Engine, scope: Scope, period: Period) -> dict[str, int] | None:
    span = [scope.area, period.start.first_day, period.end.first_day]
    where = "area_type = 'csp' AND area_code = ? AND quarter BETWEEN ? AND ?"
    quarters = engine.value(f"SELECT count(DISTINCT quarter) FROM all_offences_supplied WHERE {where}", span)
    if quarters != 4 or period.start.number % 3 != 1:
        return None
    type_of = {each.name: each.category for each in SUBGROUPS}
    found: dict[str, int] = {ALL: 0}
    for subgroup, number in engine.tuples(
        f"SELECT offence_subgroup, sum(count) FROM home_office_count WHERE {where} GROUP BY 1", span
    ):
        if category := type_of.get(subgroup):
            found[category] = found.get(category, 0) + int(number)
            found[ALL] += int(number)
    return found
