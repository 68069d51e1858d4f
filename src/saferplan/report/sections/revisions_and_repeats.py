"""Where two sources or two issues say different things, and which rows stand more than once."""

from typing import Any

from saferplan.base.numerals import plural, whole
from saferplan.base.periods import Month
from saferplan.report.blocks import Block, Grid, GridColumn, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.wording import FEEDS

HEADING = "Sources side by side, revisions and repeats"
OPEN_UP_TO = 8
REPETITIONS = {
    "identical_with_identifier": "Alike to the letter, identifier and all",
    "identifier_with_other_words": "One identifier, other words",
    "identical_without_identifier": "Alike, without an identifier",
}
ALL = "(all)"


def revisions_section(place: Place) -> Section:
    blocks = [*_agreement(place), *_revisions(place), *_repeats(place)]
    nothing = Notice("revisions-absent", "This edition holds no second source, no older issue and no repeated row.")
    return Section("revisions", HEADING, tuple(blocks) or (nothing,))


def _agreement(place: Place) -> list[Block]:
    rows = place.rows(_AGREEMENT_SQL, place.area_code)
    if not rows:
        return []
    queries = [row for row in rows if row["is_query"]]
    text = (
        "Recorded crime by the Home Office beside the sum of police.uk. Outside 0.95 to 1.05 somebody should ask why: "
        + (f"{plural(len(queries), 'data query', 'data queries')} below." if queries else "no data query here.")
    )
    columns = (
        GridColumn("Area", weight=3), GridColumn("Year"), GridColumn("Type", weight=3), GridColumn("Home Office", numeric=True),
        GridColumn("police.uk", numeric=True), GridColumn("Ratio", numeric=True), GridColumn("Standing", weight=2),
    )  # fmt: skip
    totals = [row for row in rows if row["category"] == ALL]
    parts = [row for row in rows if row["category"] != ALL]
    grids = [Grid("agreement-table", "Two sources of all recorded crime", columns, tuple(map(_agreement_cells, totals)),
                  folded=len(totals) > OPEN_UP_TO)]  # fmt: skip
    if parts:
        caption = "Two sources by type of crime, this partnership, newest year"
        grids.append(Grid("agreement-types-table", caption, columns, tuple(map(_agreement_cells, parts)), folded=True))
    return [Text("agreement-lead", text), *grids]


_AGREEMENT_SQL = """
SELECT source_agreement.*, coalesce(area.name, source_agreement.area_code) AS name
FROM source_agreement LEFT JOIN area ON area.area_type = 'csp' AND area.area_code = source_agreement.area_code
WHERE (category = '(all)' AND area.role IN ('own', 'comparator')) OR (source_agreement.area_code = $1
    AND period = (SELECT max(period) FROM source_agreement WHERE source_agreement.area_code = $1))
ORDER BY name, source_agreement.area_code, period, category
"""


def _agreement_cells(row: dict[str, Any]) -> tuple[str, ...]:
    category = "All recorded crime" if row["category"] == ALL else row["category"]
    ratio = "not available" if row["ratio"] is None else f"{row['ratio']:.3f}"
    standing = "Data query" if row["is_query"] else "Agrees"
    return (row["name"], row["period"], category, whole(row["home_office"]), whole(row["police_uk"]), ratio, standing)


def _bin(row: dict[str, Any]) -> str:
    """The month, or the quarter by its first and last month."""
    first = Month.of(row["month"])
    return f"{first.name} to {first.plus(2).name}" if row["feed"].startswith("home_office") else first.name


def _revisions(place: Place) -> list[Block]:
    rows = place.rows(_REVISION_SQL)
    if not rows:
        return []
    columns = (
        GridColumn("Month or quarter", weight=2), GridColumn("Feed", weight=2), GridColumn("Older issue"),
        GridColumn("Newest issue"),
        GridColumn("Cells changed", numeric=True), GridColumn("Older count in them", numeric=True),
        GridColumn("Newest count", numeric=True),
    )  # fmt: skip
    cells = tuple(
        (_bin(row), FEEDS.get(row["feed"], row["feed"]), row["issue_before"] or "not stated",
         row["issue"] or "not stated", whole(row["cells"]),
         whole(row["count_before"]), whole(row["count"]))
        for row in rows
    )  # fmt: skip
    text = "Supplied in two issues: the newest counts. A cell is one place and one type of crime whose count differs."
    return [
        Text("revisions-lead", text),
        Grid("revisions-table", "What newer issues changed", columns, cells, folded=len(cells) > OPEN_UP_TO),
    ]


_REVISION_SQL = """
SELECT month, feed, issue_before, issue, count(*) AS cells, sum(count_before) AS count_before, sum(count) AS count
FROM revision GROUP BY ALL ORDER BY month, feed, issue_before, issue
"""


def _repeats(place: Place) -> list[Block]:
    rows = place.rows(_REPEATED_SQL)
    if not rows:
        return []
    columns = (
        GridColumn("How rows repeat one another", weight=3), GridColumn("Files", numeric=True),
        GridColumn("Repeated rows", numeric=True), GridColumn("Most alike", numeric=True), GridColumn("Dropped", numeric=True),
    )  # fmt: skip
    cells = tuple(
        (REPETITIONS[row["repetition"]], *(whole(row[name]) for name in ("files", "rows", "largest", "dropped")))
        for row in rows
    )
    text = (
        "Only a row that repeats an earlier one to the letter, identifier and all, is dropped: it is one crime written twice. "
        "Two incidents at one map point in one month look alike and are both kept."
    )
    return [Text("repeats-lead", text), Grid("repeats-table", "Rows that stand more than once", columns, cells)]


_REPEATED_SQL = """
SELECT repetition, count(DISTINCT file_id) AS files, sum(rows) AS rows, max(largest) AS largest, sum(dropped) AS dropped
FROM repeated_row GROUP BY repetition ORDER BY repetition
"""
