"""Boundaries of an edition as shapes on a flat picture, simplified together so that neighbours do not tear apart."""

from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians
from typing import Any

from saferplan.report.place import Place

METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True)
class Geography:
    """Shapes in metres east and south of the north-west corner, by area code.

    A borough is small enough for longitude scaled by the cosine of its latitude: within 0.1% over 60 km, and no
    projection library has to be loaded for a picture.
    """

    shapes: dict[str, Any]
    width_m: float
    height_m: float
    _drawn: dict[float, tuple[dict[str, Any], dict[str, str]]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def aspect(self) -> float:
        return self.height_m / self.width_m

    def drawn_at(self, width_px: float) -> tuple[dict[str, Any], dict[str, str]]:
        """The shapes at a width in pixels, without detail that could not be seen, and their paths."""
        import shapely

        if width_px not in self._drawn:
            scale = width_px / self.width_m
            simple = shapely.coverage_simplify(list(self.shapes.values()), 1.2 / scale)
            drawn = shapely.transform(simple, lambda points: points * scale)
            shapes = dict(zip(self.shapes, drawn, strict=True))
            self._drawn[width_px] = shapes, {code: path_of(shape) for code, shape in shapes.items()}
        return self._drawn[width_px]


def geography_of(place: Place, area_type: str) -> Geography | None:
    """The boundaries of the partnership's areas of a kind; None where there are none."""
    if area_type not in place.geographies:
        place.geographies[area_type] = _read(place, area_type)
    found: Geography | None = place.geographies[area_type]
    return found


def _read(place: Place, area_type: str) -> Geography | None:
    import shapely

    rows = place.rows(
        "SELECT boundary.area_code, geometry FROM boundary JOIN area USING (area_type, area_code) "
        "WHERE area_type = ? AND csp_code = ? ORDER BY boundary.area_code",
        area_type, place.area_code,
    )  # fmt: skip
    if not rows:
        return None
    shapes = shapely.from_wkb([bytes(row["geometry"]) for row in rows])
    west, south, east, north = shapely.total_bounds(shapes)
    east_m = METRES_A_DEGREE * cos(radians((south + north) / 2))
    flat = shapely.transform(shapes, lambda points: (points - [west, north]) * [east_m, -METRES_A_DEGREE])
    codes = [row["area_code"] for row in rows]
    return Geography(dict(zip(codes, flat, strict=True)), (east - west) * east_m, (north - south) * METRES_A_DEGREE)


def path_of(shape: Any) -> str:
    """A polygon or multipolygon as an SVG path, rounded to tenths of a pixel."""
    import shapely

    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring_path(ring.coords) for ring in rings if not ring.is_empty)


def _ring_path(points: Any) -> str:
    rounded = [f"{x:.1f},{y:.1f}" for x, y, *_ in points]
    kept = [point for position, point in enumerate(rounded) if position == 0 or point != rounded[position - 1]]
    return f"M{'L'.join(kept[:-1])}Z" if len(kept) > 3 else ""  # an islet smaller than a pixel


def label_place(shape: Any) -> tuple[float, float, float]:
    """Where a label lies furthest from the edges of a shape, and how far that is."""
    import shapely

    circle = shapely.maximum_inscribed_circle(shape, tolerance=0.5)
    (x, y), _ = circle.coords
    return x, y, circle.length
