"""Counts that are not materialised, by query on an edition: any indicator, kind of area, and run of months."""

from typing import Any

from saferplan.base.areas import AreaType
from saferplan.base.categories import CRIME_TYPES, Unit
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
    conditions = [f"month BETWEEN DATE '{first.first_day}' AND DATE '{last.first_day}'"]
    if indicator.unit is Unit.OFFENCE and set(indicator.categories) != set(CRIME_TYPES):
        types = ", ".join(f"'{category}'" for category in indicator.categories)
        conditions.append(f"category IN ({types})")
    column = AREA_COLUMN[area_type]
    conditions.append(f"{column} = '{area_code}'" if area_code else f"{column} IS NOT NULL")
    if area_type is not AreaType.FORCE:
        conditions.append("NOT is_foreign")
    return f"SELECT * FROM {SOURCE_TABLE[indicator.unit]} WHERE " + " AND ".join(conditions)


def monthly_counts(
    edition: Edition, indicator: Indicator, area_type: AreaType, first: Month, last: Month
) -> list[dict[str, Any]]:
    """Counts by area and month, sparse, in the order of area and month."""
    column = AREA_COLUMN[area_type]
    counted = rows_sql(indicator, area_type, first, last)
    return edition.rows(
        f"SELECT {column} AS area_code, month, count(*) AS count FROM ({counted}) GROUP BY ALL ORDER BY ALL"
    )
