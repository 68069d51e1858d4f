"""What can touch each table of analyses that a fact rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from saferplan.base.categories import Feed
from saferplan.pipeline.compared.causes import ANY_SOURCE, Reach, Span
from saferplan.pipeline.compared.reaches import (
    AUTHORITY_RESIDENTS,
    COUNTING,
    DEPRIVATION,
    EVERYTHING,
    GROUP,
    PLACING,
    SMALL_RESIDENTS,
    WARDS,
    WEIGHTS,
    WHOLE,
    Window,
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
_VISITS = frozenset({"visited_areas"})
_RESIDENTS = AUTHORITY_RESIDENTS | SMALL_RESIDENTS | PLACING
_SMALL = frozenset({"suppress_below", "suppress_zero", "round_to"})
_MAPPED = frozenset({"area", "aliases", "mappings"})
_OF_PARTNERS = _MAPPED | _SMALL
_OF_EVENTS = TableReach(sources=ANY_SOURCE, settings=_MAPPED | {"suppress_below"}, dated=False)
_FUNNEL = TableReach(_BOTH, _RESIDENTS | WARDS, COUNTING | _VISITS)
TABLES: Mapping[str, TableReach] = {
    "anchor": TableReach(_STREET, PLACING, COUNTING),
    "comparison": TableReach(_BOTH, AUTHORITY_RESIDENTS | PLACING, COUNTING, dated=False),  # and the family, by the fact
    "concentration": TableReach(_STREET, PLACING | SMALL_RESIDENTS, COUNTING),
    "contribution": TableReach(_STREET, PLACING | WARDS, COUNTING | {"series_break"}),
    "coverage": TableReach(_ALL, settings=COUNTING | {"comparators", "partial_below_share"}, dated=False),
    "deprived_share": TableReach(_STREET, DEPRIVATION | PLACING, COUNTING),
    **dict.fromkeys(("event_timing", "event_hour", "event_repeat", "near_repeat", "near_repeat_type"), _OF_EVENTS),
    "funnel_point": _FUNNEL,
    "local_event_count": TableReach(_BOTH, ANY_SOURCE, _OF_PARTNERS, dated=False),
    "local_value": TableReach(sources=ANY_SOURCE, settings=_OF_PARTNERS, dated=False),
    "most_similar_group": TableReach(sources=GROUP),
    "placement_summary": TableReach(_STREET, PLACING, COUNTING | _CHOSEN, dated=False, files_aside=True),
    "population": TableReach(sources=_RESIDENTS, settings=_CHOSEN),
    "projection": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
    "repeated_row": TableReach(_STREET, settings=COUNTING, dated=False),
    "revision": TableReach(_ALL, settings=COUNTING | {"issued"}, dated=False, files_aside=True),
    "search_ethnicity": TableReach((Feed.SEARCHES,), PLACING, COUNTING),
    "seasonal_index": TableReach(_STREET, PLACING, COUNTING, dated=False),
    "series_break": TableReach(_STREET, settings=frozenset({"area", "series_break"}), dated=False),
    "severity_coverage": TableReach((Feed.HOME_OFFICE,), WEIGHTS | {"ons_authority_csp"}, COUNTING),
    "source_agreement": TableReach(_BOTH, PLACING, COUNTING | _CHOSEN, dated=False),
    "usual_range": TableReach(_STREET, PLACING, COUNTING | {"series_break"}, dated=False),
}  # fmt: skip


def table_reach(table: str, window: Window) -> Reach:
    """What can touch a table of analyses; anything can where its rule is not known."""
    rule = TABLES.get(table)
    if rule is None:
        return EVERYTHING
    first, last = window if rule.dated else WHOLE
    spans = tuple(Span(feed.value, None, first, last) for feed in rule.feeds)
    return Reach(spans, rule.sources, rule.settings, files_aside=rule.files_aside)
