"""Extracts as they should not come: locked, old, damaged, full of formulas, counted from 1904, a million rows long.

`support/locked/locked.xlsx` and `locked.ods` are two figures of ours, really encrypted with the password “quay”: the one by
msoffcrypto-tool as Excel does it (agile, AES-256), the other as ODF 1.2 part 3 says (AES-256, PBKDF2). `old.xls` is the same
sheet saved by LibreOffice in the form of Excel 97.
"""

import sys
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.local_events.made import HEADINGS, ROW, row, workspace_with
from tests.local_indicators.made import fill
from tests.support.small import build_small, by_path, unaccounted

LOCKED = Path(__file__).parents[1] / "support" / "locked"
NAME = "smallshire-extract-2017-03.xlsx"


def built(folder, *, content=None, name=NAME, book=None):
    made = workspace_with(folder / "w", [])
    (made.inbox / NAME).unlink()
    if book is not None:
        book.save(made.inbox / name)
    else:
        (made.inbox / name).write_bytes(content)
    return build_small(made).edition


def crimes(*rows, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.title = "Crimes"
    fill(book.active, [HEADINGS, *([None if cell == "" else cell for cell in each] for each in rows)])
    return book


@pytest.mark.parametrize(
    ("stored", "name", "reason", "way_out"),
    [
        ("locked.xlsx", NAME, "The workbook is protected by a password.", "take the password away and save it again"),
        ("locked.ods", "smallshire-extract.ods", "The workbook is protected by a password.", "take the password away"),
        ("old.xls", "smallshire-extract.xls", "Files that end in .xls are not read.", "Save it as XLSX, ODS or CSV."),
        ("old.xls", "smallshire-extract.xlsb", "Files that end in .xlsb are not read.", "Save it as XLSX, ODS or CSV."),
        ("old.xls", NAME, "The workbook is protected by a password, or is of an old form.", "save it again as XLSX"),
        (None, NAME, "The workbook is damaged and cannot be read", "ask the supplier to send it again"),
    ],
)
def test_a_workbook_that_cannot_be_opened_is_refused_and_the_build_goes_on(tmp_path, stored, name, reason, way_out):
    content = (LOCKED / stored).read_bytes() if stored else b"PK\x03\x04 cut short"
    edition = built(tmp_path, content=content, name=name)
    file = by_path(edition.table("input_file"))[name]
    assert file["status"] == "refused"
    assert file["note"].startswith(reason)
    (refusal,) = edition.rows("SELECT * FROM refusal WHERE file_id = ?", [file["file_id"]])
    assert refusal["reason"].startswith(reason)
    assert way_out in refusal["way_out"]
    assert not edition.table("local_event")


def test_days_counted_from_1904_are_the_days_that_excel_shows(tmp_path):
    later = row(Committed_from=41_336.5, Committed_to=date(2017, 3, 6), Reported=41_338)
    edition = built(tmp_path, book=crimes(row(Reported=date(2017, 3, 5)), later, epoch=CALENDAR_MAC_1904))
    assert [(each["from_at"], each["reported_on"]) for each in edition.table("local_event")] == [
        (datetime(2017, 3, 4, 22, 30), date(2017, 3, 5)),
        (datetime(2017, 3, 4, 12), date(2017, 3, 6)),
    ]
    before = built(tmp_path / "b", book=crimes(row(Committed_from=42_798.5, Committed_to="", Reported=42_800)))
    (event,) = before.table("local_event")
    assert (event["from_at"], event["reported_on"]) == (datetime(2017, 3, 4, 12), date(2017, 3, 6))


def test_errors_of_formulas_are_refused_or_listed_and_never_an_empty_cell(tmp_path):
    book = crimes(*[row(HO_code=code) for code in ("8N", "28A", "46", "92E", "105A", "8L", "9A")])
    sheet = book.active
    sheet["C2"], sheet["G3"], sheet["M4"], sheet["A5"] = "#N/A", "#REF!", "#VALUE!", "#NAME?"
    sheet["F6"], sheet["E7"] = "=C2+1", "#DIV/0!"
    edition = built(tmp_path, book=book)
    found = {each["line"]: (each["column_name"], each["value"]) for each in edition.table("refusal")}
    assert found == {
        2: ("Crimes!Committed from", "#N/A"),
        3: ("Crimes!X", "#REF!"),
        6: ("Crimes!Reported", "no result saved with it"),
        7: ("Crimes!Committed to", "#DIV/0!"),
    }
    assert {each["line"]: each["is_domestic_abuse"] for each in edition.table("local_event")} == {
        4: None,
        5: False,
        8: False,
    }
    unknown = {(each["role"], each["said"]) for each in edition.table("local_event_unknown")}
    assert {("domestic_abuse", "#VALUE!"), ("offence_code", "#NAME?")} <= unknown
    assert not unaccounted(edition.table("input_file"))


def test_a_hidden_sheet_and_every_other_is_listed_as_not_read(tmp_path):
    book = crimes(ROW)
    hidden, further = book.create_sheet("Old", 0), book.create_sheet("April")
    hidden.sheet_state = "hidden"
    for sheet in (hidden, further):
        fill(sheet, [HEADINGS, row(HO_code="46")])
    edition = built(tmp_path, book=book)
    assert [each["offence_code"] for each in edition.table("local_event")] == ["28A"]
    assert {(each["sheet"], each["reason"]) for each in edition.table("local_left_out") if not each["row"]} == {
        ("Old", "The sheet is hidden, and the mapping does not name it."),
        ("April", "Events are read from one sheet, here “Crimes”."),
    }


def test_a_million_blank_rows_cost_neither_memory_nor_time(tmp_path):
    resource = pytest.importorskip("resource")  # Windows has none
    book = crimes(ROW)
    book.active["P1048576"] = " "
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    edition = built(tmp_path, book=book)
    assert time.perf_counter() - start < 20
    unit_bytes = 1 if sys.platform == "darwin" else 1024
    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    ) * unit_bytes < 700 << 20  # the reader lays out every cell of the range: a million rows by sixteen
    (event,) = edition.table("local_event")
    assert event["line"] == 2
    assert by_path(edition.table("input_file"))[NAME]["rows_in"] <= 2
    assert not unaccounted(edition.table("input_file"))
