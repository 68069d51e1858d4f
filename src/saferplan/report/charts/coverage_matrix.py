"""What each force supplied, month by month and feed by feed: told apart by shape and by shade."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saferplan.base.numerals import listed, plural, whole
from saferplan.base.periods import Month, months_between, months_in_words
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.coverage_cells import STATE_TONES, FeedRow, draw_matrix
from saferplan.report.place import Place
from saferplan.report.wording import FEEDS, day_named

QUARTERLY = "home_office_csp"
SHORT = {
    "police_uk_street": "Crime and ASB", "police_uk_outcomes": "Outcomes", "police_uk_stop_and_search": "Stop and search",
    "home_office_csp": "Home Office, by quarter",
}  # fmt: skip


@dataclass(frozen=True)
class ForceFeed:
    """A force's months of one feed, and how much came."""

    force: str
    feed: str
    states: dict[Month, str]
    rows: int
    foreign_rows: int

    def months(self, state: str) -> list[Month]:
        return [month for month, found in self.states.items() if found == state]

    @property
    def supplied(self) -> str:
        """ "34 of 36 months"."""
        if self.feed == QUARTERLY:
            quarters = {month.index // 3: state for month, state in self.states.items()}
            return f"{sum(state == 'supplied' for state in quarters.values())} of {plural(len(quarters), 'quarter')}"
        return f"{len(self.months('supplied'))} of {plural(len(self.states), 'month')}"

    @property
    def words(self) -> str:
        """What was and was not supplied, in a sentence's part."""
        said = [f"{SHORT[self.feed]}, {self.supplied} supplied"]
        for state, words in (("partial", "only in part"), ("not_supplied", "not supplied")):
            if found := self.months(state):
                said.append(f"{words}: {_runs(found)}")
        return "; ".join(said)


@dataclass(frozen=True)
class CoverageMatrix:
    place: Place
    feeds: list[ForceFeed]
    absent_feeds: list[str]
    gaps: list[dict[str, Any]]

    @property
    def months(self) -> list[Month]:
        found = {month for feed in self.feeds for month in feed.states}
        return list(months_between(min(found), max(found)))


def _runs(months: list[Month]) -> str:
    return months_in_words(str(month) for month in months)


def gather(place: Place) -> CoverageMatrix:
    rows = place.rows(_SQL, place.force_code or "")
    monthly = [row["month"] for row in rows if row["feed"] != QUARTERLY]
    shown = [row for row in rows if not monthly or min(monthly) <= row["month"] <= max(monthly)]
    if not shown:
        raise AbsentError("This edition does not say which months were supplied.")
    came = {row["feed"] for row in shown if row["status"] != "not_supplied"}
    feeds = [
        _force_feed(force, feed, list(held))
        for (_, force, feed), held in groupby(shown, key=lambda row: (not row["is_own"], row["force"], row["feed"]))
        if feed in came
    ]
    absent = [feed for feed in SHORT if feed not in came]
    if not feeds:
        raise AbsentError("No force supplied a file of any month in this edition.")
    return CoverageMatrix(
        place, feeds, absent, place.rows("SELECT * FROM known_gap WHERE applies ORDER BY feed, gap_id")
    )


_SQL = """
SELECT coverage.*, coalesce(area.name, coverage.force_code) AS force, coverage.force_code = $1 AS is_own,
    list_position(['police_uk_street', 'police_uk_outcomes', 'police_uk_stop_and_search', 'home_office_csp'], feed) AS place
FROM coverage
LEFT JOIN area ON area.area_type = 'force' AND area.area_code = coverage.force_code
WHERE coverage.force_code = $1 OR coverage.force_code IN (
    SELECT force_code FROM area WHERE area_type = 'csp' AND role IN ('own', 'comparator'))
ORDER BY is_own DESC, force, coverage.force_code, place, month
"""


def _force_feed(force: str, feed: str, rows: list[dict[str, Any]]) -> ForceFeed:
    states = {Month.of(row["month"]): row["status"] for row in rows}
    counted = [
        row for row in rows if feed != QUARTERLY or row["month"].month % 3 == 1
    ]  # the quarter's rows stand thrice
    return ForceFeed(
        force, feed, states, sum(row["rows"] for row in counted), sum(row["foreign_rows"] for row in counted)
    )


def draw(found: CoverageMatrix, width: int) -> Drawing:
    rows = [FeedRow(feed.force, SHORT[feed.feed], _cells(feed)) for feed in found.feeds]
    return draw_matrix(rows, found.months, width)


def _cells(feed: ForceFeed) -> list[tuple[Month, Month, str]]:
    """First month, last month and state of each cell; the months of a quarter make one."""
    months_in_one = 3 if feed.feed == QUARTERLY else 1
    cells = []
    for _, held in groupby(feed.states, key=lambda month: month.index // months_in_one):
        run = list(held)
        cells.append((run[0], run[-1], feed.states[run[0]]))
    return cells


def title(found: CoverageMatrix) -> str:
    months = found.months
    span = months[0].name if len(months) == 1 else f"{months[0].name} to {months[-1].name}"
    return f"Files supplied by force and month, {span}"


def lead(found: CoverageMatrix) -> str:
    return (
        "Where no file was supplied there is no figure: a gap is not a zero. A month is called partial when its rows are below "
        "the 1% lower limit of the force's own trend and season and under a set share of its usual number, when many of its rows "
        "were refused, or when it has none of a usual type; a quarter of the Home Office's table when a partnership of the force "
        "has far too few rows or offences, or lost a row."
    )


def alt(found: CoverageMatrix) -> str:
    by_force = groupby(found.feeds, key=lambda feed: feed.force)
    return " ".join(f"{force}: {'. '.join(feed.words for feed in feeds)}." for force, feeds in by_force)


def caption(found: CoverageMatrix) -> str:
    parts = []
    foreign = sum(feed.foreign_rows for feed in found.feeds)
    if foreign:
        parts.append(f"{plural(foreign, 'row')} that a force recorded in another force's area: counted nowhere.")
    if found.absent_feeds:
        parts.append(
            f"No file of these months was supplied of: {listed([FEEDS[feed] for feed in found.absent_feeds])}."
        )
    return " ".join(parts)


def grids(found: CoverageMatrix) -> list[Grid]:
    columns = (
        GridColumn("Force and feed", weight=3), GridColumn("Supplied", numeric=True),
        GridColumn("Only in part", weight=2), GridColumn("Not supplied", weight=2), GridColumn("Rows", numeric=True),
        GridColumn("In another force's area", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            f"{feed.force}: {SHORT[feed.feed]}", feed.supplied,
            _runs(feed.months("partial")) or "none", _runs(feed.months("not_supplied")) or "none",
            whole(feed.rows), "not known" if feed.feed == QUARTERLY else whole(feed.foreign_rows),
        )
        for feed in found.feeds
    )  # fmt: skip
    matrix = Grid("coverage-table", "Months supplied, by force and feed", columns, rows, folded=len(rows) > 8)
    return [matrix, *_known_gaps(found)]


def _known_gaps(found: CoverageMatrix) -> list[Grid]:
    if not found.gaps:
        return []
    columns = (
        GridColumn("Known gap", weight=4), GridColumn("Feed", weight=2), GridColumn("Force", weight=2), GridColumn("Since"),
        GridColumn("Last verified"),
    )  # fmt: skip
    rows = tuple(
        (
            gap["wording"], FEEDS[gap["feed"]], "every force" if gap["force_name"] == "all" else gap["force_name"],
            Month.of(gap["from_month"]).name if gap["from_month"] else "not known", day_named(gap["verified_on"]),
        )
        for gap in found.gaps
    )  # fmt: skip
    return [Grid("known-gaps-table", "What publishers are known not to supply", columns, rows)]


COVERAGE_MATRIX = Chart(
    "coverage", 500, "What was supplied", gather, title, lead, draw, alt, caption, grids, tones=STATE_TONES
)
