"""Each row to its LSOA of 2021, CSP and ward, and crimes parted from incidents.

An LSOA of 2021 stays as published; one of 2011 that was merged crosses by code; one that was split or is complex goes
by the row's map point in the boundaries of 2021. What is left is a published remainder: it is in no LSOA, but where every
part of its LSOA of 2011 lies in one CSP it is in that CSP.
"""

import numpy as np

from saferplan.base.areas import AreaType
from saferplan.base.categories import ASB
from saferplan.evidence.placing import Shapes, area_of_points, near_own_boundary
from saferplan.pipeline.areas import AreaMap
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted

NO_SHAPES = Shapes([], [])


def place_events(engine: Engine, area_map: AreaMap) -> None:
    """Fill `offence` and `asb_incident` from `event`, and `custom_place` for custom areas that are drawn."""
    _place_points(engine, area_map)
    engine.step("how each published code crosses to 2021", """CREATE OR REPLACE TEMP TABLE crossing_rule AS
      SELECT lsoa21_code AS lsoa_code, 'published' AS placement, lsoa21_code FROM lsoa_authority
      UNION ALL SELECT lsoa11_code, 'merged', lsoa21_code FROM lsoa_crossing
        WHERE change_code = 'M' AND lsoa11_code NOT IN (SELECT lsoa21_code FROM lsoa_authority)
      UNION ALL SELECT DISTINCT lsoa11_code, 'by_point', NULL FROM lsoa_crossing
        WHERE change_code IN ('S', 'X') AND lsoa11_code NOT IN (SELECT lsoa21_code FROM lsoa_authority)""")  # fmt: skip
    engine.step("CSP and force of each LSOA", """CREATE OR REPLACE TEMP TABLE lsoa_parent AS
      SELECT lsoa21_code, CASE WHEN count(*) = 1 THEN min(csp_code) END AS csp_code, min(force_code) AS area_force
      FROM lsoa_authority JOIN authority_csp USING (authority_code) GROUP BY lsoa21_code""")  # fmt: skip
    engine.step("CSP and force of each LSOA of 2011, where all of it lies in one", """CREATE OR REPLACE TEMP TABLE lsoa11_parent AS
      SELECT lsoa11_code, CASE WHEN min(csp_code) = max(csp_code) AND count(csp_code) = count(*) THEN min(csp_code) END AS csp_code,
        CASE WHEN min(area_force) = max(area_force) THEN min(area_force) END AS area_force
      FROM lsoa_crossing JOIN lsoa_parent USING (lsoa21_code) GROUP BY lsoa11_code""")  # fmt: skip
    engine.step("place each row", _PLACED_SQL)
    for name, condition in (("offence", f"category <> {quoted(ASB)}"), ("asb_incident", f"category = {quoted(ASB)}")):
        columns = ", ".join(all_tables()[name].column_names)
        engine.step(f"rows of {name}", f"INSERT INTO {name} SELECT {columns} FROM placed WHERE {condition}")


def _place_points(engine: Engine, area_map: AreaMap) -> None:
    engine.step("distinct map points", """CREATE OR REPLACE TEMP TABLE map_point AS
      SELECT DISTINCT longitude, latitude FROM event WHERE longitude IS NOT NULL AND latitude IS NOT NULL
      ORDER BY longitude, latitude""")  # fmt: skip
    points = engine.con.execute("SELECT longitude, latitude FROM map_point ORDER BY ALL").fetchnumpy()
    longitude, latitude = points["longitude"], points["latitude"]
    wards, lsoas = (area_map.shapes.get(kind, NO_SHAPES) for kind in (AreaType.WARD, AreaType.LSOA))
    ward = area_of_points(longitude, latitude, wards)
    arrays = {
        "longitude": longitude,
        "latitude": latitude,
        "ward_code": _codes(ward, wards),
        "near_boundary": near_own_boundary(longitude, latitude, ward, wards),
        "point_lsoa21": _codes(area_of_points(longitude, latitude, lsoas), lsoas),
    }
    engine.con.register("arrays", arrays)
    engine.run("CREATE OR REPLACE TEMP TABLE placed_point AS SELECT longitude, latitude, nullif(ward_code, '') AS ward_code, "
               "near_boundary, nullif(point_lsoa21, '') AS point_lsoa21 FROM arrays")  # fmt: skip
    engine.con.unregister("arrays")
    _place_custom(engine, area_map, longitude, latitude)


def _place_custom(engine: Engine, area_map: AreaMap, longitude: np.ndarray, latitude: np.ndarray) -> None:
    """Which drawn area holds each point; areas of different kinds may share points, so each is asked by itself."""
    engine.run("CREATE OR REPLACE TEMP TABLE custom_place (longitude DOUBLE, latitude DOUBLE, area_code VARCHAR, "
               "csp_code VARCHAR)")  # fmt: skip
    shapes = area_map.shapes.get(AreaType.CUSTOM, NO_SHAPES)
    for code, geometry in zip(shapes.codes, shapes.geometries, strict=True):
        inside = area_of_points(longitude, latitude, Shapes([code], [geometry])) == 0
        rows = [(x, y, code, None) for x, y in zip(longitude[inside].tolist(), latitude[inside].tolist(), strict=True)]
        engine.add("custom_place", rows)


def _codes(holder: np.ndarray, shapes: Shapes) -> np.ndarray:
    codes: np.ndarray = np.asarray([*shapes.codes, ""], dtype=object)
    return np.take(codes, holder)


_PLACED_SQL = """
CREATE OR REPLACE TEMP VIEW placed AS
WITH coded AS (
  SELECT event.*, alias.area_code AS force_code, placed_point.ward_code, rule.placement AS rule,
    CASE rule.placement WHEN 'by_point' THEN placed_point.point_lsoa21 ELSE rule.lsoa21_code END AS lsoa21_code
  FROM event
  LEFT JOIN area_alias alias ON alias.area_type = 'force' AND alias.alias = event.reported_by
  LEFT JOIN placed_point ON placed_point.longitude = event.longitude AND placed_point.latitude = event.latitude
  LEFT JOIN crossing_rule rule ON rule.lsoa_code = CAST(event.lsoa_code AS VARCHAR)
)
SELECT coded.* EXCLUDE (rule),
  CASE WHEN lsoa_code IS NULL THEN 'no_location' WHEN coded.lsoa21_code IS NULL THEN 'remainder' ELSE rule END AS placement,
  coalesce(lsoa_parent.csp_code, lsoa11_parent.csp_code) AS csp_code,
  coalesce(coalesce(lsoa_parent.area_force, lsoa11_parent.area_force) <> coalesce(force_code, ''), false) AS is_foreign
FROM coded LEFT JOIN lsoa_parent ON lsoa_parent.lsoa21_code = coded.lsoa21_code
LEFT JOIN lsoa11_parent ON coded.lsoa21_code IS NULL AND lsoa11_parent.lsoa11_code = CAST(coded.lsoa_code AS VARCHAR)
"""
