"""How many assaults on emergency workers were recorded?"""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change


def state(evidence: Evidence) -> Statement | Refusal:
    return home_office_change(
        evidence, "assaults_on_emergency_workers", "assaults on constables and other emergency workers were recorded"
    )


ASSAULTS_ON_EMERGENCY_WORKERS_YEAR = Fact(
    "assaults-on-emergency-workers", 450, "How many assaults on emergency workers were recorded?", state
)
