"""Sheets as partners send them: every oddity with what comes of it, to the cell."""

import datetime
import re
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import (
    HELPED,
    LONG,
    MONTHS,
    WIDE,
    fill,
    left_out,
    mapping,
    months,
    refused,
    returned,
    shown,
    xlsx,
)  # fmt: skip

WARDS_ACROSS = WIDE + '[columns]\narea = "Ward"\n' + HELPED
FALLS = HELPED + HELPED.replace("safe_at_home_helped", "falls").replace("People helped", "Falls")
PERCENT = HELPED.replace('unit = "people"', 'unit = "percent"')


def test_marks_and_numbers_of_a_long_sheet(tmp_path):
    said = ["*", "<5", "n/a", "-", "..", None, "1,234", " 99 ", 0]
    names = [
        "Apr-24",
        "May 2024",
        "2024-06",
        datetime.date(2024, 7, 1),
        45505,
        "01/09/2024",
        "Oct-24",
        "November 2024",
        "Dec-24",
    ]
    found = returned(tmp_path, MONTHS, months(list(zip(names, said, strict=True))))
    assert shown(found) == [
        ("2024-04", None, "suppressed"), ("2024-05", None, "below_threshold"), ("2024-06", None, "not_applicable"),
        ("2024-07", None, "not_supplied"), ("2024-08", None, "not_supplied"), ("2024-09", None, "not_supplied"),
        ("2024-10", 1234, "given"), ("2024-11", 99, "given"), ("2024-12", 0, "given"),
    ]  # fmt: skip
    assert found.rows_in == 9
    assert not found.refused


def test_notes_above_and_below_blank_rows_and_totals(tmp_path):
    rows = [
        ("Monthly return",), ("For the board",), (), ("Month", "No"), ("Apr-24", 3), (), ("May-24", 4), ("Total", 8), (),
        ("Source: referral forms",),
    ]  # fmt: skip
    found = returned(tmp_path, MONTHS, rows)
    assert shown(found) == [("2024-04", 3, "given"), ("2024-05", 4, "given")]
    assert left_out(found) == {
        "Returns!A1": "It stands above the headings.", "Returns!A2": "It stands above the headings.",
        "Returns!B8": "A total of 8; the others come to 7: they differ by 1.",
        "Returns!A10": "A note, or a line without a figure.",
    }  # fmt: skip
    assert found.differences == ["Returns!B8: A total of 8; the others come to 7: they differ by 1."]
    assert found.rows_in == 6


def test_two_rows_of_headings_merged(tmp_path):
    text = (
        WIDE.replace('across = ["period"]', 'across = ["area", "period"]\nheading_rows = 2')
        + '[columns]\nindicator = "Measure"\n'
        + FALLS
    )
    rows = [
        ("Measure", "Old Quay", None, "New Quay", None),
        (None, "Apr-24", "May-24", "Apr-24", "May-24"),
        ("People helped", 1, 2, 3, "<5"),
        ("Falls", 5, 6, 7, 8),
    ]
    found = returned(tmp_path, text, rows, merged=["A1:A2", "B1:C1", "D1:E1"])
    assert [(v.indicator_id, v.area, v.period.label, v.number, v.cell) for v in found.values] == [
        ("safe_at_home_helped", "Old Quay", "2024-04", 1, "B3"), ("safe_at_home_helped", "Old Quay", "2024-05", 2, "C3"),
        ("safe_at_home_helped", "New Quay", "2024-04", 3, "D3"), ("safe_at_home_helped", "New Quay", "2024-05", None, "E3"),
        ("falls", "Old Quay", "2024-04", 5, "B4"), ("falls", "Old Quay", "2024-05", 6, "C4"),
        ("falls", "New Quay", "2024-04", 7, "D4"), ("falls", "New Quay", "2024-05", 8, "E4"),
    ]  # fmt: skip
    unmerged = returned(tmp_path, text, rows)
    assert [v.area for v in unmerged.values] == [v.area for v in found.values]


def test_a_year_above_months(tmp_path):
    text = WIDE + 'heading_rows = 2\n[columns]\narea = "Ward"\n' + HELPED
    rows = [("Ward", "2024/25", None, "2025/26"), (None, "Feb", "Mar", "Apr"), ("Old Quay", 1, 2, 3)]
    assert shown(returned(tmp_path, text, rows)) == [
        ("2025-02", 1, "given"),
        ("2025-03", 2, "given"),
        ("2025-04", 3, "given"),
    ]


def test_indicators_across_and_a_column_of_comments(tmp_path):
    text = WIDE.replace('["period"]', '["indicator"]') + 'ignore = ["Comments"]\n[columns]\nperiod = "Month"\n' + FALLS
    rows = [
        ("Month", "People helped", "Falls", "Comments", "Other"),
        ("Apr-24", 1, 2, "fine", 7),
        ("May-24", 3, None, None, None),
    ]
    found = returned(tmp_path, text, rows)
    assert [(v.indicator_id, v.period.label, v.number) for v in found.values] == [
        ("safe_at_home_helped", "2024-04", 1), ("falls", "2024-04", 2), ("safe_at_home_helped", "2024-05", 3),
        ("falls", "2024-05", None),
    ]  # fmt: skip
    assert refused(found) == {"Returns!E2": ("7", "“Other” is no indicator of the mapping.")}
    assert "`ignore`" in found.refused[0].way_out
    assert left_out(found)["Returns!D1"] == "The mapping uses no such column."


def test_totals_of_rows_and_of_columns(tmp_path):
    rows = [
        ("Ward", "Apr-24", "May-24", "Year to date"),
        ("Old Quay", 1, 2, 3),
        ("New Quay", 3, 4, 8),
        ("All", 4, 7, 11),
    ]
    found = returned(tmp_path, WARDS_ACROSS, rows)
    assert [v.number for v in found.values] == [1, 2, 3, 4]
    assert left_out(found) == {
        "Returns!D2": "A total of 3, and so much do the others come to.",
        "Returns!D3": "A total of 8; the others come to 7: they differ by 1.",
        "Returns!B4": "A total of 4, and so much do the others come to.",
        "Returns!C4": "A total of 7; the others come to 6: they differ by 1.",
        "Returns!D4": "A total of 11; the others come to 10: they differ by 1.",
    }


def test_merged_labels_stand_for_each_row_and_a_merged_value_for_none(tmp_path):
    text = LONG + '[columns]\nindicator = "Measure"\nperiod = "Month"\nvalue = "No"\n' + FALLS
    rows = [
        ("Measure", "Month", "No"),
        ("People helped", "Apr-24", 1),
        (None, "May-24", 2),
        ("Falls", "Apr-24", 3),
        (None, "May-24", None),
    ]
    found = returned(tmp_path, text, rows, merged=["A2:A3", "A4:A5", "C4:C5"])
    assert [(v.indicator_id, v.period.label, v.number) for v in found.values] == [
        ("safe_at_home_helped", "2024-04", 1), ("safe_at_home_helped", "2024-05", 2),
    ]  # fmt: skip
    assert {cell: reason for cell, (_, reason) in refused(found).items()} == {
        "Returns!C4": "The cells C4:C5 are merged: one value stands for several places.",
        "Returns!C5": "The cells C4:C5 are merged: one value stands for several places.",
    }
    below = returned(tmp_path, text.replace("[columns]", 'fill_down = ["indicator"]\n[columns]'), rows[:3])
    assert [v.indicator_id for v in below.values] == ["safe_at_home_helped"] * 2


def test_numerator_and_denominator(tmp_path):
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "%"\nnumerator = "Did"\ndenominator = "Of"\n' + PERCENT
    rows = [
        ("Month", "%", "Did", "Of"), ("Apr-24", "50%", 9, 18), ("May-24", None, 3, 12), ("Jun-24", 20, 9, 18),
        ("Jul-24", None, 9, 8), ("Aug-24", None, 0, 0), ("Sep-24", "33%", 1, 3),
    ]  # fmt: skip
    found = returned(tmp_path, text, rows)
    assert shown(found) == [
        ("2024-04", 50, "given"), ("2024-05", 25, "given"), ("2024-08", None, "not_applicable"), ("2024-09", 33, "given"),
    ]  # fmt: skip
    assert refused(found) == {
        "Returns!B4": ("20", "It says 20%, and 9 of 18 is 50.0%."), "Returns!C5": ("9", "9 of 8 is more than all."),
    }  # fmt: skip


def test_status_and_may_publish_columns(tmp_path):
    text = LONG.replace("due_days = 20", "may_publish = true") + (
        '[columns]\nperiod = "Month"\nvalue = "No"\nstatus = "State"\nmay_publish = "Public"\n' + HELPED
    )
    rows = [
        ("Month", "No", "State", "Public"), ("Apr-24", 9, "final", "yes"), ("May-24", 3, "suppressed", "no"),
        ("Jun-24", 4, "not supplied", "yes"), ("Jul-24", 4, "perhaps", "yes"), ("Aug-24", 4, "", "perhaps"), ("Sep-24", 5, "", ""),
    ]  # fmt: skip
    found = returned(tmp_path, text, rows)
    assert [(v.period.label, v.number, v.status, v.may_publish) for v in found.values] == [
        ("2024-04", 9, "given", True), ("2024-05", None, "suppressed", False), ("2024-09", 5, "given", False),
    ]  # fmt: skip
    assert {cell: reason for cell, (_, reason) in refused(found).items()} == {
        "Returns!C4": "It says not supplied, and a value stands beside it.", "Returns!C5": "It is no known status.",
        "Returns!D6": "It is neither yes nor no.",
    }  # fmt: skip


@pytest.mark.parametrize(("unit", "said", "number"), [
    ("people", "12%", "It is a percentage"), ("people", "£12", "It is a sum of money"), ("people", -1, "lies outside"),
    ("percent", 101, "lies outside"), ("percent", 0.12, "0.12 may be 12% or 0.12%."), ("percent", "12%", 12.0),
    ("percent", 12, 12.0), ("pounds", "£1,200", 1200.0),
])  # fmt: skip
def test_a_number_is_held_against_its_unit(tmp_path, unit, said, number):
    found = returned(tmp_path, MONTHS.replace('unit = "people"', f'unit = "{unit}"'), months([("Apr-24", said)]))
    if isinstance(number, str):
        assert number in refused(found)["Returns!B2"][1]
    else:
        assert shown(found) == [("2024-04", number, "given")]


def test_shares_of_one_are_percentages_where_the_mapping_says_so(tmp_path):
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + PERCENT + "fractions = true\n"
    assert shown(returned(tmp_path, text, months([("Apr-24", 0.12), ("May-24", "15%")]))) == [
        ("2024-04", 12, "given"), ("2024-05", 15, "given"),
    ]  # fmt: skip


def test_formulas_with_errors_without_results_and_percent_formats(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Returns"
    fill(sheet, [("Month", "No"), ("Apr-24", "#DIV/0!"), ("May-24", "=1/2"), ("Jun-24", 0.12), ("Jul-24", 0.123)])
    sheet["B4"].number_format, sheet["B5"].number_format = "0%", '0.0"x"%'
    book.save(tmp_path / "safe-at-home.xlsx")
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + PERCENT
    found = read_return(tmp_path / "safe-at-home.xlsx", mapping(tmp_path, text).rules)
    assert shown(found) == [("2024-06", 12, "given"), ("2024-07", 12.3, "given")]
    assert refused(found) == {
        "Returns!B2": ("#DIV/0!", "The formula gives #DIV/0!, no value."),
        "Returns!B3": ("no result saved with it", "The formula has no result saved with it."),
    }


def test_american_dates_make_their_neighbours_doubtful(tmp_path):
    found = returned(tmp_path, MONTHS, months([("04/13/2024", 1), ("05/04/2024", 2), ("Jun-24", 3)]))
    assert shown(found) == [("2024-06", 3, "given")]
    assert refused(found) == {
        "Returns!A2": ("04/13/2024", "It is an American date, with the month before the day."),
        "Returns!A3": ("05/04/2024", "Day and month may be the wrong way round: A2 holds an American date."),
    }


def test_days_counted_from_1904(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "Returns"
    fill(book.active, months([(datetime.date(2024, 4, 1), 1), (43951, 2)]))
    book.save(tmp_path / "safe-at-home.xlsx")
    found = read_return(tmp_path / "safe-at-home.xlsx", mapping(tmp_path, MONTHS).rules)
    assert shown(found) == [("2024-04", 1, "given"), ("2024-05", 2, "given")]


def test_hidden_sheets_are_read_only_if_named_and_sheets_of_notes_are_listed(tmp_path):
    book = openpyxl.Workbook()
    fill(book.active, [("About this file",), ("Call us",)])
    book.active.title = "About"
    for name, state, number in (("Q1", "visible", 1), ("Q2", "visible", 2), ("Old", "hidden", 3)):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        fill(sheet, months([(f"{['Apr', 'May', 'Jun'][number - 1]}-24", number)]))
    book.save(tmp_path / "safe-at-home.xlsx")
    found = read_return(tmp_path / "safe-at-home.xlsx", mapping(tmp_path, MONTHS).rules)
    assert [(v.sheet, v.number) for v in found.values] == [("Q1", 1), ("Q2", 2)]
    assert left_out(found) == {
        "About!": "None of the mapping's headings stands in this sheet.",
        "Old!": "The sheet is hidden, and the mapping does not name it.",
    }
    assert found.rows_in == 6
    named = mapping(tmp_path, MONTHS.replace("[columns]", 'sheets = ["Old"]\n[columns]')).rules
    assert [v.number for v in read_return(tmp_path / "safe-at-home.xlsx", named).values] == [3]


def test_a_million_blank_rows_cost_neither_memory_nor_time(tmp_path):
    resource = pytest.importorskip("resource")  # Windows has none
    book = openpyxl.Workbook()
    book.active.title = "Returns"
    fill(book.active, months([("Apr-24", 3)]))
    book.active["C1048576"] = " "
    book.save(tmp_path / "safe-at-home.xlsx")
    rules = mapping(tmp_path, MONTHS).rules
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    assert shown(read_return(tmp_path / "safe-at-home.xlsx", rules)) == [("2024-04", 3, "given")]
    assert time.perf_counter() - start < 10
    unit_bytes = 1 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit_bytes < 300 << 20


def _ods(path, rows, *, repeated=1):
    document = OpenDocumentSpreadsheet()
    table = Table(name="Returns")
    for number, values in enumerate(rows):
        row = TableRow(numberrowsrepeated=repeated) if not any(values) else TableRow()
        for value in values:
            kind, text = value if isinstance(value, tuple) else ("string", value)
            named = {"date": {"datevalue": text}, "float": {"value": text}, "percentage": {"value": text}}.get(kind, {})
            cell = TableCell(valuetype=kind, **named) if value is not None else TableCell()
            if value is not None:
                cell.addElement(P(text=str(text)))
            row.addElement(cell)
        table.addElement(row)
        assert number < 20
    document.spreadsheet.addElement(table)
    document.save(path)


def test_an_open_document(tmp_path):
    rows = [["A note", None], [None, None], ["Month", "No"], [("date", "2024-04-01"), ("float", 5)], ["May-24", "*"],
            [None, None], ["Jun-24", "#DIV/0!"], ["Jul-24", ("percentage", 0.12)]]  # fmt: skip
    _ods(tmp_path / "safe-at-home.ods", rows, repeated=3)
    text = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + PERCENT
    found = read_return(tmp_path / "safe-at-home.ods", mapping(tmp_path, text).rules)
    assert [(v.period.label, v.number, v.cell) for v in found.values] == [
        ("2024-04", 5, "B6"), ("2024-05", None, "B7"), ("2024-07", 12, "B12"),
    ]  # fmt: skip
    assert list(refused(found)) == ["Returns!B11"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv(tmp_path, delimiter):
    lines = ["Safe at Home", "", "Month,No", 'Apr-24,"1,234"', "May-24,*", "Total,1234"]
    text = "\ufeff" + "\r\n".join(lines).replace(",", delimiter).replace(f"1{delimiter}234", "1,234")
    (tmp_path / "safe-at-home.csv").write_text(text, encoding="utf-8", newline="")
    found = read_return(tmp_path / "safe-at-home.csv", mapping(tmp_path, MONTHS).rules)
    assert [(v.period.label, v.number, v.sheet, v.cell) for v in found.values] == [
        ("2024-04", 1234, "file", "B4"), ("2024-05", None, "file", "B5"),
    ]  # fmt: skip
    assert found.rows_in == 4


def test_a_mapping_whose_columns_moved_is_refused_with_the_headings_that_are_there(tmp_path):
    with pytest.raises(UnreadableFileError) as caught:
        returned(tmp_path, MONTHS, [("Month", "Number helped", "Notes"), ("Apr-24", 1)])
    assert caught.value.problem.reason == (
        "Sheet “Returns”: The mapping names a column “No”, and row 1 has “Month”, “Number helped” and “Notes”."
    )
    assert "saferplan map" in caught.value.problem.way_out


@pytest.mark.parametrize(("name", "content", "words"), [
    ("safe-at-home.xlsx", b"PK\x03\x04 cut short", "damaged"), ("safe-at-home.xlsx", b"", "damaged"),
    ("safe-at-home.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "password"),
    ("safe-at-home.ods", b"no archive", "damaged"), ("safe-at-home.xls", b"", "are not read"),
    ("safe-at-home.csv", b"Month,No\nApr-24,\x005\n", "not text"), ("safe-at-home.csv", b"Month,No\n", "no values"),
    ("safe-at-home.csv", b"", "no sheet|empty"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read_return(tmp_path / name, mapping(tmp_path, MONTHS).rules)
    assert caught.value.problem.way_out.endswith(".")


def test_a_workbook_damaged_at_any_byte_is_read_or_refused_with_the_way_out(tmp_path):
    """A damaged stream, table of contents or name: whatever the library raises, the file is named and the build goes on."""
    whole = xlsx(
        tmp_path / "whole.xlsx", [("Month", "No"), *((f"Apr-{year}", year) for year in range(10, 25))]
    ).read_bytes()
    rules = mapping(tmp_path, MONTHS).rules
    refused = []
    for place in range(0, len(whole), 11):
        (tmp_path / "safe-at-home.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            read_return(tmp_path / "safe-at-home.xlsx", rules)
        except UnreadableFileError as error:
            refused.append(error.problem.way_out)
    assert len(refused) > len(whole) // 11 // 3
    assert all(way_out.endswith(".") for way_out in refused)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_as_offices_save_it(tmp_path, encoding):
    (tmp_path / "safe-at-home.csv").write_bytes('Month,No\nApr-24,"£1,250"\n'.encode(encoding))
    rules = mapping(tmp_path, MONTHS.replace('"people"', '"pounds"')).rules
    assert [each.number for each in read_return(tmp_path / "safe-at-home.csv", rules).values] == [1250]


@pytest.mark.parametrize("stored", ["locked.xlsx", "locked.ods"])
def test_a_workbook_really_locked_by_a_password(tmp_path, stored):
    """Encrypted with the password “quay” (see test_bad_workbooks of the events for how they were made)."""
    name = f"safe-at-home{Path(stored).suffix}"
    (tmp_path / name).write_bytes((Path(__file__).parents[1] / "support" / "locked" / stored).read_bytes())
    with pytest.raises(UnreadableFileError, match="The workbook is protected by a password") as caught:
        read_return(tmp_path / name, mapping(tmp_path, MONTHS).rules)
    assert "take the password away" in caught.value.problem.way_out


@pytest.mark.parametrize("suffix", [".xls", ".xlsb"])
def test_a_workbook_of_an_older_form_is_refused_with_the_forms_that_are_read(tmp_path, suffix):
    stored = Path(__file__).parents[1] / "support" / "locked" / "old.xls"
    (tmp_path / f"safe-at-home{suffix}").write_bytes(stored.read_bytes())
    with pytest.raises(UnreadableFileError, match=f"Files that end in {suffix} are not read") as caught:
        read_return(tmp_path / f"safe-at-home{suffix}", mapping(tmp_path, MONTHS).rules)
    assert caught.value.problem.way_out == "Save it as XLSX, ODS or CSV."


def test_a_sheet_that_the_mapping_names_and_is_not_there(tmp_path):
    with pytest.raises(UnreadableFileError, match="a sheet “Q1”, and the workbook has “Returns”"):
        returned(tmp_path, MONTHS.replace("[columns]", 'sheets = ["Q1"]\n[columns]'), months([("Apr-24", 1)]))


CELLS = st.one_of(
    st.none(), st.integers(-5, 50_000), st.floats(0, 1),
    st.sampled_from(["*", "<5", "-", "Total", "#DIV/0!", "Apr-24", "04/13/2024"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6), st.dates(), st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8), is_wide=st.booleans())
def test_rows_in_are_kept_refused_or_left_out(tmp_path_factory, rows, is_wide):
    folder = tmp_path_factory.mktemp("made")
    heading = ("Ward", "Apr-24", "May-24") if is_wide else ("Month", "No", "Else")
    rows = [[None if isinstance(cell, str) and cell.startswith("=") else cell for cell in row] for row in rows]
    filled = sum(any(cell is not None and str(cell).strip() for cell in row) for row in rows)
    try:
        found = returned(folder, WARDS_ACROSS if is_wide else MONTHS, [("A note",), heading, *rows])
    except UnreadableFileError as error:
        # nothing below the headings that is a figure, or a real date beside an American one
        reason = error.problem.reason
        assert "no values" in reason or ("04/13/2024" in reason and "taken days for months" in reason)
        return
    assert found.rows_in == 1 + filled * (2 if is_wide else 1)
    places = [(each.sheet, each.cell) for each in (*found.values, *found.refused)]
    assert len(set(places)) == len(places)


def test_an_open_document_locked_by_a_password(tmp_path):
    """As LibreOffice locks one: the manifest says so, and the content is no text."""
    _ods(tmp_path / "plain.ods", [["Month", "No"], ["Apr-24", "3"]])
    with (
        zipfile.ZipFile(tmp_path / "plain.ods") as plain,
        zipfile.ZipFile(tmp_path / "safe-at-home.ods", "w") as locked,
    ):
        for name in plain.namelist():
            content = plain.read(name)
            if name == "content.xml":
                content = bytes(range(256))
            elif name == "META-INF/manifest.xml":
                said = b'<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
                content = re.sub(
                    rb'(<manifest:file-entry[^>]*full-path="content.xml"[^>]*?)\s*/>', rb"\1>" + said, content
                )
                assert b"encryption-data" in content
            locked.writestr(name, content)
    with pytest.raises(UnreadableFileError, match="password"):
        read_return(tmp_path / "safe-at-home.ods", mapping(tmp_path, MONTHS).rules)
