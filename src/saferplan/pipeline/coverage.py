"""`coverage`: what each force supplied, month by month and feed by feed, with what is partial and what is known to be missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.categories import Feed
from saferplan.base.returns import Return, returns_on
from saferplan.evidence.registers.known_gaps import STALE_AFTER_DAYS
from saferplan.sources.recognise import all_sources
from saferplan.tables.editions import Edition

DEFAULT_SHARE = 0.6


@dataclass(frozen=True)
class ForceCoverage:
    """One force's months of a feed."""

    force_code: str
    name: str
    months: Mapping[date, str]
    """supplied, partial or not_supplied."""
    rows: int
    foreign_rows: int
    """Of these rows, those that lie in another force's area: counted nowhere."""

    @property
    def ever_supplied(self) -> bool:
        return any(status != "not_supplied" for status in self.months.values())

    def count(self, status: str) -> int:
        return sum(each == status for each in self.months.values())


@dataclass(frozen=True)
class FeedCoverage:
    """A feed at every force of the edition."""

    feed: str
    title: str
    forces: Sequence[ForceCoverage]

    @property
    def ever_supplied(self) -> bool:
        return any(force.ever_supplied for force in self.forces)


@dataclass(frozen=True)
class PartialMonth:
    """A month taken for partial: rows of the force's own area, the 1% lower limit, the median of the months beside it."""

    feed: str
    name: str
    month: date
    rows: int
    lower: float | None
    median: float | None
    types_lacking: str | None = None
    """Types of which its file has no row."""


@dataclass(frozen=True)
class Gap:
    """A known gap that is about a force of this edition."""

    wording: str
    feed: str
    force_name: str
    verified_on: date
    is_old: bool
    """Whether it was last verified more than 180 days ago."""


@dataclass(frozen=True)
class Coverage:
    """The whole matrix, what is partial in it, and the known gaps that apply."""

    edition: str
    feeds: Sequence[FeedCoverage]
    partial: Sequence[PartialMonth]
    gaps: Sequence[Gap]
    partial_below_share: float
    returns: Sequence[Return] = ()
    """What suppliers of local indicators sent, or did not, as it stands on the day."""


def coverage_of(edition: Edition, today: date) -> Coverage:
    """What the edition's forces supplied. `today` judges the age of the known gaps, and whether a return is missing."""
    rows = edition.rows(
        "SELECT coverage.*, coalesce(area.name, coverage.force_code) AS name FROM coverage "
        "LEFT JOIN area ON area_type = 'force' AND area_code = coverage.force_code ORDER BY feed, name, month"
    )
    share = edition.manifest.get("parameters", {}).get("partial_below_share", DEFAULT_SHARE)
    partial = [
        PartialMonth(row["feed"], row["name"], row["month"], row["rows"] - row["foreign_rows"], row["lower"], row["median"],
                     row["types_lacking"])
        for row in rows if row["status"] == "partial"
    ]  # fmt: skip
    titles = {source.id: source.title for source in all_sources()}
    feeds = [FeedCoverage(feed.value, titles[feed.value], _forces(rows, feed)) for feed in Feed]
    returns = returns_on(edition.table("local_return"), today)
    return Coverage(edition.name, feeds, partial, _gaps(edition, today), share, returns)


def _forces(rows: Sequence[Mapping[str, Any]], feed: Feed) -> list[ForceCoverage]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["feed"] == feed:
            found.setdefault(row["force_code"], []).append(row)
    return [
        ForceCoverage(code, months[0]["name"], {row["month"]: row["status"] for row in months},
                      *(sum(row[name] for row in months if _is_counted(row)) for name in ("rows", "foreign_rows")))
        for code, months in found.items()
    ]  # fmt: skip


def _is_counted(row: Mapping[str, Any]) -> bool:
    """A quarterly feed gives the rows of the quarter under each of its months: they are counted under the first."""
    return bool(row["feed"] != Feed.HOME_OFFICE or row["month"].month % 3 == 1)


def _gaps(edition: Edition, today: date) -> list[Gap]:
    return [
        Gap(row["wording"], row["feed"], row["force_name"], row["verified_on"],
            (today - row["verified_on"]).days > STALE_AFTER_DAYS)
        for row in edition.rows("SELECT * FROM known_gap WHERE applies ORDER BY gap_id")
    ]  # fmt: skip
