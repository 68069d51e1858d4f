"""The boundary of an area of the partnership's own, out of a file of any of the forms that boundaries come in."""

from pathlib import Path

import shapely

from saferplan.base.errors import SettingsError
from saferplan.base.numerals import listed
from saferplan.sources.boundaries import features_of, property_names
from saferplan.sources.feature import Feature
from saferplan.sources.files import InputFile
from saferplan.sources.layers import NO_GRID

SUFFIXES = (".geojson", ".json", ".shp", ".gpkg", ".tab", ".kml")
DECIMALS = 7
SHOWN_FEATURES = 8


def read_boundary(path: Path, feature: str) -> str:
    """The ground of a file's only shape, or of those that a property names `feature`, as WKT in longitude and latitude.

    Raises SettingsError for a file that is not there or not readable, a feature that is not in it, a shape that is no ground.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SettingsError(f"{path.name} is no boundary file.", f"Give one of {', '.join(SUFFIXES)}.")
    if not path.is_file():
        raise SettingsError(
            f"There is no file {path.name} beside saferplan.toml.", "Put it there, or correct boundary_file."
        )
    found = InputFile(path.name, path, "")
    property_names(found, path.suffix.lower())
    if found.problem:
        raise SettingsError(f"{path.name}: {found.problem.reason}", found.problem.way_out)
    if found.status == "not_recognised":
        raise SettingsError(f"{path.name} holds no collection of boundaries.", "Export it as GeoJSON.")
    chosen = _chosen(list(features_of(found)), feature, path.name)
    for each in chosen:
        if each.defect:
            raise SettingsError(f"{path.name}, shape {each.place}: {each.defect}.", _way_out(path, each.defect))
    ground = shapely.set_precision(shapely.union_all([shapely.from_wkb(each.wkb) for each in chosen]), 10**-DECIMALS)
    if ground.is_empty:
        raise SettingsError(
            f"{path.name}: {_named(feature)} is less than a centimetre across.",
            "Export it again on the grid that it is drawn on.",
        )
    return str(shapely.to_wkt(ground, rounding_precision=DECIMALS, trim=True))


def _chosen(features: list[Feature], wanted: str, name: str) -> list[Feature]:
    if not features:
        raise SettingsError(f"{name} holds no shapes.", "Export it again with the shapes in it.")
    if not wanted and len(features) > 1:
        raise SettingsError(f"{name} holds {len(features)} shapes.", f"Name one with feature. {_told(features)}")
    words = wanted.casefold()
    found = [
        each for each in features if not wanted or words in {value.casefold() for value in each.properties.values()}
    ]
    if not found:
        raise SettingsError(f"{name} holds no shape “{wanted}”.", _told(features))
    by = [{name for name, value in each.properties.items() if value.casefold() == words} for each in found]
    if wanted and not set.intersection(*by):
        names = listed(sorted({f"“{name}”" for each in by for name in each}))
        said = f"{name} holds “{wanted}” in several properties, of different shapes: {names}."
        raise SettingsError(
            said, "Name the shape by a property that no other shape has the value of, or export it by itself."
        )
    if len(layers := sorted({each.layer for each in found})) > 1:
        said = f"{name} holds “{wanted}” in {len(layers)} layers: {listed([f'“{each}”' for each in layers])}."
        raise SettingsError(said, "Export the layer that you mean to a file of its own.")
    return found


def _way_out(path: Path, defect: str) -> str:
    if defect == NO_GRID and path.suffix.lower() == ".shp":
        return f"Put {path.stem}.prj beside it: a Shapefile's grid stands there."
    return "Correct it and export it again."


def _named(feature: str) -> str:
    return f"“{feature}”" if feature else "its shape"


def _told(features: list[Feature]) -> str:
    """What the shapes are called, as far as words tell: the first property that is different for each of a layer."""
    for name in dict.fromkeys(name for each in features for name in each.properties):
        values = [each.properties.get(name, "") for each in features]
        if all(values) and len(set(zip([each.layer for each in features], values, strict=True))) == len(features):
            shown = [f"“{value}”" for value in dict.fromkeys(values)]
            return f"There are: {', '.join(shown[:SHOWN_FEATURES])}{', …' if len(shown) > SHOWN_FEATURES else ''}."
    return "No property is different for each of them: give each a name, or export the one that you mean to a file of its own."
