"""Points in kilometres, in another grid, swapped, or nowhere: said by `map`, and as a note on the file."""

import pytest

from saferplan.pipeline.local_event_places import place_points
from saferplan.sources.local.event_proposing import propose_events
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import connect
from saferplan.tables.event_row import LOCAL_EVENT_ROW
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


def test_of_two_wards_of_one_name_the_partnerships_own_is_meant():
    """A comparator's ward of the same name took the event out of the partnership's count."""
    engine = connect()
    engine.create(all_tables()["area"])
    engine.create(LOCAL_EVENT_ROW)
    wards = {"E05099001": ("Old Quay", "E22099001"), "E05099007": ("Old Quay", "E22099002"), "E05099008": ("Hill", "E22099002"),
             "E05099009": ("Hill", "E22099003")}  # fmt: skip
    columns = all_tables()["area"].column_names
    for code, (name, csp) in wards.items():
        row = dict.fromkeys(columns) | {
            "area_type": "ward",
            "area_code": code,
            "name": name,
            "csp_code": csp,
            "role": "comparator",
        }
        engine.run(f"INSERT INTO area VALUES ({', '.join('?' * len(columns))})", [row[column] for column in columns])
    for ward in ("Old Quay", "Hill", "e05099009"):
        engine.run(
            "INSERT INTO local_event_row BY NAME SELECT ? AS ward, now()::TIMESTAMP AS from_date, false AS is_time_known",
            [ward],
        )
    place_points(engine, {}, "E22099001")
    assert engine.tuples("SELECT * FROM event_ward ORDER BY 1") == [
        ("Old Quay", "E05099001", "E22099001"), ("e05099009", "E05099009", "E22099003"),
    ]  # fmt: skip
