"""Counts by month, area and indicator: SQL counts, one grouping a kind of area, each crime type once.

Crimes, incidents and searches come from different tables and meet in no sum: an indicator names its unit and its feed.
"""

from saferplan.base.areas import AreaType
from saferplan.base.categories import ASB, Unit
from saferplan.base.outcomes import MATURE_AFTER_MONTHS, OutcomeGroup

SOURCE_TABLE = {Unit.OFFENCE: "offence", Unit.ASB_INCIDENT: "asb_incident", Unit.SEARCH: "stop_and_search"}
STREET_AREAS = (AreaType.CSP, AreaType.FORCE, AreaType.LSOA, AreaType.WARD, AreaType.CUSTOM)


def category_counts_sql(unit: Unit, area_type: AreaType) -> str:
    """Counts by category, month and area of one kind. Rows of other forces lying in an area are left out."""
    table = SOURCE_TABLE[unit]
    rows = _custom_rows_sql(table) if area_type is AreaType.CUSTOM else table
    category = "category" if unit is Unit.OFFENCE else "'Anti-social behaviour'"
    code, joins = {
        AreaType.CSP: ("events.csp_code", _of_scope("csp", "events.csp_code")),
        AreaType.FORCE: ("events.force_code", _of_scope("force", "events.force_code", own_force_only=False)),
        AreaType.LSOA: ("lsoa21_code", _of_scope("lsoa", "lsoa21_code")),
        AreaType.WARD: ("ward_code", _of_scope("ward", "ward_code")),
        AreaType.CUSTOM: ("custom_code", _of_scope("custom", "custom_code")),
    }[area_type]
    return f"""
SELECT '{area_type}' AS area_type, {code} AS area_code, {category} AS category, month, count(*) AS rows
FROM {rows} AS events {joins}
GROUP BY ALL"""


def _of_scope(area_type: str, code: str, *, own_force_only: bool = True) -> str:
    force = " AND area.force_code = events.force_code" if own_force_only else ""
    return f"JOIN area ON area.area_type = '{area_type}' AND area.area_code = {code}{force}"


def _custom_rows_sql(table: str) -> str:
    """Rows of areas of the partnership's own: by LSOA of 2021 or by map point, an area being of one or of the other."""
    return f"""(
  SELECT {table}.*, custom_lsoa.area_code AS custom_code FROM {table} JOIN custom_lsoa USING (lsoa21_code)
  UNION ALL SELECT {table}.*, place.area_code FROM {table}
  JOIN custom_place AS place ON place.longitude = {table}.longitude AND place.latitude = {table}.latitude
    AND coalesce(place.csp_code, {table}.csp_code, '') = coalesce({table}.csp_code, ''))"""


CUSTOM_REACH_SQL = f"""
INSERT INTO custom_reach
WITH counted AS (
  SELECT custom_code AS area_code, events.csp_code, count(*) AS crimes
  FROM {_custom_rows_sql("offence")} AS events {_of_scope("custom", "custom_code")}
  WHERE events.csp_code IS NOT NULL AND custom_code IN (SELECT area_code FROM custom_ground) GROUP BY ALL
)
SELECT area_code, csp_code, ground_share, coalesce(crimes, 0) FROM custom_ground FULL JOIN counted USING (area_code, csp_code)"""

CATEGORY_COUNT_SQL = "CREATE OR REPLACE TEMP TABLE category_count AS" + "\nUNION ALL".join(
    category_counts_sql(unit, area_type) for unit in (Unit.OFFENCE, Unit.ASB_INCIDENT) for area_type in STREET_AREAS
)

STREET_COUNT_SQL = """
INSERT INTO monthly_count
SELECT indicator_id, area_type, area_code, month, CAST(sum(rows) AS BIGINT)
FROM category_count JOIN indicator_category USING (category)
WHERE month >= from_month AND month < until_month GROUP BY ALL"""

SEARCH_COUNT_SQL = """
INSERT INTO monthly_count
SELECT 'stop_and_search', area_type, area_code, month, count(*) FROM (
  SELECT 'csp' AS area_type, csp_code AS area_code, month FROM stop_and_search
  WHERE csp_code IS NOT NULL AND NOT is_foreign
  UNION ALL SELECT 'force', force_code, month FROM stop_and_search WHERE force_code IS NOT NULL)
JOIN area USING (area_type, area_code) GROUP BY ALL"""

FOLLOWED_SQL = f"""
CREATE OR REPLACE TEMP TABLE followed AS
WITH known AS (
  SELECT offence.file_id, offence.line, max_by(outcome.outcome_group,
      (outcome.outcome_group = '{OutcomeGroup.CHARGE_OR_SUMMONS}', outcome.month, outcome.outcome_group)) AS outcome_group
  FROM offence JOIN outcome USING (crime_id)
  WHERE outcome.month BETWEEN offence.month AND offence.month + INTERVAL {MATURE_AFTER_MONTHS} MONTH
  GROUP BY ALL
)
SELECT month, csp_code, force_code, is_foreign, outcome_group, count(*) AS crimes
FROM offence LEFT JOIN known USING (file_id, line) WHERE crime_id IS NOT NULL GROUP BY ALL"""

OUTCOME_COUNT_SQL = """
CREATE OR REPLACE TEMP TABLE outcome_count AS
WITH placed AS (
  SELECT 'csp' AS area_type, csp_code AS area_code, month, outcome_group, crimes FROM followed
  WHERE csp_code IS NOT NULL AND NOT is_foreign
  UNION ALL SELECT 'force', force_code, month, outcome_group, crimes FROM followed WHERE force_code IS NOT NULL
)
SELECT indicator_id, area_type, area_code, month, CAST(sum(crimes) AS BIGINT) AS crimes,
  CAST(coalesce(sum(crimes) FILTER (placed.outcome_group = indicator_outcome.outcome_group), 0) AS BIGINT) AS count
FROM placed JOIN area USING (area_type, area_code) CROSS JOIN indicator_outcome GROUP BY ALL"""

OUTCOME_MONTHLY_SQL = """
INSERT INTO monthly_count SELECT indicator_id, area_type, area_code, month, count FROM outcome_count WHERE count > 0"""

ROWS_SUPPLIED_SQL = """
CREATE OR REPLACE TEMP TABLE rows_supplied AS
WITH placed AS (
  SELECT 'police_uk_street' AS feed, force_code, month, is_foreign, csp_code IS NULL AS is_unplaced FROM offence
  UNION ALL SELECT 'police_uk_street', force_code, month, is_foreign, csp_code IS NULL FROM asb_incident
  UNION ALL SELECT 'police_uk_outcomes', force_code, month, false, false FROM outcome
  UNION ALL SELECT 'police_uk_stop_and_search', force_code, month, is_foreign, csp_code IS NULL FROM stop_and_search
)
SELECT feed, force_code, month, count(*) AS rows, count(*) FILTER (is_foreign) AS foreign_rows,
  count(*) FILTER (is_unplaced) AS unplaced
FROM placed WHERE force_code IS NOT NULL GROUP BY ALL"""

COVERAGE_SQL = """
INSERT INTO coverage
WITH months AS (
  SELECT CAST(unnest(generate_series(min(month), max(month), INTERVAL 1 MONTH)) AS DATE) AS month FROM rows_supplied
), feeds AS (SELECT unnest(['police_uk_street', 'police_uk_outcomes', 'police_uk_stop_and_search']) AS feed)
SELECT area.area_code, months.month, feeds.feed,
  CASE WHEN found.rows > 0 THEN 'supplied' ELSE 'not_supplied' END,
  coalesce(found.rows, 0), coalesce(found.foreign_rows, 0), NULL, NULL, NULL
FROM area CROSS JOIN months CROSS JOIN feeds
LEFT JOIN rows_supplied AS found ON found.force_code = area.area_code AND found.month = months.month AND found.feed = feeds.feed
WHERE area.area_type = 'force' AND area.role <> 'beyond'"""

REFUSED_SHARE = 0.02
SHORT_MONTHS_SQL = f"""
UPDATE coverage SET status = 'partial' FROM (
  WITH short AS (SELECT file_id, source_id AS feed FROM input_file WHERE status = 'loaded' AND refused > {REFUSED_SHARE} * rows_in),
  rows AS (
    SELECT file_id, force_code, month FROM offence WHERE file_id IN (SELECT file_id FROM short)
    UNION SELECT file_id, force_code, month FROM asb_incident WHERE file_id IN (SELECT file_id FROM short)
    UNION SELECT file_id, force_code, month FROM outcome WHERE file_id IN (SELECT file_id FROM short)
    UNION SELECT file_id, force_code, month FROM stop_and_search WHERE file_id IN (SELECT file_id FROM short)
  )
  SELECT DISTINCT feed, force_code, month FROM short JOIN rows USING (file_id)
) AS short
WHERE coverage.status = 'supplied'
  AND (short.feed, short.force_code, short.month) = (coverage.feed, coverage.force_code, coverage.month)"""
"""A month of whose file more than one row in fifty was refused is supplied only in part."""

USUAL_ROWS = 20
"""Rows a month, as the median of the months that have any, from which on a month without one is no zero."""
TYPES_SINCE = "2013-05-01"
ABSENT_TYPES_SQL = f"""
UPDATE coverage SET status = 'partial', types_lacking = absent.types FROM (
  WITH counted AS (
    SELECT force_code, month, CAST(category AS VARCHAR) AS category, count(*) AS rows FROM offence GROUP BY ALL
    UNION ALL SELECT force_code, month, '{ASB}', count(*) FROM asb_incident GROUP BY ALL
  ), usual AS (
    SELECT force_code, category FROM counted GROUP BY ALL HAVING median(rows) >= {USUAL_ROWS}
  ), lacking AS (
    SELECT force_code, month, category FROM coverage JOIN usual USING (force_code)
    WHERE feed = 'police_uk_street' AND status <> 'not_supplied' AND month >= DATE '{TYPES_SINCE}'
    EXCEPT SELECT force_code, month, category FROM counted
  )
  SELECT force_code, month, string_agg(category, ', ' ORDER BY category) AS types
  FROM lacking SEMI JOIN counted ON counted.force_code = lacking.force_code AND counted.category = lacking.category
    AND abs(date_diff('month', counted.month, lacking.month)) <= 12
  GROUP BY ALL
) AS absent
WHERE coverage.feed = 'police_uk_street' AND (absent.force_code, absent.month) = (coverage.force_code, coverage.month)"""
"""A month without one row of a type is supplied only in part, where the force has twenty or more in half of the months that have
any: such a type hardly falls to nothing by itself, but its rows are misnamed, or left out. At a mean of 20 chance leaves a month
without any once in 7,000 months where months stray as far as theft from the person does about its mean in Cleveland from 2023 to
2025 (variance 4.3 times the mean; negative binomial), once in 20 million as possession of weapons does (1.4).
A type that began or ended is told by its being absent for over a year; those of police.uk are as they are since May 2013."""

REFUSED_BETWEEN_SQL = """
SELECT CAST(coalesce(sum(refused), 0) AS BIGINT) AS rows FROM input_file JOIN (
  SELECT file_id, min(month) AS month FROM (
    SELECT file_id, month, force_code FROM offence UNION ALL SELECT file_id, month, force_code FROM asb_incident)
  WHERE force_code = ? GROUP BY file_id) USING (file_id)
WHERE status = 'loaded' AND month BETWEEN ? AND ?"""
"""Rows refused in a force's street files of the months from one to another, out of an edition."""

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
SELECT unit, reported_by, financial_year(month), placement, CASE WHEN is_unplaced THEN 'unplaced'
    WHEN is_foreign THEN 'outside_force_area' ELSE 'force_area' END, CAST(sum(rows) AS BIGINT)
FROM (
  SELECT 'offence' AS unit, reported_by, month, placement, lsoa21_code IS NULL AND csp_code IS NULL AS is_unplaced, is_foreign,
    count(*) AS rows FROM offence GROUP BY ALL
  UNION ALL SELECT 'asb_incident', reported_by, month, placement, lsoa21_code IS NULL AND csp_code IS NULL, is_foreign,
    count(*) FROM asb_incident GROUP BY ALL)
GROUP BY ALL"""

COUNTING_RULE_SQL = """
INSERT INTO counting_rule
WITH csp AS (SELECT area_code, name, force_code FROM area WHERE area_type = 'csp'),
authority AS (SELECT csp_code, name FROM area WHERE area_type = 'authority'),
counted AS (
  SELECT 'lsoa_code' AS rule, month, csp_code AS place, count(*) AS rows FROM offence WHERE NOT is_foreign GROUP BY ALL
  UNION ALL SELECT 'lsoa_name', month, lsoa_name, count(*) FROM offence GROUP BY ALL
  UNION ALL SELECT 'boundary', month, ward_code, count(*) FROM offence GROUP BY ALL
),
known AS (
  SELECT 'lsoa_code' AS rule, area_code AS place, area_code FROM csp
  UNION ALL SELECT 'lsoa_name', named.lsoa_name, csp_code FROM (SELECT DISTINCT lsoa_name FROM offence) AS named
    JOIN authority ON regexp_replace(named.lsoa_name, ' [0-9]{3}[A-Z]$', '') = authority.name
  UNION ALL SELECT 'boundary', area_code, csp_code FROM area WHERE area_type = 'ward'
)
SELECT 'recorded_crime', area_code, financial_year(month), rule, CAST(sum(rows) AS BIGINT)
FROM counted JOIN known USING (rule, place) JOIN csp USING (area_code) GROUP BY ALL"""

WARD_EDGE_SQL = """
INSERT INTO ward_edge
SELECT ward_code, financial_year(month), CAST(sum(rows) AS BIGINT), CAST(sum(near_rows) AS BIGINT) FROM (
  SELECT ward_code, force_code, month, count(*) AS rows, count(*) FILTER (WHERE near_boundary) AS near_rows
  FROM offence JOIN (SELECT longitude, latitude, near_boundary FROM placed_point) USING (longitude, latitude) GROUP BY ALL) AS rows
JOIN area ON area.area_type = 'ward' AND area.area_code = rows.ward_code AND area.force_code = rows.force_code
GROUP BY ALL"""

ANCHORS = {
    "Prison": "prison",
    "Hospital": "hospital",
    "Police Station": "police station",
    "Custody Suite": "custody suite",
    "Supermarket": "supermarket",
}
"""The publisher's names of map points at which much is recorded that says little of the streets around."""

_ANCHOR_NAMES = ", ".join(f"'On or near {name}'" for name in ANCHORS)
ANCHOR_SQL = f"""
INSERT INTO anchor
WITH rows AS (
  SELECT csp_code, ward_code, month, location, longitude, latitude, true AS is_crime FROM offence
  WHERE NOT is_foreign AND location IN ({_ANCHOR_NAMES}) UNION ALL
  SELECT csp_code, ward_code, month, location, longitude, latitude, false FROM asb_incident
  WHERE NOT is_foreign AND location IN ({_ANCHOR_NAMES})
), placed AS (
  SELECT 'csp' AS area_type, csp_code AS area_code, * FROM rows
  UNION ALL SELECT 'ward', ward_code, * FROM rows
), totals AS (
  SELECT area_type, area_code, financial_year(month) AS period, CAST(sum(crimes) AS BIGINT) AS all_crimes FROM (
    SELECT area_type, area_code, month, sum(rows) AS crimes FROM category_count
    WHERE area_type IN ('csp', 'ward') AND category <> 'Anti-social behaviour' GROUP BY ALL) GROUP BY ALL
)
SELECT area_type, area_code, financial_year(month) AS period, replace(location, 'On or near ', '') AS anchor_type,
  count(DISTINCT (longitude, latitude)), count(*) FILTER (is_crime), count(*) FILTER (NOT is_crime), any_value(all_crimes)
FROM placed JOIN area USING (area_type, area_code)
JOIN totals ON (totals.area_type, totals.area_code, totals.period) = (placed.area_type, placed.area_code, financial_year(month))
WHERE role IN ('own', 'comparator') GROUP BY ALL"""

SEARCH_ETHNICITY_SQL = """
INSERT INTO search_ethnicity
WITH placed AS (
  SELECT 'csp' AS area_type, csp_code AS area_code, month, self_defined_ethnicity, officer_defined_ethnicity, count(*) AS rows
  FROM stop_and_search WHERE csp_code IS NOT NULL AND NOT is_foreign GROUP BY ALL
  UNION ALL SELECT 'force', force_code, month, self_defined_ethnicity, officer_defined_ethnicity, count(*)
  FROM stop_and_search WHERE force_code IS NOT NULL GROUP BY ALL
)
SELECT area_type, area_code, financial_year(month) AS period, field, ethnicity, CAST(sum(rows) AS BIGINT) FROM (
  SELECT area_type, area_code, month, rows, 'self_defined' AS field,
    CASE WHEN self_defined_ethnicity IS NULL OR self_defined_ethnicity LIKE '%Not stated%' THEN 'not stated'
      ELSE split_part(self_defined_ethnicity, ' - ', 1) END AS ethnicity FROM placed
  UNION ALL SELECT area_type, area_code, month, rows, 'officer_defined', coalesce(officer_defined_ethnicity, 'not stated')
  FROM placed)
JOIN area USING (area_type, area_code) GROUP BY ALL"""
