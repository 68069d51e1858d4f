"""Headings of events in two rows: "Committed from" above "Date" and "Time" are “Committed from Date” and “Committed from Time”."""

import tomllib
from datetime import date, datetime, time

import pytest

from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_events.made import X, Y, rules
from tests.local_indicators.made import xlsx
from tests.support.small import build_small, csv_text, put, small_workspace

UPPER = (None, None, "Committed from", None, "Committed to", None, "Location", None, "Reported")
LOWER = ("HO code", "Offence", "Date", "Time", "Date", "Time", "Easting", "Northing", None)
MERGED = ["C1:D1", "E1:F1", "G1:H1", "I1:I2"]
ROWS = [
    ("46", "Shoplifting", date(2017, 3, 4), time(22, 30), date(2017, 3, 5), time(1, 15), X, Y, date(2017, 3, 6)),
    ("28A", "Burglary", date(2017, 3, 7), time(9, 5), date(2017, 3, 7), time(18, 0), X, Y, date(2017, 3, 8)),
]
COLUMNS = {
    "offence_code": "HO code", "category": "Offence", "from_date": "Committed from Date", "from_time": "Committed from Time",
    "to_date": "Committed to Date", "to_time": "Committed to Time", "reported": "Reported", "easting": "Location Easting",
    "northing": "Location Northing",
}  # fmt: skip


def plain(cell):
    return (
        cell.strftime("%d/%m/%Y")
        if isinstance(cell, date)
        else cell.strftime("%H:%M")
        if isinstance(cell, time)
        else cell or ""
    )


def file_of(folder, form):
    if form == "csv":
        upper, *rows = ([plain(cell) for cell in row] for row in (UPPER, LOWER, *ROWS))
        return put(folder / "smallshire.csv", csv_text(upper, rows))
    rows = [UPPER, LOWER, *ROWS]
    titled = [("Extract, OFFICIAL-SENSITIVE",), (), *rows] if form == "below a title" else rows
    return xlsx(folder / "smallshire.xlsx", titled, merged=MERGED if form == "merged" else [])


@pytest.mark.parametrize("form", ["merged", "not merged", "csv", "below a title"])
def test_they_are_proposed_and_read_by_both_rows(tmp_path, form):
    workspace = small_workspace(tmp_path / "w")
    file = file_of(workspace.inbox, form)
    look = propose_mapping(file)
    last = 4 if form == "below a title" else 2
    assert look.lines[0].endswith(f": headings in rows {last - 1} and {last}, 2 events below, a row each.")
    mapped = save_mapping(workspace, file, look, name=None, ask=None, today=date(2017, 6, 1))
    said = tomllib.loads(mapped.path.read_text(encoding="utf-8"))
    assert (said["heading_rows"], said["columns"]) == (2, COLUMNS)
    events = build_small(workspace).edition.table("local_event")
    assert [(each["line"], each["from_at"], each["to_at"]) for each in events] == [
        (last + 1, datetime(2017, 3, 4, 22, 30), datetime(2017, 3, 5, 1, 15)),
        (last + 2, datetime(2017, 3, 7, 9, 5), datetime(2017, 3, 7, 18, 0)),
    ]


def test_merged_cells_end_where_the_sheet_says(tmp_path):
    """Beyond the merged “Committed from” a heading of its own is not put below it."""
    upper, lower = ("Committed from", None, None, "Committed to", None), ("Date", "Time", "Offence", "Date", "Time")
    rows = [upper, lower, ("04/03/2017", "22:30", "Shoplifting", "05/03/2017", "01:15")]
    proposal = propose_mapping(xlsx(tmp_path / "a.xlsx", rows, merged=["A1:B1", "D1:E1"]), "events").proposal
    assert proposal.columns["category"] == "Offence"


def test_one_row_is_enough_where_it_tells_the_columns_apart(tmp_path):
    lower = ("HO code", "Offence", "From date", "From time", "To date", "To time", "Easting", "Northing", "Reported")
    proposal = propose_mapping(xlsx(tmp_path / "a.xlsx", [UPPER, lower, *ROWS])).proposal
    assert (proposal.heading_rows, proposal.columns["from_date"]) == (1, "From date")


def test_a_heading_above_several_columns_says_how_two_rows_are_named(tmp_path):
    text = 'kind = "events"\nsupplier = "S"\nfiles = ["s*"]\n[columns]\ncategory = "Offence"\nfrom_date = "Date"\n'
    with pytest.raises(UnreadableFileError, match="“Date” stands above 2 columns") as refused:
        read_events(file_of(tmp_path, "merged"), rules(text), tmp_path / "rows.csv")
    assert "heading_rows = 2" in refused.value.problem.way_out
