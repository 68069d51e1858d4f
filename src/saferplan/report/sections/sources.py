"""The published sources, their licences and the lines the licences ask for."""

from typing import Any

from saferplan.base.numerals import whole
from saferplan.report.blocks import Grid, GridColumn, Listing, Notice, Section
from saferplan.report.place import Place


def sources_section(place: Place) -> Section:
    rows = place.rows(
        "SELECT source.*, count(file_id) AS files, min(issue) AS first_issue, max(issue) AS last_issue "
        "FROM source LEFT JOIN input_file ON input_file.source_id = source.source_id AND status = 'loaded' "
        "WHERE may_publish OR NOT ? GROUP BY ALL ORDER BY title, source.source_id",
        place.is_public,
    )
    if not rows:
        return Section("sources", "Sources and licences", (Notice("sources-absent", "This edition names no sources."),))
    columns = (
        GridColumn("Source", weight=3), GridColumn("Publisher", weight=3), GridColumn("Files loaded", numeric=True),
        GridColumn("Issue", weight=2), GridColumn("Licence", weight=2),
    )  # fmt: skip
    cells = tuple((row["title"], row["publisher"], whole(row["files"]), _issue(row), row["licence"]) for row in rows)
    attributions = tuple(dict.fromkeys(row["attribution"] for row in rows))
    addresses = tuple(dict.fromkeys(f"{row['title']}: {row['address']}" for row in rows))
    blocks = (
        Grid("sources-table", "Sources of this edition", columns, cells),
        Listing("sources-attributions", "The licences ask for these lines:", attributions),
        Listing("sources-addresses", "Where the sources are published:", addresses),
    )
    return Section("sources", "Sources and licences", blocks)


def _issue(row: dict[str, Any]) -> str:
    if row["first_issue"] is None:
        return "not stated"
    if row["first_issue"] == row["last_issue"]:
        return str(row["first_issue"])
    return f"{row['first_issue']} to {row['last_issue']}"
