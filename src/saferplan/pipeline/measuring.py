"""Measures of every indicator in every area, and the changes made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import Denominator, Feed
from saferplan.base.periods import Month, Period, PeriodType, period_of, periods_touching
from saferplan.evidence.findings import changes
from saferplan.evidence.indicator import Indicator
from saferplan.evidence.measures import all_periods, latest_whole_year, measure_columns, narrow_periods
from saferplan.evidence.series import Residents, SeriesSet, Standing
from saferplan.pipeline.counting import counted_indicators
from saferplan.pipeline.registers import classification_breaks, known_breaks
from saferplan.pipeline.series import (
    force_standing,
    home_office_series,
    months_of,
    residents_of,
    street_series,
)
from saferplan.pipeline.settings import Settings
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

JOINED_UP_TO = 200_000
"""Rows of measures that are put into the table at once; larger blocks go in one by one, for want of memory."""
WIDE = (AreaType.CSP, AreaType.FORCE, AreaType.CUSTOM)


@dataclass(frozen=True)
class Scope:
    """What the edition is about: whose it is, its months, and the latest year supplied whole by each feed."""

    area: str
    area_name: str
    force: str
    months: tuple[Month, ...]
    latest_year: Period | None
    home_office_year: Period | None

    def year_of(self, indicator: Indicator) -> Period | None:
        """The latest whole year of an indicator's feed."""
        return self.home_office_year if indicator.feed is Feed.HOME_OFFICE else self.latest_year


def scope_of(engine: Engine, settings: Settings) -> Scope:
    """The partnership, its months and years; fills `partnership`."""
    force, name = engine.tuples(
        "SELECT force_code, name FROM area WHERE area_type = 'csp' AND area_code = ?", [settings.area]
    )[0]
    months = months_of(engine)
    known = force_standing(engine, Feed.STREET, months)[force]
    latest = latest_whole_year(months, (known == Standing.WHOLE).tolist())
    row = (settings.area, name, force, months[0].first_day, months[-1].first_day, latest.label if latest else None,
           settings.simulated)  # fmt: skip
    engine.insert(all_tables()["partnership"], [row])
    return Scope(settings.area, name, force, months, latest, _home_office_year(engine, settings.area))


def _home_office_year(engine: Engine, area: str) -> Period | None:
    quarters = [Month.of(quarter) for (quarter,) in engine.tuples(
        "SELECT quarter FROM home_office_supplied WHERE area_type = 'csp' AND area_code = ? ORDER BY 1", [area])]  # fmt: skip
    return latest_whole_year(quarters, [True] * len(quarters), step_months=3) if quarters else None


def measure_everything(engine: Engine, settings: Settings, scope: Scope) -> dict[Feed, SeriesSet]:
    """Fill `measure` and `change`; gives the series of CSPs and wider areas by feed."""
    people, households = residents_of(engine), residents_of(engine, "household", "households")
    wide: dict[Feed, SeriesSet] = {}
    indicators = counted_indicators(settings)
    for feed in Feed:
        of_feed = [each for each in indicators if each.feed is feed and each.denominator is not Denominator.SEVERITY]
        if series := _wide_series(engine, settings, of_feed, feed):
            wide[feed] = series
            _measure(engine, series, of_feed, people, households, all_periods(series))
    street = [each for each in indicators if each.feed is Feed.STREET]
    narrow = narrow_periods(scope.months[-1], scope.latest_year)
    for area_type in (AreaType.WARD, AreaType.LSOA):
        if series := street_series(engine, settings, street, [area_type], Feed.STREET):
            _measure(engine, series, street, people, households, narrow)
    _severity(engine)
    _changes(engine, settings, scope)
    return wide


def _wide_series(engine: Engine, settings: Settings, indicators: Sequence[Indicator], feed: Feed) -> SeriesSet | None:
    if feed is Feed.HOME_OFFICE:
        return home_office_series(engine, settings, indicators)
    kinds = WIDE if feed is Feed.STREET else (AreaType.CSP, AreaType.FORCE)
    if not engine.value("SELECT count(*) FROM coverage WHERE feed = ? AND status <> 'not_supplied'", [feed.value]):
        return None
    return street_series(engine, settings, indicators, kinds, feed)


def _measure(
    engine: Engine, series: SeriesSet, indicators: Sequence[Indicator], people: Residents, households: Residents,
    periods: Sequence[Period],
) -> None:  # fmt: skip
    """A set of series by what they are divided by, and into the table."""
    divided = {each.id: each.denominator for each in indicators}
    for denominator in dict.fromkeys(divided.values()):
        chosen = [name for name, each in divided.items() if each is denominator]
        part = (
            series if len(chosen) == len(divided) else series.taken(np.flatnonzero(np.isin(series.indicators, chosen)))
        )
        below = households if denominator is Denominator.HOUSEHOLDS else people
        blocks = measure_columns(part, denominator, below, periods)
        for columns in [_joined(blocks)] if len(part.indicators) * len(blocks) < JOINED_UP_TO else blocks:
            engine.insert_columns(all_tables()["measure"], columns)


def _joined(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of several blocks one below the other: one insertion is quicker than many."""
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]} if blocks else {}


def _severity(engine: Engine) -> None:
    """Severity is a sum of weights and no count: it has a value, and no limits, where 95% of offences have a weight."""
    engine.step(
        "severity per resident",
        """INSERT INTO measure
      WITH dated AS (
        SELECT *, make_date(CAST(left(period, 4) AS INTEGER), 4, 1) AS start FROM severity_coverage
      ), peopled AS (
        SELECT dated.*, population.year, residents FROM dated LEFT JOIN population USING (area_type, area_code)
        QUALIFY row_number() OVER (PARTITION BY area_type, area_code, period
          ORDER BY abs(population.year + 0.5 - (year(start) + 0.75)), population.year) = 1
      ), judged AS (
        SELECT *, CASE WHEN weighted < 0.95 * offences THEN 'under_95_weighted'
          WHEN residents IS NULL THEN 'no_population' END AS reason
        FROM peopled
      )
      SELECT 'severity', area_type, area_code, 'financial_year', period, start, CAST(start + to_months(11) AS DATE), offences,
        residents, year, CASE WHEN reason IS NULL THEN severity / residents END, NULL, NULL,
        CASE WHEN reason IS NULL THEN 'none' END, NULL, NULL, NULL, NULL, NULL, reason, NULL FROM judged""",
    )


def _changes(engine: Engine, settings: Settings, scope: Scope) -> None:
    measures = engine.rows("""SELECT * FROM measure WHERE period_type IN ('financial_year', 'rolling_twelve_months')
      AND area_type NOT IN ('ward', 'lsoa') AND indicator_id <> 'severity'
      AND (area_type <> 'csp' OR area_code IN (SELECT area_code FROM area WHERE role IN ('own', 'comparator')))""")
    periods = periods_touching(scope.months[0], scope.months[-1], [PeriodType.FINANCIAL_YEAR])
    quarters = engine.tuples("SELECT min(quarter), max(quarter) FROM home_office_supplied")[0]
    if quarters[0] is not None:
        first, last = (Month.of(each) for each in quarters)
        periods += periods_touching(first, last.plus(2), [PeriodType.FINANCIAL_YEAR])
        periods.append(period_of(PeriodType.ROLLING_TWELVE, last.plus(2)))
    periods.append(period_of(PeriodType.ROLLING_TWELVE, scope.months[-1]))
    forces = dict(engine.tuples("SELECT area_code, force_code FROM area WHERE area_type IN ('csp', 'force', 'custom')"))
    indicators = {each.id: each for each in counted_indicators(settings)}
    breaks = [*known_breaks(settings, scope.force), *classification_breaks(settings)]
    found = changes(measures, periods, indicators, breaks, forces, _count_without(engine))
    insert_rows(engine, "change", found)


def _count_without(engine: Engine) -> Any:
    """Counts of an indicator without some of its parts, by query on the counts by type or by subgroup."""

    def without(indicator: Indicator, row: Mapping[str, Any], parts: set[str]) -> int | None:
        if indicator.feed is Feed.HOME_OFFICE and (indicator.codes or indicator.demand):
            return None
        street = indicator.feed is Feed.STREET
        if not street and indicator.feed is not Feed.HOME_OFFICE:
            return None
        table, part, month, number = (
            ("category_count", "category", "month", "rows")
            if street
            else ("code_count", "subgroup", "quarter", "count")
        )
        counted = indicator.categories if street else indicator.counted_subgroups
        kept = [name for name in counted if name not in parts]
        if not kept:
            return None
        return int(engine.value(
            f"""SELECT coalesce(sum({number}), 0) FROM {table} WHERE area_type = ? AND area_code = ?
            AND {month} BETWEEN ? AND ? AND {part} IN ({", ".join("?" * len(kept))})""",
            [row["area_type"], row["area_code"], row["period_start"], row["period_end"], *kept],
        ))  # fmt: skip

    return without


def insert_rows(engine: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    """Rows as dictionaries into a table of the edition."""
    table = all_tables()[name]
    engine.insert(table, [[row[column] for column in table.column_names] for row in rows])
