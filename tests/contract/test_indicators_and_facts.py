"""What every indicator and fact promises."""

import re

import pytest

from saferplan.base.categories import ASB, Denominator, Feed, Unit, UnitsDiffer
from saferplan.evidence.catalogue import all_facts, all_indicators
from saferplan.evidence.indicator import Indicator, Polarity


def test_indicators_are_named_and_described_once():
    ids = [each.id for each in all_indicators()]
    assert len(set(ids)) == len(ids) >= 30
    for each in all_indicators():
        assert re.fullmatch(r"[a-z][a-z_]+", each.id)
        assert each.definition.endswith(".")
        assert (each.caveat or ".").endswith(".")
        assert each.feed is not Feed.STREET or each.categories
        assert (each.outcome is not None) is (each.feed is Feed.OUTCOMES) is (each.denominator is Denominator.CRIMES)


def test_an_incident_or_a_search_cannot_be_declared_as_crime():
    declared = {"id": "x", "title": "X", "polarity": Polarity.NEUTRAL, "definition": "X."}
    with pytest.raises(UnitsDiffer):
        Indicator(unit=Unit.OFFENCE, categories=("Burglary", ASB), **declared)
    with pytest.raises(UnitsDiffer):
        Indicator(unit=Unit.OFFENCE, feed=Feed.SEARCHES, **declared)
    with pytest.raises(ValueError, match="Rape offences"):
        Indicator(unit=Unit.OFFENCE, feed=Feed.HOME_OFFICE, subgroups=("Rape offences",), **declared)


def test_facts_are_named_once_and_ordered():
    facts = all_facts()
    assert len(facts) >= 20
    assert len({fact.id for fact in facts}) == len({fact.position for fact in facts}) == len(facts)
    for fact in facts:
        assert re.fullmatch(r"[a-z][a-z-]+", fact.id)
        assert fact.title.endswith("?")
