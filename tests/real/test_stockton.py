"""The real published files: figures that anyone can check, and figures of independent origin."""

import csv
import os
from pathlib import Path

import pytest

from saferplan.pipeline.explain import explain_fact, rows_as_csv

DATA = Path(os.environ.get("SAFERPLAN_SHARED", Path(__file__).parents[3] / "shared")) / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared is absent: no real files to run on")
STOCKTON, HARTLEPOOL, MIDDLESBROUGH, REDCAR = "E22000030", "E22000027", "E22000029", "E22000028"


def year(edition, area, period, indicator="recorded_crime"):
    (row,) = edition.rows(
        "SELECT * FROM measure WHERE area_code = ? AND period = ? AND indicator_id = ?", [area, period, indicator]
    )
    return row


def count_by_name_prefix(name, first, last):
    """The same count by a plain reading of the CSV files, without our code."""
    total = 0
    for path in sorted((DATA / "police_uk").glob("*/*-street.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                total += (
                    first <= row["Month"] <= last
                    and row["LSOA name"].startswith(f"{name} ")
                    and row["Crime type"] != "Anti-social behaviour"
                )
    return total


def test_stockton_is_what_the_published_rows_say(edition):
    assert count_by_name_prefix("Stockton-on-Tees", "2023-04", "2024-03") == 22_632
    assert year(edition, STOCKTON, "2023/24")["count"] == 22_632
    assert year(edition, STOCKTON, "2024/25")["count"] == 20_597
    assert year(edition, STOCKTON, "2023/24", "asb")["count"] == 4_697
    assert year(edition, STOCKTON, "2024/25", "asb")["count"] == 4_861


def test_twelve_months_to_october_2024_are_what_the_partnership_could_count(edition):
    assert year(edition, STOCKTON, "2023-11 to 2024-10")["count"] == 21_186


@pytest.mark.parametrize(
    ("area", "rate", "dispersion"),
    [(STOCKTON, 104.3, 10.4), (REDCAR, 108.4, 7.5), (HARTLEPOOL, 142.6, 5.3), (MIDDLESBROUGH, 166.5, 4.6)],
)
def test_rates_and_dispersion_are_the_published_ones(edition, area, rate, dispersion):
    row = year(edition, area, "2024/25")
    assert round(row["value"], 1) == rate
    assert row["dispersion"] == pytest.approx(dispersion, abs=0.06)
    assert row["denominator_year"] == 2020


def test_wards_are_counted_by_point_in_the_current_boundary(edition):
    counts = {
        row["name"]: row["count"]
        for row in edition.rows(
            "SELECT name, count FROM measure JOIN area USING (area_type, area_code) WHERE area_type = 'ward' "
            "AND period = '2024/25' AND indicator_id = 'recorded_crime' AND csp_code = ?",
            [STOCKTON],
        )
    }
    assert counts["Eaglescliffe East"] == 389
    assert counts["Ropner"] == 866


def test_lowest_is_only_observed(edition):
    sentence = {row["fact_id"]: row["sentence"] for row in edition.table("fact")}["recorded-crime-rate"]
    assert (
        "It is the lowest rate observed: lower than Hartlepool and Middlesbrough, but not distinguishable from Redcar"
        in sentence
    )


def test_lsoas_without_a_figure_of_2020_have_none(edition):
    rows = edition.rows(
        "SELECT * FROM measure JOIN area USING (area_type, area_code) WHERE area_type = 'lsoa' AND csp_code = ? "
        "AND period = '2024/25' AND indicator_id = 'recorded_crime'",
        [STOCKTON],
    )
    assert len(rows) == 124
    assert sum(row["denominator"] is None for row in rows) == 8


def test_rows_outside_the_force_area_are_shown_apart(edition):
    rows = edition.rows(
        "SELECT unit, sum(rows) AS rows FROM placement_summary WHERE place = 'outside_force_area' GROUP BY unit"
    )
    assert sum(row["rows"] for row in rows) == 56


def test_every_row_is_accounted_for(edition):
    (found,) = edition.rows(
        "SELECT sum(rows_in) AS rows, sum(kept) AS kept, sum(refused) AS refused FROM input_file "
        "WHERE source_id = 'police_uk_street'"
    )
    assert found == {"rows": 269_438, "kept": 269_438, "refused": 0}


def test_explain_leads_from_the_sentence_to_the_lines_of_the_files(edition):
    explanation = explain_fact(edition, "recorded-crime")
    latest = explanation.origins[0]
    assert latest.row_count == 20_597 == latest.measure["count"]
    assert len(latest.files) == 12
    rules = {row["rule"]: row["count"] for row in explanation.counting_rules if row["period"] == "2024/25"}
    assert rules == {"lsoa_code": 20_597, "lsoa_name": 20_597, "boundary": 20_597}


def test_the_csv_of_a_fact_names_lines_that_hold_those_rows(edition):
    rows = list(csv.DictReader(rows_as_csv(edition, "recorded-crime").splitlines()))
    assert len(rows) == 20_597 + 22_632
    for row in rows[:: len(rows) // 40]:
        with (DATA / row["path"]).open(encoding="utf-8", newline="") as lines:
            published = list(csv.reader(lines))[int(row["line"]) - 1]
        assert published[0] == row["crime_id"]
        assert published[8] == row["lsoa_name"]
