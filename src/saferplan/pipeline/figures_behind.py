"""The rows of a table that a fact's sentence is made of: those of the partnership and of the fact's period."""

from collections.abc import Mapping
from typing import Any

from saferplan.base.categories import ASB
from saferplan.tables.editions import Edition

_OWN = "area_code = (SELECT area_code FROM partnership)"
_OWN_FORCE = "force_code = (SELECT force_code FROM partnership)"
_ALIASES = (
    "(SELECT alias FROM area_alias WHERE area_type = 'force' AND area_code = (SELECT force_code FROM partnership))"
)


def _own_rows_sql(table: str) -> str:
    return f"SELECT * EXCLUDE (area_code, period) FROM {table} WHERE {_OWN} AND period = $1 ORDER BY ALL"


FIGURES: Mapping[str, str] = {
    **{table: _own_rows_sql(table) for table in (
        "contribution", "concentration", "projection", "search_ethnicity", "severity_coverage", "source_agreement",
        "deprived_share", "funnel_point", "local_event_count", "near_repeat", "near_repeat_type",
    )},
    **{table: f"{_own_rows_sql(table).removesuffix(' ORDER BY ALL')} AND category = '(all)' ORDER BY ALL"
       for table in ("event_timing", "event_repeat")},
    "event_hour": f"""SELECT mapping, unit, weekday, from_hour, hours, weight FROM event_hour
      WHERE {_OWN} AND period = $1 AND category = '(all)' ORDER BY ALL""",
    "anchor": f"SELECT * EXCLUDE (area_code, area_type, period) FROM anchor WHERE {_OWN} AND period = $1 ORDER BY ALL",
    "usual_range": f"SELECT * EXCLUDE (area_code) FROM usual_range WHERE {_OWN} AND strftime(month, '%Y-%m') = $1 ORDER BY ALL",
    "placement_summary": f"""SELECT placement, place, rows FROM placement_summary
      WHERE unit = 'offence' AND period = $1 AND reported_by IN {_ALIASES} ORDER BY ALL""",
    "coverage": f"""SELECT feed, status, count(*) AS months FROM coverage
      WHERE {_OWN_FORCE} GROUP BY ALL ORDER BY ALL""",
    "repeated_row": """SELECT repetition, sum(groups) AS groups, sum(rows) AS rows, max(largest) AS largest,
      sum(dropped) AS dropped FROM repeated_row GROUP BY ALL ORDER BY ALL""",
    "revision": f"""SELECT feed, month, count(*) AS cells,
        sum(count_before) FILTER (category <> '{ASB}') AS crimes_before, sum(count) FILTER (category <> '{ASB}') AS crimes,
        sum(count_before) FILTER (category = '{ASB}') AS incidents_before, sum(count) FILTER (category = '{ASB}') AS incidents
      FROM revision GROUP BY ALL ORDER BY ALL""",
    "local_value": """SELECT title, local_value.period, value, numerator, denominator,
        CASE local_value.status WHEN 'small' THEN 'suppressed: it rests on fewer than ' || suppress_below
          WHEN 'secondary' THEN 'suppressed: with it a figure of fewer than ' || suppress_below || ' could be worked out'
          ELSE local_value.status END AS status, path, sheet, cell,
        local_value.may_publish
      FROM local_value JOIN local_indicator USING (indicator_id, area_type, area_code) JOIN input_file USING (file_id)
      QUALIFY row_number() OVER (PARTITION BY indicator_id
        ORDER BY value IS NULL AND local_value.status NOT IN ('small', 'secondary'), period_start DESC) = 1
      ORDER BY local_indicator.position""",
    "series_break": """SELECT break_id, from_month, effect_until, feed, groups, effect, status, citation
      FROM series_break ORDER BY ALL""",
}  # fmt: skip
"""By table, the query of a period: of no source that may not be published. What is of no period asks for none."""


def figures_behind(edition: Edition, table: str, period: str | None, may_publish: bool) -> list[dict[str, Any]]:
    """The figures of a table that a fact of a period rests on; none where the table gives none.

    Where rows say themselves whether they may be published, only those that a fact of its kind is made of.
    """
    if (sql := FIGURES.get(table)) is None:
        return []
    rows = edition.rows(sql, [period] if "$1" in sql else [])
    return [row for row in rows if row.pop("may_publish", may_publish) == may_publish]
