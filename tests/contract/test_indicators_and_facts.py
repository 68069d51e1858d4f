"""What every indicator and fact promises."""

import re

from saferplan.evidence.catalogue import all_facts, all_indicators


def test_indicators_are_named_and_described_once():
    ids = [each.id for each in all_indicators()]
    assert len(set(ids)) == len(ids) == 15
    for each in all_indicators():
        assert re.fullmatch(r"[a-z][a-z_]+", each.id)
        assert each.definition.endswith(".")
        assert each.categories


def test_facts_are_named_once_and_ordered():
    facts = all_facts()
    assert len({fact.id for fact in facts}) == len({fact.position for fact in facts}) == len(facts)
    for fact in facts:
        assert re.fullmatch(r"[a-z][a-z-]+", fact.id)
        assert fact.title.endswith("?")
