"""Where what is recorded in each neighbourhood (LSOA) of a partnership lies: its middle, and the ward that holds most of it."""

from typing import Any

import numpy as np

from saferplan.base.categories import ASB
from saferplan.base.grid import to_grid
from saferplan.tables.engine import Engine

EVENTS_SQL = """SELECT longitude, latitude, lsoa21_code, ward_code, category, month FROM offence
  WHERE csp_code = $area AND NOT is_foreign
UNION ALL SELECT longitude, latitude, lsoa21_code, ward_code, $asb, month FROM asb_incident
  WHERE csp_code = $area AND NOT is_foreign"""


def middles_of(engine: Engine, area: str) -> dict[str, tuple[float, float]]:
    """The median point of each LSOA in which anything with a point was recorded, in metres, in the order of the codes."""
    rows = _asked(engine, area, f"""SELECT lsoa21_code, median(longitude), median(latitude) FROM ({EVENTS_SQL})
      WHERE lsoa21_code IS NOT NULL AND longitude IS NOT NULL GROUP BY 1 ORDER BY 1""")  # fmt: skip
    if not rows:
        return {}
    codes, longitude, latitude = zip(*rows, strict=True)
    x, y = to_grid(np.array(longitude), np.array(latitude))
    return {code: (float(east), float(north)) for code, east, north in zip(codes, x, y, strict=True)}


def wards_of(engine: Engine, area: str) -> dict[str, str]:
    """The ward in which most of what is recorded in each LSOA lies, of those that have any."""
    return dict(_asked(engine, area, f"""SELECT lsoa21_code, max_by(ward_code, (number, ward_code)) FROM (
      SELECT lsoa21_code, ward_code, count(*) AS number FROM ({EVENTS_SQL})
      WHERE lsoa21_code IS NOT NULL AND ward_code IS NOT NULL GROUP BY ALL) GROUP BY 1"""))  # fmt: skip


def _asked(engine: Engine, area: str, sql: str) -> list[tuple[Any, ...]]:
    return engine.con.execute(sql, {"area": area, "asb": ASB}).fetchall()
