"""Near repeats are looked for on real coordinates only: those a mapping says are exact, and that do not look otherwise."""

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from saferplan.base.grid import to_grid
from saferplan.pipeline.event_analyses.exact_places import mesh_of, stand_for_areas
from tests.local_events.made import MAPPING, X, Y, row, workspace_with
from tests.local_events.towns import TOWNS, at_anchors, events_at, one_to_a_cell
from tests.support.small import MONTHS, build_small, write_inbox

FIRST = date(2016, 4, 1)


def asked_of(folder, spots, mapping=MAPPING):
    """What the edition of 120 burglaries at these spots says of near repeats, and how many cells of them it has."""
    rows = [
        row(HO_code="28A", Committed_from=FIRST + timedelta(days=number * 3), Committed_to="", X=x, Y=y, DA="N")
        for number in range(120) for x, y in [spots[number % len(spots)]]
    ]  # fmt: skip
    workspace = workspace_with(folder / "w", rows, mapping)
    write_inbox(workspace.inbox, MONTHS)
    edition = build_small(workspace).edition
    (asked,) = edition.rows(
        "SELECT * FROM analysis WHERE source_id = 'local_smallshire' AND analysis_id = 'near-repeat'"
    )
    return asked, len(edition.table("near_repeat"))


def published():
    import pyproj

    to_metres = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
    return [to_metres.transform(0.60 + (square + step) * 0.02, 54.70 + up * 0.02)
            for square in range(2) for step in (0.25, 0.5, 0.75) for up in (0.25, 0.5, 0.75)]  # fmt: skip


@pytest.mark.parametrize(("spots", "said"), [
    ([(round(X, -2) + 100 * each, round(Y, -2)) for each in range(3)], "whole hundreds of metres"),
    ([(round(X, -2) + 37 + 50 * (each % 6), round(Y, -2) + 12 + 50 * (each // 6)) for each in range(36)], "grid of 50 metres"),
    (published(), "published map points"),
], ids=["rounded", "grid", "published"])  # fmt: skip
def test_places_that_are_not_exact_are_refused_whatever_the_mapping_says(tmp_path, spots, said):
    asked, cells = asked_of(tmp_path, spots)
    assert (asked["is_supported"], cells) == (False, 0)
    assert said in asked["lacking"]


def test_degrees_of_three_decimals_are_refused(tmp_path):
    spots = [(round(0.600 + 0.001 * (each % 10), 3), round(54.700 + 0.001 * (each // 10), 3)) for each in range(100)]
    degrees = MAPPING.replace('easting = "X"', 'longitude = "X"').replace('northing = "Y"', 'latitude = "Y"')
    asked, cells = asked_of(tmp_path, spots, degrees)
    assert ("three decimals" in asked["lacking"], cells) == (True, 0)


def test_without_the_suppliers_word_no_point_is_taken_for_exact(tmp_path):
    draw = np.random.default_rng(1)
    spots = [(X + int(east), Y + int(north)) for east, north in draw.uniform(-400, 400, (60, 2))]
    asked, cells = asked_of(tmp_path / "said", spots)
    assert asked["is_supported"]
    assert cells
    asked, cells = asked_of(tmp_path / "unsaid", spots, MAPPING.replace("exact_points = true\n", ""))
    assert (asked["is_supported"], cells) == (False, 0)
    assert "does not say that points are exact" in asked["lacking"]
    assert "says that its points are exact" in asked["way_out"]


@pytest.mark.parametrize("name", TOWNS)
@pytest.mark.parametrize("events", [200, 2_000, 20_000])
def test_addresses_are_not_taken_for_points_that_stand_for_an_area(name, events):
    draw = np.random.default_rng(events)
    addresses = TOWNS[name].addresses(draw)
    for repeats in (0, 0.1, 0.3):
        here = events_at(addresses, events, draw, repeats)
        assert not stand_for_areas(here)
        assert not mesh_of(np.unique(here, axis=0))
        assert not mesh_of(np.unique(np.round(here, -1), axis=0)), "ten metres are near enough"


@pytest.mark.parametrize("name", TOWNS)
@pytest.mark.parametrize("events", [3_000, 20_000])
def test_points_that_stand_for_an_area_are_told(name, events):
    draw = np.random.default_rng(events)
    addresses = TOWNS[name].addresses(draw)
    here = events_at(addresses, events, draw)
    for mesh in (100, 150, 250):
        assert stand_for_areas(one_to_a_cell(here, mesh, draw)), mesh
    for mesh in (50, 100, 250):
        assert stand_for_areas(one_to_a_cell(here, mesh, draw, spread=0.12)), mesh


@pytest.mark.parametrize("apart", [50, 100, 150])
def test_anchors_among_the_addresses_are_told(apart):
    draw = np.random.default_rng(apart)
    addresses = TOWNS["small town"].addresses(draw)
    for events in (2_000, 20_000):
        assert stand_for_areas(at_anchors(events_at(addresses, events, draw), addresses[0], apart, draw))


@pytest.mark.parametrize("mesh", [20, 25, 50, 60, 75, 100, 250, 500])
@pytest.mark.parametrize("events", [60, 2_000, 60_000])
def test_a_grid_is_told_wherever_it_begins(mesh, events):
    draw = np.random.default_rng(mesh)
    here = events_at(TOWNS["suburb"].addresses(draw), events, draw)
    for offset in (0, 37, 12.5):
        assert mesh_of(np.unique(np.floor(here / mesh) * mesh + offset, axis=0)) == mesh


def test_the_published_points_of_a_real_force_are_told():
    folder = Path(os.environ.get("SAFERPLAN_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "police_uk"
    if not folder.is_dir():
        pytest.skip("../shared is absent: the published files are not copied here")
    import duckdb

    files = sorted(map(str, folder.rglob("*-cleveland-street.csv")))
    for months in (1, 3, 12):
        rows = duckdb.execute(
            "SELECT Longitude, Latitude, \"LSOA name\" LIKE 'Stockton%' FROM read_csv(?, all_varchar = true) "
            "WHERE Longitude IS NOT NULL",
            [files[:months]],
        ).fetchall()
        points = np.column_stack(to_grid([float(x) for x, *_ in rows], [float(y) for _, y, _ in rows]))
        points, is_stockton = np.round(points, 1), np.array([bool(here) for *_, here in rows])
        assert stand_for_areas(points)
        assert stand_for_areas(points[is_stockton]) == (is_stockton.sum() >= 2_000)
