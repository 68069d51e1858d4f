"""How much vehicle crime was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import type_change


def state(evidence: Evidence) -> Statement | Refusal:
    return type_change(evidence, "vehicle_crime", "vehicle crimes (theft of, theft from or interference) were recorded")


VEHICLE_CRIME_YEAR = Fact("vehicle-crime", 490, "How much vehicle crime was recorded?", state)
