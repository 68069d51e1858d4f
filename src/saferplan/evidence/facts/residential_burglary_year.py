"""Residential burglary and its rate per 1,000 households."""

from dataclasses import replace

from saferplan.base.numerals import whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import home_office_change, rate


def state(evidence: Evidence) -> Statement | Refusal:
    found = home_office_change(evidence, "residential_burglary", "residential burglaries were recorded")
    if isinstance(found, Refusal):
        return found
    row = evidence.measures[found.measures[0]]
    if row["value"] is None:
        why = (
            "no households were supplied" if row["missing_reason"] == "no_households" else "fewer than 20 were recorded"
        )
        return replace(found, caveats=(f"No rate is given: {why}.", *found.caveats))
    per = f"{rate(row)} for each 1,000 of the {whole(row['denominator'])} households of {row['denominator_year']}"
    return replace(found, sentence=f"{found.sentence} That is {per}.")


RESIDENTIAL_BURGLARY_YEAR = Fact("residential-burglary", 460, "How much residential burglary was recorded?", state)
