"""What became of every file in the inbox and of its rows."""

from typing import Any

from saferplan.base.numerals import listed, plural, whole
from saferplan.report.blocks import Block, Grid, GridColumn, Notice, Section, Text
from saferplan.report.place import Place
from saferplan.report.wording import FILE_STATES

SHOWN_REASONS = 20


def files_section(place: Place) -> Section:
    blocks: list[Block] = [*_files(place), *_refusals(place), *_files_set_aside(place)]
    return Section("files", "Files and rows", tuple(blocks))


def _files(place: Place) -> list[Block]:
    total = place.rows(
        "SELECT count(*) AS files, sum(rows_in) AS rows_in, sum(kept) AS kept, sum(refused) AS refused, "
        "sum(duplicates) AS duplicates, sum(superseded) AS superseded FROM input_file"
    )[0]
    if not total["files"]:
        return [Notice("files-absent", "This edition lists no files.")]
    states = place.rows("SELECT status, count(*) AS files FROM input_file GROUP BY status ORDER BY status")
    met = listed([f"{whole(row['files'])} {FILE_STATES[row['status']]}" for row in states])
    return [
        Text("files-number", f"Files in the inbox: {whole(total['files'])} ({met})."),
        Text(
            "files-rows",
            f"Rows read: {whole(total['rows_in'])}. Kept: {whole(total['kept'])}. Refused: {whole(total['refused'])}. "
            f"Dropped as duplicates: {whole(total['duplicates'])}. "
            f"Superseded by a newer issue: {whole(total['superseded'])}.",
        ),
    ]


def _refusals(place: Place) -> list[Block]:
    rows = place.rows(
        "SELECT reason, way_out, count(*) AS rows FROM refusal GROUP BY ALL ORDER BY rows DESC, reason, way_out"
    )
    if not rows:
        return []
    columns = (
        GridColumn("Why rows were refused", weight=3),
        GridColumn("Rows", numeric=True),
        GridColumn("What would put it right", weight=3),
    )
    cells = tuple((row["reason"], whole(row["rows"]), row["way_out"]) for row in rows[:SHOWN_REASONS])
    more = len(rows) - SHOWN_REASONS
    note = (
        [Text("refusals-rarer", f"{plural(more, 'rarer reason')} not shown here: `saferplan check` names every row.")]
        if more > 0
        else []
    )
    return [Grid("refusals-table", "Refused rows by reason", columns, cells), *note]


def _files_set_aside(place: Place) -> list[Block]:
    rows = place.rows(
        "SELECT path, status, note FROM input_file WHERE status IN ('refused', 'not_recognised') ORDER BY path"
    )
    if not rows:
        return []
    columns = (GridColumn("File", weight=3), GridColumn("What became of it"), GridColumn("Why", weight=3))
    return [
        Grid(
            "files-table",
            "Files that could not be used",
            columns,
            tuple(_file_cells(row) for row in rows),
            folded=len(rows) > 8,
        )
    ]


def _file_cells(row: dict[str, Any]) -> tuple[str, str, str]:
    return (row["path"], FILE_STATES[row["status"]], row["note"] or "")
