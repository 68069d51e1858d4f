"""One edition as a comparison reads it: its files, months, settings, figures and facts, each under a key."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import duckdb

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.errors import EditionError
from saferplan.base.periods import Month
from saferplan.pipeline.monthly_files import named_force
from saferplan.sources.recognise import all_sources
from saferplan.tables.editions import Edition

Row = Mapping[str, Any]


class FeedMonth(NamedTuple):
    """A month of a feed at a force, or a quarter at an area of the Home Office's tables."""

    feed: str
    place: str
    month: date


class Figure(NamedTuple):
    """The key of a measure of a CSP."""

    indicator_id: str
    area_code: str
    period_type: str
    period: str


class Step(NamedTuple):
    """The key of a change: a period against an earlier one."""

    indicator_id: str
    area_code: str
    period: str
    period_before: str


class Pair(NamedTuple):
    """The key of a comparison of the partnership with another area."""

    indicator_id: str
    area_code: str
    comparator_type: str
    comparator_code: str
    period: str


@dataclass(frozen=True)
class File:
    """A file of the inbox, with the month and force that its name tells."""

    path: str
    source_id: str | None
    sha256: str | None
    issue: str | None
    status: str
    month: date | None
    force: str
    """Code of the force its name tells; empty where it tells none, or one without an area."""

    @property
    def counts(self) -> bool:
        return self.status == "loaded"


@dataclass(frozen=True)
class Side:
    """What is compared of one edition. Figures are those of the partnership and its comparators."""

    edition: Edition
    area: str
    last_month: date
    names: Mapping[str, str]
    forces: Mapping[str, str]
    """Force of each CSP."""
    files: Sequence[File]
    coverage: Mapping[FeedMonth, str]
    quarter_statuses: Mapping[FeedMonth, str]
    """Whether a force's quarters of the Home Office's tables are there whole or in part."""
    quarters: Mapping[FeedMonth, Row]
    """What the Home Office's tables give by area and quarter: a digest of the counts, the issue and path of the file."""
    indicators: Mapping[str, Row]
    figures: Mapping[Figure, Row]
    steps: Mapping[Step, Row]
    pairs: Mapping[Pair, Row]
    monthly: Mapping[tuple[str, str], Mapping[date, int]]
    """Counts by indicator and area, then by month."""
    breaks: Mapping[str, Row]
    """Breaks in recording by identifier."""
    facts: Mapping[str, Row]
    caveats: Mapping[str, Sequence[str]]
    fact_figures: Mapping[str, Sequence[Figure]]
    fact_tables: Mapping[str, Sequence[str]]

    @property
    def name(self) -> str:
        return self.edition.name

    @property
    def code(self) -> str:
        return str(self.edition.manifest.get("code"))

    @property
    def settings(self) -> Mapping[str, Any]:
        """Settings by key; whether signals were looked for, however that was asked; and by which files of judgements."""
        found: Mapping[str, Any] = self.edition.manifest.get("parameters", {})
        looked: Mapping[str, Any] | None = self.edition.manifest.get("signals")
        return {**found, "signals": looked is not None, "judgements": looked["judgements"] if looked else {}}

    def digest_of(self, table: str) -> str | None:
        """The hash of a table's file; None where the edition has no such table."""
        entry = self.edition.manifest["tables"].get(f"{table}.parquet")
        return None if entry is None else str(entry["sha256"])


def read_side(edition: Edition) -> Side:
    """Read what is compared. Raises EditionError where a table is damaged or is not as this version writes it."""
    with of_this_version(edition):
        return _read(edition)


@contextmanager
def of_this_version(edition: Edition) -> Iterator[None]:
    """Raises EditionError where what is read of an edition is not as this version writes it."""
    try:
        yield
    except (duckdb.Error, KeyError) as error:
        raise EditionError(
            f"The tables of edition {edition.name} are not those of this version: it was made by an earlier one.",
            "Build it again from the same files to compare it.",
        ) from error


_NEAR = "area_type = 'csp' AND area_code IN (SELECT area_code FROM area WHERE area_type = 'csp' AND role IN ('own', 'comparator'))"


def _read(edition: Edition) -> Side:
    (own,) = edition.rows("SELECT area_code, last_month FROM partnership")
    areas = edition.rows("SELECT area_type, area_code, name, force_code FROM area WHERE area_type <> 'lsoa'")
    return Side(
        edition=edition, area=own["area_code"], last_month=own["last_month"],
        names={row["area_code"]: row["name"] for row in areas},
        forces={row["area_code"]: row["force_code"] for row in areas if row["area_type"] == AreaType.CSP},
        files=_files(edition, {row["area_code"]: row["name"] for row in areas if row["area_type"] == AreaType.FORCE}),
        coverage=_coverage(edition, "feed <> 'home_office_csp'"),
        quarter_statuses=_coverage(edition, "feed = 'home_office_csp'"), quarters=_quarters(edition),
        indicators={row["indicator_id"]: row for row in edition.rows("SELECT * FROM indicator")},
        figures=_keyed(edition, Figure, f"SELECT * FROM measure WHERE {_NEAR}"),
        steps=_keyed(edition, Step, f"SELECT * FROM change WHERE {_NEAR}"),
        pairs=_keyed(edition, Pair, "SELECT * FROM comparison"),
        monthly=_monthly(edition),
        breaks={row["break_id"]: row for row in edition.rows("SELECT * FROM series_break")},
        facts={row["fact_id"]: row for row in edition.rows("SELECT * FROM fact ORDER BY position")},
        caveats=_listed(edition, "SELECT fact_id, text FROM fact_caveat ORDER BY fact_id, position"),
        fact_figures=_fact_figures(edition),
        fact_tables=_listed(edition, "SELECT fact_id, table_name FROM fact_table ORDER BY fact_id, position"),
    )  # fmt: skip


def _files(edition: Edition, forces: Mapping[str, str]) -> list[File]:
    by_id = {source.id: source for source in all_sources()}
    found = []
    for row in edition.rows("SELECT path, source_id, sha256, issue, status FROM input_file ORDER BY file_id"):
        source = by_id.get(row["source_id"])
        hints = source.from_name(row["path"].replace("!", "/").rsplit("/", 1)[-1]) if source else {}
        month = Month.parse(hints["month"]).first_day if "month" in hints else None
        found.append(File(**row, month=month, force=_force_code(hints.get("force", ""), forces)))
    return found


def _force_code(slug: str, forces: Mapping[str, str]) -> str:
    named = named_force(slug)
    spelt = {code: normal_name(name) for code, name in forces.items()}
    return next(
        (code for code, name in spelt.items() if named and (name.startswith(named) or named.startswith(name))), ""
    )


def _coverage(edition: Edition, condition: str) -> dict[FeedMonth, str]:
    rows = edition.rows(f"SELECT feed, force_code AS place, month, status FROM coverage WHERE {condition}")
    return {FeedMonth(row["feed"], row["place"], row["month"]): row["status"] for row in rows}


def _quarters(edition: Edition) -> dict[FeedMonth, Row]:
    rows = edition.rows("""
      WITH counted AS (
        SELECT area_code, quarter, offence_subgroup, offence_code, sum(count) AS count, max(file_id) AS file_id
        FROM home_office_count GROUP BY ALL)
      SELECT area_code, quarter, max(issue) AS issue, max(path) AS path, string_agg(DISTINCT sha256 ORDER BY sha256) AS sha256,
        md5(string_agg(offence_subgroup || offence_code || count, '|' ORDER BY offence_subgroup, offence_code)) AS digest
      FROM counted JOIN input_file USING (file_id) GROUP BY ALL""")
    return {FeedMonth("home_office_csp", row["area_code"], row["quarter"]): row for row in rows}


def _keyed(edition: Edition, key: Any, sql: str) -> dict[Any, Row]:
    return {key(*(row[name] for name in key._fields)): row for row in edition.rows(sql)}


def _monthly(edition: Edition) -> dict[tuple[str, str], dict[date, int]]:
    found: dict[tuple[str, str], dict[date, int]] = {}
    for row in edition.rows(f"SELECT indicator_id, area_code, month, count FROM monthly_count WHERE {_NEAR}"):
        found.setdefault((row["indicator_id"], row["area_code"]), {})[row["month"]] = row["count"]
    return found


def _listed(edition: Edition, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in edition.rows(sql):
        fact_id, text = row.values()
        found.setdefault(fact_id, []).append(text)
    return found


def _fact_figures(edition: Edition) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for row in edition.rows("SELECT * FROM fact_measure WHERE area_type = 'csp' ORDER BY fact_id, position"):
        found.setdefault(row["fact_id"], []).append(Figure(*(row[name] for name in Figure._fields)))
    return found
