"""A CSV row that a comma has cut is refused whole; a column without a heading is named as not read."""

from saferplan.sources.local.event_proposing import propose_events
from tests.local_indicators.made import xlsx
from tests.support.small import build_small, by_path, put, small_workspace, unaccounted

MAPPING = """kind = "events"
supplier = "Smallshire Council"
files = ["smallshire*"]
[columns]
category = "Type"
from_date = "Date"
ward = "Ward"
"""
TEXT = 'Date,Ward,Type\n04/03/2017,Old Quay,"Noise, loud"\n05/03/2017,Old Quay,Noise, loud\n\n06/03/2017,Old Quay,Noise,,\n'


def test_a_row_with_a_cell_behind_the_last_heading_is_refused_by_its_cell(tmp_path):
    made = small_workspace(tmp_path)
    put(made.mappings / "smallshire.toml", MAPPING)
    put(made.inbox / "smallshire-2017.csv", TEXT)
    edition = build_small(made).edition
    assert len(edition.table("local_event")) == 2
    (refusal,) = (each for each in edition.table("refusal") if each["column_name"] == "D3")
    assert (refusal["line"], refusal["value"]) == (3, "")
    assert refusal["reason"].startswith(
        "Something stands in D3, behind the last heading: a comma within a number or text"
    )
    assert "in quotation marks" in refusal["way_out"]
    assert by_path(edition.table("input_file"))["smallshire-2017.csv"]["refused"] == 1
    assert not unaccounted(edition.table("input_file"))


def test_map_says_that_a_column_without_a_heading_is_not_read(tmp_path):
    rows = [("Date", "Ward", None, "Type"), *((f"0{day}/03/2017", "Old Quay", "x", "Noise") for day in range(1, 6))]
    found = propose_events(xlsx(tmp_path / "smallshire.xlsx", rows))
    assert "Column C has no heading and is not read." in found.lines
