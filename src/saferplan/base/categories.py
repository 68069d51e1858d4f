"""What is counted, in which unit, and in which feed it is published.

Recorded crime comes in thirteen types under the labels data.police.uk has used since May 2013; anti-social behaviour,
which is not crime, is the fourteenth. Units differ in kind: anything that would add two of them raises UnitsDiffer.
"""

from enum import StrEnum

from saferplan.base.numerals import listed


class Unit(StrEnum):
    OFFENCE = "offence"
    ASB_INCIDENT = "asb_incident"
    SEARCH = "search"
    LOCAL_ASB_REPORT = "local_asb_report"
    """Anti-social behaviour as a council or landlord counts it: one event may be in both lists, so they never add up."""


EVENT_WORDS = {
    "offence": ("crime", "crimes"),
    "asb_incident": ("incident", "incidents"),
    "local_event": ("event", "events"),
}
"""What the events of an extract are called, one and several, by unit."""


class Feed(StrEnum):
    """A published series of files: what is counted comes from one of them."""

    STREET = "police_uk_street"
    OUTCOMES = "police_uk_outcomes"
    SEARCHES = "police_uk_stop_and_search"
    HOME_OFFICE = "home_office_csp"


class Denominator(StrEnum):
    """What a figure is divided by, and how its value is written."""

    RESIDENTS = "per_1000_residents"
    HOUSEHOLDS = "per_1000_households"
    CRIMES = "percent_of_crimes"
    SEVERITY = "severity_per_resident"


ASB = "Anti-social behaviour"

CRIME_TYPES = (
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)


class UnitsDiffer(TypeError):  # noqa: N818 - it is what happened, in words
    """Crimes and incidents were about to be added."""


POLICE_UNITS = {
    "offence", "offences", "crime", "crimes", "recorded crime", "recorded crimes", "asb_incident", "asb incident",
    "asb incidents", "incident of asb", "incidents of asb", "police incident", "police incidents", "search", "searches",
    "stop_and_search", "stop and search",
}  # fmt: skip
"""What police figures are counted in, as people write it. A local indicator has a unit of its own."""


def unit_of(category: str) -> Unit:
    """The unit of a published type. Raises KeyError for a type that is none of the fourteen."""
    if category == ASB:
        return Unit.ASB_INCIDENT
    if category in CRIME_TYPES:
        return Unit.OFFENCE
    raise KeyError(category)


def types_in_words(types: str) -> str:
    """ "Bicycle theft, Robbery", as a table has them, within a sentence: "bicycle theft and robbery"."""
    return listed([f"{name[:1].lower()}{name[1:]}" for name in types.split(", ")])
