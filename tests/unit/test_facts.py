"""Every fact: what it states, and each way in which it refuses."""

import dataclasses
from datetime import date

import pytest

from saferplan.base.categories import CRIME_TYPES
from saferplan.base.periods import Month, PeriodType, months_between, period_of
from saferplan.evidence.catalogue import all_facts, all_indicators
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.fact import Evidence, Refusal, Statement
from saferplan.evidence.facts.asb_year import ASB_YEAR
from saferplan.evidence.facts.concentration import CONCENTRATION_YEAR
from saferplan.evidence.facts.drivers import WHAT_DROVE_IT, WHERE_IT_CHANGED
from saferplan.evidence.facts.funnel_position import FUNNEL_POSITION
from saferplan.evidence.facts.largest_moves import LARGEST_FALL, LARGEST_RISE
from saferplan.evidence.facts.longer_view import LONGER_VIEW
from saferplan.evidence.facts.months_missing import MONTHS_MISSING
from saferplan.evidence.facts.not_supported import NOT_SUPPORTED
from saferplan.evidence.facts.outcomes import CHARGED
from saferplan.evidence.facts.positions import GROUP_POSITION
from saferplan.evidence.facts.recorded_crime_rate import RECORDED_CRIME_RATE
from saferplan.evidence.facts.recorded_crime_year import RECORDED_CRIME_YEAR
from saferplan.evidence.facts.residents_used import RESIDENTS_USED
from saferplan.evidence.facts.revised_figures import REVISED_FIGURES
from saferplan.evidence.facts.rows_unplaced import ROWS_UNPLACED
from saferplan.evidence.facts.severity import SEVERITY_YEAR
from saferplan.evidence.facts.stop_and_search import STOP_AND_SEARCH_YEAR
from saferplan.evidence.facts.unusual_months import UNUSUAL_MONTHS
from saferplan.evidence.facts.vehicle_crime_year import VEHICLE_CRIME_YEAR
from saferplan.evidence.findings import changes, comparisons
from saferplan.evidence.series_break import Behaviour, SeriesBreak

OWN, NEAR, FAR = "E22099001", "E22099002", "E22099003"
NAMES = {OWN: "Exampleton", NEAR: "Nearby", FAR: "Farville"}
YEAR = period_of(PeriodType.FINANCIAL_YEAR, Month(2017, 3))


def measure(indicator, area, year, count, people=100_000, dispersion=4.0, **other):
    missing = "month_not_supplied" if count is None else "no_population" if people is None else None
    return {
        "indicator_id": indicator, "area_type": "csp", "area_code": area, "period_type": "financial_year",
        "period": year, "count": count, "denominator": people, "denominator_year": 2016 if people else None,
        "value": None if missing else 1000 * count / people, "dispersion": dispersion, "missing_reason": missing,
        "freedom": 32.0, "run_correlation": None,
        "missing_months": "2016-02" if count is None else None, **other,
    }  # fmt: skip


def break_row(each):
    return {"break_id": each.id, "wording": each.wording, "status": each.status, "groups": "|".join(each.groups),
            "from_month": each.from_month.first_day, "effect_until": (each.effect_until or each.from_month).first_day,
            "force_code": None, "citation": each.citation}  # fmt: skip


def evidence(rows, comparators=(NEAR, FAR), breaks=(), **other):
    from saferplan.evidence.fact import MeasureKey

    by_key = {MeasureKey(*(row[name] for name in MeasureKey.__dataclass_fields__)): row for row in rows}
    year_rows = {(row["indicator_id"], row["area_code"]): row for row in rows if row["period"] == YEAR.label}
    own = year_rows.get(("recorded_crime", OWN))
    others = [
        ("named", year_rows["recorded_crime", code]) for code in comparators if ("recorded_crime", code) in year_rows
    ]
    indicators = {each.id: each for each in all_indicators()}
    found = {
        "area_code": OWN, "area_name": "Exampleton", "months": tuple(months_between(Month(2015, 4), Month(2017, 3))),
        "latest_year": YEAR, "names": NAMES, "comparators": comparators, "measures": by_key,
        "changes": {(c["indicator_id"], c["area_code"], c["period"], c["period_before"]): c
                    for c in changes(rows, [YEAR], indicators, breaks, {}, lambda *asked: 10_000)},
        "breaks": {each.id: break_row(each) for each in breaks},
        "comparisons": comparisons(own, others) if own else [], "populations": {(OWN, 2016): "current"},
        "force_name": "Exampleshire", "missing_months": {"Exampleshire": []},
        "placements": [{"unit": "offence", "period": YEAR.label, "place": "force_area", "rows": 14_740}],
    }  # fmt: skip
    return Evidence(**(found | other))


def two_years(indicator="recorded_crime", before=13_548, after=14_740):
    return [measure(indicator, OWN, "2015/16", before), measure(indicator, OWN, "2016/17", after)]


def test_recorded_crime_is_the_sentence_of_the_seed_page():
    found = RECORDED_CRIME_YEAR.state(evidence(two_years()))
    assert found.sentence == (
        "14,740 crimes were recorded in Exampleton in 2016/17, a rise of 8.8% on the year before (13,548)."
    )
    assert len(found.measures) == 2


def test_a_fall_and_no_movement_are_said_as_such():
    assert "a fall of 10.0% on" in RECORDED_CRIME_YEAR.state(evidence(two_years(before=1000, after=900))).sentence
    assert "no change on" in RECORDED_CRIME_YEAR.state(evidence(two_years(before=1000, after=1000))).sentence


def test_incidents_are_called_incidents():
    found = ASB_YEAR.state(evidence(two_years("asb", 10_081, 10_140)))
    assert found.sentence.startswith("10,140 incidents of anti-social behaviour were reported to the police")
    assert "a rise of 0.6%" in found.sentence
    assert any("no clear change" in text for text in found.caveats)


def test_a_gap_the_year_before_gives_the_count_and_no_change():
    found = RECORDED_CRIME_YEAR.state(evidence(two_years(before=None)))
    assert found.sentence == "14,740 crimes were recorded in Exampleton in 2016/17."
    assert any("February 2016 not supplied" in text for text in found.caveats)


def test_no_percentage_on_a_small_base():
    found = RECORDED_CRIME_YEAR.state(evidence(two_years(before=19, after=30)))
    assert "%" not in found.sentence
    assert "No percentage is given on a base under 20." in found.caveats


def test_lowest_is_said_when_every_test_bears_it_out():
    rows = [*two_years(after=5_000), measure("recorded_crime", NEAR, "2016/17", 9_000),
            measure("recorded_crime", FAR, "2016/17", 12_000)]  # fmt: skip
    assert (
        "That is the lowest of these 3 areas, by a test against each."
        in RECORDED_CRIME_RATE.state(evidence(rows)).sentence
    )


def test_lowest_observed_is_said_plainly_when_a_test_does_not():
    rows = [*two_years(after=5_000), measure("recorded_crime", NEAR, "2016/17", 5_100),
            measure("recorded_crime", FAR, "2016/17", 12_000)]  # fmt: skip
    sentence = RECORDED_CRIME_RATE.state(evidence(rows)).sentence
    assert sentence.endswith(
        "It is the lowest rate observed: lower than Farville, but not distinguishable from Nearby."
    )


def test_a_higher_rate_is_never_called_lowest():
    rows = [*two_years(after=9_000), measure("recorded_crime", NEAR, "2016/17", 5_000),
            measure("recorded_crime", FAR, "2016/17", 12_000)]  # fmt: skip
    sentence = RECORDED_CRIME_RATE.state(evidence(rows)).sentence
    assert "lowest" not in sentence
    assert sentence.endswith("It is lower than Farville, but higher than Nearby.")


def test_lowest_is_not_said_while_a_comparator_has_no_rate():
    rows = [*two_years(after=5_000), measure("recorded_crime", NEAR, "2016/17", 9_000),
            measure("recorded_crime", FAR, "2016/17", None)]  # fmt: skip
    found = RECORDED_CRIME_RATE.state(evidence(rows))
    assert "the lowest of" not in found.sentence
    assert any(text.startswith("Farville is left out: the year was not supplied whole") for text in found.caveats)


def test_want_of_history_is_said_instead_of_a_verdict():
    rows = [measure("recorded_crime", OWN, "2016/17", 5_000, dispersion=None),
            measure("recorded_crime", NEAR, "2016/17", 9_000, dispersion=None)]  # fmt: skip
    sentence = RECORDED_CRIME_RATE.state(evidence(rows, (NEAR,))).sentence
    assert "not yet to be compared with Nearby for want of history" in sentence


def test_superseded_residents_say_so():
    rows = [*two_years(), measure("recorded_crime", NEAR, "2016/17", 9_000)]
    old = evidence(rows, (NEAR,), populations={(OWN, 2016): "superseded"})
    assert any("has since replaced" in text for text in RECORDED_CRIME_RATE.state(old).caveats)
    assert "has since replaced" in RESIDENTS_USED.state(old).sentence
    assert "has since replaced" not in RESIDENTS_USED.state(evidence(rows, (NEAR,))).sentence


def test_missing_months_are_named_as_runs():
    gaps = {"Exampleshire": ["2016-02", "2016-03", "2016-06"]}
    found = MONTHS_MISSING.state(evidence(two_years(), missing_months=gaps))
    assert "Missing: Exampleshire: February 2016 to March 2016, June 2016. A gap is not a zero." in found.sentence


def test_gaps_of_outcomes_and_searches_are_told_of():
    gaps = {
        "Outcomes missing": {"Exampleshire": ["2016-08"]},
        "Stops and searches only in part": {"Exampleshire": ["2016-03"]},
    }
    found = MONTHS_MISSING.state(evidence(two_years(), feed_gaps=gaps))
    assert found.sentence == (
        "Every month of the street files from April 2015 to March 2017 was supplied (24 months). Outcomes missing: Exampleshire: "
        "August 2016. Stops and searches only in part: Exampleshire: March 2016. A gap is not a zero."
    )


def outcome_rows(before, after):
    """A share of each of two years, or the reason why there is none."""
    return [
        measure("charged_within_six_months", OWN, year, 1_400 if of is None else None, denominator=14_000, run_correlation=None)
        | {"value": 10.0 if of is None else None, "missing_reason": of, "missing_months": of and "2015-08"}
        for year, of in (("2015/16", before), ("2016/17", after))
    ]  # fmt: skip


def test_an_outcomes_file_that_is_missing_is_not_taken_for_missing_crimes():
    rows = [*two_years(), *outcome_rows("month_not_supplied", None)]
    found = CHARGED.state(evidence(rows))
    assert "No change is given: the outcomes of August 2015 were not supplied." in found.caveats
    older = CHARGED.state(evidence([*two_years(), *outcome_rows(None, "month_not_supplied")]))
    assert older.period == "2015/16"
    assert "Crimes of 2016/17 are left out: the outcomes of August 2015 were not supplied." in older.caveats
    neither = CHARGED.state(evidence([*two_years(), *outcome_rows("month_not_supplied", "month_partial")]))
    assert neither.reason == (
        "No share is given of the crimes of 2016/17: the outcomes of August 2015 were supplied only in part. "
        "Nor is one given of 2015/16: the outcomes of August 2015 were not supplied."
    )


def test_the_range_of_a_share_is_told_with_the_change_it_is_of():
    """Percent of what the share was, and no percentage points."""
    rows = [*two_years(), *outcome_rows(None, None)]
    rows[-1]["count"], rows[-1]["value"] = 1_800, 12.857
    assert any(
        "the change of the share (+28.6% of what it was) lies between" in text
        for text in CHARGED.state(evidence(rows)).caveats
    )


def test_searches_are_told_of_the_year_they_were_supplied_for_whatever_the_street_files_lack():
    rows = [*two_years("stop_and_search", 2_559, 1_754)]
    found = STOP_AND_SEARCH_YEAR.state(evidence(rows, latest_year=YEAR.year_before()))
    assert found.sentence.startswith("Police made 1,754 stops and searches in Exampleton in 2016/17")
    assert not any("is not given" in text for text in found.caveats)
    gaps = {"Stops and searches missing": {"Exampleshire": ["2016-08"]}}
    older = STOP_AND_SEARCH_YEAR.state(evidence(two_years("stop_and_search", 2_559, None), feed_gaps=gaps))
    assert (older.period, "2016/17 is not given: August 2016 was not supplied." in older.caveats) == ("2015/16", True)


def test_what_newer_issues_changed_adds_no_incidents_to_crimes_and_is_no_total_of_the_month():
    cell = {"feed": "police_uk_street", "month": Month(2016, 12).first_day, "place": "E01099001", "issue_before": "2017-01",
            "issue": "2017-03"}  # fmt: skip
    rows = [cell | {"category": "Burglary", "count_before": 30, "count": 0},
            cell | {"category": "Anti-social behaviour", "count_before": 5, "count": 9}]  # fmt: skip
    found = REVISED_FIGURES.state(evidence([], tables={"revision": rows})).sentence
    assert found == (
        "Newer issues changed figures. Street files, December 2016: 2 cells, in these crimes from 30 to 0 and incidents from 5 to "
        "9."
    )


def test_crimes_that_are_missing_are_not_taken_for_missing_outcomes():
    rows = [*two_years(before=None), *outcome_rows("month_not_supplied", None)]
    assert "No change is given: the crimes of February 2016 were not supplied." in CHARGED.state(evidence(rows)).caveats


LATER = {
    "months": tuple(months_between(Month(2015, 4), Month(2018, 5))),
    "partial_months": {"Exampleshire": ["2017-08"]},
}


@pytest.mark.parametrize("fact_id", ["asb", "recorded-crime", "shoplifting", "recorded-crime-rate", "what-drove-it"])
def test_an_earlier_year_is_given_with_why_it_is_not_the_latest(fact_id):
    fact = next(each for each in all_facts() if each.id == fact_id)
    rows = [row for name in ("asb", "recorded_crime", "shoplifting") for row in two_years(name)]
    rows.append(measure("recorded_crime", NEAR, "2016/17", 9_000))
    asked = evidence(rows, (NEAR,), tables={"contribution": contribution(Burglary=-60)})
    said = "2017/18 is not given: August 2017 was supplied only in part."
    assert said in fact.state(dataclasses.replace(asked, **LATER)).caveats
    assert said not in fact.state(asked).caveats
    both = {"missing_months": {"Exampleshire": ["2017-05", "2017-06", "2018-05"]}}
    assert "2017/18 is not given: May 2017 to June 2017 were not supplied; August 2017 was supplied only in part." in (
        fact.state(dataclasses.replace(asked, **LATER | both)).caveats
    )


def test_an_earlier_year_of_the_home_office_is_given_with_why():
    severe = next(each for each in all_facts() if each.id == "rape")
    later = measure("recorded_offences", OWN, "2017/18", None, missing_reason="month_partial",
                    missing_months="2017-07 2017-08 2017-09")  # fmt: skip
    asked = evidence([*two_years("rape", 100, 120), later], home_office_year=YEAR)
    said = "2017/18 is not given: July 2017 to September 2017 were supplied only in part by the Home Office."
    assert said in severe.state(asked).caveats
    running = measure("recorded_offences", OWN, "2017/18", None, missing_months="2018-01 2018-02 2018-03")
    asked = evidence([*two_years("rape", 100, 120), running], home_office_year=YEAR)
    assert not any("is not given" in text for text in severe.state(asked).caveats)
    absent = severe.state(
        dataclasses.replace(evidence(two_years("rape", 100, 120), home_office_year=YEAR), months=LATER["months"])
    )
    assert "2017/18 is not given: the Home Office's table of it was not supplied." in absent.caveats


def test_rows_of_the_home_office_that_were_refused_are_not_said_not_to_have_been_supplied():
    refused = {"refused_by_source": {"home_office_csp": 96}}
    rape = next(each for each in all_facts() if each.id == "rape")
    asked = dataclasses.replace(
        evidence(two_years("rape", 100, 120), home_office_year=YEAR, **refused), months=LATER["months"]
    )
    said = "2017/18 is not given: not all of it could be counted, and 96 rows of the Home Office's table were refused."
    assert said in rape.state(asked).caveats
    assert RECORDED_CRIME_YEAR.state(evidence(two_years(), **refused)).caveats[0] == (
        "Counted from police.uk; no whole year of the Home Office's own figure for the partnership could be counted, for 96 rows "
        "of the Home Office's table were refused."
    )
    for fact in ("rape", "severity", "two-sources", "funnel-position", "region-position"):
        (answer,) = (each.state(evidence([], **refused)) for each in all_facts() if each.id == fact)
        assert "96 rows of the Home Office's table were refused" in answer.reason


def test_unplaced_rows_are_counted_and_refusals_listed():
    placements = [{"unit": "offence", "period": "2016/17", "place": place, "rows": rows}
                  for place, rows in (("force_area", 900), ("unplaced", 90), ("outside_force_area", 10))]  # fmt: skip
    found = ROWS_UNPLACED.state(evidence(two_years(), placements=placements, refused_rows=3, refused_files=1))
    assert "Of the 1,000 crimes" in found.sentence
    assert "90 (9.0%) could not be placed" in found.sentence
    assert found.caveats == ("Refused, and listed with the reason: 3 rows and 1 whole file.",)


REFUSALS = [
    (RECORDED_CRIME_YEAR, {"latest_year": None}, "No financial year"),
    (RECORDED_CRIME_YEAR, {"measures": {}}, "was not supplied whole"),
    (ASB_YEAR, {"latest_year": None}, "No financial year"),
    (ASB_YEAR, {"measures": {}}, "was not supplied whole"),
    (RECORDED_CRIME_RATE, {"latest_year": None}, "No financial year"),
    (RECORDED_CRIME_RATE, {"comparators": ()}, "No comparator is named"),
    (RECORDED_CRIME_RATE, {"measures": {}}, "There is no rate for Exampleton"),
    (MONTHS_MISSING, {"months": ()}, "No month was supplied"),
    (RESIDENTS_USED, {"latest_year": None}, "No financial year"),
    (RESIDENTS_USED, {"measures": {}}, "There is no number of residents"),
    (ROWS_UNPLACED, {"latest_year": None}, "No financial year"),
    (ROWS_UNPLACED, {"placements": ()}, "No crime of 2016/17 was supplied"),
]
OF_WHAT_IS_THERE = {"repeated-rows", "revised-figures"}
"""Facts about the files themselves: without any they say that there are none."""


@pytest.mark.parametrize(("fact", "without", "reason"), REFUSALS, ids=lambda each: getattr(each, "id", None))
def test_refusals_say_why_and_what_would_allow_it(fact, without, reason):
    found = fact.state(dataclasses.replace(evidence(two_years()), **without))
    assert isinstance(found, Refusal)
    assert reason in found.reason
    assert found.way_out.endswith(".")


@pytest.mark.parametrize("fact", all_facts(), ids=lambda fact: fact.id)
def test_no_fact_is_stated_of_nothing(fact):
    nothing = Evidence(OWN, "Exampleton", (), None, NAMES, (), {}, {}, [], {}, force_name="Exampleshire")
    found = fact.state(nothing)
    assert isinstance(found, Statement if fact.id in OF_WHAT_IS_THERE else Refusal)
    if isinstance(found, Refusal):
        assert found.reason.endswith(".")
        assert found.way_out.endswith(".")


@pytest.mark.parametrize("fact", all_facts(), ids=lambda fact: fact.id)
def test_no_fact_is_stated_of_a_year_without_figures(fact):
    bare = evidence([], home_office_year=YEAR)
    found = fact.state(bare)
    lasting = OF_WHAT_IS_THERE | {"months-supplied", "recording-changes"} | {"rows-unplaced", "anchors"}
    assert isinstance(found, Statement) is (fact.id in lasting)


def test_a_break_is_said_with_its_doubt_and_the_change_without_what_it_touches():
    new_practice = SeriesBreak("b", Month(2016, 3), "Practice changed.", "up", groups=("Burglary",))
    found = RECORDED_CRIME_YEAR.state(evidence(two_years(), breaks=[new_practice]))
    assert (
        "Recording changed, March 2016 (suspected): Practice changed. Part of the change may be one of recording."
        in found.caveats
    )
    assert "Without burglary: 10,000, no change (10,000 before)." in found.caveats
    assert not any("recording" in text.casefold() for text in RECORDED_CRIME_YEAR.state(evidence(two_years())).caveats)


def test_a_group_whose_recording_changed_is_counted_and_no_change_is_quoted():
    new_practice = SeriesBreak(
        "b", Month(2016, 3), "Practice changed.", "up", Behaviour.REFUSE, groups=("Shoplifting",)
    )
    rows = two_years("shoplifting", 1_400, 1_600)
    found = next(fact for fact in all_facts() if fact.id == "shoplifting").state(evidence(rows, breaks=[new_practice]))
    assert found.sentence == "1,600 crimes of shoplifting were recorded in Exampleton in 2016/17."
    assert "No change on the year before is given, for how it is recorded changed between." in found.caveats


def test_a_month_supplied_in_part_is_not_called_missing():
    rows = [measure("recorded_crime", OWN, "2015/16", None, missing_reason="month_partial"),
            measure("recorded_crime", OWN, "2016/17", 14_740)]  # fmt: skip
    found = RECORDED_CRIME_YEAR.state(evidence(rows))
    assert any("February 2016 supplied only in part" in text for text in found.caveats)


def test_every_comparator_without_a_rate_refuses_the_comparison():
    rows = [*two_years(), measure("recorded_crime", NEAR, "2016/17", 9_000, people=None)]
    found = RECORDED_CRIME_RATE.state(evidence(rows, (NEAR,)))
    assert isinstance(found, Refusal)
    assert "Nearby: no residents were supplied" in found.reason


def test_rows_refused_in_the_files_of_the_years_are_said():
    found = RECORDED_CRIME_YEAR.state(evidence(two_years(), refused_by_year={"2015/16": 2, "2016/17": 1, "2013/14": 9}))
    said = (
        "3 rows (crimes and incidents) in the files of 2016/17 and 2015/16 were refused; figures may be short of them."
    )
    assert said in found.caveats
    rows = [*two_years(), measure("recorded_crime", NEAR, "2016/17", 9_000)]
    rate = RECORDED_CRIME_RATE.state(evidence(rows, (NEAR,), refused_by_year={"2016/17": 1}))
    assert (
        "1 row (crimes and incidents) in the files of 2016/17 was refused; figures may be short of it." in rate.caveats
    )


def test_what_the_files_cannot_answer_is_said_of_the_files_it_holds_for():
    asked = {
        "analysis_id": "day-by-hour",
        "source_id": "police_uk_street",
        "title": "Day by hour",
        "is_supported": False,
        "way_out": "It needs an extract.",
    }
    found = NOT_SUPPORTED.state(evidence([], tables={"analysis": [asked]}))  # stops and searches do say the hour
    assert found.sentence.startswith("The files of crimes and incidents say no hour, no address and no person")
    told = {**asked, "source_id": "local_smallshire", "is_supported": True, "way_out": None}
    other = {**asked, "analysis_id": "repeat-places", "title": "Repeat places"}
    found = NOT_SUPPORTED.state(evidence([], tables={"analysis": [asked, told, other]}))
    assert found.sentence == "No file at hand tells enough, so these are not made: repeat places."
    found = NOT_SUPPORTED.state(evidence([], tables={"analysis": [asked, told]}))
    assert found.sentence == "Every analysis can be made of one file or another."


def test_rates_over_residents_of_other_years_are_not_compared():
    rows = [*two_years(), measure("recorded_crime", NEAR, "2016/17", 9_000, denominator_year=2015),
            measure("recorded_crime", FAR, "2016/17", 20_000)]  # fmt: skip
    found = RECORDED_CRIME_RATE.state(evidence(rows))
    assert "Nearby" not in found.sentence
    assert "Nearby is left out: its residents are of another year than the partnership's." in found.caveats


def types_evidence(counts, before=1_000, **other):
    """Evidence of a year's count of each type, `before` in the year before."""
    rows = [
        measure(TYPE_INDICATORS[name], OWN, year, count)
        for name in CRIME_TYPES
        for year, count in (("2016/17", counts.get(name, before)), ("2015/16", before))
    ]
    return evidence(rows, **other)


def test_a_type_that_stands_out_alone_and_not_among_thirteen_is_said_to_be_no_more_than_chance():
    found = VEHICLE_CRIME_YEAR.state(types_evidence({"Vehicle crime": 1_220}))
    assert any("by itself more than chance, but tested together with the other types (13 in all) it is not" in text
               for text in found.caveats)  # fmt: skip
    assert not any("more than such figures move" in text for text in found.caveats)
    far = VEHICLE_CRIME_YEAR.state(types_evidence({"Vehicle crime": 1_900}))
    assert any("the rise is more than such figures move by themselves" in text for text in far.caveats)
    assert not any("tested together" in text for text in far.caveats)


def test_the_largest_move_is_the_largest_of_those_that_are_more_than_chance():
    counts = {"Burglary": 500, "Drugs": 300, "Robbery": 950, "Shoplifting": 1_600, "Bicycle theft": 1_900}
    asked = types_evidence(counts)
    fall, rise = LARGEST_FALL.state(asked).sentence, LARGEST_RISE.state(asked).sentence
    assert "the largest in Exampleton in 2016/17 was in drugs: 700 fewer" in fall
    assert fall.endswith("The others: burglary.")
    assert "was in bicycle theft: 900 more" in rise
    assert rise.endswith("The others: shoplifting.")
    assert LARGEST_FALL.state(types_evidence({})).sentence.startswith("No type of crime fell in 2016/17 by more than")


def contribution(**net):
    return [{"part_type": "category", "period": YEAR.label, "part": part, "net": moved} for part, moved in net.items()]


def test_most_of_a_change_is_said_of_more_than_half_only():
    few = evidence([], tables={"contribution": contribution(Burglary=-60, Drugs=-30, Robbery=10)})
    assert WHAT_DROVE_IT.state(few).sentence == (
        "There were 80 fewer crimes in Exampleton in 2016/17 than the year before. Most of it lies in burglary (−60) and "
        "drugs (−30). Against it went robbery (+10)."
    )
    many = evidence([], tables={"contribution": contribution(**{f"Type{number}": -10 for number in range(9)})})
    assert "The largest parts (30 in all) lie in type0 (−10), type1 (−10) and type2 (−10)." in (
        WHAT_DROVE_IT.state(many).sentence
    )


ANEW = SeriesBreak("b", Month(2016, 4), "Counting began anew.", "up", Behaviour.REFUSE)


def test_no_change_that_a_break_refuses_is_taken_apart():
    asked = evidence(two_years(), breaks=[ANEW], tables={"contribution": contribution(Burglary=-60, Drugs=-30)})
    found = WHAT_DROVE_IT.state(asked)
    assert isinstance(found, Refusal)
    assert "How crime is recorded changed between 2016/17 and the year before" in found.reason


def test_parts_that_did_not_move_leave_no_loose_end():
    assert WHAT_DROVE_IT.state(evidence([], tables={"contribution": contribution(Burglary=0)})).sentence == (
        "Recorded crime in Exampleton came to the same number in 2016/17 as the year before."
    )


def severity_evidence(**other):
    rows = two_years("recorded_offences")
    for year, value in (("2015/16", 9.5), ("2016/17", 11.2)):
        rows.append(measure("severity", OWN, year, 14_000) | {"value": value})
    weighed = {"area_code": OWN, "period": YEAR.label, "weighted": 99, "offences": 100, "unweighted_codes": "8R (1)"}
    return evidence(rows, home_office_year=YEAR, tables={"severity_coverage": [weighed]}, **other)


def test_severity_is_not_set_beside_a_year_from_which_a_break_parts_it():
    assert "against 9.50 the year before" in SEVERITY_YEAR.state(severity_evidence()).sentence
    found = SEVERITY_YEAR.state(severity_evidence(breaks=[ANEW]))
    assert found.sentence == "The crime severity of Exampleton in 2016/17 was 11.20 per resident."
    assert any(text.startswith("No figure for the year before is given") for text in found.caveats)
    assert any("Counting began anew." in text for text in found.caveats)


def group_evidence(members, **other):
    """Evidence of the partnership's rate against the members of its group, each a count or None for one without figures."""
    counts = dict(zip((NEAR, FAR, "E22099004"), members, strict=False))
    rows = [*two_years("recorded_offences"),
            *(measure("recorded_offences", code, "2016/17", count) for code, count in counts.items())]  # fmt: skip
    own, *others = [row for row in rows if row["period"] == "2016/17"]
    return evidence(rows, comparisons=comparisons(own, [("most_similar", row) for row in others]), home_office_year=YEAR,
                    names={**NAMES, "E22099004": "Elsewhere"}, **other)  # fmt: skip


def test_members_of_the_group_that_cannot_be_compared_are_counted_and_not_named():
    found = GROUP_POSITION.state(
        group_evidence((20_000, None, 25_000), refused_by_source={"local_most_similar_group": 1})
    )
    assert "Of 2 of the 3 most similar areas: it is lower than Elsewhere and Nearby." in found.sentence
    assert "Left out of the 3 areas of the list: 1 (it was not supplied whole)." in found.caveats
    assert "1 row of the list of most similar areas was refused; figures may be short of it." in found.caveats
    assert not any("Farville" in text for text in (found.sentence, *found.caveats))
    whole = GROUP_POSITION.state(group_evidence((20_000, 22_000, 25_000)))
    assert "Of the 3 most similar areas: it is lower than Elsewhere, Farville and Nearby." in whole.sentence
    assert not any("Left out" in text for text in whole.caveats)


def funnel_evidence(left_out=()):
    point = {"indicator_id": "recorded_offences", "place_type": "csp", "period": YEAR.label, "value": 75.5,
             "baseline": 100.8, "verdict": "within"}  # fmt: skip
    points = [point | {"area_code": code} for code in (OWN, *(f"E220990{number}" for number in range(10, 24)))]
    return evidence([], home_office_year=YEAR, tables={"funnel_point": points, "funnel_left_out": left_out})


def test_a_funnel_says_how_many_of_all_partnerships_are_in_it():
    assert "over all 15 partnerships it was 100.8" in FUNNEL_POSITION.state(funnel_evidence()).sentence
    found = FUNNEL_POSITION.state(
        funnel_evidence([{"reason": "no_population", "areas": 2}, {"reason": "month_partial", "areas": 1}])
    )
    assert "over 15 of 18 partnerships it was 100.8" in found.sentence
    assert (
        "Left out: 2 (residents are not known for all of it) and 1 (a month of it was supplied only in part)."
        in found.caveats
    )


def test_a_longer_view_that_a_break_bars_does_not_blame_the_files():
    rows = [measure("recorded_crime", OWN, year, 10_000) for year in ("2011/12", "2014/15", "2016/17")]
    both = LONGER_VIEW.state(evidence(rows, breaks=[ANEW]))
    assert both.reason == "How crime is recorded changed between 2014/15 and 2016/17, so the two are not compared."
    early = dataclasses.replace(ANEW, from_month=Month(2012, 4))
    five = LONGER_VIEW.state(evidence(rows, breaks=[early]))
    assert "No change on 2011/12 is given, for how crime is recorded changed between." in five.caveats
    assert not any("do not reach back" in text for text in five.caveats)
    assert "do not reach back to a whole 2014/15" in LONGER_VIEW.state(evidence(two_years())).reason


def test_types_that_a_break_bars_are_not_said_to_lack_history():
    found = LARGEST_RISE.state(types_evidence({}, breaks=[ANEW]))
    assert found.reason == (
        "No type of crime can be tested for 2016/17: how they are recorded changed between the two years."
    )
    drugs = dataclasses.replace(ANEW, groups=("Drugs",))
    one = LARGEST_RISE.state(types_evidence({"Bicycle theft": 1_900}, breaks=[drugs]))
    assert "Not tested, for how it is recorded changed between: drugs." in one.caveats


def test_a_break_of_any_type_that_is_named_is_told():
    """The largest fall is in drugs; burglary, among “the others”, is a claim too."""
    burglary = dataclasses.replace(ANEW, groups=("Burglary",), behaviour=Behaviour.ANNOTATE)
    found = LARGEST_FALL.state(types_evidence({"Drugs": 300, "Burglary": 500}, breaks=[burglary]))
    assert found.sentence.endswith("The others: burglary.")
    assert sum(ANEW.wording in text for text in found.caveats) == 1
    assert not any(
        ANEW.wording in text for text in LARGEST_FALL.state(types_evidence({"Drugs": 300}, breaks=[burglary])).caveats
    )


def test_rows_refused_in_either_year_are_told_of_the_largest_moves():
    lost = LARGEST_FALL.state(types_evidence({"Drugs": 300}, refused_by_year={"2015/16": 40}))
    assert (
        "40 rows (crimes and incidents) in the files of 2016/17 and 2015/16 were refused; figures may be short of them."
        in (lost.caveats)
    )


def test_where_it_changed_asks_for_the_month_that_is_missing():
    found = WHERE_IT_CHANGED.state(evidence(two_years(before=None)))
    assert found.reason == "The year before 2016/17 was not supplied whole (February 2016 not supplied)."
    assert found.way_out.startswith("Put the missing months' files")
    assert "boundaries" in WHERE_IT_CHANGED.state(evidence(two_years())).way_out


def test_moves_that_hang_on_months_that_run_together_say_so():
    asked = types_evidence({"Bicycle theft": 1_500, "Shoplifting": 1_900})
    assert not any("tend to follow high ones" in text for text in LARGEST_RISE.state(asked).caveats)
    changes = {key: {**row, "p_with_runs": 0.2, "hangs_on_runs": True} if row["indicator_id"] == "bicycle_theft" else row
               for key, row in asked.changes.items()}  # fmt: skip
    doubtful = LARGEST_RISE.state(dataclasses.replace(asked, changes=changes))
    assert (
        "High months of bicycle theft tend to follow high ones. If that is chance too, so may the rise be."
        in doubtful.caveats
    )


def usual(indicator, count, verdict, month=date(2017, 3, 1)):
    return {"indicator_id": indicator, "month": month, "count": count, "verdict": verdict, "is_newest": month.month == 3,
            "lower_95": 80.2, "upper_95": 120.9, "lower_998": 70.0, "upper_998": 130.5}  # fmt: skip


def unusual(*rows):
    named = {row["indicator_id"] for row in rows}
    others = [usual(each, 100, "usual") for each in TYPE_INDICATORS.values() if each not in named]
    return UNUSUAL_MONTHS.state(evidence([], tables={"usual_range": [*rows, *others]}))


def test_nothing_is_unusual_only_where_the_total_is_not_either():
    calm = unusual(usual("recorded_crime", 101, "usual"))
    assert calm.sentence == (
        "Nothing unusual: in March 2017 each of the 14 types of crime and disorder in Exampleton lay within the wide range usual "
        "for it. Recorded crime as a whole, 101, lay within its usual range."
    )
    assert "The narrower range of recorded crime as a whole is 81 to 120, the wide one 70 to 130." in calm.caveats
    high = unusual(
        usual("recorded_crime", 125, "above_95"), usual("drugs", 70, "below_95"), usual("asb", 122, "above_95")
    )
    assert high.sentence.startswith("In March 2017 each of the 14 types")
    assert high.sentence.endswith(
        "Recorded crime as a whole, 125, lay above its narrower range and within the wide one."
    )
    assert any("anti-social behaviour (above) and drugs (below); chance" in text for text in high.caveats)
    assert [key.indicator_id for key in high.measures][-1] == "recorded_crime"


def test_what_lies_outside_the_wide_range_again_says_so():
    before = date(2017, 2, 1)
    again = unusual(usual("drugs", 140, "above_998"), usual("drugs", 139, "above_998", before), usual("burglary", 60, "below_998"),
                    usual("burglary", 140, "above_998", before))  # fmt: skip
    assert again.sentence == (
        "In March 2017 Exampleton saw figures outside the wide range usual for them: burglary, 60, below the usual 70 to 130 and "
        "drugs, 140, above the usual 70 to 130, for the second month running."
    )
    total = unusual(usual("recorded_crime", 140, "above_998"), usual("recorded_crime", 141, "above_998", before))
    assert total.sentence.endswith("lay above its wide range, for the second month running.")


def test_the_rate_beside_neighbours_is_the_home_offices_where_its_table_reaches_the_year():
    rows = [*two_years(after=5_000), *two_years("recorded_offences", after=6_000),
            measure("recorded_crime", NEAR, "2016/17", 9_000), measure("recorded_offences", NEAR, "2016/17", 8_000)]  # fmt: skip
    police = evidence(rows, (NEAR,))
    own, near = rows[3], rows[5]
    both = {"comparisons": [*police.comparisons, *comparisons(own, [("named", near)])], "home_office_year": YEAR}
    found = RECORDED_CRIME_RATE.state(dataclasses.replace(police, **both))
    assert "there were 60.0 recorded crimes per 1,000 residents in Exampleton, beside 80.0 in Nearby" in found.sentence
    assert found.caveats[0] == "Counted by the Home Office."
    assert {key.indicator_id for key in found.measures} == {"recorded_offences"}
    older = dataclasses.replace(police, **both | {"home_office_year": YEAR.year_before()})
    assert RECORDED_CRIME_RATE.state(older).caveats[0] == "Counted from police.uk."
    assert "50.0 recorded crimes" in RECORDED_CRIME_RATE.state(police).sentence
    alone = evidence(rows[:5], (NEAR,), home_office_year=YEAR)  # the table has no figure of the neighbour
    assert RECORDED_CRIME_RATE.state(alone).caveats[0] == "Counted from police.uk."


def test_areas_of_other_forces_are_said_to_be_among_those_compared():
    said = "Some of it is recorded by other forces, whose practice may differ."
    forces = {OWN: "Exampleshire", NEAR: "Exampleshire", FAR: "Farshire", "E22099010": "Farshire"}
    group = group_evidence((20_000, 22_000), forces=forces)
    assert said in GROUP_POSITION.state(group).caveats
    assert said not in GROUP_POSITION.state(group_evidence((20_000,), forces=forces)).caveats
    funnel = dataclasses.replace(funnel_evidence(), forces=forces)
    assert said in FUNNEL_POSITION.state(funnel).caveats
    assert said not in FUNNEL_POSITION.state(funnel_evidence()).caveats


def test_concentration_gives_its_own_figures_and_what_chance_is_by():
    row = {"indicator_id": "recorded_crime", "period": YEAR.label, "top_share": 0.37, "top_places": 13, "places": 124,
           "chance_share": 0.12, "chance_lower": 0.117, "chance_upper": 0.122, "chance_by": "places", "half_places": 23,
           "count": 100}  # fmt: skip
    found = CONCENTRATION_YEAR.state(evidence([], tables={"concentration": [row]}))
    assert "37% of recorded crime in Exampleton lay in the 13 of 124 neighbourhoods" in found.sentence
    assert "if it fell on all places alike, chance would put 12% there. Half of it lay in 23." in found.sentence
    assert any("deals crimes to all places alike" in text for text in found.caveats)
