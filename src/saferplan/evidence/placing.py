"""Placing rows: which ward, LSOA of 2021 and custom area hold a map point, and how far the nearest edge is.

Rows carry about as many distinct map points as there are streets, so points are placed once and rows joined to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from saferplan.base.grid import to_grid

NEAR_BOUNDARY_METRES = 100
OVERLAP_SHARE = 0.01
"""Generalised boundaries of neighbours overlap by slivers; above this share of the smaller, two areas overlap."""


@dataclass(frozen=True)
class Shapes:
    """Boundaries of one kind: codes in ascending order and their geometries, in degrees."""

    codes: Sequence[str]
    geometries: Sequence[Any]


def area_of_points(longitude: Any, latitude: Any, shapes: Shapes) -> np.ndarray[Any, Any]:
    """For each point the place in `shapes.codes` of the area that holds it, or -1.

    The tree is built over the points and asked with the polygons. A point on a shared edge goes to the first code.
    """
    holder = np.full(len(longitude), -1, dtype=np.int64)
    if len(shapes.codes) and len(longitude):
        tree = shapely.STRtree(shapely.points(longitude, latitude))
        areas, points = tree.query(np.asarray(shapes.geometries, dtype=object), predicate="intersects")
        order = np.argsort(-areas, kind="stable")
        holder[points[order]] = areas[order]
    return holder


def near_own_boundary(longitude: Any, latitude: Any, holder: Any, shapes: Shapes) -> np.ndarray[Any, Any]:
    """Whether each point lies within 100 metres of the boundary of the area that holds it."""
    result = np.zeros(len(longitude), dtype=bool)
    held = np.flatnonzero(holder >= 0)
    if len(held):
        geometries = np.asarray(shapes.geometries, dtype=object)
        edges = shapely.boundary(shapely.transform(geometries, to_grid, interleaved=False))
        east, north = to_grid(np.asarray(longitude)[held], np.asarray(latitude)[held])
        shapely.prepare(edges)
        result[held] = shapely.dwithin(edges[holder[held]], shapely.points(east, north), NEAR_BOUNDARY_METRES)
    return result


def overlaps(shapes: Shapes) -> list[tuple[str, str]]:
    """Pairs of codes that share more than a sliver of ground."""
    geometries = np.asarray(shapes.geometries, dtype=object)
    if len(geometries) < 2:
        return []
    first, second = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    shared = shapely.area(shapely.intersection(geometries[first], geometries[second]))
    smaller = np.minimum(shapely.area(geometries[first]), shapely.area(geometries[second]))
    found = np.flatnonzero(shared > OVERLAP_SHARE * smaller)
    return [(shapes.codes[first[place]], shapes.codes[second[place]]) for place in found]
