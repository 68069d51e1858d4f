"""Recorded crime in the twelve months to the newest, against the twelve before."""

from saferplan.base.numerals import whole
from saferplan.base.periods import PeriodType, period_of
from saferplan.evidence.fact import Evidence, Fact, Freshness, Refusal, Statement
from saferplan.evidence.refused_wording import source_refused_caveats
from saferplan.evidence.wording import SUPPLY_MONTHS, change_words


def state(evidence: Evidence) -> Statement | Refusal:
    if not evidence.months:
        return Refusal("No month was supplied.", SUPPLY_MONTHS)
    period = period_of(PeriodType.ROLLING_TWELVE, evidence.months[-1])
    key, row = evidence.year_measure("recorded_crime", evidence.area_code, period)
    key_before, before = evidence.year_measure("recorded_crime", evidence.area_code, period.year_before())
    if row is None or row["count"] is None:
        return Refusal(f"The twelve months to {period.end.name} were not all supplied whole.", SUPPLY_MONTHS, (key,))
    ending, caveats = change_words(
        evidence, evidence.change("recorded_crime", period), before, "the twelve months before"
    )
    opening = (
        f"{whole(row['count'])} crimes were recorded in {evidence.area_name} in the twelve months to {period.end.name}"
    )
    keys = (key,) if before is None else (key, key_before)
    lost = source_refused_caveats(evidence, "police_uk_street", "street files")
    return Statement(f"{opening}{ending}", period.label, keys, ("Counted from police.uk.", *caveats, *lost))


ROLLING_TWELVE = Fact(
    "twelve-months", 120, "How much crime was recorded in the last twelve months?", state, Freshness.MONTHLY
)
