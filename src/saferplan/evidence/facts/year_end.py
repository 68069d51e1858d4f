"""What the running financial year may come to, with its range, beside the naive figure."""

from saferplan.base.numerals import plural, whole
from saferplan.evidence.break_wording import breaks_within
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Statement


def state(evidence: Evidence) -> Statement | Refusal:
    rows = evidence.rows("projection", indicator_id="recorded_crime")
    if not rows:
        return Refusal("No year-end figure is given: the running year is over, or has a gap, or there are fewer than 24 months.",
                       "Build again when months of the next year are published.")  # fmt: skip
    row = rows[0]
    sentence = (
        f"If things go on as they have, recorded crime in {evidence.area_name} will come to about "
        f"{whole(row['value'])} in {row['period']}: "
        f"between {whole(row['lower_95'])} and {whole(row['upper_95'])}, nineteen times in twenty."
    )
    caveats = (
        f"{plural(row['months_known'], 'month')} of the year are known, with {whole(row['known'])} crimes. With last "
        f"year's figures for the "
        f"rest it would be {whole(row['naive'])}.",
        "A projection knows only trend and season; it is no target and no promise.",
        *breaks_within(evidence),
    )
    keys = tuple(
        MeasureKey("recorded_crime", "csp", evidence.area_code, "month", str(month))
        for month in evidence.months[len(evidence.months) - row["months_known"] :]
    )
    return Statement(sentence, row["period"], keys, caveats, ("projection",))


YEAR_END = Fact("year-end", 710, "What may the running year come to?", state, Freshness.MONTHLY)
