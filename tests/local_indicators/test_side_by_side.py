"""Indicators side by side, a row for each month: every column of numbers is proposed, not the first alone."""

import tomllib
from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import xlsx
from tests.support.small import AREA


def read(tmp_path, rows):
    workspace, file = create_workspace(tmp_path / "w", AREA, []), xlsx(tmp_path / "line.xlsx", rows)
    look = propose_mapping(file)
    mapped = save_mapping(workspace, file, look, name="line", ask=None, today=date(2025, 6, 1))
    found = read_return(file, read_mapping(mapped.path).rules)
    values = [(each.indicator_id, each.area, each.period.label, each.number) for each in found.values]
    return look, tomllib.loads(mapped.path.read_text(encoding="utf-8")), found, values


def test_every_column_of_numbers_is_an_indicator(tmp_path):
    rows = [("Month", "Calls", "Closed", "Evicted"), ("Apr-24", 10, 5, 0), ("May-24", 11, "<5", 1), ("Total", 21, 9, 2)]
    look, said, found, values = read(tmp_path, rows)
    assert "Side by side, B1 to D1: 3 indicators, “Calls”, “Closed”, “Evicted”." in look.lines
    assert (said["layout"], said["across"], said["columns"]) == ("wide", ["indicator"], {"period": "Month"})
    assert [value for value in values if value[2] == "2024-04"] == [
        ("line_calls", "", "2024-04", 10), ("line_closed", "", "2024-04", 5), ("line_evicted", "", "2024-04", 0)]  # fmt: skip
    assert len(values) == 6
    assert found.differences == ["Returns!D4: A total of 2; the others come to 1: they differ by 1."]


def test_with_wards_percentages_comments_and_what_is_no_indicator(tmp_path):
    rows = [
        ("Month", "Ward", "Calls", "Placements", "Satisfied (%)", "Target", "Calls last year", "Comment"),
        ("Apr-24", "Old Quay", 10, 3, 80, 12, 9, "provisional"),
        ("Apr-24", "New Quay", 11, 4, 90, 12, 8, None),
    ]
    look, said, found, values = read(tmp_path, rows)
    assert [(each["called"], each["unit"]) for each in said["indicator"]] == [
        (["Calls"], "number"), (["Placements"], "number"), (["Satisfied (%)"], "percent")]  # fmt: skip
    assert said["ignore"] == ["Target", "Calls last year", "Comment"]
    assert "Column “Calls last year”: not read." in look.lines
    assert len(values) == 6
    assert not found.refused
    assert ("line_placements", "New Quay", "2024-04", 4) in values


@pytest.mark.parametrize(
    "headings", [("Month", "Value", "Target"), ("Month", "Number", "Rate"), ("Month", "Calls", "Target")]
)
def test_one_column_of_values_stays_one_indicator(tmp_path, headings):
    _, said, _, values = read(tmp_path, [headings, ("Apr-24", 10, 5), ("May-24", 11, 6)])
    assert (said["layout"], said["columns"]["value"], len(values)) == ("long", headings[1], 2)


def test_a_year_above_its_months_with_the_measure_in_the_first_row(tmp_path):
    rows = [("Measure", "2024/25", None, None), (None, "Apr", "May", "Jun"), ("Calls", 1, 2, 3), ("Closed", 4, 5, 6)]
    _, said, _, values = read(tmp_path, rows)
    assert said["columns"] == {"indicator": "Measure"}
    assert [value[:3:2] for value in values] == [
        (name, f"2024-0{month}") for name in ("line_calls", "line_closed") for month in (4, 5, 6)
    ]


def test_two_columns_of_one_name_are_refused(tmp_path):
    file = xlsx(
        tmp_path / "line.xlsx", [("Month", "Calls", "Closed", "Calls"), ("Apr-24", 10, 5, 0), ("May-24", 11, 6, 1)]
    )
    with pytest.raises(InputError, match="“Calls” stands above two columns of numbers, B1 and D1"):
        propose_mapping(file)
