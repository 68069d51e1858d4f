"""Two tables below each other: nothing of the second is read as if it were of the periods or measures of the first."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import HELPED, MONTHS, WIDE, left_out, refused, returned, xlsx
from tests.support.small import AREA

BY_MEASURE = WIDE + '[columns]\nindicator = "Measure"\n' + HELPED
CALLS = HELPED.replace("safe_at_home_helped", "calls").replace("People helped", "Calls")
LAST = [f"Q{number} 2015/16" for number in (1, 2, 3, 4)]
THIS = [f"Q{number} 2016/17" for number in (1, 2, 3, 4)]
STACKED = [("Service return",), ("Measure", *LAST), ("Referrals", 11, 22, 33, 44), (), ("Measure", *THIS),
           ("Repeat referrals", 55, 66, 77, 88)]  # fmt: skip


def mapped(folder, rows):
    path = xlsx(folder / "line.xlsx", rows)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    return look, made, read_return(path, read_mapping(made.path).rules)


def test_a_second_year_below_the_first_is_refused_by_cell(tmp_path):
    look, _, found = mapped(tmp_path, STACKED)
    assert [value.number for value in found.values] == [11, 22, 33, 44]
    assert look.proposal.indicators == ["Referrals"]
    assert list(refused(found)) == ["Returns!B6", "Returns!C6", "Returns!D6", "Returns!E6"]
    assert found.refused[0].reason == (
        "Row 5 above it is a second row of headings (“Q1 2016/17” in B5): it is not of the first."
    )
    assert "a sheet" in found.refused[0].way_out
    assert left_out(found)["Returns!B5"] == "A second row of headings."
    assert any("row 5 looks like the headings of another table" in line for line in look.lines)


@pytest.mark.parametrize("gap", [[], [()], [("2016/17",)]])
def test_a_build_holds_to_the_first_headings_with_or_without_a_blank_row(tmp_path, gap):
    rows = [("Measure", "Apr-15", "May-15"), ("People helped", 1, 2), *gap, ("Measure", "Apr-16", "May-16"),
            ("People helped", 3, 4), ("A note",)]  # fmt: skip
    found = returned(tmp_path, BY_MEASURE, rows)
    assert [value.number for value in found.values] == [1, 2]
    assert len([each for each in found.refused if "second row of headings" in each.reason]) == 2


def test_quarters_below_another_year_are_second_headings_too(tmp_path):
    rules = BY_MEASURE.replace('"month"', '"quarter"').replace("across", "heading_rows = 2\nacross")
    rows = [(None, "2015/16", None), ("Measure", "Q1", "Q2"), ("People helped", 1, 2), (None, "2016/17", None),
            ("Measure", "Q1", "Q2"), ("People helped", 3, 4)]  # fmt: skip
    found = returned(tmp_path, rules, rows)
    assert [value.number for value in found.values] == [1, 2]


def test_other_measures_below_the_first_of_a_long_sheet(tmp_path):
    rows = [("Month", "No"), ("Apr-16", 50), ("May-16", 51), (), ("Month", "Visits"), ("Apr-16", 60), ("Jun-16", 61)]
    found = returned(tmp_path, MONTHS, rows)
    assert [value.number for value in found.values] == [50, 51]
    assert list(refused(found)) == ["Returns!B6", "Returns!B7"]


def test_other_measures_side_by_side_below_the_first(tmp_path):
    look, _, found = mapped(tmp_path, [("Month", "Calls", "Visits"), ("Apr-16", 50, 5), ("Month", "E-mails", "Letters"),
                                       ("Apr-16", 60, 6)])  # fmt: skip
    assert [value.number for value in found.values] == [50, 5]
    assert any("row 3 looks like the headings of another table" in line for line in look.lines)


def test_the_same_headings_again_change_nothing(tmp_path):
    rows = [
        ("Measure", "Apr-16", "May-16"),
        ("People helped", 1, 2),
        (),
        ("Measure", "Apr-16", "May-16"),
        ("Calls", 3, 4),
    ]
    found = returned(tmp_path, BY_MEASURE + CALLS, rows)
    assert [(value.indicator_id, value.number) for value in found.values] == [
        ("safe_at_home_helped", 1), ("safe_at_home_helped", 2), ("calls", 3), ("calls", 4)]  # fmt: skip
    assert left_out(found) == {"Returns!B4": "The headings again."}


def test_values_that_a_spreadsheet_made_days_of_are_no_headings(tmp_path):
    rows = [
        ("Measure", "Apr-16", "May-16"),
        ("People helped", date(2016, 4, 3), date(2016, 5, 3)),
        ("People helped", 1, 2),
    ]
    found = returned(tmp_path, BY_MEASURE, rows)
    assert [value.number for value in found.values] == [1, 2]


GROUPS = [("Adults", *THIS), ("Referrals", 11, 22, 33, 44), (), ("Children", *THIS), ("Referrals", 55, 66, 77, 88)]


def test_a_second_table_with_the_same_measures_headed_by_another_group_is_not_of_the_first(tmp_path):
    with pytest.raises(InputError, match=r"“Referrals” stands in A2 .below none. and A5 .below “Children”."):
        propose_mapping(xlsx(tmp_path / "line.xlsx", GROUPS))
    by_hand = (
        WIDE.replace('"month"', '"quarter"')
        + '[columns]\nindicator = "Adults"\n'
        + HELPED.replace("People helped", "Referrals")
    )
    found = returned(tmp_path, by_hand, GROUPS)
    assert [value.number for value in found.values] == [11, 22, 33, 44]
    assert list(refused(found)) == ["Returns!B5", "Returns!C5", "Returns!D5", "Returns!E5"]
    assert "“Children” in A4" in found.refused[0].reason


def test_a_scorecard_in_sections_is_read_whole(tmp_path):
    _, _, found = mapped(tmp_path, [("Disorder", *GROUPS[0][1:]), *GROUPS[1:4], ("Evictions", 55, 66, 77, 88)])
    assert [value.number for value in found.values] == [11, 22, 33, 44, 55, 66, 77, 88]
    assert not found.refused
