"""Reading boundary files: GeoJSON by shapely, other formats (`layers`) where the `spatial` extra is installed."""

import json
from collections.abc import Iterator
from typing import Any

from saferplan.base.grid import to_degrees
from saferplan.sources.feature import NO_GEOMETRY, Feature, defect_of
from saferplan.sources.files import InputFile, Problem
from saferplan.sources.layers import features_in_layers, names_in_layers

WGS84_NAMES = ("CRS84", "4326")
GRID_NAME = "27700"
"""The British National Grid, which older GeoJSON may name."""


def property_names(found: InputFile, suffix: str) -> list[str]:
    """The names of the properties; sets `problem` if the file is no feature collection in longitude and latitude."""
    if suffix not in (".geojson", ".json"):
        return names_in_layers(found)
    document = _document(found)
    if found.problem or not document:
        return []
    features = document.get("features") or []
    return list((features[0].get("properties") or {}).keys()) if features else []


def _document(found: InputFile) -> dict[str, Any]:
    assert found.readable is not None
    try:
        document = json.loads(found.readable.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        found.problem = Problem(f"The file is not whole GeoJSON: {error}.", "Download it again.")
        return {}
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        found.status, found.note = "not_recognised", "JSON, but not a collection of boundaries."
        return {}
    features = document.get("features")
    if not isinstance(features, list) or not all(_has_properties(feature) for feature in features):
        found.problem = Problem("The file's list of features is broken.", "Download it again.")
        return {}
    found.lines, found.note = len(features) + 1, None
    named = _system_named(document)
    if not named.endswith((*WGS84_NAMES, GRID_NAME)):
        found.problem = Problem(
            f"The boundaries are in {named}, not in longitude and latitude.", "Export them as WGS 84 (EPSG:4326)."
        )
    return document


def _has_properties(feature: Any) -> bool:
    return isinstance(feature, dict) and isinstance(feature.get("properties") or {}, dict)


def _system_named(document: dict[str, Any]) -> str:
    """The coordinate system a file of the old kind names; longitude and latitude without a name."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or "CRS84")


def features_of(found: InputFile) -> Iterator[Feature]:
    """Each feature of a file that was recognised. An unusable geometry has a `defect` in words."""
    assert found.readable is not None
    if found.name.lower().endswith((".geojson", ".json")):
        document = json.loads(found.readable.read_bytes().decode("utf-8-sig"))
        is_on_grid = _system_named(document).endswith(GRID_NAME)
        for place, feature in enumerate(document["features"], start=1):
            yield _feature(place, feature.get("properties") or {}, feature.get("geometry"), is_on_grid)
    else:
        yield from features_in_layers(found.readable)


def _feature(place: int, properties: dict[str, Any], geometry: Any, is_on_grid: bool) -> Feature:
    import shapely
    from shapely.geometry import shape

    words = {name: "" if value is None else str(value).strip() for name, value in properties.items()}
    if geometry is None:
        return Feature(place, words, None, NO_GEOMETRY)
    try:
        built = shape(geometry)
        if is_on_grid and max(map(abs, built.bounds), default=0) <= 180:
            return Feature(place, words, None, "the file names the British National Grid and holds degrees")
        built = _in_degrees(built) if is_on_grid else built
    except Exception:  # shapely raises many kinds for many malformations; each is the same to the reader
        return Feature(place, words, None, "its geometry cannot be read as GeoJSON")
    return Feature(place, words, shapely.to_wkb(built, byte_order=1), defect_of(built))


def _in_degrees(geometry: Any) -> Any:
    import shapely

    return shapely.transform(geometry, to_degrees, interleaved=False)
