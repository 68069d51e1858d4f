"""From placed rows to counts: what each indicator counts, counts by month and area, coverage, and what stands beside them."""

from dataclasses import replace
from typing import Any

import numpy as np

from saferplan.base.categories import Feed
from saferplan.base.home_office import SUBGROUPS
from saferplan.evidence import counting, home_office
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.classified_offences import CLASSIFIED_OFFENCE_COUNT_SQL
from saferplan.evidence.indicator import Demand, Indicator
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.partial_months import partial_months
from saferplan.pipeline.home_office import count_home_office
from saferplan.pipeline.police_generated import Classification
from saferplan.pipeline.settings import Settings
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

ALWAYS, NEVER = "1900-01-01", "9999-01-01"
MONTHLY_FEEDS = (Feed.STREET, Feed.OUTCOMES, Feed.SEARCHES)


def count_street_rows(engine: Engine, settings: Settings) -> None:
    """Fill `indicator` and `coverage`, and `monthly_count` with what stands in the street files: all that places need."""
    _indicators(engine)
    _what_is_counted(engine, settings)
    engine.run(counting.FINANCIAL_YEAR_SQL)
    count_home_office(engine, settings.partial_below_share)
    for name, sql in _STREET_STEPS:
        engine.step(name, sql)
    _mark_partial_months(engine, settings)
    engine.step("months short of refused rows", counting.SHORT_MONTHS_SQL)
    engine.step("months that lack a type", counting.ABSENT_TYPES_SQL)


def count_further(engine: Engine) -> None:
    """Fill the rest of `monthly_count`, and the tables that say how rows were placed and counted."""
    for name, sql in _FURTHER_STEPS:
        engine.step(name, sql)


_STREET_STEPS = (
    ("rows by force, month and feed", counting.ROWS_SUPPLIED_SQL),
    ("which months each force supplied", counting.COVERAGE_SQL),
    ("which quarters the Home Office gives", home_office.HOME_OFFICE_COVERAGE_SQL),
    ("LSOAs that unplaced rows may belong to", counting.UNSETTLED_SQL),
    ("counts by area, month and crime type", counting.CATEGORY_COUNT_SQL),
    ("counts by indicator", counting.STREET_COUNT_SQL),
)
_FURTHER_STEPS = (
    ("offences by indicator", home_office.OFFENCE_COUNT_SQL),
    ("indicators that a table gives no row of", home_office.INDICATOR_ABSENT_SQL),
    ("quarters of areas with all offences", home_office.ALL_OFFENCES_SUPPLIED_SQL),
    ("offences by how they come to light", CLASSIFIED_OFFENCE_COUNT_SQL),
    ("searches by area and month", counting.SEARCH_COUNT_SQL),
    ("crimes followed for six months", counting.FOLLOWED_SQL),
    ("outcomes by indicator", counting.OUTCOME_COUNT_SQL),
    ("crimes with each outcome", counting.OUTCOME_MONTHLY_SQL),
    ("how rows were placed", counting.PLACEMENT_SUMMARY_SQL),
    ("one year by three rules", counting.COUNTING_RULE_SQL),
    ("rows near ward boundaries", counting.WARD_EDGE_SQL),
    ("rows at anchors", counting.ANCHOR_SQL),
    ("searches by ethnicity", counting.SEARCH_ETHNICITY_SQL),
    ("severity and its weights", home_office.SEVERITY_SQL),
    ("two sources of recorded crime", home_office.AGREEMENT_SQL),
)


def _indicators(engine: Engine) -> None:
    engine.insert(all_tables()["indicator"], [
        (each.id, each.title, each.feed.value, each.denominator.value, each.unit.value, each.polarity.value, each.definition,
         each.caveat or None)
        for each in all_indicators()
    ])  # fmt: skip


def _what_is_counted(engine: Engine, settings: Settings) -> None:
    """Which types, subgroups, codes and outcomes each indicator counts, and from when, as tables for the counting steps."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE indicator_category (indicator_id VARCHAR, category VARCHAR, from_month DATE, "
        "until_month DATE)"
    )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE indicator_subgroup (indicator_id VARCHAR, subgroup VARCHAR, codes VARCHAR[])"
    )
    engine.run("CREATE OR REPLACE TEMP TABLE classified_subgroup (indicator_id VARCHAR, subgroup VARCHAR, codes VARCHAR[], "
               "is_excluded BOOLEAN, from_month DATE, until_month DATE)")  # fmt: skip
    engine.run("CREATE OR REPLACE TEMP TABLE indicator_outcome (indicator_id VARCHAR, outcome_group VARCHAR)")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE subgroup_category (subgroup VARCHAR, category VARCHAR, stood_under VARCHAR)"
    )
    counted = counted_indicators(settings)
    engine.add("indicator_category", [row for each in counted for row in _categories(each, settings)])
    engine.add("indicator_subgroup", [row for each in counted for row in _subgroups(each)])
    engine.add("classified_subgroup", [row for each in counted for row in _classified_subgroups(each, settings)])
    engine.add("indicator_outcome", [(each.id, each.outcome.value) for each in counted if each.outcome])
    engine.run("""INSERT INTO indicator_part
      SELECT indicator_id, 'category', category, NULL, false, from_month FROM indicator_category
      UNION ALL SELECT indicator_id, 'subgroup', subgroup, array_to_string(codes, ' '), false, DATE '1900-01-01'
      FROM indicator_subgroup
      UNION ALL SELECT indicator_id, 'subgroup', subgroup, array_to_string(codes, ' '), is_excluded, from_month
      FROM classified_subgroup
      UNION ALL SELECT indicator_id, 'outcome', outcome_group, NULL, false, DATE '1900-01-01' FROM indicator_outcome""")
    engine.add(
        "subgroup_category", [(each.name, each.category, each.stood_under) for each in SUBGROUPS if each.category]
    )


def counted_indicators(settings: Settings) -> list[Indicator]:
    """The indicators that can be counted: those that rest on a local classification only where there is one."""
    return [
        _narrowed(each, settings)
        for each in all_indicators()
        if each.demand is None or settings.classifications(each.feed)
    ]


def _narrowed(indicator: Indicator, settings: Settings) -> Indicator:
    """An indicator of demand with the types that a classification of the partnership's leaves it, and no others."""
    if indicator.demand is None or indicator.feed is not Feed.STREET:
        return indicator
    counted = {name for each in settings.classifications(Feed.STREET) for name in _left_by(each, indicator)}
    return replace(indicator, categories=tuple(name for name in indicator.categories if name in counted))


def _left_by(classification: Classification, indicator: Indicator) -> list[str]:
    """The types that an indicator of demand counts while a classification holds."""
    wanted = indicator.demand is Demand.POLICE_GENERATED
    return [name for name in indicator.categories if (name in classification.names) is wanted]


def _categories(indicator: Indicator, settings: Settings) -> list[tuple[str, str, str, str]]:
    if indicator.feed is not Feed.STREET:
        return []
    if indicator.demand is None:
        return [(indicator.id, category, ALWAYS, NEVER) for category in indicator.categories]
    return [
        (indicator.id, category, each.start.first_day.isoformat(), _end_of(each))
        for each in settings.classifications(Feed.STREET)
        for category in _left_by(each, indicator)
    ]


def _subgroups(indicator: Indicator) -> list[tuple[str, str, list[str] | None]]:
    if indicator.feed is not Feed.HOME_OFFICE or indicator.demand is not None:
        return []
    return [(indicator.id, name, list(indicator.codes) or None) for name in indicator.counted_subgroups]


def _classified_subgroups(indicator: Indicator, settings: Settings) -> list[tuple[str, str, list[str], bool, str, str]]:
    if indicator.feed is not Feed.HOME_OFFICE or indicator.demand is None:
        return []
    excluded = indicator.demand is Demand.PUBLICLY_REPORTED
    return [
        (indicator.id, name, sorted(each.names), excluded, each.start.first_day.isoformat(), _end_of(each))
        for each in settings.classifications(Feed.HOME_OFFICE)
        for name in indicator.counted_subgroups
    ]


def _end_of(classification: Classification) -> str:
    return classification.until.first_day.isoformat() if classification.until else NEVER


def _mark_partial_months(engine: Engine, settings: Settings) -> None:
    """Judge each force's months of each feed: the fit is Python's, what it finds goes back into `coverage`."""
    engine.run("CREATE OR REPLACE TEMP TABLE judged (force_code VARCHAR, month DATE, feed VARCHAR, lower DOUBLE, median DOUBLE, "
               "is_partial BOOLEAN)")  # fmt: skip
    rows: dict[tuple[str, str], list[tuple[Any, int, bool]]] = {}
    for force, feed, month, count, status in engine.tuples(
        "SELECT force_code, feed, month, rows - foreign_rows, status FROM coverage WHERE feed <> 'home_office_csp' ORDER BY ALL"
    ):
        rows.setdefault((force, feed), []).append((month, count, status == "supplied"))
    for (force, feed), months in rows.items():
        engine.add("judged", _judged(force, feed, months, settings.partial_below_share))
    engine.run("""UPDATE coverage SET lower = judged.lower, median = judged.median,
      status = CASE WHEN is_partial THEN 'partial' ELSE status END FROM judged
      WHERE (judged.force_code, judged.month, judged.feed) = (coverage.force_code, coverage.month, coverage.feed)""")


def _judged(force: str, feed: str, months: list[tuple[Any, int, bool]], share: float) -> list[tuple[Any, ...]]:
    supplied = np.array([given for _, _, given in months])
    index = np.array([month.year * 12 + month.month - 1 for month, _, _ in months], float)
    found = partial_months(np.array([count for _, count, _ in months], float), index, supplied, share)
    if isinstance(found, Missing):
        return []
    return [
        (force, month, feed, float(found.lower[place]), float(found.median[place]), bool(found.is_partial[place]))
        for place, (month, _, given) in enumerate(months)
        if given
    ]
