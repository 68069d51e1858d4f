"""Where own areas lie: none is counted where nobody's rows are known, and what reaches there or beyond is said.

Smallshire's land is one row of squares from 0.60 to 0.74 degrees east, squares 5 to 7 those of another partnership.
"""

import pytest
import shapely
from tests.areas.test_areas import custom, lookup, with_settings
from tests.areas.test_drawn_areas import FIRST, on_grid, write
from tests.support import small

from saferplan.base.errors import SettingsError
from saferplan.pipeline.asked.question import answer

YORK = [[-1.1, 53.95], [-1.06, 53.95], [-1.06, 53.97], [-1.1, 53.97]]
OTHER = "Othershire Police"


@pytest.fixture
def workspace(tmp_path):
    return small.small_workspace(tmp_path / "w", small.FEW, rows=60)


def box(west, east, south=54.70, north=54.72):
    return [[west, south], [east, south], [east, north], [west, north]]


def crimes_in(edition, area):
    (row,) = edition.rows(
        "SELECT sum(count) AS crimes FROM monthly_count WHERE area_code = ? AND indicator_id = 'recorded_crime'", [area]
    )
    return row["crimes"]


def exchanged(geometry):
    return shapely.transform(geometry, lambda east, north: (north, east), interleaved=False)


def said_of(workspace, text, area="a"):
    edition = small.build_small(with_settings(workspace, text)).edition
    return answer(edition, area=area, first="2017-01", last="2017-03", category=None)


def refused(workspace, **keys):
    with pytest.raises(SettingsError) as caught:
        small.build_small(with_settings(workspace, custom("a", **keys)))
    return caught.value


@pytest.mark.parametrize("boundaries", [True, False])
def test_an_area_where_no_force_of_the_edition_records_is_refused_with_the_place_and_the_way_out(workspace, boundaries):
    if not boundaries:
        (workspace.inbox / "lsoa21_smallshire.geojson").unlink()
    error = refused(workspace, polygon=YORK)
    assert error.what == (
        "“a” lies outside the area of Smallshire, where nothing is known of what was recorded: at longitude -1.0800, latitude "
        "53.9600 (easting 460462, northing 451938)."
    )
    assert "add a partnership of that force to comparators" in error.way_out


def test_an_area_that_only_touches_a_border_is_refused(workspace):
    assert "lies outside the area of Smallshire" in refused(workspace, polygon=box(0.56, 0.6001)).what


EXCHANGED = "With easting and northing exchanged it lies inside: give the easting first."


def test_easting_and_northing_the_wrong_way_round_are_the_cause_that_is_named(workspace):
    corners = [list(map(float, pair)) for pair in shapely.get_coordinates(exchanged(on_grid(FIRST)))[:-1]]
    assert refused(workspace, polygon=corners).way_out == EXCHANGED


def test_so_they_are_in_a_file_of_the_older_form(workspace):
    write(workspace.path / "beat.geojson", [exchanged(on_grid(FIRST))], ["Beat"], 27700)
    assert refused(workspace, boundary_file="'beat.geojson'").way_out == EXCHANGED


def test_a_file_that_names_another_grid_than_its_own_is_refused(workspace):
    write(workspace.path / "beat.shp", [on_grid(FIRST)], ["Beat"], 29903)
    assert "lies outside" in refused(workspace, boundary_file="'beat.shp'").what


def test_an_area_of_the_partnership_has_nothing_to_bear_in_mind_of_where_it_lies(workspace):
    found = said_of(workspace, custom("a", polygon=box(0.60, 0.64)))
    assert not [
        text for text in found.caveats if "partnership" in text or "its ground" in text or "not supplied" in text
    ]


@pytest.mark.parametrize("keys", [{"polygon": box(0.66, 0.70)}, {"lsoas": ["E01099902", "E01099903"]}])
@pytest.mark.parametrize("boundaries", [True, False])
def test_what_reaches_into_another_partnership_says_with_what_share(workspace, keys, boundaries):
    if not boundaries:
        (workspace.inbox / "lsoa21_smallshire.geojson").unlink()
    edition = small.build_small(with_settings(workspace, custom("a", **keys))).edition
    rows = {row["csp_code"]: row for row in edition.table("custom_reach")}
    crimes = {code: row["crimes"] for code, row in rows.items()}
    share = round(100 * crimes[small.COMPARATOR] / sum(crimes.values()))
    if keys.get("polygon"):
        assert sum(crimes.values()) == crimes_in(edition, "a")
    is_known = boundaries or "lsoas" in keys
    assert {row["ground_share"] for row in rows.values()} == ({0.5} if is_known else {None})
    caveats = answer(edition, area="a", first="2017-01", last="2017-03", category=None).caveats
    ground = "50% of its ground and " if is_known else ""
    assert (
        f"It reaches beyond the partnership: {ground}{share}% of the crimes counted in it, all months, lie in Littleton."
        in caveats
    )
    assert any("whether the area reaches" in text for text in caveats) is not is_known


def test_what_lies_wholly_in_another_partnership_says_so(workspace):
    found = said_of(workspace, custom("a", polygon=box(0.68, 0.72)))
    assert "It lies wholly beyond the partnership, in Littleton." in found.caveats
    assert found.lines[0][1].count > 0


def test_what_lies_partly_where_no_rows_are_known_is_a_floor(workspace):
    found = said_of(workspace, custom("a", polygon=box(0.58, 0.62)))
    (said,) = [text for text in found.caveats if "its ground" in text]
    assert said.startswith("50% of its ground lies outside the police force area of Smallshire")
    assert "the counts are the least that there can have been" in said


def two_forces(workspace, supplied):
    """Littleton has a police force of its own, whose rows are supplied or not."""
    lookup(workspace, [("E06099001", "Smallham", small.AREA, "Smallham", "E23099001", "Smallshire"),
                       ("E06099002", "Littleton", small.COMPARATOR, "Littleton", "E23099002", "Othershire")])  # fmt: skip
    for path in (workspace.inbox / "police").rglob("*street.csv"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        of_other = [line.replace(small.FORCE, OTHER) for line in lines if ",Littleton" in line]
        path.write_text("".join(line for line in lines if ",Littleton" not in line), "utf-8", newline="")
        if supplied:
            other = path.with_name(path.name.replace("smallshire", "othershire"))
            other.write_text("".join([lines[0], *of_other]), "utf-8", newline="")


@pytest.mark.parametrize("keys", [{"polygon": box(0.68, 0.72)}, {"lsoas": ["E01099903"]}])
def test_an_area_in_another_forces_area_counts_the_rows_of_that_force(workspace, keys):
    two_forces(workspace, supplied=True)
    edition = small.build_small(with_settings(workspace, custom("a", **keys))).edition
    assert crimes_in(edition, "a") == crimes_in(edition, "E01099903") > 0


def test_an_area_of_a_force_that_sent_nothing_is_a_gap_as_a_ward_there_is(workspace):
    two_forces(workspace, supplied=False)
    found = said_of(workspace, custom("a", polygon=box(0.68, 0.72)))
    ward = answer(
        small.build_small(workspace).edition, area="E05099003", first="2017-01", last="2017-03", category=None
    )
    assert found.lines[0][1].count is ward.lines[0][1].count is None
    assert "January 2017 was not supplied. A gap is no zero." in found.caveats


def test_an_area_on_the_border_counts_the_own_forces_rows_and_says_what_is_not_among_them(workspace):
    two_forces(workspace, supplied=True)
    edition = small.build_small(with_settings(workspace, custom("a", polygon=box(0.66, 0.72)))).edition
    assert crimes_in(edition, "a") == crimes_in(edition, "E01099902") > 0
    caveats = answer(edition, area="a", first="2017-01", last="2017-03", category=None).caveats
    assert any(
        text.startswith("67% of its ground lies outside the police force area of Smallshire") for text in caveats
    )
