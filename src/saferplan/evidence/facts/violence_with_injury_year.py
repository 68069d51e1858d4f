"""How much violence with injury was recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(evidence, "violence_with_injury", "crimes of violence with injury were recorded")


VIOLENCE_WITH_INJURY_YEAR = Fact("violence-with-injury", 410, "How much violence with injury was recorded?", state)
