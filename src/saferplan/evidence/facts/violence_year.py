"""How much violence and sexual offending was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import type_change


def state(evidence: Evidence) -> Statement | Refusal:
    return type_change(evidence, "violence_and_sexual_offences", "crimes of violence and sexual offences were recorded")


VIOLENCE_YEAR = Fact("violence", 400, "How much violence and sexual offending was recorded?", state)
