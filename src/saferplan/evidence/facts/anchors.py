"""How much is recorded at map points that are a prison, hospital, police station or supermarket."""

from saferplan.base.numerals import listed, percent, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS, year_passed_over


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    key, _ = evidence.year_measure("recorded_crime", evidence.area_code, year)
    rows = evidence.rows("anchor", area_type="csp", area_code=evidence.area_code, period=year.label)
    if not rows:
        sentence = f"No crime in {evidence.area_name} in {year.label} was put at a prison, hospital, police station or supermarket."
        return Statement(sentence, year.label, (key,), year_passed_over(evidence, year), ("anchor",))
    crimes = sum(row["crimes"] for row in rows)
    parts = [
        f"{row['anchor_type'].lower()} {whole(row['crimes'])}"
        for row in sorted(rows, key=lambda row: (-row["crimes"], row["anchor_type"]))
    ]
    sentence = (
        f"{whole(crimes)} of the crimes of {year.label} in {evidence.area_name}, "
        f"{percent(crimes / rows[0]['all_crimes'])}, were put at map "
        f"points of a few kinds: {listed(parts)}."
    )
    caveats = (
        "Crimes there say little of the streets around. A crime may be put at a police station because it was reported there.",
        *year_passed_over(evidence, year),
    )
    return Statement(sentence, year.label, (key,), caveats, ("anchor",))


ANCHORS_YEAR = Fact("anchors", 620, "How much is recorded at places such as a prison or a hospital?", state)
