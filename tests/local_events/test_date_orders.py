"""Orders of day, month and year that the other dates of a column prove or leave open: refused, never guessed."""

from datetime import date, timedelta
from random import Random

import pytest

from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.date_orders import has_year_day, unclear_years
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_events.made import row, rules, workspace_with
from tests.local_events.test_swapped_dates import MAPPING, events
from tests.support.small import build_small

DAYS = [date(2016, 4, 1) + timedelta(days=7 * each) for each in range(52)]


@pytest.mark.parametrize(
    "strays", [[], ["30/04/2016"], ["06/04/30"], ["16/13/30"]], ids=["none", "four figures", "a year", "a month"]
)
def test_years_of_two_figures_that_stand_first_refuse_the_file(tmp_path, strays):
    cells = [*(day.strftime("%y/%m/%d 14:30") for day in DAYS), *strays]
    file = events(tmp_path / "smallshire.xlsx", cells)
    with pytest.raises(UnreadableFileError, match="may have the year first or last") as refused:
        read_events(file, rules(MAPPING), tmp_path / "rows.csv")
    problem = refused.value.problem
    assert (problem.line, problem.column, problem.value) == (2, "Date", "16/04/01")
    assert "four figures" in problem.way_out
    assert any("may have the year first or last" in line for line in propose_mapping(file, "events").lines)


def as_unclear(texts):
    return unclear_years((each, "row 2") for each in texts)


@pytest.mark.parametrize("strays", [[], ["04/05/26", "04/05/06"], ["16/04/99"]])
def test_years_of_two_figures_that_stand_last_are_read(strays):
    assert as_unclear([*(day.strftime("%d/%m/%y") for day in DAYS), *strays]) is None
    assert as_unclear([*(day.strftime("%m/%d/%y") for day in DAYS), *strays]) is None
    assert as_unclear(["16/04/02"]) is None
    assert as_unclear(day.isoformat() for day in DAYS) is None


def test_of_columns_of_ten_dates_few_with_the_year_last_are_refused_and_nearly_all_with_it_first():
    generator = Random(3)

    def drawn(written):
        return [(DAYS[0] + timedelta(days=generator.randrange(730))).strftime(written) for _ in range(10)]

    assert not any(as_unclear(drawn("%d/%m/%y")) for _ in range(1_000))
    assert sum(as_unclear(drawn("%y/%m/%d")) is not None for _ in range(1_000)) > 950


YEAR_FIRST = ["2016-24-05", "2016-04-05", "2016/4/5 10:30", "20160405", "2016-04-05T10:30:00"]


def test_a_day_between_year_and_month_refuses_all_dates_with_the_year_first(tmp_path):
    rows = [
        row(HO_code="46", Committed_from=each, Committed_to="", Reported="") for each in [*YEAR_FIRST, "05/04/2016"]
    ]
    edition = build_small(workspace_with(tmp_path / "w", rows)).edition
    refused = edition.table("refusal")
    assert [each["value"] for each in refused] == YEAR_FIRST
    assert {each["reason"] for each in refused} == {
        "Day and month cannot be told apart: row 3 holds a date with the day between year and month."
    }
    assert [each["line"] for each in edition.table("local_event")] == [3 + len(YEAR_FIRST)]


def test_mapping_such_a_file_says_so(tmp_path):
    file = events(tmp_path / "smallshire.xlsx", [day.strftime("%Y-%d-%m") for day in DAYS])
    assert any("with the day between year and month" in line for line in propose_mapping(file, "events").lines)


@pytest.mark.parametrize(("text", "is_so"), [
    ("2016-24-05", True), ("2016/13/1", True), ("20162405", True), ("2016-05-24", False), ("2016-24-25", False),
    ("20160524", False),    ("2016-13-13", False), ("42798.5", False), ("24/05/2016", False), ("201624051", False),
])  # fmt: skip
def test_which_dates_have_the_day_second(text, is_so):
    assert has_year_day([text]) is is_so
