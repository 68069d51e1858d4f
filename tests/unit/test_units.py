"""An incident is not a crime: whatever would add them fails."""

import dataclasses

import pytest

from saferplan.base.areas import normal_name
from saferplan.base.categories import ASB, CRIME_TYPES, Unit, UnitsDiffer, unit_of
from saferplan.base.disclosure import Disclosure, strictest
from saferplan.evidence.catalogue import all_indicators


def test_an_indicator_of_crimes_and_incidents_cannot_be_declared():
    crime = next(each for each in all_indicators() if each.id == "recorded_crime")
    with pytest.raises(UnitsDiffer):
        dataclasses.replace(crime, categories=(*crime.categories, ASB))


def test_recorded_crime_is_the_thirteen_types_without_anti_social_behaviour():
    crime = next(each for each in all_indicators() if each.id == "recorded_crime")
    assert len(CRIME_TYPES) == 13
    assert set(crime.categories) == set(CRIME_TYPES)
    assert unit_of(ASB) is Unit.ASB_INCIDENT
    with pytest.raises(KeyError):
        unit_of("Violent crime")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cleveland Police", "Cleveland"),
        ("Devon & Cornwall Police", "Devon & Cornwall"),
        ("Avon and Somerset Constabulary", "Avon and Somerset"),
        ("Metropolitan Police Service", "Metropolitan Police"),
        ("City of London Police", "London, City of"),
        ("Dyfed-Powys Police", "Dyfed-Powys"),
    ],
)
def test_drifting_spellings_of_a_force_meet(one, other):
    assert normal_name(one) == normal_name(other)


def test_the_strictest_disclosure_wins():
    assert strictest([Disclosure.OPEN, Disclosure.PERSONAL, Disclosure.PARTNER]) is Disclosure.PERSONAL
    assert strictest([]) is Disclosure.OPEN
