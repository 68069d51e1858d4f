"""How many rapes were recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(evidence, "rape", "rapes were recorded")


RAPE_YEAR = Fact("rape", 440, "How many rapes were recorded?", state)
