"""Stops and searches per 1,000 residents, with the share whose ethnicity is not published."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import percent, whole
from saferplan.base.periods import Period, PeriodType, period_of
from saferplan.evidence.fact import Evidence, Fact, Refusal, Statement
from saferplan.evidence.refused_wording import source_refused_caveats
from saferplan.evidence.wording import (
    NOT_WHOLE,
    SUPPLY_MONTHS,
    change_words,
    population_caveats,
    rate,
    year_ended,
    year_passed_over,
)


def state(evidence: Evidence) -> Statement | Refusal:
    if not evidence.months:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    year = _newest_whole(evidence)
    key, row = evidence.year_measure("stop_and_search", evidence.area_code, year)
    key_before, before = evidence.year_measure("stop_and_search", evidence.area_code, year.year_before())
    if row is None or row["count"] is None:
        what = (
            "No stop and search file was supplied"
            if row is None
            else f"Stop and search was not supplied whole for {year.label}"
        )
        return Refusal(
            f"{what}.", "Put the stop and search files from data.police.uk into inbox/ and build again.", (key,)
        )
    per = f", {rate(row)} for each 1,000 residents" if row["value"] is not None else ""
    ending, said = change_words(evidence, evidence.change("stop_and_search", year), before)
    sentence = (
        f"Police made {whole(row['count'])} stops and searches in {evidence.area_name} in {year.label}{per}{ending}"
    )
    caveats = (*said, *_ethnicity(evidence, year.label), *population_caveats(evidence, [row]),
               "It is what police do, not crime.", *_without_point(evidence, year.label),
               *year_passed_over(evidence, year, Feed.SEARCHES),
               *source_refused_caveats(evidence, "police_uk_stop_and_search", "stop and search files"))  # fmt: skip
    keys = (key, key_before) if before is not None else (key,)
    return Statement(sentence, year.label, keys, caveats, ("search_ethnicity",))


def _newest_whole(evidence: Evidence) -> Period:
    """The latest financial year of which all searches were supplied, whatever street files lack; without any, the latest ended."""
    ended = year_ended(evidence)
    for back in range(len(evidence.months) // 12 + 1):
        year = period_of(PeriodType.FINANCIAL_YEAR, ended.end.plus(-12 * back))
        _, row = evidence.year_measure("stop_and_search", evidence.area_code, year)
        if row is not None and row["count"] is not None:
            return year
    return ended


def _ethnicity(evidence: Evidence, year: str) -> tuple[str, ...]:
    said = []
    for field, words in (("officer_defined", "as the officer saw it"), ("self_defined", "as the person said")):
        rows = evidence.rows("search_ethnicity", area_code=evidence.area_code, period=year, field=field)
        total = sum(row["searches"] for row in rows)
        if total >= 20:
            unknown = sum(row["searches"] for row in rows if row["ethnicity"] == "not stated")
            said.append(f"Ethnicity {words} is not published for {percent(unknown / total, 0)} of them.")
    return (*said, "No rate by ethnicity is made: residents by ethnicity were not supplied.")


def _without_point(evidence: Evidence, year: str) -> tuple[str, ...]:
    """The share of the force's searches that lie nowhere: the figure and its rate are short of some of them."""
    return tuple(
        f"{percent(row['unplaced'] / row['searches'])} of {evidence.force_name}'s searches have no map point in a known area and "
        f"are counted nowhere, so figure and rate are a floor."
        for row in evidence.rows("search_placement", period=year)
        if row["unplaced"]
    )


STOP_AND_SEARCH_YEAR = Fact("stop-and-search", 530, "How many people and vehicles were stopped and searched?", state)
