"""Counting the Home Office's rows: by area, quarter, subgroup and code; sums only of areas whose every part is there."""

BODIES_WITHOUT_AREA = (
    "action fraud", "cifas", "financial fraud action uk", "uk finance", "national fraud intelligence bureau",
    "british transport",
)  # fmt: skip
"""Rows of these bodies stand in the table by force and belong to no area, under their normal names."""

QUARTER_SQL = """
CREATE OR REPLACE MACRO quarter_start(financial_year, quarter) AS
  CAST(make_date(CAST(left(financial_year, 4) AS INTEGER), 4, 1) + to_months(3 * (CAST(quarter AS INTEGER) - 1)) AS DATE)"""

NAMED_ROW_SQL = """
CREATE OR REPLACE VIEW home_office_named AS
SELECT rows.file_id, line, names.area_type, names.area_code, coalesce(names.area_code, names.plain) AS place,
  quarter_start(financial_year, quarter) AS quarter, subgroup, codes.spelled_alike AS offence_code, count,
  rows.offence_code AS code_given, lower(trim(regexp_replace(description, '[\\s\\pZ]+', ' ', 'g'))) AS description
FROM home_office_row AS rows JOIN home_office_label AS labels USING (offence_subgroup)
JOIN home_office_code AS codes ON codes.text = rows.offence_code
JOIN home_office_name AS names ON names.area_type = CASE WHEN csp_name IS NULL THEN 'force' ELSE 'csp' END
  AND names.name = coalesce(csp_name, force_name)"""
"""Rows of the tables with area, subgroup and code under one spelling each, which all that counts or compares them uses."""

HOME_OFFICE_COUNT_SQL = """
INSERT INTO home_office_count
SELECT area_type, area_code, quarter, subgroup, offence_code, CAST(sum(count) AS BIGINT), count(*), min(line), max(line), file_id
FROM home_office_named WHERE area_code IS NOT NULL GROUP BY ALL"""

SHORT_QUARTER_TABLE_SQL = """
CREATE OR REPLACE TABLE short_quarter (file_id INTEGER, area_type VARCHAR, place VARCHAR, quarter DATE)"""
SHORT_BY_VALUE_SQL = """
INSERT INTO short_quarter
SELECT DISTINCT file_id, CASE WHEN csp_name IS NULL THEN 'force' ELSE 'csp' END, coalesce(csp_name, force_name),
  CASE WHEN refused_column NOT IN ('financial_year', 'quarter') THEN TRY(quarter_start(financial_year, quarter)) END
FROM staged_lines WHERE refused_column IS NOT NULL"""
"""Where a refused row would have counted; no quarter where that could not be read, so that any may be short of it."""

SHORT_BY_LINE_SQL = """
INSERT INTO short_quarter
SELECT DISTINCT file_id, CASE WHEN csp_name IS NULL THEN 'force' ELSE 'csp' END, coalesce(csp_name, force_name),
  quarter_start(financial_year, quarter)
FROM home_office_row JOIN refused_line USING (file_id, line)"""

REPEATED_SQL = """
SELECT file_id, line, code_given, CASE WHEN NOT is_same THEN 'other_number' WHEN NOT is_alike THEN 'other_words' ELSE 'same' END
FROM (
  SELECT file_id, line, code_given, row_number() OVER given AS turn, count = first(count) OVER given AS is_same,
    description IS NOT DISTINCT FROM first(description) OVER given AS is_alike
  FROM home_office_named WHERE offence_code NOT LIKE '%/%'
  WINDOW given AS (PARTITION BY file_id, area_type, place, quarter, subgroup, offence_code ORDER BY line)
) WHERE turn > 1 ORDER BY file_id, line"""
"""Rows for an area, quarter, subgroup and code that an earlier row of the file gave, and how they differ from it."""

HOME_OFFICE_REFUSED_SQL = """
CREATE OR REPLACE TEMP TABLE home_office_refused AS
WITH counted AS (SELECT DISTINCT area_type, area_code, quarter, file_id FROM home_office_count),
quarters AS (SELECT DISTINCT file_id, quarter FROM counted),
refused AS (
  SELECT area_type, area_code, coalesce(short.quarter, quarters.quarter) AS quarter, short.file_id
  FROM short_quarter AS short JOIN home_office_name AS named USING (area_type) LEFT JOIN quarters USING (file_id)
  WHERE short.place = named.name AND area_code IS NOT NULL
)
SELECT DISTINCT area_type, area_code, quarter FROM refused LEFT JOIN counted USING (area_type, area_code, quarter)
WHERE quarter IS NOT NULL AND coalesce(counted.file_id, refused.file_id) = refused.file_id"""
"""Quarters of areas of which rows were refused, some or all; not where another file gives the quarter and counts."""

LEAST_MEDIAN = 20
"""Offences in an area's median quarter from which on a quarter may be judged by its share of them."""


def not_whole_sql(share: float) -> str:
    """Quarters short of refused rows; with far fewer rows than the area's others have: a file cut short; or whose offences
    without fraud come to none, or to far fewer than in its median quarter: numbers that were left out or set to nought.

    `share` is the share of the median under which a quarter is taken for short. A real fall by so much (a city's centre in
    spring 2020) looks the same: a person must then say which it was, and lower the share.
    """
    return f"""
CREATE OR REPLACE TEMP TABLE home_office_short AS
WITH counted AS (
  SELECT area_type, area_code, quarter, file_id, sum(rows) AS rows,
    coalesce(sum(count) FILTER (offence_subgroup <> 'Fraud'), 0) AS offences
  FROM home_office_count GROUP BY ALL
), usual AS (SELECT area_type, area_code, median(rows) AS rows, median(offences) AS offences FROM counted GROUP BY ALL)
SELECT DISTINCT area_type, area_code, quarter, false AS is_refused FROM counted JOIN usual USING (area_type, area_code)
WHERE counted.rows < {share} * usual.rows OR counted.offences <= 0
  OR (usual.offences >= {LEAST_MEDIAN} AND counted.offences < {share} * usual.offences)
UNION SELECT area_type, area_code, quarter, true FROM home_office_refused"""


WIDER_SQL = """
CREATE OR REPLACE TEMP TABLE wider AS
WITH csp AS (SELECT area_code, force_code, region_code, left(area_code, 1) AS letter FROM area WHERE area_type = 'csp')
SELECT 'csp' AS area_type, area_code, area_code AS csp_code FROM csp
UNION ALL SELECT 'force', force_code, area_code FROM csp
UNION ALL SELECT 'region', region_code, area_code FROM csp WHERE region_code IS NOT NULL
UNION ALL SELECT 'country', CASE letter WHEN 'E' THEN 'E92000001' ELSE 'W92000004' END, area_code FROM csp"""

HOME_OFFICE_SUPPLIED_SQL = """
CREATE OR REPLACE TEMP TABLE home_office_supplied AS
WITH parts AS (SELECT area_type, area_code, count(*) AS parts FROM wider GROUP BY ALL),
counted AS (
  SELECT DISTINCT area_type, area_code, quarter FROM home_office_count
  ANTI JOIN home_office_short USING (area_type, area_code, quarter)
),
present AS (SELECT area_code AS csp_code, quarter FROM counted WHERE area_type = 'csp'),
summed AS (
  SELECT wider.area_type, wider.area_code, quarter FROM wider JOIN present USING (csp_code)
  JOIN parts USING (area_type, area_code) GROUP BY ALL HAVING count(*) = any_value(parts)
)
SELECT area_type, area_code, quarter, 'csp' AS made_of FROM summed
UNION ALL SELECT area_type, area_code, quarter, 'force' FROM counted AS given
JOIN area USING (area_type, area_code)
WHERE area_type = 'force' AND NOT EXISTS (
  SELECT 1 FROM summed WHERE summed.area_type = 'force'
    AND summed.area_code = given.area_code AND summed.quarter = given.quarter)"""

HOME_OFFICE_PARTIAL_SQL = """
CREATE OR REPLACE TEMP TABLE home_office_partial AS
WITH short AS (
  SELECT wider.area_type, wider.area_code, quarter, is_refused FROM home_office_short AS short
  JOIN wider ON wider.csp_code = short.area_code WHERE short.area_type = 'csp'
  UNION ALL SELECT area_type, area_code, quarter, is_refused FROM home_office_short WHERE area_type = 'force'
)
SELECT area_type, area_code, quarter, bool_or(is_refused) AS is_refused
FROM short ANTI JOIN home_office_supplied USING (area_type, area_code, quarter) GROUP BY ALL"""
"""Quarters of areas that are not whole, because a partnership of theirs, or they themselves, are short; and if of refused rows."""

CODE_COUNT_SQL = """
CREATE OR REPLACE TEMP TABLE code_count AS
SELECT supplied.area_type, supplied.area_code, supplied.quarter, offence_subgroup AS subgroup, offence_code,
  CAST(sum(count) AS BIGINT) AS count
FROM home_office_supplied AS supplied JOIN wider USING (area_type, area_code)
JOIN home_office_count AS counted
  ON counted.area_type = 'csp' AND counted.area_code = wider.csp_code AND counted.quarter = supplied.quarter
WHERE made_of = 'csp' GROUP BY ALL
UNION ALL SELECT supplied.area_type, supplied.area_code, supplied.quarter, offence_subgroup, offence_code,
  CAST(sum(count) AS BIGINT)
FROM home_office_supplied AS supplied JOIN home_office_count AS counted USING (area_type, area_code, quarter)
WHERE made_of = 'force' GROUP BY ALL"""

OFFENCE_COUNT_SQL = """
INSERT INTO monthly_count
SELECT indicator_id, area_type, area_code, quarter, CAST(sum(count) AS BIGINT) AS total
FROM code_count JOIN indicator_subgroup USING (subgroup)
WHERE codes IS NULL OR list_contains(codes, offence_code)
GROUP BY ALL HAVING sum(count) <> 0"""

INDICATOR_ABSENT_SQL = """
CREATE OR REPLACE TEMP TABLE indicator_absent AS
WITH given AS (SELECT DISTINCT area_type, quarter, subgroup, offence_code FROM home_office_named),
quarters AS (SELECT DISTINCT area_type, quarter FROM given),
asked AS (
  SELECT indicator_id, subgroup, codes, false AS is_excluded FROM indicator_subgroup
  UNION ALL SELECT indicator_id, subgroup, codes, is_excluded FROM classified_subgroup
),
by_code AS (SELECT * FROM asked WHERE codes IS NOT NULL AND NOT is_excluded),
by_subgroup AS (
  SELECT DISTINCT indicator_id, subgroup, coalesce(stood_under, subgroup) AS stood_under
  FROM asked JOIN subgroup_category USING (subgroup) WHERE codes IS NULL OR is_excluded
), lacking AS (
  SELECT indicator_id, subgroup, stood_under, area_type, quarter FROM by_subgroup CROSS JOIN quarters
  ANTI JOIN given USING (area_type, quarter, subgroup)
)
SELECT DISTINCT indicator_id, area_type, quarter FROM by_code CROSS JOIN quarters
WHERE NOT EXISTS (
  SELECT 1 FROM given JOIN by_code AS counted USING (subgroup)
  WHERE counted.indicator_id = by_code.indicator_id AND list_contains(codes, offence_code)
    AND given.area_type = quarters.area_type AND given.quarter = quarters.quarter)
UNION SELECT indicator_id, area_type, quarter FROM lacking
WHERE NOT EXISTS (
  SELECT 1 FROM given JOIN by_subgroup AS counted USING (subgroup)
  WHERE counted.indicator_id = lacking.indicator_id AND counted.subgroup = lacking.stood_under
    AND given.area_type = lacking.area_type AND given.quarter = lacking.quarter)"""
"""Indicators of which a table gives no row in a quarter, in any area: of a subgroup they count, or of any code of theirs.

The publisher gives a row with 0 where nothing was recorded; without any row a table is a part of the publisher's, and a sum over
it is no count. A subgroup that older tables count in another is there if that one is, and is counted too.
"""

ALL_OFFENCES_SUPPLIED_SQL = """
CREATE OR REPLACE TEMP VIEW all_offences_supplied AS
SELECT supplied.area_type, area_code, supplied.quarter FROM home_office_supplied AS supplied
ANTI JOIN indicator_absent AS absent
  ON absent.indicator_id = 'recorded_offences' AND (absent.area_type, absent.quarter) = (made_of, supplied.quarter)"""
"""Quarters of areas that are whole, and of which every subgroup is in the table: what sums of all offences may be taken of."""

HOME_OFFICE_COVERAGE_SQL = """
INSERT INTO coverage
WITH quarters AS (
  SELECT quarter FROM home_office_count UNION SELECT quarter FROM home_office_refused
  UNION SELECT CAST(date_trunc('quarter', month) AS DATE) FROM rows_supplied
), months AS (
  SELECT quarter, CAST(quarter + to_months(step) AS DATE) AS month FROM quarters, (VALUES (0), (1), (2)) AS steps(step)),
given AS (
  SELECT wider.area_code AS force_code, quarter, rows FROM home_office_count AS counted
  JOIN wider ON wider.area_type = 'force' AND wider.csp_code = counted.area_code WHERE counted.area_type = 'csp'
  UNION ALL SELECT area_code, quarter, rows FROM home_office_count JOIN home_office_supplied USING (area_type, area_code, quarter)
  WHERE area_type = 'force' AND made_of = 'force'
), found AS (SELECT force_code, quarter, sum(rows) AS rows FROM given GROUP BY ALL)
SELECT area.area_code, months.month, 'home_office_csp',
  CASE WHEN supplied.quarter IS NOT NULL THEN 'supplied' WHEN short.quarter IS NOT NULL THEN 'partial' ELSE 'not_supplied' END,
  coalesce(found.rows, 0), 0, NULL, NULL, NULL
FROM area CROSS JOIN months
LEFT JOIN home_office_supplied AS supplied
  ON supplied.area_type = 'force' AND supplied.area_code = area.area_code AND supplied.quarter = months.quarter
LEFT JOIN home_office_partial AS short
  ON short.area_type = 'force' AND short.area_code = area.area_code AND short.quarter = months.quarter
LEFT JOIN found ON found.force_code = area.area_code AND found.quarter = months.quarter
WHERE area.area_type = 'force' AND area.role <> 'beyond'"""

SEVERITY_SQL = """
INSERT INTO severity_coverage
WITH coded AS (
  SELECT area_type, area_code, financial_year(quarter) AS period, offence_code, sum(count) AS count
  FROM code_count WHERE subgroup <> 'Fraud' GROUP BY ALL
),
whole AS (
  SELECT area_type, area_code, financial_year(quarter) AS period FROM all_offences_supplied GROUP BY ALL HAVING count(*) = 4
)
SELECT area_type, area_code, period, CAST(sum(count) AS BIGINT),
  CAST(coalesce(sum(count) FILTER (weight IS NOT NULL), 0) AS BIGINT), coalesce(sum(count * weight ORDER BY offence_code), 0),
  coalesce(string_agg(offence_code || ' (' || CAST(count AS BIGINT) || ')', ', ' ORDER BY count DESC, offence_code)
    FILTER (weight IS NULL AND count <> 0), '')
FROM coded JOIN whole USING (area_type, area_code, period) LEFT JOIN severity_weight USING (offence_code) GROUP BY ALL"""

AGREEMENT_SQL = """
INSERT INTO source_agreement
WITH street AS (
  SELECT area_code, financial_year(month) AS period, category, sum(rows) AS rows FROM category_count
  WHERE area_type = 'csp' AND category <> 'Anti-social behaviour' GROUP BY ALL
), whole AS (
  SELECT force_code, financial_year(month) AS period FROM coverage
  WHERE feed = 'police_uk_street' AND status = 'supplied' GROUP BY ALL HAVING count(*) = 12
), offences AS (
  SELECT area_code, financial_year(quarter) AS period, category, sum(count) AS count
  FROM code_count JOIN subgroup_category USING (subgroup) WHERE area_type = 'csp' GROUP BY ALL
), supplied AS (
  SELECT area_code, financial_year(quarter) AS period FROM all_offences_supplied WHERE area_type = 'csp'
  GROUP BY ALL HAVING count(*) = 4
), paired AS (
  SELECT area_code, period, category, coalesce(offences.count, 0) AS home_office, coalesce(street.rows, 0) AS police_uk
  FROM offences FULL JOIN street USING (area_code, period, category)
  JOIN supplied USING (area_code, period) JOIN area ON area.area_type = 'csp' AND area.area_code = supplied.area_code
  JOIN whole ON whole.force_code = area.force_code AND whole.period = supplied.period
), both_ways AS (
  SELECT * FROM paired UNION ALL
  SELECT area_code, period, '(all)', sum(home_office), sum(police_uk) FROM paired GROUP BY ALL
)
SELECT area_code, period, category, CAST(home_office AS BIGINT), CAST(police_uk AS BIGINT),
  CASE WHEN home_office > 0 THEN police_uk / home_office END,
  home_office > 0 AND police_uk / home_office NOT BETWEEN 0.95 AND 1.05
    AND (category = '(all)' OR abs(police_uk - home_office) >= 20)
FROM both_ways"""
