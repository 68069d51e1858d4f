"""The rows behind any count, by query on an edition: any indicator, area, and run of months."""

from typing import Any

from saferplan.base.areas import AreaType
from saferplan.base.categories import CRIME_TYPES, Feed, Unit
from saferplan.base.outcomes import MATURE_AFTER_MONTHS, OutcomeGroup
from saferplan.base.periods import Month
from saferplan.evidence.counting import SOURCE_TABLE
from saferplan.evidence.indicator import Indicator
from saferplan.tables.editions import Edition

AREA_COLUMN = {
    AreaType.CSP: "csp_code",
    AreaType.LSOA: "lsoa21_code",
    AreaType.WARD: "ward_code",
    AreaType.FORCE: "force_code",
}


def rows_sql(indicator: Indicator, area_type: AreaType, first: Month, last: Month, area_code: str | None = None) -> str:
    """The rows that an indicator counts in areas of one kind (or one area), as a query on the edition's tables."""
    months = f"BETWEEN DATE '{first.first_day}' AND DATE '{last.first_day}'"
    if indicator.feed is Feed.HOME_OFFICE:
        return _offence_rows_sql(indicator, area_type, months, area_code)
    column = AREA_COLUMN[area_type]
    conditions = [f"month {months}", f"{column} = '{area_code}'" if area_code else f"{column} IS NOT NULL"]
    if indicator.unit is Unit.OFFENCE and (indicator.demand or set(indicator.categories) != set(CRIME_TYPES)):
        in_force = f" AND {_in_force_sql(indicator, 'month')}" if indicator.demand else ""
        conditions.append(
            f"category IN (SELECT part FROM indicator_part AS parts WHERE indicator_id = '{indicator.id}'{in_force})"
        )
    if area_type is not AreaType.FORCE:
        conditions.append("NOT is_foreign")
    found = f"SELECT * FROM {SOURCE_TABLE[indicator.unit]} WHERE " + " AND ".join(conditions)
    return _with_outcome_sql(found, indicator) if indicator.feed is Feed.OUTCOMES else found


def _in_force_sql(indicator: Indicator, month: str) -> str:
    """That a part is of the classification in force in a month: of those begun by then, the newest."""
    return f"""parts.from_month = (SELECT max(begun.from_month) FROM indicator_part AS begun
  WHERE begun.indicator_id = '{indicator.id}' AND begun.from_month <= {month})"""


def _with_outcome_sql(crimes: str, indicator: Indicator) -> str:
    """Of some crimes, those whose last outcome within six months is of the indicator's group; a charge before all."""
    return f"""WITH crimes AS ({crimes}), known AS (
  SELECT crimes.file_id, crimes.line, max_by(outcome_group, (outcome_group = '{OutcomeGroup.CHARGE_OR_SUMMONS}', outcome.month,
    outcome_group)) AS outcome_group
  FROM crimes JOIN outcome USING (crime_id)
  WHERE outcome.month BETWEEN crimes.month AND crimes.month + INTERVAL {MATURE_AFTER_MONTHS} MONTH GROUP BY ALL)
SELECT crimes.* FROM crimes JOIN known USING (file_id, line) WHERE outcome_group = '{indicator.outcome}'"""


def _offence_rows_sql(indicator: Indicator, area_type: AreaType, months: str, area_code: str | None) -> str:
    """Cells of the Home Office's table: of one CSP, or of all that a wider area is made of."""
    within = {
        AreaType.CSP: "counted.area_code = '{}'",
        AreaType.FORCE: "(counted.area_code = '{0}' OR csp.force_code = '{0}')",
        AreaType.REGION: "csp.region_code = '{}'",
        AreaType.COUNTRY: "left(counted.area_code, 1) = left('{}', 1)",
    }[area_type].format(area_code or "")
    return f"""SELECT counted.file_id, first_line AS line, last_line, counted.area_code, quarter, offence_subgroup,
  offence_code, count, rows
FROM home_office_count AS counted JOIN area AS csp ON csp.area_type = counted.area_type AND csp.area_code = counted.area_code
JOIN indicator_part AS parts ON parts.indicator_id = '{indicator.id}' AND part = offence_subgroup
WHERE quarter {months} AND {within if area_code else "true"}
  AND (offence_codes IS NULL OR list_contains(string_split(offence_codes, ' '), offence_code) <> is_excluded)
  AND {_in_force_sql(indicator, "quarter") if indicator.demand else "true"}"""


def monthly_counts(
    edition: Edition, indicator: Indicator, area_type: AreaType, first: Month, last: Month
) -> list[dict[str, Any]]:
    """Counts by area and month of an indicator of the street files, sparse, in the order of area and month."""
    column = AREA_COLUMN[area_type]
    counted = rows_sql(indicator, area_type, first, last)
    return edition.rows(
        f"SELECT {column} AS area_code, month, count(*) AS count FROM ({counted}) GROUP BY ALL ORDER BY ALL"
    )
