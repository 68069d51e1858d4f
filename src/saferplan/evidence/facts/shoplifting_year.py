"""How much shoplifting was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import type_change


def state(evidence: Evidence) -> Statement | Refusal:
    return type_change(evidence, "shoplifting", "crimes of shoplifting were recorded")


SHOPLIFTING_YEAR = Fact("shoplifting", 480, "How much shoplifting was recorded?", state)
