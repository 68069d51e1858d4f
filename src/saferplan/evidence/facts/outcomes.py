"""What became of recorded crimes within six months: charged, or closed with no suspect identified."""

from saferplan.base.numerals import whole
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Period, months_in_words
from saferplan.evidence.break_wording import break_words, signed
from saferplan.evidence.fact import Evidence, Fact, Freshness, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.refused_wording import source_refused_caveats
from saferplan.evidence.wording import (
    NOT_WHOLE,
    SUPPLY_MONTHS,
    change_words,
    verdict_words,
    year_passed_over,
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
        return _refusal(evidence, indicator, year, row, key)
    period, key, row = newest
    sentence = (
        f"{whole(row['denominator'])} crimes were recorded in {evidence.area_name} in {period.label}. For {row['value']:.1f}% of "
        f"them {what} within {MATURE_AFTER_MONTHS} months{_before(evidence, indicator, period)}."
    )
    caveats, earlier = _change_caveats(evidence, indicator, period), _compared(evidence, indicator, period)
    if period != year:
        _, row = evidence.year_measure(indicator, evidence.area_code, year)
        caveats.append(_newest_left_out(evidence, year, row))
    caveats.append("By month of the crime, each followed for the same six months. Court results are not published.")
    caveats += year_passed_over(evidence, year)
    caveats += source_refused_caveats(evidence, "police_uk_outcomes", "outcomes files")
    keys = (key, *((_earlier(key, period),) if earlier else ()))
    return Statement(sentence, period.label, keys, tuple(caveats))


def _newest_left_out(evidence: Evidence, year: Period, row: Row | None) -> str:
    """Why the latest whole year is not the one that is spoken of."""
    if row is not None and row["missing_reason"] == "outcomes_too_young":
        return f"Crimes of {year.label} are too young, {_TOO_YOUNG}: they are left out."
    return f"Crimes of {year.label} are left out: {_why(evidence, year, row)}."


_TOO_YOUNG = f"some have been followed for less than {MATURE_AFTER_MONTHS} months"


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
        said = verdict_words(found).replace(
            "the change", f"the change of the share ({signed(found['value'])} of what it was)"
        )
        return [said, *break_words(evidence, found)]
    change = evidence.change(indicator, period)
    _, before = evidence.year_measure(indicator, evidence.area_code, period.year_before())
    if before is None or before["count"] is None:
        return [f"No change is given: {_why(evidence, period.year_before(), before)}."]
    return list(change_words(evidence, change, before)[1])


def _why(evidence: Evidence, period: Period, row: Row | None) -> str:
    """Why there is no share of a period: its crimes or the outcomes that they are followed by, and of which months."""
    if row is None:
        return f"{period.label} lies before the files"
    if row["missing_reason"] == "outcomes_too_young":
        return _TOO_YOUNG
    if row["count"] is not None:
        return "fewer than 20 were recorded"
    _, crimes = evidence.year_measure("recorded_crime", evidence.area_code, period)
    what, lacking = ("outcomes", row) if crimes is None or crimes["count"] is not None else ("crimes", crimes)
    months = (lacking["missing_months"] or "").split()
    named = months_in_words(months) if months else period.label
    how = "supplied only in part" if lacking["missing_reason"] == "month_partial" else "not supplied"
    return f"the {what} of {named} were {how}"


def _refusal(evidence: Evidence, indicator: str, year: Period, row: Row | None, key: MeasureKey) -> Refusal:
    """Of the latest whole year, and why the one before cannot stand in for it."""
    if row is None:
        return Refusal("No outcomes were supplied.", SUPPLY_OUTCOMES)
    earlier = year.year_before()
    _, before = evidence.year_measure(indicator, evidence.area_code, earlier)
    nor = f" Nor is one given of {earlier.label}: {_why(evidence, earlier, before)}." if before else ""
    if row["missing_reason"] == "outcomes_too_young":
        way_out = "Build again when the outcomes of later months are published."
        return Refusal(f"The crimes of {year.label} are too young: {_TOO_YOUNG}.{nor}", way_out, (key,))
    why = f"No share is given of the crimes of {year.label}: {_why(evidence, year, row)}."
    return Refusal(f"{why}{nor}", SUPPLY_OUTCOMES, (key,))


CHARGED = Fact("charged", 500, "For how many crimes was somebody charged?", charged, Freshness.FOLLOWED)
NO_SUSPECT = Fact("no-suspect", 510, "How many cases were closed with no suspect?", no_suspect, Freshness.FOLLOWED)
