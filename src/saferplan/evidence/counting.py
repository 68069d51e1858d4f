"""Counts by month, area and indicator: SQL counts, one grouping a kind of area, each crime type once.

Crimes and incidents come from different tables and meet in no sum: an indicator names its unit.
"""

from saferplan.base.areas import AreaType
from saferplan.base.categories import Unit

SOURCE_TABLE = {Unit.OFFENCE: "offence", Unit.ASB_INCIDENT: "asb_incident"}


def category_counts_sql(unit: Unit, area_type: AreaType) -> str:
    """Counts by category, month and area of one kind. Rows of other forces lying in an area are left out."""
    table = SOURCE_TABLE[unit]
    category = "category" if unit is Unit.OFFENCE else "'Anti-social behaviour'"
    code, joins = {
        AreaType.CSP: ("events.csp_code", _of_scope("csp", "events.csp_code")),
        AreaType.FORCE: ("events.force_code", _of_scope("force", "events.force_code", own_force_only=False)),
        AreaType.LSOA: ("lsoa21_code", _of_scope("lsoa", "lsoa21_code")),
        AreaType.WARD: ("ward_code", _of_scope("ward", "ward_code")),
        AreaType.CUSTOM: ("custom.area_code", _CUSTOM_JOIN),
    }[area_type]
    return f"""
SELECT '{area_type}' AS area_type, {code} AS area_code, {category} AS category, month, count(*) AS rows
FROM {table} AS events {joins}
GROUP BY ALL"""


def _of_scope(area_type: str, code: str, *, own_force_only: bool = True) -> str:
    force = " AND area.force_code = events.force_code" if own_force_only else ""
    return f"JOIN area ON area.area_type = '{area_type}' AND area.area_code = {code}{force}"


_CUSTOM_JOIN = """JOIN (
  SELECT lsoa21_code, NULL AS longitude, NULL AS latitude, area_code FROM custom_lsoa
  UNION ALL SELECT NULL, longitude, latitude, area_code FROM custom_point
) AS custom ON custom.lsoa21_code = events.lsoa21_code
  OR (custom.longitude = events.longitude AND custom.latitude = events.latitude)
JOIN area ON area.area_type = 'custom' AND area.area_code = custom.area_code AND area.force_code = events.force_code"""

CATEGORY_COUNT_SQL = "CREATE OR REPLACE TEMP TABLE category_count AS" + "\nUNION ALL".join(
    category_counts_sql(unit, area_type)
    for unit in Unit
    for area_type in (AreaType.CSP, AreaType.FORCE, AreaType.LSOA, AreaType.WARD, AreaType.CUSTOM)
)

MONTHLY_COUNT_SQL = """
INSERT INTO monthly_count
SELECT indicator_id, area_type, area_code, month, CAST(sum(rows) AS BIGINT)
FROM category_count JOIN indicator_category USING (category) GROUP BY ALL"""

COVERAGE_SQL = """
INSERT INTO coverage
WITH months AS (
  SELECT CAST(unnest(generate_series(min(month), max(month), INTERVAL 1 MONTH)) AS DATE) AS month FROM event
), rows AS (
  SELECT alias.area_code AS force_code, event.month, count(*) AS rows
  FROM event JOIN area_alias alias ON alias.area_type = 'force' AND alias.alias = event.reported_by GROUP BY ALL
)
SELECT area.area_code, months.month, 'police_uk_street',
  CASE WHEN rows.rows > 0 THEN 'supplied' ELSE 'not_supplied' END, coalesce(rows.rows, 0)
FROM area CROSS JOIN months LEFT JOIN rows ON rows.force_code = area.area_code AND rows.month = months.month
WHERE area.area_type = 'force'"""

UNSETTLED_SQL = """
CREATE OR REPLACE TEMP TABLE unsettled AS
SELECT DISTINCT crossing.lsoa21_code, rows.month
FROM (SELECT lsoa_code, month, placement FROM offence UNION ALL SELECT lsoa_code, month, placement FROM asb_incident) AS rows
JOIN lsoa_crossing AS crossing ON crossing.lsoa11_code = rows.lsoa_code
WHERE rows.placement = 'remainder'"""

FINANCIAL_YEAR_SQL = """
CREATE OR REPLACE TEMP MACRO financial_year(month) AS
  year(month - INTERVAL 3 MONTH) || '/' || right(CAST(year(month - INTERVAL 3 MONTH) + 1 AS VARCHAR), 2)"""

PLACEMENT_SUMMARY_SQL = """
INSERT INTO placement_summary
SELECT unit, reported_by, financial_year(month), placement,
  CASE WHEN lsoa21_code IS NULL AND csp_code IS NULL THEN 'unplaced'
    WHEN is_foreign THEN 'outside_force_area' ELSE 'force_area' END, count(*)
FROM (
  SELECT 'offence' AS unit, reported_by, month, placement, lsoa21_code, csp_code, is_foreign FROM offence
  UNION ALL SELECT 'asb_incident', reported_by, month, placement, lsoa21_code, csp_code, is_foreign FROM asb_incident)
GROUP BY ALL"""

COUNTING_RULE_SQL = """
INSERT INTO counting_rule
WITH csp AS (SELECT area_code, name, force_code FROM area WHERE area_type = 'csp'),
authority AS (SELECT csp_code, name FROM area WHERE area_type = 'authority'),
rows AS (
  SELECT financial_year(month) AS period, 'lsoa_code' AS rule, csp_code AS area_code
  FROM offence WHERE NOT is_foreign
  UNION ALL SELECT financial_year(month), 'lsoa_name', authority.csp_code
  FROM offence JOIN authority ON regexp_replace(lsoa_name, ' [0-9]{3}[A-Z]$', '') = authority.name
  UNION ALL SELECT financial_year(month), 'boundary', ward.csp_code
  FROM offence JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = offence.ward_code
)
SELECT 'recorded_crime', area_code, period, rule, count(*) FROM rows JOIN csp USING (area_code) GROUP BY ALL"""

WARD_EDGE_SQL = """
INSERT INTO ward_edge
SELECT ward_code, financial_year(month), count(*), count(*) FILTER (WHERE near_boundary)
FROM offence JOIN (SELECT longitude, latitude, near_boundary FROM placed_point) USING (longitude, latitude)
JOIN area ON area.area_type = 'ward' AND area.area_code = offence.ward_code AND area.force_code = offence.force_code
GROUP BY ALL"""
