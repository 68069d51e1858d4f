"""Recorded crime in the latest whole financial year, and its change: by the Home Office where its table reaches that year."""

from dataclasses import replace

from saferplan.base.categories import Feed
from saferplan.base.numerals import whole
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.refused_wording import refused_offences
from saferplan.evidence.wording import home_office_change, year_and_change, year_passed_over

WHAT = "crimes were recorded"


def state(evidence: Evidence) -> Statement | Refusal:
    official, latest = evidence.home_office_year, evidence.latest_year
    if official is not None and (latest is None or official.end >= latest.end):
        return _with_both(evidence, home_office_change(evidence, "recorded_offences", WHAT))
    found = year_and_change(evidence, "recorded_crime", WHAT, latest)
    if isinstance(found, Refusal):
        return found
    caveat = f"Counted from police.uk; {_no_official_figure(evidence)}"
    return replace(found, caveats=(caveat, *found.caveats))


def _no_official_figure(evidence: Evidence) -> str:
    """Why the headline is not the Home Office's: no table, or one that ends too early or lacks a quarter."""
    if (official := evidence.home_office_year) is None:
        if refused := refused_offences(evidence):
            return f"no whole year of the Home Office's own figure for the partnership could be counted, for {refused}."
        return "the Home Office's own figure for the partnership was not supplied."
    passed = year_passed_over(evidence, official, Feed.HOME_OFFICE)
    return f"the Home Office's own figure of {passed[0]}" if passed else (
        f"the Home Office's own figure for the partnership was not supplied: its table ends with {official.label}.")  # fmt: skip


def _with_both(evidence: Evidence, found: Statement | Refusal) -> Statement | Refusal:
    """The headline with police.uk's figure and the ratio of the two."""
    if isinstance(found, Refusal):
        return found
    rows = evidence.rows("source_agreement", area_code=evidence.area_code, period=found.period, category="(all)")
    if not rows or rows[0]["ratio"] is None:
        return found
    query = " That is outside 0.95 to 1.05: ask why." if rows[0]["is_query"] else ""
    caveat = f"police.uk has {whole(rows[0]['police_uk'])}, {rows[0]['ratio']:.3f} of the Home Office's figure.{query}"
    return replace(found, caveats=(caveat, *found.caveats), tables=("source_agreement",))


RECORDED_CRIME_YEAR = Fact("recorded-crime", 100, "How much crime was recorded?", state)
