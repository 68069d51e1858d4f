"""Recorded crime against two and five years before, as far as the files reach."""

from saferplan.base.categories import Feed
from saferplan.base.numerals import listed, whole
from saferplan.base.periods import Period
from saferplan.evidence.fact import Evidence, Fact, MeasureKey, Refusal, Row, Statement
from saferplan.evidence.wording import NOT_WHOLE, SUPPLY_MONTHS, break_words, moved, verdict_words, year_passed_over

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
    found = {
        years: change
        for years in BACK
        if (change := evidence.change(indicator, year, years)) and change["value"] is not None
    }
    if not found or now is None or now["count"] is None:
        first = year.year_before(2).label
        return Refusal(
            f"The files do not reach back to a whole {first}, two years before {year.label}.", SUPPLY_MONTHS, (key,)
        )
    parts = [
        f"{moved(change['value'])} on {BACK[years]} before ({whole(change['count_before'])})"
        for years, change in found.items()
    ]
    sentence = f"The {whole(now['count'])} crimes of {year.label} in {evidence.area_name} are {listed(parts)}."
    keys = (key, *(_key(key, change) for change in found.values()))
    source = Feed.HOME_OFFICE if year is official else Feed.STREET
    passed = year_passed_over(evidence, year, source)
    return Statement(sentence, year.label, keys, (*_caveats(evidence, year, found), *passed))


def _key(key: MeasureKey, change: Row) -> MeasureKey:
    return MeasureKey(key.indicator_id, key.area_type, key.area_code, key.period_type, change["period_before"])


def _caveats(evidence: Evidence, year: Period, found: dict[int, Row]) -> tuple[str, ...]:
    said = [verdict_words(change, f"{BACK[years]} before") for years, change in found.items()]
    said += [text for change in found.values() for text in break_words(evidence, change)]
    if 5 not in found:
        said.append(f"The files do not reach back five years, to {year.year_before(5).label}.")
    return tuple(dict.fromkeys(said))


LONGER_VIEW = Fact("longer-view", 140, "How does that compare with two and five years before?", state)
