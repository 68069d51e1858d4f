"""From metres around the middle of the force areas to longitude and latitude."""

import numpy as np
import pyproj

from .mesh import Floats
from .territory import MIDDLE

# National Grid to longitude and latitude by the published seven parameters, spelt out: the shift grids that a name like
# EPSG:27700 would bring in are not installed everywhere, and would make the bytes differ.
GRID_TO_WGS84 = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
    " +step +proj=push +v_3 +step +proj=cart +ellps=airy"
    " +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489"
    " +convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
    " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


def lon_lat(places: Floats) -> list[tuple[float, float]]:
    """Longitude and latitude to six decimals (about a hand's breadth), the precision police.uk publishes."""
    transformer = pyproj.Transformer.from_pipeline(GRID_TO_WGS84)
    lon, lat = transformer.transform(places[:, 0] + MIDDLE[0], places[:, 1] + MIDDLE[1])
    return list(zip(np.round(lon, 6).tolist(), np.round(lat, 6).tolist(), strict=True))
