"""Recorded crime against two and five years before, as far as the files reach."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import listed, whole
from saferplan.base.periods import Period
from saferplan.evidence.break_wording import break_words, is_broken, moved
from saferplan.evidence.fact import Evidence, Fact, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.wording import (
    AFTER_BREAK,
    NOT_WHOLE,
    SUPPLY_MONTHS,
    gone_words,
    not_in_table,
    verdict_words,
    year_passed_over,
)

BACK = {2: "two years", 5: "five years"}


def state(evidence: Evidence) -> Statement | Refusal:
    official = evidence.home_office_year
    year = (
        official
        if official and (not evidence.latest_year or official.end >= evidence.latest_year.end)
        else evidence.latest_year
    )
    if year is None:
        return Refusal(NOT_WHOLE, SUPPLY_MONTHS)
    indicator = "recorded_offences" if year is official else "recorded_crime"
    key, now = evidence.year_measure(indicator, evidence.area_code, year)
    if now is not None and now["missing_reason"] == "not_in_table":
        return not_in_table(evidence, year, now, key)
    found = {
        years: change
        for years in BACK
        if (change := evidence.change(indicator, year, years)) and change["value"] is not None
    }
    if not found or now is None or now["count"] is None:
        return _refusal(evidence, indicator, year, key)
    parts = [
        f"{moved(change['value'])} on {BACK[years]} before ({whole(change['count_before'])})"
        for years, change in found.items()
    ]
    sentence = f"The {whole(now['count'])} crimes of {year.label} in {evidence.area_name} are {listed(parts)}."
    keys = (key, *(_key(key, change) for change in found.values()))
    source = Feed.HOME_OFFICE if year is official else Feed.STREET
    passed = year_passed_over(evidence, year, source)
    return Statement(sentence, year.label, keys, (*_caveats(evidence, indicator, year, found), *passed))


def _refusal(evidence: Evidence, indicator: str, year: Period, key: MeasureKey) -> Refusal:
    first = year.year_before(2).label
    if is_broken(evidence.change(indicator, year, 2)):
        reason = f"How crime is recorded changed between {first} and {year.label}, so the two are not compared."
        return Refusal(reason, AFTER_BREAK, (key,))
    return Refusal(
        f"The files do not reach back to a whole {first}, two years before {year.label}.", SUPPLY_MONTHS, (key,)
    )


def _key(key: MeasureKey, change: Row) -> MeasureKey:
    return MeasureKey(key.indicator_id, key.area_type, key.area_code, key.period_type, change["period_before"])


def _why_not(evidence: Evidence, indicator: str, year: Period, years: int) -> str:
    """Why there is no change on so many years before."""
    change, earlier = evidence.change(indicator, year, years), year.year_before(years)
    if change is None:
        return f"The files do not reach back {BACK[years]}, to {earlier.label}."
    if is_broken(change):
        return f"No change on {earlier.label} is given, for how crime is recorded changed between."
    if change["missing_reason"] == "base_under_20":
        return f"No percentage on {earlier.label} is given: fewer than 20 crimes were recorded."
    _, before = evidence.year_measure(indicator, evidence.area_code, earlier)
    return f"No change on {earlier.label} is given: it was not supplied whole{gone_words(before)}."


def _caveats(evidence: Evidence, indicator: str, year: Period, found: dict[int, Row]) -> tuple[str, ...]:
    said = [verdict_words(change, f"{BACK[years]} before") for years, change in found.items()]
    said += [text for change in found.values() for text in break_words(evidence, change)]
    said += [_why_not(evidence, indicator, year, years) for years in BACK if years not in found]
    return tuple(dict.fromkeys(said))


LONGER_VIEW = Fact("longer-view", 140, "How does that compare with two and five years before?", state)
