"""What is counted: recorded crime in thirteen types, and anti-social behaviour, which is not crime.

The labels are those data.police.uk has used since May 2013. Offences and incidents are different units: anything that
would add them raises UnitsDiffer.
"""

from enum import StrEnum


class Unit(StrEnum):
    OFFENCE = "offence"
    ASB_INCIDENT = "asb_incident"


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


def unit_of(category: str) -> Unit:
    """The unit of a published type. Raises KeyError for a type that is none of the fourteen."""
    if category == ASB:
        return Unit.ASB_INCIDENT
    if category in CRIME_TYPES:
        return Unit.OFFENCE
    raise KeyError(category)
