"""How much stalking and harassment was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(evidence, "stalking_and_harassment", "crimes of stalking and harassment were recorded")


STALKING_AND_HARASSMENT_YEAR = Fact(
    "stalking-and-harassment", 420, "How much stalking and harassment was recorded?", state
)
