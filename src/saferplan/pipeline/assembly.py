"""From placed rows to the rest of the edition: counts, measures, changes, comparisons, facts, and what they are of."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferplan.base.disclosure import strictest
from saferplan.base.periods import Month, Period, PeriodType, periods_touching
from saferplan.evidence import counting
from saferplan.evidence.catalogue import all_facts, all_indicators
from saferplan.evidence.fact import Evidence, MeasureKey, Refusal
from saferplan.evidence.findings import changes, comparisons
from saferplan.evidence.measures import Residents, SeriesSet, latest_whole_year, measure_columns
from saferplan.pipeline.settings import Settings
from saferplan.sources.contract import Source
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


def assemble(engine: Engine, settings: Settings, sources: Sequence[Source]) -> None:
    """Fill every table that follows from placed rows and areas."""
    _indicators(engine)
    _counts(engine)
    months = _months(engine)
    latest = _latest_year(engine, settings, months)
    _partnership(engine, settings, months, latest)
    _measures(engine, settings, months, latest)
    _changes(engine, months)
    _comparisons(engine, settings, latest)
    engine.insert(all_tables()["source"], [
        (s.id, s.title, s.terms.publisher, s.terms.licence, s.terms.attribution, s.cadence, s.address,
         s.terms.disclosure.value, s.terms.marking, s.terms.may_publish) for s in sources
    ])  # fmt: skip
    state_facts(engine, settings, months, latest, sources)
    engine.insert(all_tables()["step"], [
        (place, name, sql, rows) for place, (name, sql, rows) in enumerate(engine.steps, start=1)
    ])  # fmt: skip


def _indicators(engine: Engine) -> None:
    engine.insert(all_tables()["indicator"], [
        (each.id, each.title, each.unit.value, each.polarity.value, each.definition, each.caveat or None)
        for each in all_indicators()
    ])  # fmt: skip
    engine.run("CREATE OR REPLACE TEMP TABLE indicator_category (indicator_id VARCHAR, category VARCHAR)")
    pairs = [(each.id, category) for each in all_indicators() for category in each.categories]
    engine.con.executemany("INSERT INTO indicator_category VALUES (?, ?)", pairs)


def _counts(engine: Engine) -> None:
    engine.run(counting.FINANCIAL_YEAR_SQL)
    for name, sql in (
        ("which months each force supplied", counting.COVERAGE_SQL),
        ("LSOAs that unplaced rows may belong to", counting.UNSETTLED_SQL),
        ("counts by area, month and crime type", counting.CATEGORY_COUNT_SQL),
        ("counts by indicator", counting.MONTHLY_COUNT_SQL),
        ("how rows were placed", counting.PLACEMENT_SUMMARY_SQL),
        ("one year by three rules", counting.COUNTING_RULE_SQL),
        ("rows near ward boundaries", counting.WARD_EDGE_SQL),
    ):
        engine.step(name, sql)


def _months(engine: Engine) -> tuple[Month, ...]:
    return tuple(Month.of(month) for (month,) in engine.tuples("SELECT DISTINCT month FROM coverage ORDER BY month"))


def _supplied(engine: Engine, months: Sequence[Month]) -> dict[str, Any]:
    """For each force, whether it supplied each month."""
    place = {month: column for column, month in enumerate(months)}
    found: dict[str, Any] = {}
    for force, month, status in engine.tuples("SELECT force_code, month, status FROM coverage"):
        found.setdefault(force, np.zeros(len(months), bool))[place[Month.of(month)]] = status == "supplied"
    return found


def _own_force(engine: Engine, settings: Settings) -> str:
    return str(engine.value("SELECT force_code FROM area WHERE area_type = 'csp' AND area_code = ?", [settings.area]))


def _latest_year(engine: Engine, settings: Settings, months: Sequence[Month]) -> Period | None:
    return latest_whole_year(months, list(_supplied(engine, months)[_own_force(engine, settings)]))


def _partnership(engine: Engine, settings: Settings, months: Sequence[Month], latest: Period | None) -> None:
    name = engine.value("SELECT name FROM area WHERE area_type = 'csp' AND area_code = ?", [settings.area])
    row = (settings.area, name, _own_force(engine, settings), months[0].first_day, months[-1].first_day,
           latest.label if latest else None, settings.simulated)  # fmt: skip
    engine.insert(all_tables()["partnership"], [row])


def _measures(engine: Engine, settings: Settings, months: tuple[Month, ...], latest: Period | None) -> None:
    series = _series(engine, settings, months)
    residents = _residents(engine)
    for columns in measure_columns(series, residents, latest):
        engine.insert_columns(all_tables()["measure"], columns)


def _series(engine: Engine, settings: Settings, months: tuple[Month, ...]) -> SeriesSet:
    """Every indicator in every area, a row each, zero where a supplied month has no rows."""
    areas = engine.tuples(
        "SELECT area_type, area_code, force_code FROM area WHERE area_type <> 'authority' ORDER BY area_type, area_code"
    )
    indicators = [each.id for each in all_indicators()]
    place = {(indicator, kind, code): row for row, (indicator, (kind, code, _)) in
             enumerate((indicator, area) for indicator in indicators for area in areas)}  # fmt: skip
    counts = np.zeros((len(place), len(months)), dtype=np.int64)
    first = months[0].index
    for indicator, kind, code, index, number in engine.tuples(
        "SELECT indicator_id, area_type, area_code, year(month) * 12 + month(month) - 1, count FROM monthly_count"
    ):
        counts[place[indicator, kind, code], index - first] = number
    settled = np.ones(counts.shape, bool)
    for code, index in engine.tuples("SELECT lsoa21_code, year(month) * 12 + month(month) - 1 FROM unsettled"):
        for indicator in indicators:
            if (indicator, "lsoa", code) in place:
                settled[place[indicator, "lsoa", code], index - first] = False
    supplied = _supplied(engine, months)
    none = np.zeros(len(months), bool)
    visited = {*settings.visited_areas, *(area.code for area in settings.custom_area if area.visited)}
    return SeriesSet(
        np.repeat(np.array(indicators, dtype=object), len(areas)),
        np.array([kind for kind, _, _ in areas] * len(indicators), dtype=object),
        np.array([code for _, code, _ in areas] * len(indicators), dtype=object),
        months,
        counts,
        np.array([supplied.get(force, none) for _, _, force in areas] * len(indicators)),
        settled,
        np.array([code in visited for _, code, _ in areas] * len(indicators)),
    )


def _residents(engine: Engine) -> Residents:
    rows = engine.tuples("SELECT area_type, area_code, year, residents FROM population ORDER BY ALL")
    years = sorted({year for _, _, year, _ in rows})
    places = {key: place for place, key in enumerate(sorted({(kind, code) for kind, code, _, _ in rows}))}
    number = np.full((len(places), len(years)), np.nan)
    for kind, code, year, residents in rows:
        number[places[kind, code], years.index(year)] = residents
    return Residents(places, tuple(years), number)


def _insert_rows(engine: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    table = all_tables()[name]
    engine.insert(table, [[row[column] for column in table.column_names] for row in rows])


def _changes(engine: Engine, months: Sequence[Month]) -> None:
    years = periods_touching(months[0], months[-1], [PeriodType.FINANCIAL_YEAR])
    measures = engine.rows(
        "SELECT * FROM measure WHERE period_type = 'financial_year' AND area_type IN ('csp', 'force', 'custom')"
    )
    _insert_rows(engine, "change", changes(measures, years))


def _comparisons(engine: Engine, settings: Settings, latest: Period | None) -> None:
    if latest is None:
        return
    rows = {
        (row["indicator_id"], row["area_code"]): row
        for row in engine.rows(
            "SELECT * FROM measure WHERE period_type = 'financial_year' AND area_type = 'csp' AND period = ?",
            [latest.label],
        )
    }
    for indicator in all_indicators():
        others = [rows[indicator.id, code] for code in sorted(settings.comparators)]
        _insert_rows(engine, "comparison", comparisons(rows[indicator.id, settings.area], others))


def gather_evidence(engine: Engine, settings: Settings, months: tuple[Month, ...], latest: Period | None) -> Evidence:
    """The rows that facts are made of."""
    measures = engine.rows("SELECT * FROM measure WHERE area_type = 'csp' AND period_type = 'financial_year'")
    names = dict(engine.tuples("SELECT area_code, name FROM area WHERE area_type = 'csp'"))
    own_force = _own_force(engine, settings)
    forces = dict(engine.tuples("SELECT area_code, name FROM area WHERE area_type = 'force'"))
    used = engine.tuples(
        "SELECT DISTINCT force_code FROM area WHERE role IN ('own', 'comparator') AND area_type = 'csp'"
    )
    missing: dict[str, list[str]] = {forces[code]: [] for (code,) in used}
    for code, month in engine.tuples(
        "SELECT force_code, strftime(month, '%Y-%m') FROM coverage WHERE status = 'not_supplied' ORDER BY ALL"
    ):
        if forces[code] in missing:
            missing[forces[code]].append(month)
    reporters = [alias for (alias,) in engine.tuples("SELECT alias FROM area_alias WHERE area_code = ?", [own_force])]
    return Evidence(
        area_code=settings.area, area_name=names[settings.area], months=months, latest_year=latest, names=names,
        comparators=settings.comparators,
        measures={MeasureKey(*(row[name] for name in MeasureKey.__dataclass_fields__)): row for row in measures},
        changes={(row["indicator_id"], row["area_code"], row["period"]): row
                 for row in engine.rows("SELECT * FROM change WHERE area_type = 'csp'")},
        comparisons=engine.rows("SELECT * FROM comparison WHERE indicator_id = 'recorded_crime'"),
        populations={(code, year): status for code, year, status in engine.tuples(
            "SELECT area_code, year, status FROM population WHERE area_type = 'csp'")},
        placements=[row for row in engine.rows("SELECT * FROM placement_summary") if row["reported_by"] in reporters],
        missing_months=missing, force_name=forces[own_force],
        refused_rows=engine.value("SELECT coalesce(sum(refused), 0) FROM input_file WHERE status = 'loaded'"),
        refused_by_year=dict(engine.tuples("""
          SELECT financial_year(month), CAST(sum(refused) AS BIGINT) FROM input_file
          JOIN (SELECT file_id, min(month) AS month FROM event GROUP BY file_id) USING (file_id)
          WHERE refused > 0 GROUP BY ALL""")),
        refused_files=engine.value("SELECT count(*) FROM input_file WHERE status = 'refused'"),
    )  # fmt: skip


def state_facts(
    engine: Engine, settings: Settings, months: tuple[Month, ...], latest: Period | None, sources: Sequence[Source]
) -> None:
    """Ask every declared fact and keep the sentence, its caveats and its measures, or the refusal."""
    evidence = gather_evidence(engine, settings, months, latest)
    disclosure = strictest(source.terms.disclosure for source in sources).value
    for fact in all_facts():
        answer = fact.state(evidence)
        refused = isinstance(answer, Refusal)
        sentence = answer.reason if isinstance(answer, Refusal) else answer.sentence
        way_out = answer.way_out if isinstance(answer, Refusal) else None
        period = None if isinstance(answer, Refusal) else answer.period
        engine.insert(all_tables()["fact"], [
            (fact.position, fact.id, fact.title, "refused" if refused else "stated", sentence, way_out, period,
             disclosure, "OFFICIAL")
        ])  # fmt: skip
        caveats = () if isinstance(answer, Refusal) else answer.caveats
        engine.insert(
            all_tables()["fact_caveat"], [(fact.id, place, text) for place, text in enumerate(caveats, start=1)]
        )
        engine.insert(all_tables()["fact_measure"], [
            (fact.id, place, key.indicator_id, key.area_type, key.area_code, key.period_type, key.period)
            for place, key in enumerate(answer.measures, start=1)
        ])  # fmt: skip
        tables = () if isinstance(answer, Refusal) else answer.tables
        engine.insert(
            all_tables()["fact_table"], [(fact.id, place, name) for place, name in enumerate(tables, start=1)]
        )
