"""Two ways to write a place: degrees of WGS 84, and metres of the British National Grid. Told apart by their size."""

from functools import cache
from threading import get_ident
from typing import Any

DEGREES_AT_MOST = 180
"""No longitude or latitude is more; no easting or northing of Great Britain is so little."""
LONGITUDES, LATITUDES = (-9, 3), (49, 61)
EASTINGS, NORTHINGS = (5_000, 660_000), (5_000, 700_000)


def is_on_grid(x: float, y: float) -> bool:
    """Whether a pair is easting and northing and not longitude and latitude."""
    return max(abs(x), abs(y)) > DEGREES_AT_MOST


def coordinate_defect(x: float, y: float, *, is_grid: bool | None = None) -> str:
    """What is wrong with a pair, in words; nothing where it may lie in England or Wales.

    >>> coordinate_defect(54.57, -1.31)
    'longitude lies between -9 and 3 and latitude between 49 and 61; are the two swapped?'
    >>> coordinate_defect(444_500, 518_900)
    ''
    """
    on_grid = is_on_grid(x, y) if is_grid is None else is_grid
    first, second = (EASTINGS, NORTHINGS) if on_grid else (LONGITUDES, LATITUDES)
    if first[0] <= x <= first[1] and second[0] <= y <= second[1]:
        return ""
    names = ("easting", "northing") if on_grid else ("longitude", "latitude")
    swapped = first[0] <= y <= first[1] and second[0] <= x <= second[1]
    said = f"{names[0]} lies between {first[0]} and {first[1]} and {names[1]} between {second[0]} and {second[1]}"
    return f"{said}; are the two swapped?" if swapped else said


def to_grid(longitude: Any, latitude: Any) -> tuple[Any, Any]:
    """Metres east and north of degrees, as numbers or arrays."""
    return _between(4326, 27700).transform(longitude, latitude)  # type: ignore[no-any-return]


def to_degrees(easting: Any, northing: Any) -> tuple[Any, Any]:
    """Longitude and latitude of metres, as numbers or arrays."""
    return _between(27700, 4326).transform(easting, northing)  # type: ignore[no-any-return]


def _between(one: int, other: int) -> Any:
    return _made(one, other, get_ident())


@cache
def _made(one: int, other: int, thread: int) -> Any:
    """Made once for each thread: it takes three hundredths of a second, and must not be used by two at a time."""
    import pyproj

    return pyproj.Transformer.from_crs(one, other, always_xy=True)
