"""How much of crime lies in the neighbourhoods among the most deprived fifth of England."""

from saferplan.base.numerals import percent, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    rows = evidence.rows("deprived_share")
    if not rows or not rows[0]["crimes"]:
        return Refusal(
            "No index of deprivation was supplied for the neighbourhoods here.",
            "Put the Indices of Deprivation into inbox/.",
        )
    row = rows[0]
    sentence = (
        f"In {year.label} {percent(row['deprived_crimes'] / row['crimes'], 0)} of recorded crime in {evidence.area_name} "
        f"lay in {whole(row['deprived_places'])} of its {whole(row['places'])} neighbourhoods. These are among the most "
        "deprived fifth of England."
    )
    caveats = (
        f"By the index of {row['year']}. That a place is deprived does not say why crime is recorded there.",
        "Neighbourhoods (LSOAs) that the index does not know are left out.",
    )
    key, _ = evidence.year_measure("recorded_crime", evidence.area_code, year)
    return Statement(sentence, year.label, (key,), caveats, ("deprivation",))


DEPRIVATION_SHARE = Fact("deprivation", 610, "How much crime lies in the most deprived neighbourhoods?", state)
