"""What can touch each kind of figure: which months of which feeds, which other sources, which settings.

The rules follow the build: where a row is placed, what is counted, what a count is divided by, what its limits use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saferplan.base.categories import Denominator, Feed
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.indicator import Indicator
from saferplan.pipeline.compared.causes import ANY_SETTING, ANY_SOURCE, Reach, Span
from saferplan.pipeline.compared.side import Side

PLACING = frozenset({"ons_lsoa11_lsoa21", "ons_lsoa21_ward", "ons_authority_csp", "ons_boundary_lsoa"})
"""Sources by which a row is put into a CSP."""
WARDS = frozenset({"ons_boundary_ward"})
AUTHORITY_RESIDENTS = frozenset({"ons_population_authority", "ons_authority_csp"})
SMALL_RESIDENTS = frozenset({"ons_population_lsoa", "ons_population_lsoa21", "ons_population_ward"})
DEPRIVATION = frozenset({"mhclg_deprivation_lsoa11", "mhclg_deprivation_lsoa21"})
WEIGHTS = frozenset({"ons_severity_weights"})
GROUP = frozenset({"local_most_similar_group"})
COUNTING = frozenset({"area", "aliases"})
"""Settings by which a row is counted or not."""
_DIVIDED_BY = {
    Denominator.RESIDENTS: AUTHORITY_RESIDENTS, Denominator.HOUSEHOLDS: frozenset({"ons_households", "ons_authority_csp"}),
    Denominator.SEVERITY: AUTHORITY_RESIDENTS | WEIGHTS, Denominator.CRIMES: frozenset(),
}  # fmt: skip
EVERYTHING = Reach(tuple(Span(feed.value) for feed in Feed), ANY_SOURCE, ANY_SETTING, files_aside=True)
Window = tuple[date | None, date | None]
WHOLE: Window = (None, None)


def indicator_of(indicator_id: str) -> Indicator | None:
    """The declaration; None where this version has none of that name."""
    return next((each for each in all_indicators() if each.id == indicator_id), None)


def changed_months(older: Side, newer: Side, indicator: Indicator, area: str) -> frozenset[date] | None:
    """Months whose counts differ; a month without a row counts none. None for severity, which is a sum of weights."""
    if indicator.denominator is Denominator.SEVERITY:
        return None
    before, now = (side.monthly.get((indicator.id, area), {}) for side in (older, newer))
    return frozenset(month for month in before.keys() | now.keys() if before.get(month, 0) != now.get(month, 0))


def count_reach(
    older: Side, newer: Side, indicator_id: str, area: str, window: Window, *, limits: bool = False
) -> Reach:
    """What can touch an indicator's count in a CSP within a window of months, or, of all months, its dispersion."""
    indicator = indicator_of(indicator_id)
    if indicator is None:
        return EVERYTHING
    changed = changed_months(older, newer, indicator, area)
    local = frozenset({"police_generated"}) if indicator.demand else frozenset()
    sources = frozenset({"ons_authority_csp"}) if indicator.feed is Feed.HOME_OFFICE else PLACING
    sources |= WEIGHTS if indicator.denominator is Denominator.SEVERITY else frozenset()
    spans = _spans(indicator, places_of(older, newer, [area]), window, changed)
    return Reach(spans, sources, COUNTING | local, limits)


def _spans(
    indicator: Indicator, places: frozenset[str] | None, window: Window, changed: frozenset[date] | None
) -> tuple[Span, ...]:
    if indicator.feed is not Feed.OUTCOMES:
        return (Span(indicator.feed.value, places, *window, changed),)
    first, last = window
    later = last and Month.of(last).plus(MATURE_AFTER_MONTHS).first_day
    followed = None if changed is None else frozenset(
        Month.of(month).plus(step).first_day for month in changed for step in range(MATURE_AFTER_MONTHS + 1)
    )  # fmt: skip
    return (
        Span(Feed.STREET.value, places, first, last, None),
        Span(Feed.OUTCOMES.value, places, first, later, followed),
    )


def places_of(older: Side, newer: Side, areas: Iterable[str]) -> frozenset[str]:
    """The forces whose files are counted in these CSPs, and the CSPs themselves as the Home Office gives them."""
    areas = set(areas)
    forces = {side.forces.get(area) for side in (older, newer) for area in areas}
    return frozenset(areas | {force for force in forces if force})


def rate_reach(indicator_id: str) -> Reach:
    """What can touch that which a count is divided by."""
    indicator = indicator_of(indicator_id)
    return EVERYTHING if indicator is None else Reach(sources=_DIVIDED_BY[indicator.denominator])


BREAKS = Reach(settings=frozenset({"series_break"}))


KIND_OF: Mapping[str, str] = {
    "force-position": "force", "region-position": "region", "country-position": "country",
    "most-similar-position": "most_similar",
}  # fmt: skip
"""By fact, the kind of area that it holds the partnership against, of those that no measure of it names."""


def family_reach(comparator_type: str) -> Reach:
    """What can touch who is compared with whom, and so the adjustment for their number."""
    chosen = {
        "named": Reach(settings=frozenset({"comparators"})),
        "most_similar": Reach(sources=GROUP),
        "region": Reach(sources=frozenset({"ons_authority_region"})),
    }
    return chosen.get(comparator_type, Reach())


@dataclass(frozen=True)
class TableReach:
    """What can touch a table of analyses. `dated` ones hold the fact's period and the year before, others every month."""

    feeds: tuple[Feed, ...] = ()
    sources: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    dated: bool = True
    files_aside: bool = False
    """Whether it tells of files that are in no figure."""


_STREET = (Feed.STREET,)
_BOTH = (Feed.HOME_OFFICE, Feed.STREET)
_ALL = tuple(Feed)
_OF_PARTNERS = frozenset({"area", "aliases", "mappings", "suppress_below", "suppress_zero", "round_to"})
TABLES: Mapping[str, TableReach] = {
    "contribution": TableReach(_STREET, PLACING | WARDS, COUNTING | {"series_break"}),
    "concentration": TableReach(_STREET, PLACING | SMALL_RESIDENTS, COUNTING),
    "usual_range": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
    "projection": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
    "seasonal_index": TableReach(_STREET, PLACING, COUNTING, dated=False),
    "anchor": TableReach(_STREET, PLACING, COUNTING),
    "search_ethnicity": TableReach((Feed.SEARCHES,), PLACING, COUNTING),
    "severity_coverage": TableReach((Feed.HOME_OFFICE,), WEIGHTS | {"ons_authority_csp"}, COUNTING),
    "source_agreement": TableReach(_BOTH, PLACING, COUNTING),
    "deprived_share": TableReach(_STREET, DEPRIVATION | PLACING, COUNTING),
    "most_similar_group": TableReach(sources=GROUP),
    "funnel_point": TableReach(_BOTH, AUTHORITY_RESIDENTS | SMALL_RESIDENTS | PLACING | WARDS, COUNTING),
    "comparison": TableReach(_BOTH, AUTHORITY_RESIDENTS | PLACING, COUNTING, dated=False),  # and the family, by the fact
    "population": TableReach(sources=AUTHORITY_RESIDENTS | SMALL_RESIDENTS | PLACING),
    "coverage": TableReach(_ALL, settings=COUNTING | {"comparators", "partial_below_share"}, dated=False),
    "placement_summary": TableReach(_STREET, PLACING, COUNTING, dated=False, files_aside=True),
    "repeated_row": TableReach(_STREET, settings=COUNTING, dated=False),
    "revision": TableReach(_ALL, settings=COUNTING | {"issued"}, dated=False, files_aside=True),
    "series_break": TableReach(_STREET, settings=frozenset({"area", "series_break"}), dated=False),
    "local_value": TableReach(sources=ANY_SOURCE, settings=_OF_PARTNERS, dated=False),
    **{table: TableReach(sources=ANY_SOURCE, settings=frozenset({"area", "aliases", "mappings"}), dated=False)
       for table in ("event_timing", "event_hour", "event_repeat", "near_repeat", "near_repeat_type")},
    "local_event_count": TableReach(_BOTH, ANY_SOURCE, _OF_PARTNERS, dated=False),
}  # fmt: skip


def table_reach(table: str, window: Window) -> Reach:
    """What can touch a table of analyses; anything can where its rule is not known."""
    rule = TABLES.get(table)
    if rule is None:
        return EVERYTHING
    first, last = window if rule.dated else WHOLE
    spans = tuple(Span(feed.value, None, first, last) for feed in rule.feeds)
    return Reach(spans, rule.sources, rule.settings, files_aside=rule.files_aside)
