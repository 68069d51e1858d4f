"""What is police generated, classified twice: each classification holds until the next, and no year is made of two."""

from dataclasses import replace

import pytest
from tests.support.home_office import HOMICIDE, rows, write_csv
from tests.support.small import AREA, MONTHS, build_small, small_workspace

from saferplan.base.areas import AreaType
from saferplan.base.categories import Feed
from saferplan.base.periods import Month
from saferplan.pipeline.counting import counted_indicators
from saferplan.pipeline.counts import rows_sql
from saferplan.pipeline.police_generated import PoliceGenerated
from saferplan.pipeline.settings import Settings

INDICATORS = ("police_generated", "publicly_reported", "police_generated_offences", "publicly_reported_offences")


def classed(*entries):
    given = [
        PoliceGenerated(from_month=month, categories=types, offence_codes=codes) for month, types, codes in entries
    ]
    return Settings(area=AREA, police_generated=given)


TWICE = classed(("2014-04", ["Drugs"], ["19C"]), ("2016-04", ["Shoplifting", "Burglary"], ["46"]))
WITHIN = classed(("2015-05", ["Drugs"], ["19C"]), ("2016-08", ["Shoplifting"], ["46"]))


def built(folder, settings, homicides=0):
    workspace = small_workspace(folder, MONTHS)
    write_csv(workspace.inbox / "prc-csp-1516", rows(year="2015/16"))
    write_csv(workspace.inbox / "prc-csp-1617", [*rows(), [*HOMICIDE, homicides]])
    return build_small(replace(workspace, settings=settings)).edition


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    return built(tmp_path_factory.mktemp("twice") / "w", TWICE)


@pytest.fixture(scope="module")
def within(tmp_path_factory):
    return built(tmp_path_factory.mktemp("within") / "w", WITHIN)


def measures(edition, indicator):
    found = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = ? AND area_code = ? AND period_type = 'financial_year'",
        [indicator, AREA],
    )
    return {row["period"]: row for row in found}


def of_types(edition, year, *types):
    (row,) = edition.rows(
        f"""SELECT count(*) AS n FROM offence WHERE csp_code = ? AND NOT is_foreign AND month BETWEEN ? AND ?
        AND category IN ({", ".join("?" * len(types))})""",
        [AREA, f"{year}-04-01", f"{year + 1}-03-01", *types],
    )
    return row["n"]


def test_each_classification_holds_until_the_next(twice):
    generated, reported = (measures(twice, name) for name in ("police_generated", "publicly_reported"))
    assert generated["2015/16"]["count"] == of_types(twice, 2015, "Drugs")
    assert generated["2016/17"]["count"] == of_types(twice, 2016, "Shoplifting", "Burglary")
    assert reported["2015/16"]["count"] == of_types(twice, 2015, "Shoplifting", "Burglary", "Vehicle crime")
    assert reported["2016/17"]["count"] == of_types(twice, 2016, "Drugs", "Vehicle crime")


def test_codes_of_the_home_offices_table_go_by_the_same_months(twice):
    generated, reported = (
        measures(twice, name) for name in ("police_generated_offences", "publicly_reported_offences")
    )
    assert (generated["2015/16"]["count"], generated["2016/17"]["count"]) == (4 * 9, 4 * 412)
    assert (reported["2015/16"]["count"], reported["2016/17"]["count"]) == (4 * (412 - 1), 4 * (9 - 1))


def test_the_rows_behind_a_count_are_those_of_its_classification(twice):
    indicators = {each.id: each for each in counted_indicators(TWICE)}
    for name in INDICATORS:
        for year in (2015, 2016):
            sql = rows_sql(indicators[name], AreaType.CSP, Month(year, 4), Month(year + 1, 3), AREA)
            number = "sum(count)" if indicators[name].feed is Feed.HOME_OFFICE else "count(*)"
            (found,) = twice.rows(f"SELECT {number} AS n FROM ({sql})")
            assert found["n"] == measures(twice, name)[f"{year}/{year - 1999}"]["count"], (name, year)


def test_years_classified_otherwise_are_not_compared(twice):
    found = twice.rows(
        "SELECT * FROM change WHERE indicator_id = 'police_generated' AND area_code = ? AND years = 1", [AREA]
    )
    by_year = {row["period"]: row["missing_reason"] for row in found if row["period_type"] == "financial_year"}
    assert by_year == {"2015/16": None, "2016/17": "series_break"} | {k: v for k, v in by_year.items() if k < "2015/16"}
    (fact,) = twice.rows("SELECT * FROM fact WHERE fact_id = 'police-generated'")
    assert fact["status"] == "stated"
    caveats = [row["text"] for row in twice.rows("SELECT text FROM fact_caveat WHERE fact_id = 'police-generated'")]
    assert "The partnership classified what is police generated otherwise in the year before." in caveats
    assert any("burglary and shoplifting (from April 2016)" in text for text in caveats)


def test_a_year_across_two_classifications_or_before_the_first_is_refused_for_that_reason(within):
    for name in INDICATORS:
        found = measures(within, name)
        assert {found[year]["missing_reason"] for year in ("2015/16", "2016/17")} == {"not_classified"}, name
    (fact,) = within.rows("SELECT * FROM fact WHERE fact_id = 'publicly-reported'")
    assert fact["status"] == "refused"
    assert "classified anew within 2016/17 (from August 2016)" in fact["sentence"]
    assert "[[police_generated]]" in fact["way_out"]
    assert "inbox" not in fact["way_out"]


def test_a_year_before_the_first_classification_says_so(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS)
    edition = build_small(replace(workspace, settings=classed(("2017-04", ["Drugs"], [])))).edition
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'police-generated'")
    assert fact["status"] == "refused"
    assert (
        "No classification of what is police generated held in 2016/17: the first is from April 2017."
        in fact["sentence"]
    )


@pytest.mark.parametrize("written", ["1/4.1/4.2/4.10", "001/4.10/4.1/4.2"], ids=["as the table", "in another order"])
def test_the_one_code_of_homicide_matches_its_rows(tmp_path, written):
    edition = built(tmp_path / "w", classed(("2014-04", [], [written])), homicides=2)
    assert measures(edition, "police_generated_offences")["2016/17"]["count"] == 2
    assert measures(edition, "publicly_reported_offences")["2016/17"]["count"] == 4 * (412 + 9 - 1)
