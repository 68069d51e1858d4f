"""What can touch each kind of figure: which months of which feeds, which other sources, which settings.

The rules follow the build: where a row is placed, what is counted, what a count is divided by, what its limits use.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from saferplan.base.categories import Denominator, Feed
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
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
CLASSIFYING = frozenset({"police_generated"})
VISITED = Reach(settings=frozenset({"visited_areas", "custom_area"}))
"""What takes the rate of an area away, or gives it: whether people come there from elsewhere."""
DIVIDED_BY = {
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
    spans = _spans(indicator, places_of(older, newer, [area]), window, changed)
    return Reach(spans, counting_sources(indicator), counting_settings(indicator), limits)


def counting_sources(indicator: Indicator) -> frozenset[str]:
    """The sources that decide what an indicator counts where."""
    sources = frozenset({"ons_authority_csp"}) if indicator.feed is Feed.HOME_OFFICE else PLACING
    return sources | (WEIGHTS if indicator.denominator is Denominator.SEVERITY else frozenset())


def counting_settings(indicator: Indicator) -> frozenset[str]:
    """The settings that decide what an indicator counts."""
    return COUNTING | (CLASSIFYING if indicator.demand else frozenset())


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
    return EVERYTHING if indicator is None else Reach(sources=DIVIDED_BY[indicator.denominator])


TYPES = frozenset(TYPE_INDICATORS.values())
BREAKS = Reach(settings=frozenset({"series_break"}))


def break_reach(indicator_id: str) -> Reach:
    """What can put a break between two periods: a new classification does of that which it counts."""
    indicator = indicator_of(indicator_id)
    return Reach(settings=BREAKS.settings | CLASSIFYING) if indicator and indicator.demand else BREAKS


KIND_OF: Mapping[str, str] = {
    "force-position": "force", "region-position": "region", "country-position": "country",
    "most-similar-position": "most_similar",
}  # fmt: skip
"""By fact, the kind of area that it holds the partnership against, of those that no measure of it names."""


TOLD_BESIDE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("police-generated", "publicly-reported", "largest-rise", "largest-fall"), CLASSIFYING),
    "stop-and-search": frozenset({"comparators"}),
}
"""By fact, the settings it tells of beside its measures: what is classified; which areas are known, and so where a search is."""
CHANGES_TOLD: Mapping[str, frozenset[str]] = {
    "severity": frozenset({"recorded_offences"}),
    "charged": frozenset({"charged_within_six_months"}),
    "no-suspect": frozenset({"no_suspect_within_six_months"}),
    **dict.fromkeys(("largest-rise", "largest-fall", "violence", "shoplifting", "vehicle-crime"), TYPES),
}
"""By fact, the indicators whose change on the year before it tells of, or judges by, beside the measures it names.

The types are tested together: a type that leaves the family, or a change of another, moves what is said of each.
"""


def family_reach(comparator_type: str) -> Reach:
    """What can touch who is compared with whom, and so the adjustment for their number."""
    chosen = {
        "named": Reach(settings=frozenset({"comparators"})),
        "most_similar": Reach(sources=GROUP),
        "region": Reach(sources=frozenset({"ons_authority_region"})),
    }
    return chosen.get(comparator_type, Reach())
