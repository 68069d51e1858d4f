"""The boundary of an area of the partnership's own, out of a file of any of the forms that boundaries come in."""

from pathlib import Path

import shapely

from saferplan.base.errors import SettingsError
from saferplan.sources.boundaries import Feature, features_of, property_names
from saferplan.sources.files import InputFile

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
            raise SettingsError(f"{path.name}, shape {each.place}: {each.defect}.", "Correct it and export it again.")
    ground = shapely.union_all([shapely.from_wkb(each.wkb) for each in chosen])
    return str(shapely.to_wkt(ground, rounding_precision=DECIMALS, trim=True))


def _chosen(features: list[Feature], wanted: str, name: str) -> list[Feature]:
    if not wanted:
        if len(features) == 1:
            return features
        raise SettingsError(f"{name} holds {len(features)} shapes.", f"Name one with feature: {_told(features)}.")
    found = [each for each in features if wanted.casefold() in {value.casefold() for value in each.properties.values()}]
    if not found:
        raise SettingsError(f"{name} holds no shape “{wanted}”.", f"There are: {_told(features)}.")
    return found


def _told(features: list[Feature]) -> str:
    """What the shapes are called, as far as words tell: the first property that is different for each."""
    names = list(features[0].properties) if features else []
    telling = next(
        (name for name in names if len({each.properties.get(name) for each in features}) == len(features)), None
    )
    if telling is None:
        return "none with a name of its own"
    shown = [f"“{each.properties[telling]}”" for each in features[:SHOWN_FEATURES]]
    return ", ".join(shown) + (", …" if len(features) > SHOWN_FEATURES else "")
