"""How much criminal damage was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(evidence, "criminal_damage", "crimes of criminal damage were recorded")


CRIMINAL_DAMAGE_YEAR = Fact("criminal-damage", 470, "How much criminal damage was recorded?", state)
