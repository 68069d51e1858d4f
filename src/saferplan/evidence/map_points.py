"""Which published map points a street's name or a pair of coordinates means.

The publisher moves every crime to one of some 750,000 map points and names it “On or near” what lies there. A name is no
key: one partnership has four High Streets. Coordinates are one, but those of the grid come to degrees only within metres.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from saferplan.base.grid import is_on_grid, to_grid

DEGREES_TOLERANCE_METRES = 1.0
"""Six decimals of a degree are a tenth of a metre: a map point's own degrees lie this near."""
GRID_TOLERANCE_METRES = 5.0
"""The conversion without the survey's correction grid is good to two or three metres; map points lie five apart and more."""
PREFIX = "on or near "


@dataclass(frozen=True)
class Found:
    """The map point that a pair of coordinates means, by its place in the list, or the nearest where none is meant."""

    place: int
    metres: float
    is_meant: bool
    """Whether it lies within the tolerance, and no other does."""


def street_of(location: str) -> str:
    """The publisher's name of a map point without its prefix.

    >>> street_of("On or near St Paul'S Road")
    "St Paul'S Road"
    """
    text = location.strip()
    return text[len(PREFIX) :].strip() if text.casefold().startswith(PREFIX) else text if text != "On or near" else ""


def street_key(name: str) -> str:
    """What two spellings of a street have in common: letters and digits, whatever the case, stops and apostrophes.

    >>> street_key("St. Paul's Road") == street_key("On or near St Paul'S Road")
    True
    """
    text = re.sub(r"[’'.]", "", street_of(name).casefold().replace("&", " and "))
    return " ".join(re.sub(r"[^\w/]+", " ", text).split())


def near_streets(name: str, known: Iterable[str], most: int = 4) -> list[str]:
    """Names of map points that a street's name may have meant, nearest first."""
    by_key = {street_key(each): each for each in sorted(known)}
    return [by_key[key] for key in difflib.get_close_matches(street_key(name), by_key, most, 0.6)]


def matched(given: Sequence[tuple[float, float]], longitude: Any, latitude: Any) -> list[Found]:
    """For each pair of coordinates the map point it means, or how far the nearest is. There must be a map point."""
    points = shapely.points(*to_grid(np.asarray(longitude, float), np.asarray(latitude, float)))
    tree = shapely.STRtree(points)
    found = []
    for x, y in given:
        on_grid = is_on_grid(x, y)
        point = shapely.Point(x, y) if on_grid else shapely.Point(*to_grid(x, y))
        tolerance = GRID_TOLERANCE_METRES if on_grid else DEGREES_TOLERANCE_METRES
        nearest = int(tree.nearest(point))
        metres = float(shapely.distance(point, points[nearest]))
        within = len(tree.query(point, predicate="dwithin", distance=tolerance))
        found.append(Found(nearest, metres, within == 1))
    return found
