"""Every declared indicator and fact."""

from functools import cache

from saferplan.base.discovery import declarations
from saferplan.evidence import facts, indicators
from saferplan.evidence.fact import Fact
from saferplan.evidence.indicator import Indicator


@cache
def all_indicators() -> tuple[Indicator, ...]:
    """Every declared indicator, in the order of its file's name."""
    return tuple(declarations(indicators, Indicator))


def indicators_by_id() -> dict[str, Indicator]:
    """Every indicator by its id."""
    return {each.id: each for each in all_indicators()}


@cache
def all_facts() -> tuple[Fact, ...]:
    """Every declared fact, in the order of the page."""
    return tuple(sorted(declarations(facts, Fact), key=lambda fact: fact.position))
