"""Recorded crime in the latest whole financial year, and its change."""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import year_and_change


def state(evidence: Evidence) -> Statement | Refusal:
    return year_and_change(evidence, "recorded_crime", "crimes were recorded")


RECORDED_CRIME_YEAR = Fact("recorded-crime", 10, "How much crime was recorded?", state)
