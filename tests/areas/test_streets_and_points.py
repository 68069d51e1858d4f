"""Areas that are lists of streets or map points: what is meant, what is never meant, what is refused or listed.

Smallshire's rows lie at nine points a square. Here each square's middle row of points is named: Mill Lane in squares 1, 3
and 5 (the last in Littleton, another partnership), St Paul'S Road in square 2, nothing in square 4.
"""

import csv
import io
import re

import pyproj
import pytest
from tests.areas.test_areas import LSOA_1, counts, custom, with_settings
from tests.support import small

from saferplan.base.errors import SettingsError
from saferplan.cli.asking import answer_lines
from saferplan.pipeline.asked.question import answer

NAMES = {1: "Mill Lane", 2: "St Paul'S Road", 3: "Mill Lane", 4: "", 5: "Mill Lane"}
MIDDLE = "54.710000"


@pytest.fixture
def workspace(tmp_path):
    made = small.small_workspace(tmp_path / "w", small.MONTHS, rows=60)
    for path in (made.inbox / "police").rglob("*street.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        for row in rows[1:]:
            row[6] = f"On or near {_name(row)}"
        path.write_bytes(small.street_bytes(rows[1:]))
    return made


def _name(row):
    square = int((float(row[4] or 0) - small.WEST) / small.SIDE) + 1
    return NAMES.get(square, "Parking Area") if row[5] == MIDDLE else "Parking Area"


def built(workspace, text):
    return small.build_small(with_settings(workspace, text)).edition


def rows_by_hand(workspace, wanted):
    """Crimes of the financial year 2016/17, read off the files: those whose place fits."""
    found = 0
    for path in (workspace.inbox / "police").rglob("*street.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8"))):
            if "2016-04" <= row["Month"] <= "2017-03" and row["Crime type"] != "Anti-social behaviour":
                found += wanted(row)
    return found


def test_a_street_is_every_map_point_of_its_name_in_the_partnership_and_of_no_other(workspace):
    edition = built(workspace, custom("lane", streets=["Mill Lane"]))
    points = edition.table("custom_point")
    assert len(points) == 6
    assert {row["lsoa21_code"] for row in points} == {LSOA_1, "E01099901"}
    assert {(row["location"], row["is_counted"], row["latitude"]) for row in points} == {("Mill Lane", True, 54.71)}
    own = rows_by_hand(workspace, lambda row: row["Location"] == "On or near Mill Lane" and row["Longitude"] < "0.68")
    everywhere = rows_by_hand(workspace, lambda row: row["Location"] == "On or near Mill Lane")
    assert counts(edition, "lane")["count"] == own
    assert 0 < own < everywhere


@pytest.mark.parametrize("within", [["Old Quay"], ["E05099001"], [LSOA_1], [LSOA_1, "old quay"]])
def test_a_street_may_be_confined_to_wards_and_lsoas(workspace, within):
    edition = built(workspace, custom("lane", streets=["MILL LANE"], within=within))
    assert {row["ward_code"] for row in edition.table("custom_point")} == {"E05099001"}
    assert counts(edition, "lane")["count"] == rows_by_hand(
        workspace, lambda row: row["Location"] == "On or near Mill Lane" and row["Longitude"] < "0.62"
    )


def test_a_street_has_counts_and_no_rate(workspace):
    row = counts(built(workspace, custom("lane", streets=["Mill Lane"])), "lane")
    assert (row["value"], row["denominator"], row["missing_reason"]) == (None, None, "no_population")


def test_spellings_that_differ_in_case_stops_and_apostrophes_are_one_street(workspace):
    edition = built(workspace, custom("road", streets=["St. Paul’s Road"]))
    assert {row["location"] for row in edition.table("custom_point")} == {"St Paul'S Road"}


def test_points_by_degrees_and_by_grid_are_one_and_those_of_no_map_point_are_listed_with_the_nearest(workspace):
    to_grid = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
    east, north = (round(each) for each in to_grid.transform(0.605, 54.71))
    given = [[0.605, 54.71], [east, north], [0.61, 54.71], [0.6103, 54.71]]
    edition = built(workspace, custom("spot", points=given))
    first, second, off = edition.table("custom_point")
    assert [first["is_counted"], second["is_counted"], off["is_counted"]] == [True, True, False]
    assert (first["asked"], first["metres"], second["longitude"]) == ("0.605, 54.71", 0.0, 0.61)
    assert off["asked"] == "0.6103, 54.71"
    assert 19.0 < off["metres"] < 19.8  # 0.0003 degrees of longitude at 54.71 degrees north: 0.0003 x 64.4 km
    assert counts(edition, "spot")["count"] == rows_by_hand(
        workspace, lambda row: row["Latitude"] == MIDDLE and row["Longitude"] in ("0.605000", "0.610000")
    )
    said = answer(edition, area="Spot", first="2016-04", last="2017-03", category=None)
    assert any(
        "0.6103, 54.71 (the nearest, Mill Lane, is 19 metres away): nothing is counted" in text for text in said.caveats
    )


def test_points_of_a_file_count_like_those_of_the_settings_and_their_change_makes_a_new_edition(workspace):
    (workspace.path / "spot.csv").write_text(
        "\ufeffName,Longitude,Latitude\nA,0.605,54.71\n,,\nB,0.61,54.71\n", "utf-8"
    )
    text = custom("spot", points_file="'spot.csv'")
    edition = built(workspace, text)
    assert [row["asked"] for row in edition.table("custom_point")] == ["0.605, 54.71", "0.61, 54.71"]
    (workspace.path / "spot.csv").write_text("longitude,latitude\n0.605,54.71\n", "utf-8")
    again = small.build_small(with_settings(workspace, "")).edition
    assert (again.name == edition.name, len(again.table("custom_point"))) == (False, 1)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"streets": ["Mill Lain"]}, "“Mill Lain”, which is the name of no map point of the partnership.\nNear it: Mill Lane."),
        ({"streets": ["St Pauls Road"], "within": ["New Quay"]}, "within New Quay.\nThere is such a map point in Old Quay."),
        ({"streets": ["Mill Lane"], "within": ["New Key"]}, "confined to “New Key”, which is no ward"),
        ({"streets": ["Mill Lane"], "within": ["Littleton"]}, "confined to “Littleton”, which is no ward"),
        ({"within": ["New Quay"], "points": [[0.6, 54.7]]}, "no streets are listed"),
        ({"streets": ["Mill Lane"], "lsoas": [LSOA_1]}, "give one of lsoas or polygon, boundary_file, or streets and points"),
        ({"points": [[54.71, 0.61]]}, "point 1 (54.71, 0.61): longitude lies between -9 and 3"),
        ({"points": [[0.7003, 54.705]]}, "No map point of “a” is in the files.\n0.7003, 54.705: the nearest, "),
        ({"quiet_streets": ["Nowhere Lane"]}, "No map point of “a” is in the files.\nNothing was recorded at Nowhere Lane: list"),
        ({"points": [[518000, 444000]]}, " metres away. Is easting or longitude given first"),
        ({"points_file": "'none.csv'"}, "There is no file none.csv beside saferplan.toml."),
    ],
)  # fmt: skip
def test_what_names_no_place_is_refused_by_name_with_the_way_out(workspace, keys, reason):
    with pytest.raises(SettingsError, match=re.escape(reason)):
        built(workspace, custom("a", **keys))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("longitude,latitude\n0.6,54.7\nx,54.7\n", "spot.csv line 3, column longitude: “x” is no number."),
        ("easting,northing\n661000,5000\n", "spot.csv line 2 (661000, 5000): easting lies between 5000 and 660000"),
        ("longitude,latitude\n54.7,0.6\n", "are the two swapped?"),
        ("x,y\n1,2\n", "the columns are x, y.\nCall two of them longitude and latitude"),
        ("longitude,latitude\n", "spot.csv holds no points."),
    ],
)
def test_a_file_of_points_is_refused_by_line_column_and_value(workspace, text, reason):
    (workspace.path / "spot.csv").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=re.escape(reason)):
        with_settings(workspace, custom("a", points_file="'spot.csv'"))


def test_a_quiet_street_is_said_and_counted_as_soon_as_something_is_recorded(workspace):
    text = custom("lane", streets=["Mill Lane"], quiet_streets=["Lovers Walk"])
    edition = built(workspace, text)
    said = answer(edition, area="Lane", first="2016-04", last="2017-03", category=None)
    assert "Nothing was recorded in these files at Lovers Walk." in said.caveats
    for path in (workspace.inbox / "police").rglob("*street.csv"):
        path.write_bytes(path.read_bytes().replace(b"St Paul'S Road", b"Lovers Walk"))
    again = small.build_small(with_settings(workspace, "")).edition
    quiet = rows_by_hand(workspace, lambda row: row["Location"] == "On or near Lovers Walk")
    assert counts(again, "lane")["count"] == counts(edition, "lane")["count"] + quiet
    assert quiet > 0


@pytest.mark.parametrize("other", [{"streets": ["Mill Lane"]}, {"lsoas": [LSOA_1]},
                                   {"polygon": [[0.6, 54.7], [0.62, 54.7], [0.62, 54.72], [0.6, 54.72]]}])  # fmt: skip
def test_an_area_of_points_shares_none_with_another_of_its_kind(workspace, other):
    text = custom("spot", points=[[0.605, 54.71]])
    with pytest.raises(SettingsError, match=re.escape("kind “custom” and share 1 map point, of which one is 0.605000")):
        built(workspace, custom("z", **other) + text)


def test_an_answer_lists_the_map_points_and_says_that_one_name_may_be_several_streets(workspace):
    edition = built(workspace, custom("lane", streets=["Mill Lane"]))
    objects, lines = answer_lines(answer(edition, area="lane", first="2016-04", last="2017-03", category=None))
    text = "\n".join(lines)
    assert (
        "“Mill Lane” is the name of map points in 2 wards, and may be as many streets: New Quay and Old Quay." in text
    )
    assert "Made of 6 map points, listed below." in text
    assert "at least eight addresses" in text
    assert len([line for line in lines if line.startswith("Mill Lane ")]) == 6
    assert len(objects["map_points"]) == 6
    everything = sum(each["crimes"] for each in objects["map_points"])
    (all_months,) = edition.rows(
        "SELECT sum(count) AS n FROM monthly_count WHERE area_code = 'lane' AND indicator_id = 'recorded_crime'"
    )
    assert everything == all_months["n"]
