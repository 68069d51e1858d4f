"""Crime severity: offences weighed by harm, refused unless nearly all have a weight."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import percent
from saferplan.evidence.break_wording import breaks_between_words, is_broken
from saferplan.evidence.fact import Evidence, Fact, Refusal, Row, Statement
from saferplan.evidence.wording import no_home_office, not_in_table, year_passed_over

NAMED = 5
AGAINST = "against"


def state(evidence: Evidence) -> Statement | Refusal:
    year = evidence.home_office_year
    if year is None:
        return no_home_office(evidence)
    key, row = evidence.year_measure("severity", evidence.area_code, year)
    known = evidence.rows("severity_coverage", area_code=evidence.area_code, period=year.label)
    if row is None or not known:
        all_key, counted = evidence.year_measure("recorded_offences", evidence.area_code, year)
        if counted is not None and counted["missing_reason"] == "not_in_table":
            return not_in_table(evidence, year, counted, all_key)
        return Refusal(
            "No severity weights were supplied.", "Put the list of Crime Severity Score weights into inbox/.", (key,)
        )
    share = known[0]["weighted"] / known[0]["offences"] if known[0]["offences"] else 0
    codes = ", ".join(known[0]["unweighted_codes"].split(", ")[:NAMED])
    if row["value"] is None:
        if row["missing_reason"] != "under_95_weighted":
            return Refusal(
                f"There is no number of residents for {evidence.area_name}.",
                "Put mid-year residents into inbox/.",
                (key,),
            )
        return Refusal(
            f"Only {percent(share)} of the offences of {year.label} have a weight; 95% are needed. Without one: codes {codes}.",
            "Put a list of weights that has these codes into inbox/ and build again.", (key,), ("severity_coverage",),
        )  # fmt: skip
    before = _before(evidence)
    sentence = (
        f"The crime severity of {evidence.area_name} in {year.label} was {row['value']:.2f} per resident{before}."
    )
    caveats = [f"{percent(share)} of the offences have a weight." + (f" Without one: codes {codes}." if codes else "")]
    caveats += ["A change of severity is not tested: it rests on few offences of great weight."]
    caveats += year_passed_over(evidence, year, Feed.HOME_OFFICE)
    if is_broken(_change(evidence)):
        caveats.append("No figure for the year before is given, for how crime is recorded changed between.")
    caveats += _breaks(evidence) if AGAINST in before or is_broken(_change(evidence)) else ()
    return Statement(sentence, year.label, (key,), tuple(caveats), ("severity_coverage",))


def _before(evidence: Evidence) -> str:
    if evidence.home_office_year is None or is_broken(_change(evidence)):
        return ""
    _, row = evidence.year_measure("severity", evidence.area_code, evidence.home_office_year.year_before())
    if row is None:
        return ""
    if row["value"] is None:
        why = ", as too few offences have a weight" if row["missing_reason"] == "under_95_weighted" else ""
        return f"; for {row['period']} it is not given{why}"
    return f", {AGAINST} {row['value']:.2f} the year before"


def _change(evidence: Evidence) -> Row | None:
    """The change of all recorded crime, which severity weighs: what refuses it refuses a comparison of severity."""
    year = evidence.home_office_year
    return evidence.change("recorded_offences", year) if year else None


def _breaks(evidence: Evidence) -> tuple[str, ...]:
    """The breaks between the two years."""
    change = _change(evidence)
    return breaks_between_words(evidence, change) if change else ()


SEVERITY_YEAR = Fact("severity", 550, "How severe was the crime that was recorded?", state)
