"""Periods above the same measures each, with categories down the side, as a landlord's return has them."""

import tomllib
from datetime import date

import pytest

from saferplan.base.errors import InputError, SettingsError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import HELPED, WIDE, mapping, xlsx
from tests.support.small import AREA

UPPER = ("Category", "Q1 2016/17", None, "Q2 2016/17", None)
LOWER = (None, "New cases", "Closed", "New cases", "Closed")
ROWS = [UPPER, LOWER, ("Noise", 5, 3, 6, 4), ("Drugs", 7, "<5", 8, 1), ("Total", 12, 3, 14, 5)]


def mapped(folder, rows, **how):
    path = xlsx(folder / "line.xlsx", rows, **how)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    found = read_return(path, read_mapping(made.path).rules)
    values = {(value.indicator_id, value.area, value.period.label): value.number for value in found.values}
    return look, tomllib.loads(made.path.read_text(encoding="utf-8")), found, values


@pytest.mark.parametrize("merged", [["B1:C1", "D1:E1"], ["A1:A2", "B1:C1", "D1:E1"], []])
def test_a_figure_is_called_by_its_category_and_its_measure(tmp_path, merged):
    _, said, found, values = mapped(tmp_path, ROWS, merged=merged)
    assert (said["across"], said["heading_rows"], said["columns"]) == (
        ["period", "indicator"],
        2,
        {"category": "Category"},
    )
    assert [each["called"] for each in said["indicator"]] == [
        ["Noise: New cases"], ["Noise: Closed"], ["Drugs: New cases"], ["Drugs: Closed"]]  # fmt: skip
    assert values["line_noise_new_cases", "", "2016/17 Q1"] == 5
    assert values["line_noise_closed", "", "2016/17 Q2"] == 4
    assert values["line_drugs_closed", "", "2016/17 Q1"] is None
    assert len(values) == 8
    assert not found.refused
    assert found.rows_in == 12


def test_wards_down_the_side_and_a_column_of_notes(tmp_path):
    rows = [("Ward", *UPPER[1:], "Notes"), LOWER, ("Old Quay", 5, 3, 6, 4, "late"), ("New Quay", 7, 2, 8, 1, None)]
    look, said, _, values = mapped(tmp_path, rows)
    assert (said["columns"], said["ignore"]) == ({"area": "Ward"}, ["Notes"])
    assert values["line_closed", "New Quay", "2016/17 Q2"] == 1
    assert 'If these are areas, put across = ["period", "area"]' in " ".join(look.lines)


@pytest.mark.parametrize("below", [("Actual", "Target"), ("Apr-Sep", "Oct-Mar"), ("H1", "H2"), ("New cases", "Total")])
def test_words_that_are_no_measures_are_still_refused(tmp_path, below):
    rows = [UPPER, (None, *below, *below), *ROWS[2:]]
    with pytest.raises(InputError, match=r"cannot be told|no part of it") as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert "category" in caught.value.way_out


def test_other_measures_below_the_second_period_are_refused(tmp_path):
    rows = [UPPER, (None, "New cases", "Closed", "Closed", "New cases"), *ROWS[2:]]
    with pytest.raises(InputError):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))


def test_a_category_stands_before_an_indicator(tmp_path):
    with pytest.raises(SettingsError, match=r"columns.category stands before an indicator"):
        mapping(tmp_path, WIDE + '[columns]\ncategory = "Category"\n' + HELPED)


def test_a_row_of_a_section_below_the_periods_is_no_row_of_measures(tmp_path):
    rows = [("Service", "Apr-16", "May-16"), ("North team",), ("Referrals", 10, 11), ("Closures", 9, 8)]
    assert propose_mapping(xlsx(tmp_path / "line.xlsx", rows)).proposal.layout["across"] == ["period"]
