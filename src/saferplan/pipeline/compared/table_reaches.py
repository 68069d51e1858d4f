"""What can touch each table of an edition: as a whole, where a fact rests on it, and its rows, where they are held together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saferplan.base.categories import Feed
from saferplan.evidence.indicator import Indicator
from saferplan.pipeline.compared.causes import ANY_SOURCE, Reach, Span
from saferplan.pipeline.compared.reaches import (
    AUTHORITY_RESIDENTS,
    CLASSIFYING,
    COUNTING,
    DEPRIVATION,
    DIVIDED_BY,
    EVERYTHING,
    GROUP,
    PLACING,
    SMALL_RESIDENTS,
    WARDS,
    WEIGHTS,
    WHOLE,
    Window,
    counting_settings,
    counting_sources,
    indicator_of,
)


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
_CHOSEN = frozenset({"area", "comparators"})
"""Settings by which areas are in an edition or not."""
_PLACES = _CHOSEN | {"custom_area"}
_VISITS = frozenset({"visited_areas"})
_RESIDENTS = AUTHORITY_RESIDENTS | SMALL_RESIDENTS | PLACING
_SMALL = frozenset({"suppress_below", "suppress_zero", "round_to"})
_MAPPED = frozenset({"area", "aliases", "mappings"})
_OF_PARTNERS = _MAPPED | _SMALL
_OF_EVENTS = TableReach(sources=ANY_SOURCE, settings=_MAPPED | {"suppress_below"}, dated=False)
_OF_SIGNALS = TableReach(
    _STREET, ANY_SOURCE,
    COUNTING | CLASSIFYING | _MAPPED | _SMALL | {"signals", "judgements", "false_signals_a_quarter", "series_break"}, dated=False,
)  # fmt: skip
_HOT = TableReach(_STREET, PLACING | WARDS, COUNTING | CLASSIFYING, dated=False)
_FUNNEL = TableReach(_BOTH, _RESIDENTS | WARDS, COUNTING | _VISITS)
_REGION = frozenset({"ons_authority_region"})
_OWN_PLACES = TableReach(_STREET, PLACING | WARDS, frozenset({"area", "custom_area"}), dated=False)
TABLES: Mapping[str, TableReach] = {
    "analysis": TableReach(),
    "anchor": TableReach(_STREET, PLACING, COUNTING),
    "area": TableReach(sources=PLACING | WARDS | _REGION, settings=_PLACES),
    "area_alias": TableReach(sources=ANY_SOURCE, settings=_PLACES | {"aliases"}),
    "boundary": TableReach(sources=PLACING | WARDS, settings=_PLACES),
    "comparison": TableReach(_BOTH, AUTHORITY_RESIDENTS | PLACING, COUNTING, dated=False),  # and the family, by the fact
    "concentration": TableReach(_STREET, PLACING | SMALL_RESIDENTS, COUNTING),
    "contribution": TableReach(_STREET, PLACING | WARDS, COUNTING | {"series_break"}),
    "counting_rule": TableReach(_STREET, PLACING, COUNTING | _CHOSEN),
    "coverage": TableReach(_ALL, settings=COUNTING | {"comparators", "partial_below_share"}, dated=False),
    "custom_point": _OWN_PLACES,
    "custom_reach": _OWN_PLACES,
    "deprivation": TableReach(sources=DEPRIVATION | PLACING, settings=_CHOSEN),
    "deprived_share": TableReach(_STREET, DEPRIVATION | PLACING, COUNTING),
    **dict.fromkeys(("event_timing", "event_hour", "event_repeat", "near_repeat", "near_repeat_type"), _OF_EVENTS),
    "funnel_limit": _FUNNEL,
    "funnel_point": _FUNNEL,
    "hotspot": _HOT,
    "hotspot_accuracy": _HOT,
    "household": TableReach(sources=frozenset({"ons_households"}) | PLACING, settings=_CHOSEN),
    "indicator": TableReach(),
    "indicator_part": TableReach(settings=CLASSIFYING),
    "known_gap": TableReach(sources=PLACING, settings=_CHOSEN),
    "local_event_count": TableReach(_BOTH, ANY_SOURCE, _OF_PARTNERS, dated=False),
    "local_event_unknown": TableReach(sources=ANY_SOURCE, settings=_MAPPED, dated=False),
    "local_indicator": TableReach(sources=ANY_SOURCE, settings=_OF_PARTNERS, dated=False),
    "local_return": TableReach(sources=ANY_SOURCE, settings=_MAPPED, dated=False),
    "local_value": TableReach(sources=ANY_SOURCE, settings=_OF_PARTNERS, dated=False),
    "most_similar_group": TableReach(sources=GROUP),
    "partnership": TableReach(_BOTH, PLACING, frozenset({"area", "simulated"}), dated=False),
    "placement_summary": TableReach(_STREET, PLACING, COUNTING | _CHOSEN, dated=False, files_aside=True),
    "population": TableReach(sources=_RESIDENTS, settings=_CHOSEN),
    "projection": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
    "repeated_row": TableReach(_STREET, settings=COUNTING, dated=False),
    "revision": TableReach(_ALL, settings=COUNTING | {"issued"}, dated=False, files_aside=True),
    "search_ethnicity": TableReach((Feed.SEARCHES,), PLACING, COUNTING),
    "seasonal_index": TableReach(_STREET, PLACING, COUNTING, dated=False),
    "series_break": TableReach(_STREET, settings=frozenset({"area", "series_break"}), dated=False),
    "severity_coverage": TableReach((Feed.HOME_OFFICE,), WEIGHTS | {"ons_authority_csp"}, COUNTING),
    "severity_weight": TableReach(sources=WEIGHTS),
    **dict.fromkeys(
        ("signal", "signal_margin", "signal_month", "signal_place", "signal_point", "signal_reason", "signal_sighting",
         "signal_threshold", "signal_unjudged", "signal_unmatched"), _OF_SIGNALS),
    "source_agreement": TableReach(_BOTH, PLACING, COUNTING | _CHOSEN, dated=False),
    "usual_range": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
    "ward_edge": TableReach(_STREET, PLACING | WARDS, COUNTING),
}  # fmt: skip
BESIDE_COUNTS: Mapping[str, TableReach] = {
    "change": TableReach(),
    "comparison": TableReach(sources=GROUP | _REGION | SMALL_RESIDENTS, settings=_CHOSEN | _VISITS),
    "measure": TableReach(sources=SMALL_RESIDENTS | WARDS),
    "monthly_count": TableReach(sources=WARDS),
    "projection": TableReach(),
    "seasonal_index": TableReach(),
    "usual_range": TableReach(),
}
"""Tables whose rows are of one indicator each: beside what that counts, what can touch the row."""
_RATES = frozenset({"comparison", "measure"})
"""Of these, those whose counts are divided by something."""
_REASONS: Mapping[str, frozenset[str]] = {
    "visited_place": _VISITS | {"custom_area"}, "series_break": frozenset({"series_break"}),
    "month_partial": frozenset({"partial_below_share"}), "not_classified": CLASSIFYING,
}  # fmt: skip
"""Settings by which a figure is missing for a reason, or is not."""


def table_reach(table: str, window: Window) -> Reach:
    """What can touch a table of analyses; anything can where its rule is not known."""
    rule = TABLES.get(table)
    if rule is None:
        return EVERYTHING
    first, last = window if rule.dated else WHOLE
    spans = tuple(Span(feed.value, None, first, last) for feed in rule.feeds)
    return Reach(spans, rule.sources, rule.settings, files_aside=rule.files_aside)


def rows_reach(
    table: str, indicator_id: str | None, area_type: str | None, *, in_both: bool, reasons: Iterable[str | None] = ()
) -> Reach:
    """What can touch some rows of a table: those of one indicator and kind of area, with the reasons for what is missing.

    A row that stands in one edition alone may be of an area that only that one holds.
    """
    found = _of_one_indicator(table, indicator_id) if table in BESIDE_COUNTS else table_reach(table, WHOLE)
    settings = found.settings.union(*(_REASONS.get(reason or "", frozenset()) for reason in reasons))
    settings |= frozenset() if in_both or "area" not in settings else _CHOSEN
    settings |= frozenset({"custom_area"}) if area_type == "custom" else frozenset()
    return Reach(found.spans, found.sources, settings, files_aside=found.files_aside)


def _of_one_indicator(table: str, indicator_id: str | None) -> Reach:
    indicator = indicator_of(indicator_id or "")
    if indicator is None:
        return EVERYTHING
    beside = BESIDE_COUNTS[table]
    settings = counting_settings(indicator) | beside.settings
    sources = counting_sources(indicator) | beside.sources
    sources |= DIVIDED_BY[indicator.denominator] if table in _RATES else frozenset()
    return Reach(tuple(Span(feed.value) for feed in _feeds_of(indicator)), sources, settings)


def _feeds_of(indicator: Indicator) -> tuple[Feed, ...]:
    """Outcomes are counted of crimes of the street files."""
    return (Feed.STREET, Feed.OUTCOMES) if indicator.feed is Feed.OUTCOMES else (indicator.feed,)
