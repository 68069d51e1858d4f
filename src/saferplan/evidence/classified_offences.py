"""Offences of the Home Office's table by how they come to light, as the partnership classifies codes, each for its months."""

CLASSIFIED_OFFENCE_COUNT_SQL = """
INSERT INTO monthly_count
SELECT indicator_id, area_type, area_code, quarter, CAST(sum(count) AS BIGINT)
FROM code_count JOIN classified_subgroup USING (subgroup)
WHERE list_contains(codes, offence_code) <> is_excluded
  AND quarter >= from_month AND quarter + INTERVAL 2 MONTH < until_month
GROUP BY ALL HAVING sum(count) <> 0"""
"""A quarter in which a classification begins is counted by neither."""
