"""What is listed of a workspace: files built or checked, editions, facts."""

from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.base.numerals import listed, plural
from saferplan.base.periods import Month
from saferplan.base.validity import ANALYSES
from saferplan.cli.output import Lines, near, plain_objects, program
from saferplan.pipeline.publishing import withheld_titles
from saferplan.pipeline.trying_events import event_lines
from saferplan.tables.editions import Edition, current_edition, list_editions

SHOWN_REFUSALS = 20


def built_lines(built: Any) -> Lines:
    from saferplan.report.signals.judging import UNMATCHED, unmatched_lines

    files = built.edition.rows(
        "SELECT status, count(*) AS files, sum(refused) AS refused FROM input_file GROUP BY status ORDER BY status"
    )
    objects = {
        "edition": built.edition.name,
        "is_new": built.is_new,
        "reports": [str(p) for p in built.reports],
        "files": files,
    }
    opening = (
        f"Edition {built.edition.name}" if built.is_new else f"Nothing new: edition {built.edition.name} still stands"
    )
    lines = [f"{opening}."] + [_file_words(row) for row in files]
    lines += [f"  refused {row['path']}: {row['reason']}" for row in _refused_files(built.edition)]
    lines += [f"  {row['path']}: {row['note']}" for row in _noted_files(built.edition)]
    unmatched = unmatched_lines(built.edition)
    lines += [f"  {UNMATCHED}:", *(f"    {each}" for each in unmatched)] if unmatched else []
    lines += [f"Open {path}" for path in built.reports]
    return objects | {"judgements_unmatched": unmatched}, [*lines, "Next: saferplan facts"]


def _file_words(row: dict[str, Any]) -> str:
    words = row["status"].replace("_", " ")
    refused = f", {row['refused']:,} rows refused" if row["refused"] else ""
    return f"  {row['files']:,} {'file' if row['files'] == 1 else 'files'} {words}{refused}"


def _refused_files(edition: Edition) -> list[dict[str, Any]]:
    return edition.rows(
        "SELECT path, reason FROM refusal JOIN input_file USING (file_id) WHERE status = 'refused' ORDER BY file_id LIMIT 20"
    )


def _noted_files(edition: Edition) -> list[dict[str, Any]]:
    """Files that were read and about which there is something to say: cut short, left aside as old or repeated."""
    return edition.rows(
        "SELECT path, note FROM input_file WHERE note IS NOT NULL AND status <> 'refused' ORDER BY file_id LIMIT 20"
    )


def fact_lines(
    edition: Edition, today: date, *, public: bool = False
) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """The facts; those that are out of date say so. With `public`, those that may not be shown are left out, and said to be."""
    caveats: dict[str, list[str]] = {}
    for row in edition.table("fact_caveat"):
        caveats.setdefault(row["fact_id"], []).append(row["text"])
    rows = edition.table("fact")
    for row in rows:
        row["caveats"] = caveats.get(row["fact_id"], [])
        row["is_stale"] = row["stale_after"] is not None and today > row["stale_after"]
    shown = [row for row in rows if row["may_publish"] or not public]
    lines = [f"Edition {edition.name}", *(line for row in shown for line in ["", *_fact_words(row)])]
    left_out = [row["fact_id"] for row in rows if public and not row["may_publish"]]
    return shown, lines, _left_out_words(edition, left_out)


def _fact_words(row: dict[str, Any]) -> list[str]:
    lines = [f"{row['fact_id']}: {row['title']}"]
    if row["status"] == "refused":
        return [*lines, f"  Refused: {row['sentence']}", f"  → {row['way_out']}"]
    lines.append(f"  {row['sentence']}")
    if row["is_stale"]:
        lines.append(f"    OUT OF DATE: newer figures should have been published by {day_words(row['stale_after'])}.")
    return lines + [f"    {text}" for text in row["caveats"]]


def _left_out_words(edition: Edition, left_out: list[str]) -> list[str]:
    if not left_out:
        return []
    titles = sorted({title for fact_id in left_out for title in withheld_titles(edition, fact_id)})
    opening = f"Left out: {plural(len(left_out), 'fact')} ({', '.join(left_out)})."
    return [
        f"{opening} {'It rests' if len(left_out) == 1 else 'They rest'} on what may not be published: {listed(titles)}."
    ]


def day_words(day: date) -> str:
    """ "31 July 2026"."""
    return f"{day.day} {Month.of(day).name}"


def edition_lines(workspace: Path) -> tuple[list[dict[str, Any]], list[str], bool]:
    current = current_edition(workspace)
    objects = [
        {
            "edition": edition.name,
            "current": current is not None and current.name == edition.name,
            "code": edition.manifest["code"],
            "altered_files": edition.altered_files(),
        }
        for edition in list_editions(workspace)
    ]
    lines = [_edition_line(each) for each in objects] or ["There is no edition yet. Run: saferplan build"]
    return objects, lines, any(each["altered_files"] for each in objects)


def _edition_line(each: dict[str, Any]) -> str:
    words = f"ALTERED: {', '.join(each['altered_files'])}" if each["altered_files"] else "whole"
    return f"{'*' if each['current'] else ' '} {each['edition']}  {words}  ({each['code']})"


def checked_lines(checked: Any) -> Lines:
    lines = []
    for row in checked.files:
        counts = ", ".join(
            f"{row[name]:,} {name.replace('_', ' ')}"
            for name in ("kept", "refused", "duplicates", "superseded", "left_out")
            if row[name]
        )
        source = row["source_id"] or "no source"
        lines.append(
            f"{row['path']}: {row['status'].replace('_', ' ')} ({source}), {row['rows_in']:,} rows in"
            + (f": {counts}" if counts else "")
        )
        if row["note"] and row["status"] != "refused":
            lines.append(f"  {row['note']}")
    for found in checked.events:
        lines += [f"Events of mappings/{found.mapping}.toml:", *event_lines(found)]
    if not checked.has_lookup:
        lines.append("LSOA codes were not checked: no lookup was at hand. Check from within a workspace that has one.")
    for each in checked.refusals[:SHOWN_REFUSALS]:
        lines.append(
            f"  {each['path']} line {each['line']}, {each['column_name']} = {each['value']!r}: {each['reason']}"
        )
        lines.append(f"    → {each['way_out']}")
    if (more := len(checked.refusals) - SHOWN_REFUSALS) > 0:
        lines.append(f"  … and {more:,} more; --json lists them all.")
    objects = {"files": checked.files, "refusals": checked.refusals, "lsoa_codes_checked": checked.has_lookup,
               "events": plain_objects(checked.events)}  # fmt: skip
    return objects, lines


def analysis_lines(rows: list[dict[str, Any]], source: str | None = None) -> Lines:
    """Each analysis with the sources that support it, or the data that would; and of partners' files what each lacks for it.

    With a source, of that one alone. Raises SettingsError for one that is none.
    """
    known = sorted({row["source_id"] for row in rows})
    if source and source not in known:
        raise SettingsError(f"There is no source “{source}”.", f"The sources are: {', '.join(known)}.")
    rows = [row for row in rows if source in (None, row["source_id"])]
    lines: list[str] = []
    for each in ANALYSES:
        own = [row for row in rows if row["analysis_id"] == each.id]
        lines += _analysis_words(own, source) if own else []
    return rows, lines


def _analysis_words(own: list[dict[str, Any]], source: str | None) -> list[str]:
    allowed = [row["source_id"] for row in own if row["is_supported"]]
    lines = [f"{own[0]['analysis_id']}: {own[0]['title']}"]
    lines.append(f"  yes, of {listed(allowed)}" if allowed else f"  no: {own[0]['way_out']}")
    return lines + [
        f"  not of {row['source_id']}: it does not tell {row['lacking']}" for row in own
        if not row["is_supported"] and (source or row["source_id"].startswith("local_"))
    ]  # fmt: skip


def demo_lines(demonstration: Any, today: date, *, truth: bool) -> list[str]:
    lines = [*demonstration.truth_lines(), ""] if truth else []
    _, stated, _ = fact_lines(demonstration.built.edition, today)
    lines += [*stated, "", "The place is simulated: no such borough exists.", ""]
    lines += [f"Open {path.resolve()}" for path in demonstration.built.reports]
    place = demonstration.workspace.path
    if (place / "practice").is_dir():
        lines += [
            f"To practise with, in {near(place / 'practice')}: {each.name}"
            for each in sorted((place / "practice").iterdir())
        ]
    return [*lines, f"Then: cd {near(place)} and {program()} explain recorded-crime"]
