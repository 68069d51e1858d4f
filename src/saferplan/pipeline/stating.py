"""Asking every declared fact: the rows it is made of, its sentence or refusal, whose terms it falls under, when it is stale."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from saferplan.base.categories import Denominator, Feed
from saferplan.base.disclosure import Handling, strictest
from saferplan.base.periods import Month, Period
from saferplan.evidence.catalogue import all_facts, all_indicators
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Statement
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.settings import Settings
from saferplan.sources.contract import LOCAL, Source, Terms
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

OWN_ROWS = {
    "contribution": "area_code = $1", "concentration": "area_code = $1", "usual_range": "area_code = $1",
    "projection": "area_code = $1", "anchor": "area_code = $1", "search_ethnicity": "area_code = $1",
    "severity_coverage": "area_code = $1", "funnel_point": "$1 IS NOT NULL", "repeated_row": "$1 IS NOT NULL",
    "revision": "$1 IS NOT NULL", "analysis": "$1 IS NOT NULL", "deprived_share": "area_code = $1",
    "source_agreement": "area_code IN (SELECT area_code FROM area WHERE role IN ('own', 'comparator')) AND $1 IS NOT NULL",
    "local_indicator": "$1 IS NOT NULL", "local_value": "$1 IS NOT NULL",
    "local_event_count": "area_code = $1", "event_timing": "area_code = $1", "event_hour": "area_code = $1",
    "event_repeat": "area_code = $1", "near_repeat": "area_code = $1", "near_repeat_type": "area_code = $1",
}  # fmt: skip
"""Tables whose rows facts may ask for, and which of them."""

PARTNER_TABLES = {
    "local_value",
    "local_event_count",
    "event_timing",
    "event_hour",
    "event_repeat",
    "near_repeat",
    "near_repeat_type",
}

_TABLE_SOURCES = {
    "most_similar_group": ("local_most_similar_group",),
    "source_agreement": ("home_office_csp", "police_uk_street"),
    "severity_coverage": ("home_office_csp", "ons_severity_weights"),
    "deprived_share": ("mhclg_deprivation_lsoa11", "mhclg_deprivation_lsoa21"),
    "funnel_point": ("home_office_csp",),
    "search_ethnicity": ("police_uk_stop_and_search",),
}
LAG_MONTHS = 3
"""Months after its end by which a month's figures are published, a month's grace among them."""
HOME_OFFICE_LAG_MONTHS = 4
"""The same of a year of the Home Office's table by partnership."""
# verify: recalled and not looked up, that the table of the year to March comes out in late July.


def gather_evidence(engine: Engine, settings: Settings, scope: Scope) -> Evidence:
    """The rows that facts are made of."""
    measures = engine.rows("""SELECT * FROM measure WHERE period_type IN ('financial_year', 'rolling_twelve_months')
      AND area_type = 'csp' AND area_code IN (SELECT area_code FROM area WHERE role IN ('own', 'comparator'))""")
    reporters = [alias for (alias,) in engine.tuples("SELECT alias FROM area_alias WHERE area_code = ?", [scope.force])]
    (force_name,) = engine.tuples("SELECT name FROM area WHERE area_type = 'force' AND area_code = ?", [scope.force])[0]
    return Evidence(
        area_code=settings.area, area_name=scope.area_name, months=scope.months, latest_year=scope.latest_year,
        home_office_year=scope.home_office_year, comparators=settings.comparators,
        names=dict(engine.tuples("SELECT area_code, name FROM area WHERE area_type <> 'lsoa'")),
        measures={MeasureKey(*(row[name] for name in MeasureKey.__dataclass_fields__)): row for row in measures},
        changes={(row["indicator_id"], row["area_code"], row["period"], row["period_before"]): row
                 for row in engine.rows("SELECT * FROM change WHERE area_code = ?", [settings.area])},
        comparisons=engine.rows("SELECT * FROM comparison"),
        populations={(code, year): status for code, year, status in engine.tuples(
            "SELECT area_code, year, status FROM population WHERE area_type = 'csp'")},
        placements=[row for row in engine.rows("SELECT * FROM placement_summary") if row["reported_by"] in reporters],
        missing_months=_months_with(engine, Feed.STREET, "not_supplied"),
        partial_months=_months_with(engine, Feed.STREET, "partial"), types_lacking=engine.tuples("""
          SELECT DISTINCT force.name, types_lacking, strftime(month, '%Y-%m') FROM coverage
          JOIN area AS force ON force.area_type = 'force' AND force.area_code = coverage.force_code
          JOIN area AS csp ON csp.area_type = 'csp' AND csp.force_code = force.area_code AND csp.role IN ('own', 'comparator')
          WHERE types_lacking IS NOT NULL"""), feed_gaps=_feed_gaps(engine),
        force_name=force_name, force_code=scope.force, forces=dict(engine.tuples("""
          SELECT csp.area_code, force.name FROM area AS csp JOIN area AS force
            ON force.area_type = 'force' AND force.area_code = csp.force_code WHERE csp.area_type = 'csp'""")),
        forces_within=dict(engine.tuples("""
          SELECT kind, count(DISTINCT csp.force_code) FROM area AS own, area AS csp, (VALUES ('region'), ('country')) AS kinds(kind)
          WHERE own.area_type = 'csp' AND own.area_code = ? AND csp.area_type = 'csp'
            AND CASE kind WHEN 'region' THEN csp.region_code = own.region_code
              ELSE left(csp.area_code, 1) = left(own.area_code, 1) END
          GROUP BY kind""", [settings.area])),
        refused_rows=engine.value("SELECT coalesce(sum(refused), 0) FROM input_file WHERE status = 'loaded'"),
        refused_by_year=dict(engine.tuples("""
          SELECT financial_year(month), CAST(sum(refused) AS BIGINT) FROM input_file
          JOIN (SELECT file_id, min(month) AS month FROM event GROUP BY file_id) USING (file_id)
          WHERE refused > 0 GROUP BY ALL""")),
        refused_by_source=dict(engine.tuples("""
          SELECT source_id, CAST(sum(refused) AS BIGINT) FROM input_file
          WHERE (status = 'loaded' OR status = 'refused' AND source_id = 'home_office_csp') AND refused > 0 GROUP BY ALL""")),
        repeated_offences=engine.value("""
          SELECT coalesce(sum(duplicates), 0) FROM input_file
          WHERE status = 'loaded' AND source_id IN ('home_office_csp', 'home_office_force')"""),
        refused_files=engine.value("SELECT count(*) FROM input_file WHERE status = 'refused'"),
        breaks={row["break_id"]: row for row in engine.rows("SELECT * FROM series_break")},
        tables=_tables(engine, scope), classified=_classified(settings, scope.latest_year),
        classified_from=tuple(each.start for each in settings.classifications(Feed.STREET)),
    )  # fmt: skip


_FOLLOWING = {Feed.OUTCOMES: "Outcomes", Feed.SEARCHES: "Stops and searches"}


def _feed_gaps(engine: Engine) -> dict[str, dict[str, list[str]]]:
    """Months that the feeds beside the street files lack, of those feeds of which anything was supplied."""
    found = {}
    for feed, words in _FOLLOWING.items():
        if engine.value("SELECT count(*) FROM coverage WHERE feed = ? AND status <> 'not_supplied'", [feed.value]):
            found[f"{words} missing"] = _months_with(engine, feed, "not_supplied")
            found[f"{words} only in part"] = _months_with(engine, feed, "partial")
    return {name: months for name, months in found.items() if any(months.values())}


def _months_with(engine: Engine, feed: Feed, status: str) -> dict[str, list[str]]:
    """Months of a feed's files of this status, by the name of each force of the partnership and its comparators."""
    found: dict[str, list[str]] = {
        name: []
        for (name,) in engine.tuples("""
      SELECT DISTINCT force.name FROM area AS force JOIN area AS csp ON csp.force_code = force.area_code
      WHERE force.area_type = 'force' AND csp.area_type = 'csp' AND csp.role IN ('own', 'comparator')""")
    }
    for name, month in engine.tuples("""
      SELECT name, strftime(month, '%Y-%m') FROM coverage JOIN area ON area_type = 'force' AND area_code = coverage.force_code
      WHERE feed = ? AND status = ? ORDER BY ALL""", [feed.value, status]):  # fmt: skip
        if name in found:
            found[name].append(month)
    return found


def _tables(engine: Engine, scope: Scope) -> dict[str, Sequence[Mapping[str, Any]]]:
    found: dict[str, Sequence[Mapping[str, Any]]] = {
        name: engine.rows(f"SELECT * FROM {name} WHERE {condition} ORDER BY ALL", [scope.area])
        for name, condition in OWN_ROWS.items()
    }
    found["search_placement"] = engine.rows("""
      SELECT financial_year(month) AS period, count(*) AS searches, count(*) FILTER (csp_code IS NULL) AS unplaced
      FROM stop_and_search WHERE force_code = ? GROUP BY ALL""", [scope.force])  # fmt: skip
    found["funnel_left_out"] = engine.rows("""
      SELECT coalesce(missing_reason, 'month_not_supplied') AS reason, count(*) AS areas FROM area
      LEFT JOIN measure ON measure.area_type = 'csp' AND measure.area_code = area.area_code
        AND indicator_id = 'recorded_offences' AND period = $1
      WHERE area.area_type = 'csp' AND value IS NULL GROUP BY ALL ORDER BY ALL""",
      [scope.home_office_year.label if scope.home_office_year else None])  # fmt: skip
    return found


def _classified(settings: Settings, year: Period | None) -> list[str]:
    """The types classed as police generated at the end of a year, in words for a sentence, with the month since when."""
    in_force = [each for each in settings.classifications(Feed.STREET) if year and each.holds_in(year.end)]
    if not in_force:
        return []
    lowered = [f"{name[:1].lower()}{name[1:]}" for name in sorted(in_force[0].names)]
    return [*lowered[:-1], f"{lowered[-1]} (from {in_force[0].start.name})"]


def state_facts(engine: Engine, settings: Settings, scope: Scope, sources: Sequence[Source]) -> None:
    """Ask every declared fact and keep the sentence, its caveats and its measures, or the refusal."""
    evidence = gather_evidence(engine, settings, scope)
    known = {source.id: source for source in sources}
    rows: dict[str, list[tuple[Any, ...]]] = {"fact": [], "fact_caveat": [], "fact_measure": [], "fact_table": []}
    for fact in all_facts():
        answer = fact.state(evidence)
        rows["fact"].append(_fact_row(fact, answer, scope, _terms(answer, known)))
        caveats = answer.caveats if isinstance(answer, Statement) else ()
        rows["fact_caveat"] += [(fact.id, place, text) for place, text in enumerate(caveats, start=1)]
        rows["fact_measure"] += [
            (fact.id, place, key.indicator_id, key.area_type, key.area_code, key.period_type, key.period)
            for place, key in enumerate(answer.measures, start=1)
        ]
        rows["fact_table"] += [(fact.id, place, name) for place, name in enumerate(answer.tables, start=1)]
    for name, found in rows.items():
        engine.insert(all_tables()[name], found)


def _fact_row(
    fact: Fact, answer: Statement | Refusal, scope: Scope, terms: Sequence[Terms | Handling]
) -> tuple[Any, ...]:
    disclosure = strictest(each.disclosure for each in terms).value
    marking = max((each.marking for each in terms), key=len, default="OFFICIAL")  # OFFICIAL, then OFFICIAL-SENSITIVE
    may_publish = all(each.may_publish for each in terms)
    period: str | None
    way_out: str | None
    if isinstance(answer, Refusal):
        status, sentence, way_out, period, stale = "refused", answer.reason, answer.way_out, None, None
    else:
        status, sentence, way_out, period = "stated", answer.sentence, None, answer.period or None
        stale = answer.stale_after or _stale_after(fact.freshness, scope, answer)
    return (
        fact.position,
        fact.id,
        fact.title,
        status,
        sentence,
        way_out,
        period,
        disclosure,
        marking,
        may_publish,
        stale,
    )


def _terms(answer: Statement | Refusal, known: Mapping[str, Source]) -> list[Terms | Handling]:
    """The terms of every source behind an answer: of its measures, of what they are divided by, of its tables.

    Partners' figures carry their own; a sentence of theirs that carries none is taken for the strictest.
    """
    found: list[Terms | Handling] = [known[name].terms for name in sorted(_sources_of(answer)) if name in known]
    if isinstance(answer, Statement) and PARTNER_TABLES & set(answer.tables):
        found += answer.handling or (LOCAL,)
    return found


def _sources_of(answer: Statement | Refusal) -> set[str]:
    named = {source_id for key in answer.measures for source_id in measure_sources(key.indicator_id)}
    return named | {source_id for table in answer.tables for source_id in _TABLE_SOURCES.get(table, ())}


def measure_sources(indicator_id: str) -> Iterable[str]:
    """The sources that an indicator's measures rest on."""
    indicator = next(each for each in all_indicators() if each.id == indicator_id)
    counted = {
        Feed.STREET: ("police_uk_street",),
        Feed.OUTCOMES: ("police_uk_street", "police_uk_outcomes"),
        Feed.SEARCHES: ("police_uk_stop_and_search",),
        Feed.HOME_OFFICE: ("home_office_csp", "home_office_force"),
    }[indicator.feed]
    below = {
        Denominator.RESIDENTS: ("ons_population_authority",),
        Denominator.HOUSEHOLDS: ("ons_households",),
        Denominator.SEVERITY: ("ons_population_authority", "ons_severity_weights"),
    }
    return (*counted, *below.get(indicator.denominator, ()))


def _stale_after(freshness: Freshness, scope: Scope, answer: Statement) -> date | None:
    """The day by which newer figures should have come out: some months after the end of the month they would add.

    The outcomes of a year are known only when its last crimes were followed; a year of the Home Office's comes later.
    """
    if freshness is Freshness.LASTING or not scope.months:
        return None
    if freshness is Freshness.MONTHLY:
        return _last_day(scope.months[-1].plus(1 + LAG_MONTHS))
    year = re.fullmatch(r"(\d{4})/\d{2}", answer.period)
    if year is None:
        return None
    lag = HOME_OFFICE_LAG_MONTHS if Feed.HOME_OFFICE in _sources_of(answer) else LAG_MONTHS
    return _last_day(Month(int(year[1]) + 2, 3).plus(freshness.months_followed + lag))


def _last_day(month: Month) -> date:
    return date(month.year, month.number, monthrange(month.year, month.number)[1])
