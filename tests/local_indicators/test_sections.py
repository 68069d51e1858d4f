"""A label alone above rows of figures: what is below it is proposed as of it, and never as of everyone."""

import tomllib
from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.workspace import create_workspace
from tests.local_indicators.made import xlsx
from tests.support.small import AREA

ROWS = [("Measure", "Apr-16", "May-16"), ("Referrals", 50, 60), ("Under 18s",), ("Accepted", 7, 8), ("Closed", 5, 6)]


def titles(folder, rows):
    path = xlsx(folder / "line.xlsx", rows)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    said = tomllib.loads(made.path.read_text(encoding="utf-8"))["indicator"]
    return look.lines, {each["called"][0]: each["title"] for each in said}, made.tried.lines


def test_what_stands_below_a_label_alone_is_of_it(tmp_path):
    lines, said, tried = titles(tmp_path, ROWS)
    assert said == {"Referrals": "Referrals", "Accepted": "Under 18s: Accepted", "Closed": "Under 18s: Closed"}
    assert any(
        "“Under 18s” in A3 stands alone above figures" in line and "“Under 18s: Accepted”" in line for line in lines
    )
    assert any("6 values in all, 0 refused" in line for line in tried)


def test_a_blank_row_ends_it(tmp_path):
    _, said, _ = titles(tmp_path, [*ROWS, (), ("Complaints", 3, 4)])
    assert (said["Closed"], said["Complaints"]) == ("Under 18s: Closed", "Complaints")


@pytest.mark.parametrize("note", ["Note: late returns", "Figures below are provisional", "* late", "We began in May."])
def test_a_note_in_the_midst_is_none(tmp_path, note):
    _, said, _ = titles(tmp_path, [*ROWS[:2], (note,), *ROWS[3:]])
    assert said["Accepted"] == "Accepted"


def test_a_measure_of_several_sections_is_refused(tmp_path):
    rows = [ROWS[0], ("IDVA",), ("Clients", 12, 14), ("Refuge",), ("Clients", 12, 6)]
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))
    assert "“Clients” stands in A3 (below “IDVA”) and A5 (below “Refuge”)" in str(caught.value)
    assert "in a column of its own" in str(caught.value)


def test_a_group_that_heads_the_periods_again_begins_a_section(tmp_path):
    heads = ("Q1 2016/17", "Q2 2016/17", "Q3 2016/17")
    rows = [("Measure", *heads), ("Adults",), ("Referrals", 20, 30, 40), ("Children", *heads), ("Contacts", 20, 31, 42)]
    _, said, tried = titles(tmp_path, rows)
    assert said == {"Referrals": "Adults: Referrals", "Contacts": "Children: Contacts"}
    assert any("6 values in all, 0 refused" in line for line in tried)
