"""The partnership's counts by neighbourhood, month and type, and partners' kinds of events, for detectors to look at."""

from saferplan.base.categories import ASB, CRIME_TYPES, Feed
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import indicators_by_id
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.series import Standing
from saferplan.evidence.series_break import Behaviour, SeriesBreak
from saferplan.evidence.signals.panel import Panel, panel_of
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.neighbourhoods import middles_of
from saferplan.pipeline.series import force_standing
from saferplan.pipeline.signals.partners import partner_counts
from saferplan.tables.engine import Engine

CATEGORIES = (*CRIME_TYPES, ASB)
"""What the street files tell; a partner's extract has months and gaps of its own."""


def read_panel(engine: Engine, scope: Scope, breaks: list[SeriesBreak]) -> Panel:
    """Counts of the partnership's LSOAs, partners' kinds by name.

    Months not supplied whole, or before a break that refuses comparison, are not known.
    """
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
    unknown = _unknown(engine, scope, breaks)
    partners = partner_counts(engine, scope)
    rows += [
        (each.kind.name, place, month, count)
        for each in partners
        for place, month, count in each.rows
        if place in within
    ]
    unknown |= {each.kind.name: set(each.unknown) for each in partners}
    return panel_of(rows, points, scope.months, unknown, [each.kind for each in partners])


def refusing_breaks(scope: Scope, breaks: list[SeriesBreak]) -> dict[str, SeriesBreak]:
    """By category the last break that refuses comparison with what was before: months are known from its end on."""
    return _refusing(scope, [each for each in breaks if scope.months[0] < _settled(each) <= scope.months[-1]])


def unsettled_breaks(scope: Scope, breaks: list[SeriesBreak]) -> dict[str, SeriesBreak]:
    """By category the break that refuses comparison and is still working its way in at the newest month."""
    return _refusing(scope, [each for each in breaks if each.from_month <= scope.months[-1] < _settled(each)])


def _refusing(scope: Scope, breaks: list[SeriesBreak]) -> dict[str, SeriesBreak]:
    """By category the last of the breaks to settle that refuse comparison."""
    indicators = indicators_by_id()
    return {
        name: each
        for each in sorted(breaks, key=lambda each: (_settled(each), each.id))
        if each.behaviour is not Behaviour.ANNOTATE
        for name in CATEGORIES
        if each.concerns(indicators[TYPE_INDICATORS[name]], scope.force)
    }


def newest_words(engine: Engine, scope: Scope) -> dict[str, str]:
    """By category why the newest month is not known; none where its file was supplied whole."""
    standing = force_standing(engine, Feed.STREET, scope.months)[scope.force][-1]
    words = {Standing.PARTIAL: "was supplied in part only", Standing.NOT_SUPPLIED: "was not supplied"}
    said = f"{scope.months[-1].name} {words[Standing(standing)]}" if Standing(standing) in words else ""
    return dict.fromkeys(CATEGORIES, said) if said else {}


def _settled(each: SeriesBreak) -> Month:
    return each.effect_until or each.from_month


def _unknown(engine: Engine, scope: Scope, breaks: list[SeriesBreak]) -> dict[str, set[Month]]:
    standing = force_standing(engine, Feed.STREET, scope.months)[scope.force]
    not_whole = {month for month, each in zip(scope.months, standing, strict=True) if each != Standing.WHOLE}
    since = {name: _settled(each) for name, each in refusing_breaks(scope, breaks).items()}
    return {
        name: not_whole | {month for month in scope.months if month < since.get(name, scope.months[0])}
        for name in CATEGORIES
    }
