"""How much of crime lies in the few places with most, beside what chance would put there."""

from saferplan.base.numerals import percent, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS, year_passed_over


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    rows = evidence.rows("concentration", indicator_id="recorded_crime", period=year.label)
    if not rows:
        return Refusal(
            "There are fewer than ten neighbourhoods (LSOAs) with boundaries here.",
            "Put boundaries of LSOAs into inbox/.",
        )
    row = rows[0]
    sentence = (
        f"In {year.label} {percent(row['top_share'], 0)} of recorded crime in {evidence.area_name} lay in the "
        f"{whole(row['top_places'])} "
        f"of {whole(row['places'])} neighbourhoods with most of it; if it fell on all {row['chance_by']} alike, chance would put "
        f"{percent(row['chance_share'], 0)} there. Half of it lay in {whole(row['half_places'])}."
    )
    caveats = (
        f"By chance alone between {percent(row['chance_lower'], 1)} and {percent(row['chance_upper'], 1)}. "
        f"Neighbourhoods are LSOAs "
        "of about 1,600 people; town centres have more crime than residents explain.",
        *_unknown(row),
        *year_passed_over(evidence, year),
    )
    key, _ = evidence.year_measure("recorded_crime", evidence.area_code, year)
    return Statement(sentence, year.label, (key,), caveats, ("concentration",))


def _unknown(row: Row) -> tuple[str, ...]:
    if row["chance_by"] == "residents":
        return ()
    return ("The residents of some are not known, so chance deals crimes to all places alike and not by residents.",)


CONCENTRATION_YEAR = Fact("concentration", 600, "How unevenly does crime lie over the area?", state)
