"""Where the partnership lies among all areas of its kind, allowing for chance and for the spread between areas."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import plural
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.wording import (
    SUPPLY_HOME_OFFICE,
    left_out_words,
    no_home_office,
    other_forces,
    year_passed_over,
)

_WHERE = {
    "within": "within the range to be expected",
    "above_95": "above the 95% range, which one area in forty is by chance",
    "above_998": "above the 99.8% range",
    "below_95": "below the 95% range, which one area in forty is by chance",
    "below_998": "below the 99.8% range",
}


def state(evidence: Evidence) -> Statement | Refusal:
    if evidence.home_office_year is None:
        return no_home_office(evidence)
    year = evidence.home_office_year
    rows = evidence.rows("funnel_point", indicator_id="recorded_offences", place_type="csp", period=year.label)
    own = next((row for row in rows if row["area_code"] == evidence.area_code), None)
    if own is None:
        return Refusal(
            "Fewer than ten areas have a rate of recorded crime, too few to draw a funnel.", SUPPLY_HOME_OFFICE
        )
    gone = [row["reason"] for row in evidence.rows("funnel_left_out") for _ in range(row["areas"])]
    outside = sum(row["verdict"] in ("above_998", "below_998") for row in rows)
    sentence = (
        f"Recorded crime in {evidence.area_name} was {own['value']:.1f} per 1,000 residents in {year.label}; over "
        f"{_how_many(len(rows), len(gone))} it was {own['baseline']:.1f}. That is {_WHERE[own['verdict']]}."
    )
    caveats = (
        "The range allows for chance and for how much such areas differ anyhow (Spiegelhalter 2005). It is no league.",
        f"Outside the 99.8% range {'lies' if outside < 2 else 'lie'} {outside or 'none'} of them.",
        *([f"Left out: {left_out_words(gone)}."] if gone else []),
        *other_forces(evidence, [row["area_code"] for row in rows]),
        *year_passed_over(evidence, year, Feed.HOME_OFFICE),
    )
    key, _ = evidence.year_measure("recorded_offences", evidence.area_code, year)
    return Statement(sentence, year.label, (key,), caveats, ("funnel_point",))


def _how_many(drawn: int, left_out: int) -> str:
    """ "all 16 partnerships", or how many of all."""
    return (
        f"{drawn} of {plural(drawn + left_out, 'partnership')}" if left_out else f"all {plural(drawn, 'partnership')}"
    )


FUNNEL_POSITION = Fact("funnel-position", 350, "Where does the rate lie among all partnerships?", state)
