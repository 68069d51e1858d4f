"""A boundary out of a file of whatever form, in longitude and latitude, and what may be wrong with it."""

from dataclasses import dataclass
from typing import Any

NO_GEOMETRY = "it has properties and no geometry"


@dataclass(frozen=True)
class Feature:
    """A boundary as read: its place in the file, its properties as text, its geometry as well-known binary."""

    place: int
    properties: dict[str, str]
    wkb: bytes | None
    defect: str = ""
    layer: str = ""
    """The layer of a file that may hold several."""


def defect_of(geometry: Any) -> str:
    """Why a geometry cannot be a boundary in longitude and latitude, or nothing."""
    import shapely

    if geometry.is_empty or geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return f"a boundary must be a polygon, not {geometry.geom_type if not geometry.is_empty else 'empty'}"
    west, south, east, north = geometry.bounds
    if not (-9 <= west <= east <= 3 and 49 <= south <= north <= 61):
        return "it lies outside England and Wales: are longitude and latitude swapped, or is it in metres"
    return "" if geometry.is_valid else f"it is not valid: {shapely.is_valid_reason(geometry)}"
