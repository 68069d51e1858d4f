"""Areas that are drawn: on either grid, typed or out of a file of any form, and never a nought for want of a place."""

import json

import numpy as np
import pyproj
import pytest
import shapely
from tests.areas.test_areas import WHOLE_OF_1_AND_2, custom, with_settings
from tests.support import small

from saferplan.base.errors import SettingsError

FIRST, SECOND = shapely.box(0.6, 54.7, 0.64, 54.72), shapely.box(0.64, 54.7, 0.68, 54.72)
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".tab": "MapInfo File", ".kml": "KML"}


@pytest.fixture
def workspace(tmp_path):
    return small.small_workspace(tmp_path / "w", small.FEW, rows=60)


def month_count(edition, area):
    (row,) = edition.rows(
        "SELECT sum(count) AS crimes FROM measure WHERE area_code = ? AND indicator_id = 'recorded_crime' "
        "AND period_type = 'month'", [area])  # fmt: skip
    return row["crimes"]


def on_grid(geometry):
    to_grid = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
    return shapely.transform(geometry, to_grid.transform, interleaved=False)


def write_layer(path, layer, shapes, names, kind="Polygon", crs="EPSG:4326"):
    pyogrio = pytest.importorskip("pyogrio")
    pyogrio.raw.write(
        path, np.array([shapely.to_wkb(each) for each in shapes], dtype=object), [np.array(names, dtype=object)], ["Beat"],
        geometry_type=kind, crs=crs, driver="GPKG", layer=layer, append=path.exists(),
    )  # fmt: skip


def write(path, shapes, names, crs):
    """A file of the form its ending says; GeoJSON by hand, as the older form names its grid."""
    if path.suffix == ".geojson":
        features = [{"type": "Feature", "properties": {"Beat": name}, "geometry": shapely.geometry.mapping(each)}
                    for each, name in zip(shapes, names, strict=True)]  # fmt: skip
        document = {"type": "FeatureCollection", "features": features}
        if crs == 27700:
            document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
        path.write_text(json.dumps(document), encoding="utf-8")
        return
    pyogrio = pytest.importorskip("pyogrio")
    pyogrio.raw.write(
        path, np.array([shapely.to_wkb(each) for each in shapes], dtype=object), [np.array(names, dtype=object)], ["Beat"],
        geometry_type="Polygon", crs=f"EPSG:{crs}", driver=DRIVERS[path.suffix],
    )  # fmt: skip


def test_corners_in_metres_are_the_same_ground_and_no_nought(workspace):
    corners = [list(map(float, pair)) for pair in shapely.get_coordinates(on_grid(FIRST))[:-1]]
    text = custom("degrees", polygon=WHOLE_OF_1_AND_2) + custom("metres", kind="'other'", polygon=corners)
    edition = small.build_small(with_settings(workspace, text)).edition
    assert month_count(edition, "metres") == month_count(edition, "degrees") > 0


FORMS = [
    (suffix, crs) for suffix in (".geojson", *DRIVERS) for crs in (4326, 27700) if (suffix, crs) != (".kml", 27700)
]
"""KML has longitude and latitude only."""


@pytest.mark.parametrize(("suffix", "crs"), FORMS)
def test_a_file_of_any_form_and_grid_gives_the_same_area(workspace, suffix, crs):
    shapes = [FIRST, SECOND] if crs == 4326 else [on_grid(FIRST), on_grid(SECOND)]
    write(workspace.path / f"beats{suffix}", shapes, ["Beat 1", "Beat 2"], crs)
    text = custom("typed", polygon=WHOLE_OF_1_AND_2)
    text += custom("beat-1", kind="'beat'", boundary_file=f"'beats{suffix}'", feature="'beat 1'")
    text += custom("beat-2", kind="'beat'", boundary_file=f"'beats{suffix}'", feature="'Beat 2'")
    edition = small.build_small(with_settings(workspace, text)).edition
    assert month_count(edition, "beat-1") == month_count(edition, "typed") > 0
    assert month_count(edition, "beat-2") > 0


def test_a_changed_boundary_makes_a_new_edition(workspace):
    write(workspace.path / "estate.geojson", [FIRST], ["Estate"], 4326)
    text = custom("estate", boundary_file="'estate.geojson'")
    before = small.build_small(with_settings(workspace, text)).edition
    write(workspace.path / "estate.geojson", [SECOND], ["Estate"], 4326)
    from saferplan.pipeline.workspace import open_workspace

    built = small.build_small(open_workspace(workspace.path))
    assert built.is_new
    assert month_count(built.edition, "estate") != month_count(before, "estate")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"boundary_file": "'nowhere.geojson'"}, "There is no file nowhere.geojson"),
        ({"boundary_file": "'beats.geojson'"}, "holds 2 shapes"),
        ({"boundary_file": "'beats.geojson'", "feature": "'Beat 9'"}, "no shape “Beat 9”"),
        ({"boundary_file": "'metres.geojson'"}, "outside England and Wales"),
        ({"boundary_file": "'beats.docx'"}, "is no boundary file"),
        ({"polygon": [[54.7, 0.6], [54.7, 0.64], [54.72, 0.64]]}, "are the two swapped"),
        ({"polygon": [[0.6, 54.7], [563_000, 535_000], [0.64, 54.72]]}, "corner 2"),
    ],
)
def test_what_is_no_area_is_refused_by_name(workspace, keys, said):
    write(workspace.path / "beats.geojson", [FIRST, SECOND], ["Beat 1", "Beat 2"], 4326)
    write(workspace.path / "metres.geojson", [on_grid(FIRST)], ["Beat 1"], 4326)
    with pytest.raises(SettingsError) as refused:
        small.build_small(with_settings(workspace, custom("a", **keys)))
    assert said in str(refused.value.what) + refused.value.way_out


def test_the_names_of_the_shapes_are_told(workspace):
    write(workspace.path / "beats.geojson", [FIRST, SECOND], ["Beat 1", "Beat 2"], 4326)
    with pytest.raises(SettingsError) as refused:
        with_settings(workspace, custom("a", boundary_file="'beats.geojson'"))
    assert "“Beat 1”, “Beat 2”" in refused.value.way_out


def test_a_shape_is_found_in_whichever_layer_holds_it_and_no_warning_is_heard(workspace):
    path = workspace.path / "map.gpkg"
    write_layer(path, "stations", [shapely.Point(0.61, 54.71)], ["Beat 2"], "Point")
    write_layer(path, "old", [SECOND], ["Beat 1"])
    write_layer(path, "new", [FIRST], ["Beat 2"])
    text = custom("typed", polygon=WHOLE_OF_1_AND_2) + custom(
        "b", kind="'beat'", boundary_file="'map.gpkg'", feature="'Beat 2'"
    )
    edition = small.build_small(with_settings(workspace, text)).edition  # a warning is an error in tests
    assert month_count(edition, "b") == month_count(edition, "typed") > 0


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("Beat 1", "map.gpkg holds “Beat 1” in 2 layers: “new” and “old”.\nExport the layer"),
        ("", "map.gpkg holds 3 shapes.\nName one with feature. There are: “Beat 1”, “Beat 2”."),
        ("Beat 9", "map.gpkg holds no shape “Beat 9”.\nThere are: “Beat 1”, “Beat 2”."),
    ],
)
def test_a_shape_that_several_layers_hold_is_refused_with_their_names(workspace, feature, said):
    path = workspace.path / "map.gpkg"
    write_layer(path, "old", [SECOND], ["Beat 1"])
    write_layer(path, "new", [FIRST, SECOND], ["Beat 1", "Beat 2"])
    with pytest.raises(SettingsError) as refused:
        with_settings(workspace, custom("a", boundary_file="'map.gpkg'", feature=f"'{feature}'"))
    assert said in str(refused.value)


def test_a_shapefile_without_its_prj_or_with_that_of_another_is_told_so(workspace):
    path = workspace.path / "beat.shp"
    for named, shape, said in (
        (
            None,
            on_grid(FIRST),
            "does not say on which grid its coordinates are, and they are no degrees.\nPut beat.prj beside it",
        ),
        (4326, on_grid(FIRST), "names WGS 84, which is in degrees, and holds metres"),
        (27700, FIRST, "names OSGB36 / British National Grid, which is in metres, and holds degrees"),
    ):
        write(path, [shape], ["Beat 1"], named or 27700)
        if not named:
            path.with_suffix(".prj").unlink()
        with pytest.raises(SettingsError) as refused:
            with_settings(workspace, custom("a", boundary_file="'beat.shp'"))
        assert f"beat.shp, shape 1: the file {said}" in str(refused.value)
        (workspace.path / "saferplan.toml").write_text('area = "E22099001"', encoding="utf-8")


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "beats.geojson holds no shapes.\nExport it again"),
        (
            [{"type": "Feature", "properties": {"Beat": "1"}, "geometry": None}],
            "shape 1: it has properties and no geometry.",
        ),
        (
            [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon"}}],
            "shape 1: its geometry cannot be read as GeoJSON.",
        ),
        (
            [{"type": "Feature", "properties": {"Beat": "1"}, "geometry": None}] * 2,
            "No property is different for each of them",
        ),
    ],
)
def test_a_file_without_a_shape_to_take_is_told_so_in_words(workspace, features, said):
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (workspace.path / "beats.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        with_settings(workspace, custom("a", boundary_file="'beats.geojson'"))
    assert said in str(refused.value)


def test_shapes_that_are_named_so_by_different_properties_are_refused(workspace):
    square = {"type": "Polygon", "coordinates": [[[-1.3, 54.5], [-1.2, 54.5], [-1.2, 54.6], [-1.3, 54.5]]]}
    features = [
        {"type": "Feature", "properties": {"OBJECTID": str(one), "BEAT_NO": str(other)}, "geometry": square}
        for one, other in ((1, 3), (2, 1), (3, 2))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (workspace.path / "beats.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        with_settings(workspace, custom("a", boundary_file="'beats.geojson'", feature="'3'"))
    assert "“3” in several properties, of different shapes: “BEAT_NO” and “OBJECTID”" in str(refused.value)
