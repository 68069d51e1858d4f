"""What is made of the partnership's series beyond rates: drivers, funnels, usual ranges, seasons, projections, concentration."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from saferplan.base.categories import CRIME_TYPES, Feed
from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.measures import PER
from saferplan.evidence.methods.concentration import concentration
from saferplan.evidence.methods.contribution import contributions
from saferplan.evidence.methods.control import usual_range
from saferplan.evidence.methods.funnel import Significance, funnel
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.projection import year_end
from saferplan.evidence.methods.seasonality import seasonal_indices
from saferplan.evidence.series import SeriesSet, Standing
from saferplan.pipeline.measuring import Scope, insert_rows
from saferplan.pipeline.validity import require
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

Array = np.ndarray[Any, Any]
TOP_SHARE = 0.1
SEED = 20170331  # of the random dealing of crimes to places, so that an edition is the same bytes everywhere
FUNNEL_STEPS = 60
ELSEWHERE = "(elsewhere)"


def analyse(engine: Engine, scope: Scope, wide: Mapping[Feed, SeriesSet]) -> None:
    """Fill the tables of analyses."""
    for analysis in ("usual-range", "by-neighbourhood", "by-ward", "anchors"):
        require(analysis, Feed.STREET)
    if scope.latest_year:
        _contributions(engine, scope, scope.latest_year)
        _concentration(engine, scope, scope.latest_year)
        _deprived_share(engine, scope, scope.latest_year)
    _funnels(engine, scope)
    if street := wide.get(Feed.STREET):
        _monthly(engine, scope, street)


def _contributions(engine: Engine, scope: Scope, year: Period) -> None:
    """Each type's and each ward's part in the net change of recorded crime, where both years were supplied whole.

    Nothing where a break in recording refuses the change of the whole; counts alone for a type whose own change it refuses.
    """
    before = year.year_before()
    whole = [
        engine.value("SELECT count FROM measure WHERE indicator_id = 'recorded_crime' AND area_type = 'csp' AND area_code = ? "
                     "AND period = ?", [scope.area, each.label])
        for each in (before, year)
    ]  # fmt: skip
    broken = _refused_by_break(engine, scope, year)
    if None in whole or "recorded_crime" in broken:
        return
    for part_type, parts in (
        ("category", _by_category(engine, scope, before, year)),
        ("ward", _by_ward(engine, scope, before, year)),
    ):
        if part_type == "ward" and set(parts) <= {ELSEWHERE}:
            continue
        names = sorted(parts)
        earlier, later = ([parts[name][place] for name in names] for place in (0, 1))
        found = contributions(names, earlier, later, *whole)
        insert_rows(engine, "contribution", [
            {"indicator_id": "recorded_crime", "area_code": scope.area, "period": year.label, "period_before": before.label,
             "part_type": part_type, "part": part.name, "count_before": part.before, "count": part.after,
             "net": None if TYPE_INDICATORS.get(part.name) in broken else part.change,
             "share": None if TYPE_INDICATORS.get(part.name) in broken else part.share}
            for part in found.parts
        ])  # fmt: skip


def _refused_by_break(engine: Engine, scope: Scope, year: Period) -> set[str]:
    """Indicators whose change on the year before a break in recording refuses."""
    return {indicator for (indicator,) in engine.tuples(
        "SELECT indicator_id FROM change WHERE area_type = 'csp' AND area_code = ? AND period = ? AND period_before = ? "
        "AND missing_reason = 'series_break'", [scope.area, year.label, year.year_before().label])}  # fmt: skip


def _by_category(engine: Engine, scope: Scope, before: Period, year: Period) -> dict[str, tuple[int, int]]:
    counted = _counted(
        engine,
        """SELECT CAST(category AS VARCHAR), financial_year(month), sum(rows) FROM category_count
      WHERE area_type = 'csp' AND area_code = ? AND category <> 'Anti-social behaviour' GROUP BY ALL""",
        scope,
        before,
        year,
    )
    return {name: counted.get(name, (0, 0)) for name in CRIME_TYPES}


def _by_ward(engine: Engine, scope: Scope, before: Period, year: Period) -> dict[str, tuple[int, int]]:
    """By ward of the partnership; its rows at points in none of its wards are elsewhere, so that the parts sum to it."""
    return _counted(
        engine,
        f"""SELECT coalesce(area.area_code, '{ELSEWHERE}'), financial_year(month), CAST(sum(rows) AS BIGINT) FROM (
        SELECT ward_code, csp_code, month, count(*) AS rows FROM offence
        WHERE csp_code = ? AND NOT is_foreign GROUP BY ALL) AS counted
      LEFT JOIN area ON area.area_type = 'ward' AND area.area_code = counted.ward_code AND area.csp_code = counted.csp_code
      GROUP BY ALL""",
        scope,
        before,
        year,
    )


def _counted(engine: Engine, sql: str, scope: Scope, before: Period, year: Period) -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = {}
    for part, label, number in engine.tuples(sql, [scope.area]):
        if label in (before.label, year.label):
            found.setdefault(part, [0, 0])[label == year.label] = int(number)
    return {part: (counts[0], counts[1]) for part, counts in found.items()}


def _concentration(engine: Engine, scope: Scope, year: Period) -> None:
    """Over the partnership's LSOAs, beside crime dealt out by residents where they are known, else to all alike."""
    rows = engine.tuples("""
      SELECT area.area_code, coalesce(sum(count), 0), any_value(residents)
      FROM area LEFT JOIN monthly_count AS counted ON counted.area_type = 'lsoa' AND counted.area_code = area.area_code
        AND indicator_id = 'recorded_crime' AND month BETWEEN $2 AND $3
      LEFT JOIN (SELECT area_code, max_by(residents, year) AS residents FROM population WHERE area_type = 'lsoa' GROUP BY 1)
        AS people ON people.area_code = area.area_code
      WHERE area.area_type = 'lsoa' AND area.csp_code = $1 GROUP BY area.area_code ORDER BY area.area_code""",
      [scope.area, year.start.first_day, year.end.first_day])  # fmt: skip
    counts = np.array([float(count) for _, count, _ in rows])
    if len(counts) < 10 or not counts.sum():
        return
    by_residents = all(people for *_, people in rows)
    chances = np.array([float(people) for *_, people in rows]) if by_residents else None
    found = concentration(counts, TOP_SHARE, SEED, chances=chances)
    if isinstance(found, Missing):
        return
    insert_rows(engine, "concentration", [{
        "indicator_id": "recorded_crime", "area_code": scope.area, "period": year.label, "place_type": "lsoa",
        "places": found.places, "count": int(counts.sum()), "top_places": found.top_places,
        "top_share": found.found.top_share, "chance_share": found.top_share.mean,
        "chance_by": "residents" if by_residents else "places", "chance_lower": found.top_share.lower,
        "chance_upper": found.top_share.upper, "half_places": int(found.found.half_places), "gini": found.found.gini,
    }])  # fmt: skip


def _deprived_share(engine: Engine, scope: Scope, year: Period) -> None:
    """By the newest index supplied; a neighbourhood it does not know is in neither fifth."""
    engine.step("recorded crime in the most deprived fifth", f"""INSERT INTO deprived_share
      WITH newest AS (SELECT * FROM deprivation WHERE year = (SELECT max(year) FROM deprivation)),
      counted AS (
        SELECT area.area_code, newest.decile, newest.year, coalesce(sum(count), 0) AS crimes FROM area
        LEFT JOIN newest ON newest.area_code = area.area_code
        LEFT JOIN monthly_count ON monthly_count.area_type = 'lsoa' AND monthly_count.area_code = area.area_code
          AND indicator_id = 'recorded_crime' AND month BETWEEN DATE '{year.start.first_day}' AND DATE '{year.end.first_day}'
        WHERE area.area_type = 'lsoa' AND area.csp_code = '{scope.area}' GROUP BY ALL)
      SELECT '{scope.area}', '{year.label}', max(year), count(*), count(*) FILTER (decile IS NULL),
        count(*) FILTER (decile <= 2), sum(crimes), coalesce(sum(crimes) FILTER (decile <= 2), 0)
      FROM counted HAVING count(*) > 0""")  # fmt: skip


_VERDICTS = {
    Significance.INSIDE: "within", Significance.HIGH: "above_95", Significance.HIGH_RARE: "above_998",
    Significance.LOW: "below_95", Significance.LOW_RARE: "below_998",
}  # fmt: skip


def _funnels(engine: Engine, scope: Scope) -> None:
    """CSPs with figures of one source and residents of one year, and the partnership's own wards where residents are known."""
    for indicator in all_indicators():
        year = scope.year_of(indicator)
        if year is None or indicator.id not in ("recorded_crime", "recorded_offences"):
            continue
        for place_type in ("csp", "ward"):
            own = (
                ""
                if place_type == "csp"
                else " AND area_code IN (SELECT area_code FROM area WHERE area_type = 'ward' AND role = 'own')"
            )
            rows = engine.rows(
                f"""SELECT area_code, count, denominator FROM measure WHERE indicator_id = ? AND period = ?
              AND area_type = ? AND value IS NOT NULL{own} ORDER BY area_code""",
                [indicator.id, year.label, place_type],
            )
            _funnel(engine, indicator.id, year, place_type, rows)


def _funnel(engine: Engine, indicator_id: str, year: Period, place_type: str, rows: list[dict[str, Any]]) -> None:
    if len(rows) < 10:
        return
    counts, people = (np.array([float(row[name]) for row in rows]) for name in ("count", "denominator"))
    grid = np.unique(np.round(np.geomspace(people.min() * 0.9, people.max() * 1.1, FUNNEL_STEPS))).astype(np.float64)
    found = funnel(counts, people, grid)
    if isinstance(found, Missing):
        return
    shared = {"indicator_id": indicator_id, "period": year.label, "place_type": place_type}
    insert_rows(engine, "funnel_point", [
        shared | {"area_code": row["area_code"], "count": row["count"], "denominator": row["denominator"],
                  "value": float(found.rates[place]) * PER, "baseline": found.baseline * PER, "z": float(found.z[place]),
                  "overdispersion": float(np.sqrt(found.spread.tau_squared)), "verdict": _VERDICTS[found.significance[place]]}
        for place, row in enumerate(rows)
    ])  # fmt: skip
    names = {"lower_95": "lower", "upper_95": "upper", "lower_998": "lower_rare", "upper_998": "upper_rare"}
    insert_rows(engine, "funnel_limit", [
        shared | {"denominator": int(size)} | {
            column: float(getattr(found.limits, name)[place]) * PER for column, name in names.items()}
        for place, size in enumerate(found.limits.denominators)
    ])  # fmt: skip


def _monthly(engine: Engine, scope: Scope, series: SeriesSet) -> None:
    """The usual range, the season and the year's end of each of the partnership's monthly series."""
    months = np.array([month.index for month in series.months], float)
    rows: dict[str, list[tuple[Any, ...]]] = {"usual_range": [], "seasonal_index": [], "projection": []}
    for row in np.flatnonzero((series.area_types == "csp") & (series.area_codes == scope.area)):
        counts, whole = series.counts[row].astype(float), series.standing[row] == Standing.WHOLE
        of = (str(series.indicators[row]), scope.area)
        rows["usual_range"] += [(*of, *rest) for rest in _usual_range(series.months, counts, whole)]
        seasons = seasonal_indices(counts, months, whole)
        if not isinstance(seasons, Missing):
            rows["seasonal_index"] += [
                (*of, place + 1, *(float(values[place]) for values in (seasons.index, seasons.lower, seasons.upper)))
                for place in range(12)
            ]
        rows["projection"] += [(*of, *rest) for rest in _projected(scope, counts, months, whole)]
    for name, found in rows.items():
        engine.insert(all_tables()[name], found)


def _usual_range(months: tuple[Month, ...], counts: Array, whole: Array) -> list[tuple[Any, ...]]:
    found = usual_range(counts, np.array([month.index for month in months], float), whole)
    if isinstance(found, Missing):
        return []
    limits = (found.lower, found.upper, found.lower_rare, found.upper_rare)
    return [
        (month.first_day, int(counts[place]) if whole[place] else None, float(found.expected[place]),
         *(float(limit[place]) for limit in limits), place == len(months) - 1,
         _place_of(counts[place], *(limit[place] for limit in limits)) if whole[place] else "not_supplied")
        for place, month in enumerate(months)
    ]  # fmt: skip


def _place_of(count: float, lower: float, upper: float, lower_rare: float, upper_rare: float) -> str:
    if count > upper_rare:
        return "above_998"
    if count > upper:
        return "above_95"
    if count < lower_rare:
        return "below_998"
    return "below_95" if count < lower else "usual"


def _projected(scope: Scope, counts: Array, months: Array, whole: Array) -> list[tuple[Any, ...]]:
    """The running financial year, where some and not all of its months are known."""
    year = period_of(PeriodType.FINANCIAL_YEAR, scope.months[-1])
    if year.end == scope.months[-1]:
        return []
    found = year_end(counts, months, year.start.index, whole)
    if isinstance(found, Missing) or isinstance(found.naive, Missing):
        return []
    total = found.total
    return [
        (year.label, found.months_known, int(found.known), total.value, total.inner_lower, total.inner_upper, total.lower,
         total.upper, found.naive.value)
    ]  # fmt: skip
