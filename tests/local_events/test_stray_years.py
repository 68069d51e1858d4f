"""A mistyped year: the row is refused by name, and the months that an extract covers are those of its other rows."""

from datetime import date, datetime, timedelta

import pytest

from saferplan.pipeline.build import build
from saferplan.pipeline.event_analyses.covered import Span, covered_runs
from tests.local_events.made import MAPPING, row, workspace_with

ONLY_HAPPENED = MAPPING.replace('reported = "Reported"\n', "")
YEAR = [datetime(2016, 4, 1, 9) + timedelta(days=round(step * 364 / 199)) for step in range(200)]


def crime(happened, reported=""):
    return row(HO_code="46", Committed_from=happened, Committed_to="", Reported=reported, DA="N")


def built(folder, rows, mapping=MAPPING):
    made = workspace_with(folder / "w", rows, mapping)
    return build(made, today=date(2026, 6, 1), with_reports=False).edition


def counted(edition):
    return [
        (each["period"], each["events"])
        for each in edition.rows("SELECT * FROM local_event_count WHERE category = '(all)'")
    ]


def timed(edition):
    rows = edition.rows("SELECT * FROM event_timing WHERE category = '(all)'")
    return [(each["period"], each["events"]) for each in rows]


@pytest.mark.parametrize("stray", ["04/05/2026", "04/05/2006"])
@pytest.mark.parametrize("size", [200, 20])
def test_a_row_years_from_all_others_is_refused_and_the_year_stands(tmp_path, stray, size):
    days = YEAR[:: 200 // size]
    edition = built(tmp_path, [*map(crime, [*days[:-1], YEAR[-1]]), crime(stray)], ONLY_HAPPENED)
    assert counted(edition) == timed(edition) == [("2016/17", size)]
    (refused,) = edition.table("refusal")
    assert (refused["line"], refused["column_name"], refused["value"][:4]) == (size + 3, "Committed from", stray[-4:])
    assert "stands alone, 1" in refused["reason"]
    assert "April 2016 to March 2017" in refused["reason"]
    assert "Correct the year" in refused["way_out"]


def test_the_day_of_the_report_is_held_against_the_others_too(tmp_path):
    rows = [crime(day, day) for day in YEAR]
    edition = built(tmp_path, [*rows, crime(YEAR[5], "04/05/2026"), crime("04/05/2025", YEAR[7])])
    assert counted(edition) == timed(edition) == [("2016/17", 200)]
    assert [each["column_name"] for each in edition.table("refusal")] == ["Reported", "Committed from"]


def test_crimes_of_long_ago_are_kept_where_their_report_is_among_the_others(tmp_path):
    rows = [crime(day, day) for day in YEAR]
    edition = built(tmp_path, [*rows, crime("04/05/1998", YEAR[7])])
    assert not edition.table("refusal")
    assert (counted(edition), timed(edition)) == ([("2016/17", 201)], [("2016/17", 200)])


def test_days_of_long_ago_that_are_many_are_no_mistakes(tmp_path):
    old = [crime(f"04/05/{year}") for year in range(1990, 2010, 4)]
    edition = built(tmp_path, [*map(crime, YEAR), *old], ONLY_HAPPENED)
    assert not edition.table("refusal")
    assert counted(edition) == timed(edition) == [("2016/17", 200)]


def test_a_year_mistyped_by_one_makes_no_months_of_nought(tmp_path):
    edition = built(tmp_path, [*map(crime, YEAR), crime("20/12/2017")], ONLY_HAPPENED)
    assert counted(edition) == timed(edition) == [("2016/17", 200)]
    (file,) = edition.rows("SELECT note FROM input_file WHERE note LIKE '%look whether the year is right%'")
    assert (
        "1 row of days up to 2017-12-20, after the months that the extract covers (April 2016 to March 2017)"
        in file["note"]
    )


def test_half_a_year_missing_makes_no_whole_year(tmp_path):
    edition = built(tmp_path, [crime(day) for day in YEAR if not 6 <= day.month <= 11], ONLY_HAPPENED)
    assert counted(edition) == []
    assert timed(edition)[0][0] == "2016-12 to 2017-03"


def months(first, *sizes):
    """A month each from the first on, with so many rows; nought is no month."""
    days = [date(first + place // 12, place % 12 + 1, 1) for place in range(len(sizes))]
    return [Span(day, day.replace(day=28), rows) for day, rows in zip(days, sizes, strict=True) if rows]


@pytest.mark.parametrize(("found", "runs"), [
    (months(2016, *[60] * 12), [720]),
    (months(2016, *[60] * 6, 0, *[60] * 5), [300, 360]),
    (months(2016, *[60] * 6, 2, *[60] * 5), [300, 360]),
    (months(2016, 1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 1), [5]),
    (months(2016, 5, 4, 6, 0, 5, 5), [25]),
    (months(2012, 1, *[0] * 13, 1), [1, 1]),
    ([*months(1985, 1), *months(1999, 2), *months(2016, *[30] * 12)], [360]),
    ([*months(2014, *[60] * 12), *months(2016, *[70] * 12)], [840, 720]),
    ([], []),
], ids=["whole", "a month without rows", "a thin month", "sparse", "few rows, one empty", "years apart", "long tail", "two years",
        "none"])  # fmt: skip
def test_runs_of_covered_months(found, runs):
    assert [run.rows for run in covered_runs(found)] == runs


def test_an_extract_of_somewhere_else_is_no_count_of_nought(tmp_path):
    edition = built(
        tmp_path,
        [row(HO_code="46", Committed_from=day, Reported=day, Committed_to="", X="", Y="", Ward="Far") for day in YEAR],
    )
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'provisional-crime'")
    assert fact["status"] == "refused"
    assert fact["sentence"] == "No crime of Smallshire Police's extract is known to lie in Smallham in 2016/17."
