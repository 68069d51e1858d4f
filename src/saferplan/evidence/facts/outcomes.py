"""What became of recorded crimes within six months: charged, or closed with no suspect identified."""

from saferplan.base.numerals import whole
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Period
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.wording import (
    NOT_WHOLE,
    SUPPLY_MONTHS,
    break_words,
    change_words,
    source_refused_caveats,
    verdict_words,
)

SUPPLY_OUTCOMES = "Put the outcomes files of these months and of the six after them into inbox/ and build again."


def charged(evidence: Evidence) -> Statement | Refusal:
    return _share(evidence, "charged_within_six_months", "a suspect was charged or summonsed")


def no_suspect(evidence: Evidence) -> Statement | Refusal:
    return _share(evidence, "no_suspect_within_six_months", "the case was closed with no suspect identified")


def _share(evidence: Evidence, indicator: str, what: str) -> Statement | Refusal:
    year = evidence.latest_year
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    newest = _newest_known(evidence, indicator, year)
    if newest is None:
        key, row = evidence.year_measure(indicator, evidence.area_code, year)
        return _refusal(year, row, key)
    period, key, row = newest
    sentence = (
        f"{whole(row['denominator'])} crimes were recorded in {evidence.area_name} in {period.label}. For {row['value']:.1f}% of "
        f"them {what} within {MATURE_AFTER_MONTHS} months{_before(evidence, indicator, period)}."
    )
    caveats, earlier = _change_caveats(evidence, indicator, period), _compared(evidence, indicator, period)
    if period != year:
        caveats.append(
            f"Crimes of {year.label} are too young, or their outcomes were not all supplied: they are left out."
        )
    caveats.append("By month of the crime, each followed for the same six months. Court results are not published.")
    caveats += source_refused_caveats(evidence, "police_uk_outcomes", "outcomes files")
    keys = (key, *((_earlier(key, period),) if earlier else ()))
    return Statement(sentence, period.label, keys, tuple(caveats))


def _newest_known(evidence: Evidence, indicator: str, year: Period) -> tuple[Period, MeasureKey, Row] | None:
    """The latest whole year, or the one before, whose crimes could all be followed."""
    for period in (year, year.year_before()):
        key, row = evidence.year_measure(indicator, evidence.area_code, period)
        if row is not None and row["value"] is not None:
            return period, key, row
    return None


def _earlier(key: MeasureKey, period: Period) -> MeasureKey:
    return MeasureKey(key.indicator_id, key.area_type, key.area_code, key.period_type, period.year_before().label)


def _compared(evidence: Evidence, indicator: str, period: Period) -> Row | None:
    """The change on the year before, where one may be given."""
    change = evidence.change(indicator, period)
    return change if change and change["value"] is not None else None


def _before(evidence: Evidence, indicator: str, period: Period) -> str:
    """The share of the year before, which is a comparison: left out where none may be made."""
    if _compared(evidence, indicator, period) is None:
        return ""
    _, row = evidence.year_measure(indicator, evidence.area_code, period.year_before())
    return f"; the year before it was {row['value']:.1f}%" if row and row["value"] is not None else ""


def _change_caveats(evidence: Evidence, indicator: str, period: Period) -> list[str]:
    if found := _compared(evidence, indicator, period):
        said = verdict_words(found).replace("the change", "the change of the share")
        return [said, *break_words(evidence, found)]
    change = evidence.change(indicator, period)
    _, before = evidence.year_measure(indicator, evidence.area_code, period.year_before())
    return list(change_words(evidence, change, before)[1])


def _refusal(year: Period, row: Row | None, key: MeasureKey) -> Refusal:
    if row is None:
        return Refusal("No outcomes were supplied.", SUPPLY_OUTCOMES)
    if row["missing_reason"] == "outcomes_too_young":
        return Refusal(
            f"The crimes of {year.label} are too young: some have been followed for less than {MATURE_AFTER_MONTHS} months.",
            "Build again when the outcomes of later months are published.", (key,),
        )  # fmt: skip
    return Refusal(f"The outcomes of {year.label} were not all supplied.", SUPPLY_OUTCOMES, (key,))


CHARGED = Fact("charged", 500, "For how many crimes was somebody charged?", charged, Freshness.FOLLOWED)
NO_SUSPECT = Fact("no-suspect", 510, "How many cases were closed with no suspect?", no_suspect, Freshness.FOLLOWED)
