"""Points in kilometres, in another grid, swapped, or nowhere: said by `map`, and as a note on the file."""

import pytest

from saferplan.sources.local.event_proposing import propose_events
from tests.local_events.made import MAPPING, NAME_2017, X, Y, row, workspace_with
from tests.support.small import build_small, by_path, csv_text, put

DEGREES = MAPPING.replace('easting = "X"', 'longitude = "X"').replace('northing = "Y"', 'latitude = "Y"')
KINDS = {
    "kilometres": (X / 1000, Y / 1000, "It looks like kilometres", MAPPING),
    "Web Mercator": (-68_000.5, 7_300_000.5, "It looks like Web Mercator", MAPPING),
    "swapped": (54.7, -0.6, "Longitude and latitude are the wrong way round", DEGREES),
    "nowhere": (X - 300_000, Y - 300_000, "lie in no area that is known here", MAPPING),
}


@pytest.mark.parametrize(("x", "y", "said", "mapping"), KINDS.values(), ids=KINDS)
def test_a_build_notes_how_many_points_cannot_be(tmp_path, x, y, said, mapping):
    rows = [row(HO_code="8N", X=x, Y=y, Committed_to="")] * 3
    file = by_path(build_small(workspace_with(tmp_path / "w", rows, mapping)).edition.table("input_file"))[NAME_2017]
    assert "3 of 3 points" in file["note"]
    assert said in file["note"]


def test_a_file_with_good_points_has_no_note(tmp_path):
    rows = [row(HO_code="8N", Committed_to="")] * 3
    assert not by_path(build_small(workspace_with(tmp_path / "w", rows)).edition.table("input_file"))[NAME_2017]["note"]


@pytest.mark.parametrize("kind", ["kilometres", "Web Mercator", "swapped"])
def test_map_says_what_the_columns_look_like(tmp_path, kind):
    x, y, *_ = KINDS[kind]
    headings = ("Date", "Offence", "Longitude", "Latitude") if kind == "swapped" else ("Date", "Offence", "X", "Y")
    file = put(tmp_path / "a-1.csv", csv_text(headings, [("14/03/2017", "Burglary", x, y)] * 3))
    (east,) = [each for each in propose_events(file).lines if f"“{headings[2]}”: not read" in each]
    assert kind in east
