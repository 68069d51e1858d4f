"""The partnership's counts by neighbourhood, month and type, for detectors to look at."""

from collections.abc import Mapping

from saferplan.base.categories import ASB, CRIME_TYPES, Feed
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.series import Standing
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.evidence.signals.panel import Panel, panel_of
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.neighbourhoods import middles_of
from saferplan.pipeline.series import force_standing
from saferplan.tables.engine import Engine

CATEGORIES = (*CRIME_TYPES, ASB)


def read_panel(engine: Engine, scope: Scope, breaks: list[SeriesBreak]) -> Panel:
    """Counts of the partnership's LSOAs. Months not supplied whole, or before a break that refuses comparison, are not known."""
    category_of = {TYPE_INDICATORS[name]: name for name in CATEGORIES}
    points = [(code, x, y) for code, (x, y) in middles_of(engine, scope.area).items()]
    within = {code for code, _, _ in points}
    rows = [
        (category_of[indicator], place, Month.of(month), count)
        for indicator, place, month, count in engine.tuples(
            "SELECT indicator_id, area_code, month, count FROM monthly_count WHERE area_type = 'lsoa' ORDER BY ALL"
        )
        if indicator in category_of and place in within
    ]
    return panel_of(rows, points, scope.months, _unknown(engine, scope, breaks))


def _unknown(engine: Engine, scope: Scope, breaks: list[SeriesBreak]) -> Mapping[str, set[Month]]:
    standing = force_standing(engine, Feed.STREET, scope.months)[scope.force]
    not_whole = {month for month, each in zip(scope.months, standing, strict=True) if each != Standing.WHOLE}
    indicators = {each.id: each for each in all_indicators()}
    unknown = {}
    for name in CATEGORIES:
        refusing = [
            each.effect_until or each.from_month for each in breaks
            if each.behaviour is not Behaviour.ANNOTATE and each.concerns(indicators[TYPE_INDICATORS[name]], scope.force)
        ]  # fmt: skip
        since = max((each for each in refusing if each <= scope.months[-1]), default=scope.months[0])
        unknown[name] = not_whole | {month for month in scope.months if month < since}
    return unknown
