"""How much of crime lies in the neighbourhoods among the most deprived fifth of England."""

from saferplan.base.numerals import percent, plural, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS, year_passed_over


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    rows = evidence.rows("deprived_share")
    if not rows or not rows[0]["crimes"] or rows[0]["unknown_places"] == rows[0]["places"]:
        return Refusal(
            "No index of deprivation was supplied for the neighbourhoods here.",
            "Put the Indices of Deprivation into inbox/.",
        )
    row = rows[0]
    share = percent(row["deprived_crimes"] / row["crimes"], 0)
    sentence = (
        f"In {year.label} {'at least ' if row['unknown_places'] else ''}{share} of recorded crime in {evidence.area_name} "
        f"lay in {whole(row['deprived_places'])} of its {whole(row['places'])} neighbourhoods. These are among the most "
        "deprived fifth of England."
    )
    caveats = (
        f"By the index of {row['year']}. That a place is deprived does not say why crime is recorded there.",
        *_unknown(row),
        *year_passed_over(evidence, year),
    )
    key, _ = evidence.year_measure("recorded_crime", evidence.area_code, year)
    return Statement(sentence, year.label, (key,), caveats, ("deprived_share",))


def _unknown(row: Row) -> tuple[str, ...]:
    if not row["unknown_places"]:
        return ()
    return (
        f"The index does not know {plural(row['unknown_places'], 'neighbourhood')} (LSOAs) here; they are not among them.",
    )


DEPRIVATION_SHARE = Fact("deprivation", 610, "How much crime lies in the most deprived neighbourhoods?", state)
