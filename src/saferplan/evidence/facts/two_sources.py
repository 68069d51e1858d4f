"""The Home Office's figure beside the sum of police.uk: a ratio far from one is a question for somebody."""

from saferplan.base.numerals import listed, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import no_home_office, not_in_table


def state(evidence: Evidence) -> Statement | Refusal:
    if evidence.home_office_year is None:
        return no_home_office(evidence)
    year = evidence.home_office_year.label
    rows = evidence.rows("source_agreement", area_code=evidence.area_code, period=year)
    total = next((row for row in rows if row["category"] == "(all)"), None)
    key, counted = evidence.year_measure("recorded_offences", evidence.area_code, evidence.home_office_year)
    if counted is not None and counted["missing_reason"] == "not_in_table":
        return not_in_table(evidence, evidence.home_office_year, counted, key)
    if total is None or total["ratio"] is None:
        return Refusal(f"police.uk was not supplied whole for {year}, so the two cannot be held together.",
                       "Put the missing months' files into inbox/ and build again.")  # fmt: skip
    opening = (
        f"For {year} the Home Office counts {whole(total['home_office'])} crimes in {evidence.area_name} and police.uk "
        f"{whole(total['police_uk'])}, a ratio of {total['ratio']:.3f}"
    )
    ending = "that is outside 0.95 to 1.05, so ask why" if total["is_query"] else "the two agree"
    queries = [
        f"{row['category']} ({row['ratio']:.2f})" for row in rows if row["is_query"] and row["category"] != "(all)"
    ]
    others = evidence.rows("source_agreement", category="(all)", is_query=True)
    elsewhere = [f"{evidence.names[row['area_code']]} in {row['period']} ({row['ratio']:.2f})" for row in others
                 if (row["area_code"], row["period"]) != (evidence.area_code, year)]  # fmt: skip
    caveats = ["Fraud is left out of both.", *([f"Types to ask about: {listed(queries)}."] if queries else [])]
    caveats += [f"Also to ask about: {listed(elsewhere)}."] if elsewhere else []
    return Statement(f"{opening}: {ending}.", year, (), tuple(caveats), ("source_agreement",))


TWO_SOURCES = Fact("two-sources", 110, "Do the two sources of recorded crime agree?", state)
