"""`explain`: from a sentence back to its measures, the SQL, the rows, and the files with their lines, hash and licence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from saferplan.base.areas import AreaType
from saferplan.base.categories import Denominator, Feed
from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.pipeline.compared.reaches import KIND_OF
from saferplan.pipeline.counts import rows_sql
from saferplan.pipeline.figures_behind import figures_behind
from saferplan.pipeline.rows_as_csv import csv_of
from saferplan.tables.editions import Edition

_EXTRACTS = "file_id IN (SELECT file_id FROM local_event)"
SOURCE_OF_TABLE = {
    "population": "file_id IN (SELECT file_id FROM population)",
    "deprived_share": "source_id = 'police_uk_street' OR file_id IN "
    "(SELECT file_id FROM deprivation WHERE year = (SELECT max(year) FROM deprivation))",
    "severity_coverage": "source_id IN ('home_office_csp', 'home_office_force', 'ons_severity_weights')",
    "source_agreement": "source_id IN ('home_office_csp', 'police_uk_street')",
    "funnel_point": "source_id IN ('home_office_csp', 'ons_population_authority')",
    "comparison": "source_id IN ('home_office_csp', 'police_uk_street', 'ons_population_authority')",
    "most_similar_group": "source_id = 'local_most_similar_group'",
    "search_ethnicity": "source_id = 'police_uk_stop_and_search'",
    "coverage": "source_id IN ('police_uk_street', 'police_uk_outcomes', 'police_uk_stop_and_search', 'home_office_csp')",
    "revision": "source_id IN ('police_uk_street', 'home_office_csp', 'home_office_force')",
    "local_value": "file_id IN (SELECT file_id FROM local_value WHERE may_publish = ?)",
    "local_event_count": _EXTRACTS,
    "event_timing": _EXTRACTS,
    "event_hour": _EXTRACTS,
    "event_repeat": _EXTRACTS,
    "near_repeat": _EXTRACTS,
    "near_repeat_type": _EXTRACTS,
    "series_break": "false",
    "analysis": "false",
}
"""Which files a table is made from, as a condition; the street files where nothing else is said."""
MADE_BY_METHOD = {
    "contribution": "evidence/methods/contribution.py", "concentration": "evidence/methods/concentration.py",
    "funnel_point": "evidence/methods/funnel.py", "usual_range": "evidence/methods/control.py",
    "projection": "evidence/methods/projection.py", "comparison": "evidence/findings.py",
    "series_break": "evidence/registers/series_breaks.py and saferplan.toml", "analysis": "base/validity.py",
    "local_value": "sources/local/reading.py by the mappings in mappings/",
    "local_event_count": "pipeline/local_event_counting.py from the events that the mappings in mappings/ read",
    "event_timing": "pipeline/event_analyses/times.py", "event_hour": "evidence/methods/aoristic.py",
    "event_repeat": "evidence/methods/repeats.py", "near_repeat": "evidence/methods/near_repeat.py",
    "near_repeat_type": "pipeline/event_analyses/repeats.py",
}  # fmt: skip
"""Tables that a method makes from counts, where no step of SQL does."""


@dataclass(frozen=True)
class Origin:
    """Where a measure comes from: its SQL, how many rows it counts, and the files they stand in."""

    measure: dict[str, Any]
    divided_by: Denominator
    sql: str
    row_count: int
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class Ground:
    """A table that a fact rests on: the SQL or the method that made it, its rows, and the files it was made from."""

    table: str
    sql: str
    row_count: int
    files: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    """Those of its rows that are the figures of the sentence, for tables of nothing but open figures."""


@dataclass(frozen=True)
class Explanation:
    """A fact with its caveats, origins, and the same year by other rules of counting."""

    fact: dict[str, Any]
    caveats: list[str]
    origins: list[Origin]
    grounds: list[Ground]
    tests: list[dict[str, Any]]
    """Rows of `change` and `comparison` that the sentence's verdicts come from."""
    steps: list[dict[str, Any]]
    counting_rules: list[dict[str, Any]] = field(default_factory=list)


def explain_fact(edition: Edition, fact_id: str) -> Explanation:
    """The whole thread of a fact. Raises SettingsError if the edition has no such fact."""
    fact = named_fact(edition, fact_id)
    origins = [_origin(edition, key) for key in _keys(edition, fact_id)]
    caveats = edition.rows("SELECT text FROM fact_caveat WHERE fact_id = ? ORDER BY position", [fact_id])
    rules = edition.rows(
        "SELECT DISTINCT rules.* FROM counting_rule rules JOIN fact_measure USING (indicator_id, area_code, period) "
        "WHERE fact_id = ? ORDER BY area_code, period, rule",
        [fact_id],
    )
    named = edition.rows("SELECT table_name FROM fact_table WHERE fact_id = ? ORDER BY position", [fact_id])
    grounds = [_ground(edition, row["table_name"], fact) for row in named]
    known = [origin for origin in origins if origin is not None]
    return Explanation(
        fact, [row["text"] for row in caveats], known, grounds, _tests(edition, fact_id), edition.table("step"), rules
    )


def named_fact(edition: Edition, fact_id: str) -> dict[str, Any]:
    """The fact of this name. Raises SettingsError if the edition has no such fact."""
    facts = {row["fact_id"]: row for row in edition.table("fact")}
    if fact_id not in facts:
        raise SettingsError(f"There is no fact “{fact_id}”.", f"The facts are: {', '.join(facts)}.")
    return facts[fact_id]


def _keys(edition: Edition, fact_id: str) -> list[dict[str, Any]]:
    return edition.rows("SELECT * FROM fact_measure WHERE fact_id = ? ORDER BY position", [fact_id])


def _origin(edition: Edition, key: dict[str, Any]) -> Origin | None:
    """Where a measure comes from; None for one that was asked for and that the edition has no row of."""
    indicator = next(each for each in all_indicators() if each.id == key["indicator_id"])
    found = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = ? AND area_type = ? AND area_code = ? AND period_type = ? AND period = ?",
        [key[name] for name in ("indicator_id", "area_type", "area_code", "period_type", "period")],
    )
    if not found:
        return None
    measure = found[0]
    first, last = (Month.of(measure[name]) for name in ("period_start", "period_end"))
    sql = rows_sql(indicator, AreaType(measure["area_type"]), first, last, measure["area_code"])
    counted, last_line = ("rows", "last_line") if indicator.feed is Feed.HOME_OFFICE else ("1", "line")
    files = edition.rows(
        f"""WITH counted AS ({sql})
        SELECT path, sha256, issue, source.title, source.licence, CAST(sum({counted}) AS BIGINT) AS rows,
          min(line) AS first_line, max({last_line}) AS last_line
        FROM counted JOIN input_file USING (file_id) JOIN source USING (source_id) GROUP BY ALL ORDER BY path"""
    )
    return Origin(measure, indicator.denominator, sql, sum(row["rows"] for row in files), files)


def _tests(edition: Edition, fact_id: str) -> list[dict[str, Any]]:
    """The change of each measure whose year before is a measure of the fact too, and comparisons with the areas it names.

    An area may be a named neighbour and of the restricted most similar group too: only the row of the fact's kind is its own.
    """
    keys = _keys(edition, fact_id)
    named = {(key["indicator_id"], key["area_code"], key["period"]) for key in keys}
    changed = [
        row for row in edition.rows("SELECT * FROM change WHERE area_type = 'csp' ORDER BY ALL")
        if {(row["indicator_id"], row["area_code"], row[period]) for period in ("period", "period_before")} <= named
    ]  # fmt: skip
    rests = edition.rows("SELECT * FROM fact_table WHERE fact_id = ? AND table_name = 'comparison'", [fact_id])
    compared = [
        row for row in edition.rows("SELECT * FROM comparison ORDER BY ALL")
        if (row["indicator_id"], row["area_code"], row["period"]) in named
        and ((row["comparator_type"] == "named" and (row["indicator_id"], row["comparator_code"], row["period"]) in named)
             or (rests and row["comparator_type"] == KIND_OF.get(fact_id)))
    ]  # fmt: skip
    return changed + compared


def _ground(edition: Edition, table: str, fact: dict[str, Any]) -> Ground:
    made_by = [row["sql"] for row in edition.table("step") if row["sql"].startswith(f"INSERT INTO {table}\n")]
    if not made_by and table in MADE_BY_METHOD:
        made_by = [f"(made by {MADE_BY_METHOD[table]})"]
    condition = SOURCE_OF_TABLE.get(table, "source_id = 'police_uk_street'")
    files = edition.rows(
        f"""SELECT path, sha256, issue, source.title, source.licence, kept AS rows, coalesce(own.first_line, 2) AS first_line,
          coalesce(own.last_line, rows_in + 1) AS last_line
        FROM input_file JOIN source USING (source_id)
        LEFT JOIN (SELECT file_id AS own_id, min(line) AS first_line, max(line) AS last_line FROM local_event GROUP BY 1) AS own
          ON own.own_id = file_id
        WHERE status = 'loaded' AND {condition} ORDER BY path""",
        [fact["may_publish"]] * condition.count("?"),
    )
    (found,) = edition.rows(f"SELECT count(*) AS rows FROM {table}")
    return Ground(
        table,
        "\n".join(made_by),
        found["rows"],
        files,
        figures_behind(edition, table, fact["period"], fact["may_publish"]),
    )


def rows_as_csv(edition: Edition, fact_id: str) -> str:
    """The rows behind a fact, with file and line. Raises SettingsError where a source is not open."""
    fact = named_fact(edition, fact_id)
    if fact["disclosure"] != "open":
        raise SettingsError("The rows behind this fact are not open.", "Ask the partner whose data they are.")
    keys = _keys(edition, fact_id)
    if not keys:
        raise SettingsError(
            "No rows are counted in this fact: it rests on a table.", "See `saferplan explain` without --csv."
        )
    return csv_of(_rows_once(edition, keys))


def _rows_once(edition: Edition, keys: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that measures count, each once."""
    seen: set[tuple[int, int]] = set()
    for key in keys:
        if (origin := _origin(edition, key)) is None:
            continue
        rows = edition.rows(
            f"SELECT path, counted.* EXCLUDE (file_id), file_id FROM ({origin.sql}) AS counted "
            "JOIN input_file USING (file_id) ORDER BY file_id, line"
        )
        for row in rows:
            place = (row.pop("file_id"), row["line"])
            if place not in seen:
                seen.add(place)
                yield row
