"""Which residents the rates are divided by, and whether the publisher has replaced the estimate."""

from saferplan.base.numerals import listed, whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS

OLD_AFTER_YEARS = 2


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    key, row = evidence.year_measure("recorded_crime", evidence.area_code, year)
    if row is None or row["denominator"] is None:
        return Refusal(
            f"There is no number of residents for {evidence.area_name}.",
            "Put mid-year residents by authority into inbox/ and build again.",
            (key,),
        )
    mid_year = int(row["denominator_year"])
    opening = f"Rates for {year.label} use the {whole(row['denominator'])} residents of mid-{mid_year}"
    doubts = []
    if evidence.populations.get((evidence.area_code, mid_year)) == "superseded":
        doubts.append("an estimate the publisher has since replaced")
    if (age := int(year.midpoint_year) - mid_year) >= OLD_AFTER_YEARS:
        doubts.append(f"{age} years older than the crimes")
    ending = f", {listed(doubts)}: rates may change when newer residents are supplied." if doubts else "."
    return Statement(opening + ending, year.label, (key,), (), ("population",))


RESIDENTS_USED = Fact("residents", 910, "How many residents are the rates based on?", state)
