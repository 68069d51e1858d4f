"""Of a long workbook `map` looks at the first rows, and says so; a build reads all."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.sources.local import first_rows as first
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.sheets import UnreadableFileError, read_sheets
from tests.local_events.made import rules
from tests.local_indicators.made import xlsx
from tests.support.small import small_workspace

MORE = 40
ROWS = first.MOST_ROWS + MORE
DAY = datetime(2017, 3, 4)


@pytest.fixture
def long(monkeypatch):
    """Every workbook counts as long."""
    monkeypatch.setattr(first, "LONG_BYTES", 0)


def extract(folder: Path, last: str) -> Path:
    """Thefts, a row each, under one row of headings; the last of them under another word."""
    path = folder / "smallshire-extract-2017.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("Crimes"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Offence", "Date"])
        for place in range(1, ROWS + 1):
            sheet.write_string(place, 0, last if place == ROWS else "Shoplifting")
            sheet.write_datetime(place, 1, DAY, day)
    return path


def test_no_more_is_claimed_than_was_looked_at(long, tmp_path):
    file, workspace = extract(tmp_path, "Witchcraft"), small_workspace(tmp_path / "w")
    look = propose_mapping(file)
    assert look.lines[0] == (
        "The file is long: only its first 65,000 rows are looked at here; a build reads all, and judges by all."
    )
    assert "64,999 events below" in look.lines[1]
    mapped = save_mapping(workspace, file, look, name="smallshire", ask=None, today=date(2017, 6, 1))
    assert mapped.tried.lines[0] == look.lines[0]
    assert "  64,999 events in all, 0 refused." in mapped.tried.lines
    assert (mapped.tried.objects["first_rows"], mapped.tried.objects["rows_in"]) == (65_000, 64_999)
    assert not any("Witchcraft" in line for line in mapped.tried.lines)
    text = mapped.path.read_text("utf-8")
    assert read_events(file, rules(text), tmp_path / "rows.csv").rows == ROWS


def values(path):
    return [[list(row.values()) for row in sheet.rows.values()] for sheet in read_sheets(path).sheets]


def test_the_first_rows_are_those_of_the_file_and_merged_cells_stay(long, tmp_path):
    rows = [
        ("Committed from", None, "Offence"),
        ("Date", "Time", None),
        *((each, each / 2, f"Ünder {each}") for each in range(50)),
    ]
    file = xlsx(tmp_path / "a.xlsx", rows, merged=["A1:B1"])
    with first.first_rows(file, 10) as part:
        assert (part.name, part == file) == (file.name, False)
        (here,), (whole,) = values(part), values(file)
        assert (here, len(here)) == (whole[:10], 10)
        assert read_sheets(part).sheets[0].merged == read_sheets(file).sheets[0].merged != {}
    assert not part.exists()


@pytest.mark.parametrize("most", [52, 53, 1_000])
def test_a_file_of_which_no_row_is_left_out_is_read_itself(long, tmp_path, most):
    file = xlsx(tmp_path / "a.xlsx", [("Date", "Offence"), *((each, "Theft") for each in range(51))])
    with first.first_rows(file, most) as part:
        assert part == file


@pytest.mark.parametrize("chunk", [7, 100, 1_000])
def test_rows_and_their_end_may_lie_across_chunks(long, tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(first, "CHUNK_BYTES", chunk)
    rows = [("Date", "sheetData"), *((each, "</sheetData> of it") for each in range(30))]
    file = xlsx(tmp_path / "a.xlsx", rows, merged=["D1:E1"])
    for most in (1, 2, 17, 30):
        with first.first_rows(file, most) as part:
            assert len(values(part)[0]) == most
            assert len(openpyxl.load_workbook(part).active.merged_cells.ranges) == 1


def test_a_short_workbook_is_read_as_it_is(tmp_path):
    file = xlsx(tmp_path / "a.xlsx", [("Date", "Offence"), (1, 2), (3, 4)])
    with first.first_rows(file, 1) as part:
        assert part == file


def test_damage_and_passwords_are_left_to_the_reader(long, tmp_path):
    file = xlsx(tmp_path / "a.xlsx", [("Date", "Offence"), *((each, "Theft") for each in range(5_000))])
    content = bytearray(file.read_bytes())
    middle = content.index(b"xl/worksheets/sheet1.xml") + 2_000
    content[middle : middle + 60] = b"\0" * 60
    file.write_bytes(bytes(content))
    with first.first_rows(file, 10) as part:
        assert part == file
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_sheets(file)
