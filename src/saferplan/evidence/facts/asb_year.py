"""Anti-social behaviour in the latest whole financial year, and its change. Incidents, never added to crimes."""

from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import year_and_change


def state(evidence: Evidence) -> Statement | Refusal:
    what = "incidents of anti-social behaviour were reported to the police"
    return year_and_change(evidence, "asb", what, evidence.latest_year)


ASB_YEAR = Fact("asb", 200, "How much anti-social behaviour was reported to the police?", state)
