"""How many sexual offences were recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(evidence, "sexual_offences", "sexual offences were recorded")


SEXUAL_OFFENCES_YEAR = Fact("sexual-offences", 430, "How many sexual offences were recorded?", state)
