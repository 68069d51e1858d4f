"""Every fact of the simulated borough: readable by a councillor, traceable to its rows."""

import re
from datetime import date

import pytest
from tests.support.reading import grade, syllables

from saferplan.cli.explanation import explanation_lines
from saferplan.evidence.catalogue import all_facts
from saferplan.pipeline.explain import explain_fact, rows_as_csv

FACTS = pytest.mark.parametrize("fact_id", [fact.id for fact in all_facts()])
READABLE_GRADE = 9


def test_the_measure_of_reading_is_that_of_its_authors():
    """Kincaid and others (1975) by hand: 0.39 × 9 words a sentence + 11.8 × 13/9 syllables a word − 15.59."""
    assert [syllables(word) for word in ("fell", "recorded", "burglary", "14,740")] == [1, 3, 3, 1]
    assert grade("The cat sat. The dog ran off quickly home.") == pytest.approx(0.39 * 4.5 + 11.8 * 10 / 9 - 15.59)
    assert grade("Notwithstanding considerable organisational heterogeneity, implementation remained problematic.") > 15


@FACTS
def test_a_councillor_can_read_it(facts, edition, fact_id):
    names = tuple(row["name"] for row in edition.rows("SELECT DISTINCT name FROM area WHERE area_type <> 'lsoa'"))
    assert grade(facts[fact_id]["sentence"], names) <= READABLE_GRADE


@FACTS
def test_it_is_whole_and_plain(facts, fact_id):
    fact = facts[fact_id]
    for text in (fact["sentence"], *fact["caveats"], *filter(None, [fact["way_out"]])):
        assert re.match(r"[A-Z0-9]|police\.uk", text)
        assert text.endswith(".")
        assert not re.search(r"None|nan\b|  |\.\.|_|\{|\}", text)


def test_nearly_all_can_be_stated(facts):
    assert {name for name, row in facts.items() if row["status"] == "refused"} == {
        "year-end",
        "provisional-crime",
        "domestic-abuse-share",
        "reporting-delay",
        "busiest-hours",
        "repeat-victims",
        "repeat-places",
        "near-repeats",
        "bank-holidays",
    }
    assert facts["year-end"]["sentence"].startswith("No year-end figure is given: the running year is over")


@FACTS
def test_its_rows_are_as_many_as_its_measures_say(edition, fact_id):
    found = explain_fact(edition, fact_id)
    assert found.origins or found.grounds or found.fact["status"] == "refused"
    for origin in found.origins:
        counted = edition.rows(f"SELECT count(*) AS rows FROM ({origin.sql})")[0]["rows"]
        if origin.measure["indicator_id"] == "severity" or (counted and "offence_code" in origin.sql):
            total = edition.rows(f"SELECT CAST(sum(count) AS BIGINT) AS n FROM ({origin.sql})")[0]["n"]
            assert total == origin.measure["count"]
        else:
            assert counted == origin.measure["count"] == origin.row_count
        assert origin.files
    for ground in found.grounds:
        assert ground.sql


@FACTS
def test_what_explain_prints_says_what_a_figure_is_divided_by(edition, fact_id):
    _, lines = explanation_lines(explain_fact(edition, fact_id))
    assert not [line for line in lines if re.search(r"\bNone\b|mid-None", line)]


def test_the_words_of_a_value_are_those_of_its_denominator(edition):
    said = {name: "\n".join(explanation_lines(explain_fact(edition, name))[1])
            for name in ("severity", "residential-burglary", "no-suspect", "recorded-crime-rate")}  # fmt: skip
    assert "of severity for each of 195,108 residents of mid-2016; a sum of weights has no limits" in said["severity"]
    assert "8.6 per 1,000 of 81,479 households of 2011" in said["residential-burglary"]
    assert re.search(r"\d+\.\d% of [\d,]+ crimes; wilson limits", said["no-suspect"])
    assert "per 1,000 of 195,108 residents of mid-2016" in said["recorded-crime-rate"]


def test_the_figures_of_a_sentence_stand_in_its_explanation(edition, facts):
    (ground,) = explain_fact(edition, "what-drove-it").grounds
    moved = {row["part"]: row["net"] for row in ground.rows if row["part_type"] == "category"}
    assert (
        f"violence and sexual offences (+{moved['Violence and sexual offences']:,})"
        in facts["what-drove-it"]["sentence"]
    )
    assert sum(moved.values()) == 14_740 - 13_548
    (ground,) = explain_fact(edition, "concentration").grounds
    assert f"{ground.rows[0]['top_share']:.0%} of recorded crime" in facts["concentration"]["sentence"]


SUMS = {
    "what-drove-it",
    "where-it-changed",
    "anchors",
    "rows-unplaced",
    "largest-rise",
    "largest-fall",
    "recording-changes",
}
"""Facts whose sentence has a sum, a difference or a number of the rows that the explanation gives one by one."""


@FACTS
def test_every_number_of_a_sentence_stands_in_its_explanation(edition, facts, fact_id):
    if fact_id in SUMS or facts[fact_id]["status"] == "refused":
        return
    found = explain_fact(edition, fact_id)
    _, lines = explanation_lines(found)
    said = "\n".join(lines[1 + len(found.caveats) :]).replace(",", "")
    dates = r"\d{4}/\d{2}|[A-Z][a-z]+ \d{4}"
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(dates, "", facts[fact_id]["sentence"]))
    assert [number for number in numbers if number.replace(",", "") not in said] == []


def test_a_fact_about_the_rest_of_the_force_gives_its_count_and_residents(edition):
    _, lines = explanation_lines(explain_fact(edition, "force-position"))
    (test,) = [line for line in lines if line.startswith("Test:")]
    count, residents, rate = re.search(
        r"\(([\d,]+) there without the partnership, over ([\d,]+): ([\d.]+)\)", test
    ).groups()
    assert f"{1_000 * int(count.replace(',', '')) / int(residents.replace(',', '')):.1f}" == rate


def test_the_neighbourhoods_of_the_most_deprived_fifth_are_summed_in_the_explanation(edition, facts):
    (ground,) = explain_fact(edition, "deprivation").grounds
    (row,) = ground.rows
    assert f"{row['deprived_crimes'] / row['crimes']:.0%} of recorded crime" in facts["deprivation"]["sentence"]
    assert ground.sql.startswith("INSERT INTO deprived_share")
    assert any("deprivation" in file["path"] for file in ground.files)
    assert any("street" in file["path"] for file in ground.files)


def test_a_fact_about_the_rest_of_the_force_leads_to_the_forces_rows(edition):
    areas = {origin.measure["area_type"] for origin in explain_fact(edition, "force-position").origins}
    assert areas == {"csp", "force"}


def test_an_explanation_names_no_member_of_the_most_similar_group_where_it_is_not_asked(edition):
    for name in ("force-position", "region-position", "recorded-crime-rate"):
        assert not [
            row for ground in explain_fact(edition, name).grounds for row in ground.rows if "comparator_code" in row
        ]


def test_a_neighbour_that_is_of_the_most_similar_group_too_is_explained_as_a_neighbour_alone(edition):
    both = edition.rows("""SELECT comparator_code FROM comparison WHERE comparator_type = 'most_similar'
      AND comparator_code IN (SELECT comparator_code FROM comparison WHERE comparator_type = 'named')""")
    assert both, "the borough has no neighbour of its own group, so nothing is tested"
    tests = explain_fact(edition, "recorded-crime-rate").tests
    assert {row["comparator_type"] for row in tests} == {"named"}
    for name in (fact.id for fact in all_facts() if fact.id != "most-similar-position"):
        assert "most_similar" not in {row.get("comparator_type") for row in explain_fact(edition, name).tests}
    own = explain_fact(edition, "most-similar-position").tests
    assert {row["comparator_type"] for row in own} == {"most_similar"}


@pytest.mark.parametrize(
    ("fact_id", "period", "stale_after"),
    [
        ("asb", "2016/17", date(2018, 6, 30)),  # the year to March 2018, three months after its end
        ("charged", "2015/16", date(2017, 12, 31)),  # the crimes of March 2017 are followed until September
        ("no-suspect", "2015/16", date(2017, 12, 31)),
        ("recorded-crime", "2016/17", date(2018, 7, 31)),  # the Home Office's table comes out a month later
        ("two-sources", "2016/17", date(2018, 7, 31)),
        ("twelve-months", "2016-04 to 2017-03", date(2017, 7, 31)),
    ],
)
def test_a_fact_is_out_of_date_when_newer_figures_can_be_had(facts, fact_id, period, stale_after):
    assert (facts[fact_id]["period"], facts[fact_id]["stale_after"]) == (period, stale_after)


@pytest.mark.parametrize(
    ("fact_id", "is_said"),
    [("region-position", True), ("country-position", True), ("funnel-position", True), ("most-similar-position", True),
     ("force-position", False)],
)  # fmt: skip
def test_areas_of_other_forces_among_those_compared_are_said(facts, fact_id, is_said):
    said = any("recorded by other forces, whose practice may differ" in text for text in facts[fact_id]["caveats"])
    assert said is is_said


def test_breaks_touch_police_generated_crime_by_its_types_alone(facts):
    assert not any("Recording changed" in text for text in facts["police-generated"]["caveats"])
    assert any(text.startswith("Without ") for text in facts["publicly-reported"]["caveats"])


def test_rows_of_the_home_offices_table_can_be_had_as_csv(edition):
    lines = rows_as_csv(edition, "rape").splitlines()
    assert lines[0].startswith("path,line,last_line,area_code,quarter,offence_subgroup,offence_code,count")
    assert sum(int(line.split(",")[7]) for line in lines[1:]) == 162 + 161
