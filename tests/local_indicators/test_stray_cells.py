"""Cells below no heading: a comma that is not quoted refuses its row, a column without a heading is named."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, MONTHS, WIDE, left_out, mapping, months, refused, returned
from tests.support.small import AREA


def read(folder, text, rules):
    path = folder / "safe-at-home.csv"
    path.write_text(text, encoding="utf-8")
    return read_return(path, mapping(folder, rules).rules)


def mapped(folder, path):
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    return look, made, read_return(path, read_mapping(made.path).rules)


def test_a_number_cut_by_its_comma_is_refused_and_never_read_as_its_beginning(tmp_path):
    found = read(tmp_path, "Month,No\nJan-17,980\nMar-17,12,345\nApr-17,5\n", MONTHS)
    assert [value.number for value in found.values] == [980, 5]
    ((cell, (said, reason)),) = refused(found).items()
    assert (cell, said) == ("file!B3", "12")
    assert reason.startswith(
        "“345” in C3 stands behind the last heading: a comma within a number or text that is not in quot"
    )
    assert "in quotation marks" in found.refused[0].way_out
    assert found.rows_in == 3


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Month,Calls,Closed\nApr-16,980,900\nMay-16,1,204,1,100\nJun-16,950,940\n", ["file!B3", "file!C3"]),
        ("Month,Calls,Closed\nApr-16,9,8\nMay-16,2,8\nTotal,1,009,8\n", ["file!B4", "file!C4"]),
    ],
)
def test_map_reads_no_row_that_a_comma_has_moved(tmp_path, text, cells):
    path = tmp_path / "line.csv"
    path.write_text(text, encoding="utf-8")
    _, made, found = mapped(tmp_path, path)
    assert list(refused(found)) == cells
    assert not {value.row for value in found.values} & {row for each in found.refused for row in [each.row]}
    assert any("stands behind the last heading" in line for line in made.tried.lines)


def test_quoted_commas_and_empty_cells_behind_are_no_fault(tmp_path):
    found = read(tmp_path, 'Month,No,,\nJan-17,"12,345",,\nFeb-17,"1,001"\n', MONTHS)
    assert [value.number for value in found.values] == [12345, 1001]
    assert not found.refused


def test_periods_across_with_cells_behind_them_are_refused_with_the_comma_named(tmp_path):
    text = "Measure,Apr-16,May-16\nPeople helped,1,204,1,310\nPeople helped,50,60\n"
    (tmp_path / "line.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"above several columns.*A comma within a number"):
        propose_mapping(tmp_path / "line.csv")
    with pytest.raises(UnreadableFileError, match=r"above several columns.*A comma within a number"):
        read(tmp_path, text, WIDE + '[columns]\nindicator = "Measure"\n' + HELPED)


def test_a_name_behind_the_last_heading_is_not_shown(tmp_path):
    found = read(tmp_path, "Month,No\nJan-17,980,PC Patel\n", MONTHS)
    assert "Patel" not in found.refused[0].reason


def test_a_value_below_no_heading_is_listed(tmp_path):
    (tmp_path / "line.csv").write_text("Month,,Calls,Visits\nAug-16,,54,24\nSep-16,77,55,25\n", encoding="utf-8")
    look, _, found = mapped(tmp_path, tmp_path / "line.csv")
    assert left_out(found)["file!B3"] == "Column B has no heading: 1 cell below it not read."
    assert "Column B has no heading: 1 cell below it not read." in look.lines
    assert found.rows_in == 4


def test_cells_beside_the_table_of_a_workbook_are_listed_and_refuse_nothing(tmp_path):
    found = returned(tmp_path, MONTHS, [*months([("Jan-17", 1)]), ("Feb-17", 2, None, 66), ("Mar-17", 3, None, 67)])
    assert [value.number for value in found.values] == [1, 2, 3]
    assert left_out(found) == {"Returns!D3": "Column D has no heading: 2 cells below it not read."}


def test_a_number_cut_by_its_comma_is_met_in_a_column_of_comments_too(tmp_path):
    """The last column took up what was moved: 1 and 002 for 1,002, and a comment of 234."""
    path = tmp_path / "line-2016-17.csv"
    path.write_text("Period,Calls,Comments\nApr-16,1,234\nMay-16,987,\nJun-16,998,fewer lines\nJul-16,1,002\n", "utf-8")
    _, _, found = mapped(tmp_path, path)
    assert [value.number for value in found.values if value.number is not None] == [987, 998]
    assert {2, 5} <= {row.row for row in found.refused}
    assert "looks like the end of the number before it" in found.refused[0].reason


def test_a_note_of_three_figures_behind_a_long_row_refuses_the_row(tmp_path):
    path = tmp_path / "line-2016-17.csv"
    path.write_text(
        "Measure,Q1 2016/17,Q2 2016/17,Q3 2016/17,Q4 2016/17,Note\nCalls,1,234,345,456,567\nClosed,912,923,934,945,\n",
        "utf-8",
    )
    _, _, found = mapped(tmp_path, path)
    assert {value.indicator_id for value in found.values} == {"line_closed"}
    assert {row.row for row in found.refused} == {2}
