"""Outcomes and stops and searches: rows refused by name, summer nights, gaps in between, one crime counted once."""

import csv
import io

import pytest
from tests.support.small import (
    AREA,
    MONTHS,
    OUTCOME_HEADINGS,
    TODAY,
    build_small,
    by_path,
    check_small,
    csv_text,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
    unaccounted,
)

from saferplan.cli.coverage import coverage_lines
from saferplan.pipeline.coverage import coverage_of

FORCE_CODE = "E23099001"
SEARCH_HEADINGS = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender", "Age range",
    "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip


def crime_ids(workspace, month):
    """The crimes of a month's street file, by their rows."""
    text = (workspace.inbox / "police" / month / f"{month}-smallshire-street.csv").read_text("utf-8")
    return [row["Crime ID"] for row in csv.DictReader(io.StringIO(text)) if row["Crime ID"]]


def write_outcomes(workspace, month, rows, force="Smallshire Police"):
    table = [[crime_id, month, force, force, "", "", "No Location", "", "", outcome] for crime_id, outcome in rows]
    return put(
        workspace.inbox / "police" / month / f"{month}-smallshire-outcomes.csv", csv_text(OUTCOME_HEADINGS, table)
    )


def write_searches(workspace, month, dates, place=("54.71", "0.61")):
    table = [
        ["Person search", date, "", "", *place, "Male", "18-24", "", "White", "", "", "", "", ""] for date in dates
    ]
    return put(
        workspace.inbox / "police" / month / f"{month}-smallshire-stop-and-search.csv", csv_text(SEARCH_HEADINGS, table)
    )


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "smallshire", months=MONTHS)


def share(edition, period, area=FORCE_CODE):
    (row,) = edition.rows("SELECT * FROM measure WHERE indicator_id = 'charged_within_six_months' AND area_code = ? AND period = ?",
                          [area, period])  # fmt: skip
    return row


def test_a_crime_with_several_outcomes_counts_once_and_a_charge_before_all(workspace):
    for month in MONTHS:
        first, second, third, *_ = crime_ids(workspace, month)
        write_outcomes(workspace, month, [
            (first, "Local resolution"), (first, "Suspect charged"), (second, "Suspect charged"), (second, "Suspect charged"),
            (third, "Unable to prosecute suspect"), ("f" * 64, "Suspect charged"),
        ])  # fmt: skip
    edition = build_small(workspace).edition
    row = share(edition, "2015/16")
    assert (row["count"], row["denominator"]) == (12 * 2, 12 * 16)
    assert row["value"] == pytest.approx(100 / 8)
    assert share(edition, "2016-10")["missing_reason"] == "outcomes_too_young"
    assert share(edition, "2016-09")["missing_reason"] is None


def test_an_outcome_after_six_months_is_not_counted(workspace):
    for month in MONTHS:
        write_outcomes(workspace, month, [(crime_ids(workspace, MONTHS[0])[0], "Unable to prosecute suspect")])
    late = crime_ids(workspace, "2015-04")
    for month, crime_id in (("2015-10", late[0]), ("2015-11", late[1])):
        write_outcomes(workspace, month, [(crime_id, "Suspect charged")])
    assert share(build_small(workspace).edition, "2015-04")["count"] == 1


def test_a_missing_file_in_between_is_a_gap_for_every_month_it_could_tell_of(workspace):
    for month in MONTHS:
        if month != "2015-10":
            write_outcomes(workspace, month, [(crime_ids(workspace, month)[0], "Suspect charged")])
    edition = build_small(workspace).edition
    reasons = {month: share(edition, month)["missing_reason"] for month in MONTHS}
    assert {month for month, reason in reasons.items() if reason == "month_not_supplied"} == set(MONTHS[12:19])
    assert reasons["2015-03"] is None
    assert reasons["2015-11"] is None
    assert share(edition, "2015/16")["missing_months"] == "2015-10"  # the file that is missing, not the crimes
    assert share(edition, "2015-06")["missing_months"] == "2015-10"
    assert share(edition, "2014-06")["missing_months"] is None
    facts = {row["fact_id"]: row["sentence"] for row in edition.table("fact")}
    assert "Outcomes missing: Smallshire: October 2015. A gap is not a zero." in facts["months-supplied"]
    assert "the outcomes of October 2015 were not supplied" in facts["charged"]


@pytest.mark.parametrize(("gone", "year"), [("street", "2016/17"), ("stop-and-search", "2015/16")])
def test_searches_are_told_of_the_latest_year_that_their_own_files_give_whole(workspace, gone, year):
    for month in MONTHS:
        write_searches(workspace, month, [f"{month}-15T12:00:00+00:00"] * 2)
    (workspace.inbox / "police" / "2016-12" / f"2016-12-smallshire-{gone}.csv").unlink()
    edition = build_small(workspace).edition
    (fact,) = (row for row in edition.table("fact") if row["fact_id"] == "stop-and-search")
    assert fact["sentence"].startswith(f"Police made 24 stops and searches in Smallham in {year}")
    told = {row["text"] for row in edition.table("fact_caveat") if row["fact_id"] == "stop-and-search"}
    assert ("2016/17 is not given: December 2016 was not supplied." in told) is (gone == "stop-and-search")


def test_rows_that_cannot_be_used_are_named(workspace):
    path = write_outcomes(
        workspace,
        "2016-05",
        [("a" * 63, "Suspect charged"), ("b" * 64, "Abducted by aliens"), ("c" * 64, "Local resolution")],
    )
    other = write_outcomes(workspace, "2016-06", [("d" * 64, "Local resolution")], force="Otherton Police")
    edition = build_small(workspace).edition
    found = {(row["line"], row["column_name"], row["value"]) for row in edition.table("refusal")}
    assert found == {
        (2, "Crime ID", "a" * 63),
        (3, "Outcome type", "Abducted by aliens"),
        (2, "Reported by", "Otherton Police"),
    }
    assert not unaccounted(edition.table("input_file"))
    assert [row["refused"] for row in check_small(path, other).files] == [2, 1]


@pytest.mark.parametrize(
    ("month", "moment", "is_of_the_month"),
    [
        ("2016-08", "2016-07-31T23:30:00+00:00", True),  # half past midnight on 1 August, in summer time
        ("2016-07", "2016-07-31T23:30:00+00:00", False),
        ("2016-07", "2016-07-31T22:59:00+00:00", True),
        ("2016-04", "2016-03-31T23:00:00+00:00", True),
        ("2016-11", "2016-10-31T23:30:00+00:00", False),  # winter time since the last Sunday of October
        ("2016-10", "2016-10-31T23:30:00+00:00", True),
        ("2017-01", "2016-12-31T23:59:00+00:00", False),
        ("2016-05", "2016-05-17", True),
    ],
)
def test_a_search_is_of_its_month_in_local_time(workspace, month, moment, is_of_the_month):
    write_searches(workspace, month, [moment])
    edition = build_small(workspace).edition
    rows = by_path(edition.table("input_file"))[f"police/{month}/{month}-smallshire-stop-and-search.csv"]
    assert (rows["kept"], rows["refused"]) == ((1, 0) if is_of_the_month else (0, 1))


def test_searches_without_a_place_are_the_forces_and_no_boroughs(workspace):
    for month in MONTHS:
        write_searches(workspace, month, [f"{month}-03T12:00:00+00:00"] * 2)
    write_searches(workspace, "2016-06", ["2016-06-03T12:00:00+00:00"] * 5, place=("", ""))
    edition = build_small(workspace).edition
    counts = {row["area_code"]: row["count"] for row in edition.rows(
        "SELECT area_code, count FROM measure WHERE indicator_id = 'stop_and_search' AND period = '2016/17'")}  # fmt: skip
    assert counts[FORCE_CODE] == 11 * 2 + 5
    assert counts[AREA] == 11 * 2
    shares = edition.rows(
        "SELECT * FROM search_ethnicity WHERE area_code = ? AND period = '2016/17' ORDER BY field", [FORCE_CODE]
    )
    assert [(row["field"], row["ethnicity"], row["searches"]) for row in shares] == [
        ("officer_defined", "White", 27), ("self_defined", "not stated", 27),
    ]  # fmt: skip


def street_file(workspace, month, change):
    """A month's street file with each of its rows put through `change`."""
    rows = [change(number, list(row)) for number, row in enumerate(street_rows(month))]
    put(workspace.inbox / "police" / street_name(month), street_bytes(rows))


def year_of(edition, area=AREA, period="2015/16"):
    (row,) = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = 'recorded_crime' AND area_code = ? AND period = ?", [area, period]
    )
    return row


def test_a_month_short_of_more_than_one_row_in_fifty_is_supplied_only_in_part(workspace):
    def spoilt(number, row):
        return [*row[:9], "Sorcery", *row[10:]] if number == 0 else row  # one of twenty

    street_file(workspace, "2015-08", spoilt)
    edition = build_small(workspace).edition
    (row,) = edition.rows("SELECT status FROM coverage WHERE month = '2015-08-01' AND feed = 'police_uk_street'")
    assert row["status"] == "partial"
    found = year_of(edition)
    assert (found["count"], found["missing_reason"], found["missing_months"]) == (None, "month_partial", "2015-08")


HUNDRED = 100
"""Rows a month: twenty of each of five types."""


def without(month, kind, count=HUNDRED):
    return [row for row in street_rows(month, count) if row[9] != kind]


@pytest.mark.parametrize(("kind", "lost"), [("Anti-social behaviour", "asb"), ("Drugs", "recorded_crime")])
def test_a_month_without_one_row_of_a_type_is_supplied_only_in_part(tmp_path, kind, lost):
    workspace = small_workspace(tmp_path / "w", MONTHS[:14], HUNDRED)
    month = MONTHS[5]
    put(workspace.inbox / "police" / street_name(month), street_bytes(without(month, kind)))
    edition = build_small(workspace).edition
    rows = edition.rows(
        "SELECT month, types_lacking FROM coverage WHERE feed = 'police_uk_street' AND status = 'partial'"
    )
    assert [(f"{row['month']:%Y-%m}", row["types_lacking"]) for row in rows] == [(month, kind)]
    (row,) = edition.rows("SELECT count, missing_reason FROM measure WHERE indicator_id = ? AND area_code = ? AND period = "
                          "'2014/15'", [lost, AREA])  # fmt: skip
    assert (row["count"], row["missing_reason"]) == (None, "month_partial")
    told = [row["text"] for row in edition.table("fact_caveat") if row["fact_id"] == "months-supplied"]
    assert f"no row of {kind[:1].lower()}{kind[1:]}" in " ".join(told)
    lines = "\n".join(coverage_lines(coverage_of(edition, TODAY), 80)[1])
    assert f"no row of {kind[:1].lower()}{kind[1:]}" in lines


@pytest.mark.parametrize("rows", [45, HUNDRED])
def test_a_rare_type_lacks_in_no_month_and_one_that_began_in_none_of_over_a_year_before(tmp_path, rows):
    workspace = small_workspace(tmp_path / "w", MONTHS[:30], rows)
    gone = MONTHS[:15] if rows == HUNDRED else MONTHS[5:6]  # the first fifteen months, or one of nine rows a month
    for month in gone:
        put(workspace.inbox / "police" / street_name(month), street_bytes(without(month, "Drugs", rows)))
    edition = build_small(workspace).edition
    found = edition.rows(
        "SELECT strftime(month, '%Y-%m') AS month FROM coverage WHERE types_lacking IS NOT NULL ORDER BY 1"
    )
    assert [row["month"] for row in found] == (list(MONTHS[3:15]) if rows == HUNDRED else [])


def test_a_part_of_a_force_gets_no_rate_where_over_three_in_a_hundred_rows_lie_nowhere(workspace):
    whole = year_of(build_small(workspace).edition)
    assert (whole["missing_reason"], whole["value"] > 0) == (None, True)

    def nowhere(number, row):
        return [*row[:4], "", "", "No Location", "", "", *row[9:]] if number in (0, 5) else row

    for month in MONTHS[12:24]:
        street_file(workspace, month, nowhere)
    edition = build_small(workspace).edition
    found = year_of(edition)
    assert (found["value"], found["missing_reason"]) == (None, "rows_unplaced")
    assert 0 < found["count"] < whole["count"]  # the count stands, and the fact on rows unplaced says what it lacks
    assert year_of(edition, FORCE_CODE)["missing_reason"] is None  # they are the force's wherever they lie
    assert year_of(edition, period="2016/17")["missing_reason"] is None


def test_no_funnel_is_drawn_of_fewer_than_ten_places(workspace):
    edition = build_small(workspace).edition
    rated = edition.rows("""SELECT count(*) AS places FROM measure WHERE indicator_id = 'recorded_crime' AND area_type = 'csp'
      AND period = '2016/17' AND value IS NOT NULL""")
    assert rated[0]["places"] == 2
    assert edition.table("funnel_point") == []
