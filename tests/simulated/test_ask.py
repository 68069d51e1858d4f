"""`ask` on the simulated borough: counts by queries of their own, and refusals that name the near ones."""

import json

import pytest

from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month, PeriodType, period_of, span_of
from saferplan.cli.asking import answer_lines
from saferplan.pipeline.asked.question import answer
from saferplan.pipeline.reporting import answer_title, write_answer


def counted(edition, column, code, first, last, category=None):
    which = "" if category is None else f" AND category = '{category}'"
    table = "asb_incident" if category == "Anti-social behaviour" else "offence"
    which = "" if table == "asb_incident" else which
    sql = f"SELECT count(*) AS n FROM {table} WHERE {column} = ? AND NOT is_foreign AND month BETWEEN ? AND ?{which}"
    return edition.rows(sql, [code, Month.parse(first).first_day, Month.parse(last).first_day])[0]["n"]


@pytest.mark.parametrize(
    ("area_type", "column"), [("ward", "ward_code"), ("csp", "csp_code"), ("lsoa", "lsoa21_code")],
)  # fmt: skip
@pytest.mark.parametrize("category", ["shoplifting", "Violence and sexual offences", "asb"])
def test_a_count_is_that_of_the_rows_there_and_then(edition, area_type, column, category):
    area = edition.rows(
        "SELECT * FROM area WHERE area_type = ? AND role = 'own' ORDER BY area_code LIMIT 1", [area_type]
    )[0]
    found = answer(edition, area=area["area_code"], first="2016-04", last="2016-08", category=category)
    ((name, line),) = found.lines
    expected = counted(edition, column, area["area_code"], "2016-04", "2016-08", name)
    assert line.count == expected


def test_everything_is_each_type_all_crime_and_incidents_apart(edition):
    ward = edition.rows("SELECT name FROM area WHERE area_type = 'ward' AND role = 'own' ORDER BY name LIMIT 1")[0][
        "name"
    ]
    found = answer(edition, area=ward, first="2016-10", last="2016-12", category=None)
    names = [name for name, _ in found.lines]
    assert (names[0], names[-1], len(names)) == ("Recorded crime", "Anti-social behaviour", 15)
    assert found.lines[0][1].count == sum(line.count for _, line in found.lines[1:-1])
    assert any("are no crimes" in text for text in found.caveats)
    assert any("judged by itself" in text for text in found.caveats)
    whole = answer(edition, area="E22099001", first="2016-10", last="2016-12", category=None)
    assert not any("judged by itself" in text for text in whole.caveats)
    assert any("No percentage on fewer than 20" in text for text in found.refused)


def test_a_break_between_the_two_is_said_and_one_of_other_types_is_not(edition):
    said = answer(
        edition, area="E22099001", first="2015-10", last="2016-03", category="violence and sexual offences"
    ).caveats
    assert any("Recording changed, from October 2014" in text for text in said)
    said = answer(edition, area="E22099001", first="2015-10", last="2016-03", category="bicycle theft").caveats
    assert not any("violence" in text for text in said)


def test_rows_refused_in_either_year_are_told(edition):
    (spoilt,) = (
        edition.rows("""SELECT DISTINCT strftime(offence.month, '%Y-%m') AS month FROM input_file JOIN offence USING (file_id)
      WHERE refused > 0 AND source_id = 'police_uk_street' ORDER BY 1 LIMIT 1""")
    )
    own = edition.table("partnership")[0]["area_code"]
    asked = {"area": own, "category": "robbery"}
    told = [answer(edition, first=first, last=first, **asked).caveats for first in (spoilt["month"], "2016-12")]
    assert [any("refused; figures may be short of" in text for text in caveats) for caveats in told] == [True, False]


def test_a_span_may_be_any_run_of_months_and_its_year_before_is_the_same_months():
    span = span_of(Month(2016, 11), Month(2017, 1))
    assert (span.label, span.year_before(2).label) == ("2016-11 to 2017-01", "2014-11 to 2015-01")
    with pytest.raises(ValueError, match="lies before"):
        span_of(Month(2017, 1), Month(2016, 12))
    with pytest.raises(ValueError, match="start of its own"):
        period_of(PeriodType.SPAN, Month(2017, 1))


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"area": "Atlantis"}, "no area “Atlantis”"),
        ({"category": "fraud"}, "no category “fraud”"),
        ({"first": "2016-09"}, "lies before"),
        ({"first": "April 2016"}, "not a month written YYYY-MM"),
        ({"first": "2030-01", "last": "2030-02"}, "months from April 2014 to March 2017"),
    ],
)
def test_what_is_not_known_is_refused_with_the_near_ones(edition, asked, what):
    usual = {"area": "E22099001", "first": "2016-04", "last": "2016-06", "category": "drugs"}
    with pytest.raises(SettingsError, match=what) as caught:
        answer(edition, **usual | asked)
    assert caught.value.way_out


def test_what_is_printed_has_table_months_caveats_and_what_is_not_said(edition):
    found = answer(edition, area="E22099001", first="2016-04", last="2016-06", category="drugs")
    objects, lines = answer_lines(found)
    text = "\n".join(lines)
    assert lines[0] == answer_title(found)
    assert "2016-05" in text
    assert "To bear in mind:" in lines
    assert "Not said, and why:" in lines
    assert json.loads(json.dumps(objects))["counts"][0]["what"] == "Drugs"


def test_the_page_of_an_answer_is_written_with_its_chart(demonstration, edition):
    found = answer(edition, area="E22099001", first="2016-04", last="2016-06", category="drugs")
    path = write_answer(demonstration.workspace, edition, found)
    text = path.read_text(encoding="utf-8")
    path.unlink()
    assert path.name == "ask-exampleton-on-tees-drugs-2016-04-2016-06.html"
    assert text.count("<figure>") == 1
    assert "Not said, and why:" in text
