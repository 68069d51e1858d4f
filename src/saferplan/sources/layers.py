"""Boundaries out of Shapefile, GeoPackage, MapInfo TAB and KML, by pyogrio: those of every layer that holds ground."""

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saferplan.base.grid import DEGREES_AT_MOST
from saferplan.sources.feature import NO_GEOMETRY, Feature, defect_of
from saferplan.sources.files import InputFile, Problem

GROUND = ("Polygon", "Surface", "Collection", "Unknown")
"""Words of the kinds of layer that may hold polygons; TAB and KML do not say their kind."""
NO_GRID = "the file does not say on which grid its coordinates are, and they are no degrees"


def names_in_layers(found: InputFile) -> list[str]:
    """The names of the properties in all layers; sets `problem` where the file cannot be read."""
    try:
        import pyogrio
    except ImportError:
        found.problem = Problem(
            "This boundary format needs an extra part.", "Run `pip install saferplan[spatial]`, or export as GeoJSON."
        )
        return []
    assert found.readable is not None
    try:
        about = [_quietly(pyogrio.read_info, found.readable, layer=layer) for layer in _layers(found.readable)]
    except Exception as error:  # GDAL's many errors; all mean that the file cannot be read
        parts = " with the .shx and .dbf that belong to it" if found.name.lower().endswith(".shp") else ""
        found.problem = Problem(
            f"The boundary file cannot be read: {error}.", f"Copy it again{parts}, or export as GeoJSON."
        )
        return []
    found.lines = sum(int(each["features"]) for each in about) + 1
    return list(dict.fromkeys(str(name) for each in about for name in each["fields"]))


def features_in_layers(path: Path) -> Iterator[Feature]:
    """Each feature of each layer, in degrees, numbered through."""
    found = (each for layer in _layers(path) for each in _features(path, layer))
    for place, (layer, words, wkb, defect) in enumerate(found, 1):
        yield Feature(place, words, wkb, defect, layer)


def _features(path: Path, layer: str) -> Iterator[tuple[str, dict[str, str], bytes | None, str]]:
    import pyogrio

    about, _, wkbs, columns = _quietly(pyogrio.raw.read, path, layer=layer)
    grid = _Grid(about["crs"])
    for wkb, *values in zip(wkbs, *columns, strict=True):
        words = {str(name): str(value).strip() for name, value in zip(about["fields"], values, strict=True)}
        yield layer, words, *grid.in_degrees(wkb)


class _Grid:
    """What a file says its coordinates are, held against what they are."""

    def __init__(self, name: str | None) -> None:
        import pyproj

        self.is_said, self.system = bool(name), pyproj.CRS(4326)
        self.transformer: Any = None
        with contextlib.suppress(pyproj.exceptions.ProjError):
            self.system = pyproj.CRS(name or 4326)
            self.transformer = pyproj.Transformer.from_crs(self.system, 4326, always_xy=True)

    def in_degrees(self, wkb: bytes | None) -> tuple[bytes | None, str]:
        """A geometry in degrees, and its defect in words."""
        import shapely

        geometry = shapely.from_wkb(wkb)
        if geometry is None:
            return None, NO_GEOMETRY
        if geometry.is_empty:
            return None, defect_of(geometry)
        if defect := self._defect(max(map(abs, geometry.bounds)) > DEGREES_AT_MOST):
            return None, defect
        moved = shapely.transform(geometry, self.transformer.transform, interleaved=False)
        return shapely.to_wkb(moved, byte_order=1), defect_of(moved)

    def _defect(self, holds_metres: bool) -> str:
        if holds_metres and not self.is_said:
            return NO_GRID
        if holds_metres and self.system.is_geographic:
            return f"the file names {self.system.name}, which is in degrees, and holds metres"
        if self.system.is_projected and not holds_metres:
            return f"the file names {self.system.name}, which is in metres, and holds degrees"
        return "" if self.transformer else "the file names a grid from which no way leads to longitude and latitude"


def _layers(path: Path) -> list[str]:
    """The layers that may hold ground; the first where none may, so that its shapes are named as no ground."""
    import pyogrio

    found = [(str(name), str(kind or "")) for name, kind in _quietly(pyogrio.list_layers, path)]
    return [name for name, kind in found if any(word in kind for word in GROUND)] or [name for name, _ in found[:1]]


def _quietly(read: Any, *what: Any, **how: Any) -> Any:
    """GDAL's remarks on files come as Python's warnings, which say nothing to those who gave the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read(*what, **how)
