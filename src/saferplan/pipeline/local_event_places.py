"""The points of partners' events: from the grid to degrees, and into the wards and LSOAs that hold them."""

from collections.abc import Iterable, Mapping

import numpy as np

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.grid import to_degrees
from saferplan.evidence.placing import Shapes, area_of_points
from saferplan.tables.engine import Engine

NONE = Shapes([], [])


def place_points(engine: Engine, shapes: Mapping[AreaType, Shapes], area: str) -> None:
    """Make `event_point`: each distinct point as it was given, in degrees and in its areas; and `event_ward`, wards by name.

    `area` is the partnership's: of two wards of one name its own is meant.
    """
    engine.run("""CREATE OR REPLACE TEMP TABLE event_xy AS
      SELECT DISTINCT coalesce(easting, longitude) AS x, coalesce(northing, latitude) AS y, easting IS NOT NULL AS is_grid
      FROM local_event_row WHERE coalesce(easting, longitude) IS NOT NULL AND coalesce(northing, latitude) IS NOT NULL""")
    found = engine.con.execute("SELECT x, y, is_grid FROM event_xy ORDER BY ALL").fetchnumpy()
    x, y, is_grid = (np.asarray(found[name]) for name in ("x", "y", "is_grid"))
    longitude, latitude = x.copy(), y.copy()
    if is_grid.any():
        longitude[is_grid], latitude[is_grid] = to_degrees(x[is_grid], y[is_grid])
    arrays = {"x": x, "y": y, "longitude": np.round(longitude, 6), "latitude": np.round(latitude, 6)}
    for name, kind in (("ward_code", AreaType.WARD), ("lsoa21_code", AreaType.LSOA)):
        held = shapes.get(kind, NONE)
        codes = np.asarray([*held.codes, ""], dtype=object)
        arrays[name] = np.take(codes, area_of_points(longitude, latitude, held))
    engine.con.register("arrays", arrays)
    engine.run("CREATE OR REPLACE TEMP TABLE event_point AS SELECT x, y, longitude, latitude, nullif(ward_code, '') AS ward_code, "
               "nullif(lsoa21_code, '') AS lsoa21_code FROM arrays")  # fmt: skip
    engine.con.unregister("arrays")
    _name_wards(engine, area)


def _name_wards(engine: Engine, area: str) -> None:
    wards = engine.tuples("SELECT area_code, name, csp_code FROM area WHERE area_type = 'ward' ORDER BY ALL")
    own = _by_name([each for each in wards if each[2] == area])
    known = _by_name([each for each in wards if each[2] != area]) | own
    rows = []
    for (said,) in engine.tuples("SELECT DISTINCT ward FROM local_event_row WHERE ward IS NOT NULL ORDER BY 1"):
        name = normal_name(said)
        if place := known.get(name if name in known else name.removesuffix(" ward")):
            rows.append((said, *place))
    engine.run("CREATE OR REPLACE TEMP TABLE event_ward (said VARCHAR, area_code VARCHAR, csp_code VARCHAR)")
    engine.add("event_ward", rows)


def _by_name(wards: Iterable[tuple[str, str, str | None]]) -> dict[str, tuple[str, str | None] | None]:
    """Wards by name and by code; a name of two of them is of neither."""
    known: dict[str, tuple[str, str | None] | None] = {}
    for code, name, csp_code in wards:
        for key in (normal_name(name), normal_name(code)):
            known[key] = None if key in known else (code, csp_code)
    return known
