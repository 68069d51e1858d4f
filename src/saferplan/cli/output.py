"""What commands print: lines for people, objects for programs, progress on the error stream."""

import json
import os
import shutil
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.tables.editions import Edition, current_edition, list_editions

Lines = tuple[Any, list[str]]
SHOWN_REFUSALS = 20


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def complain(what: str, way_out: str = "") -> None:
    sys.stderr.write(f"{what}\n" + (f"  → {way_out}\n" if way_out else ""))


def write_out(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def show(as_json: bool, objects: Any, lines: Sequence[str]) -> None:
    if as_json:
        say(json.dumps(objects, ensure_ascii=False, indent=1, default=_as_json))
    else:
        for line in lines:
            say(line)


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    return str(value)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done: live in a terminal, silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda text: status.update(text)


def built_lines(built: Any) -> Lines:
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
    lines += [f"Open {path}" for path in built.reports]
    return objects, [*lines, "Next: saferplan facts"]


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
        "SELECT path, note FROM input_file WHERE note IS NOT NULL AND status NOT IN ('refused', 'not_used') "
        "ORDER BY file_id LIMIT 20"
    )


def fact_lines(edition: Edition) -> Lines:
    rows = edition.table("fact")
    caveats = edition.table("fact_caveat")
    lines = [f"Edition {edition.name}"]
    for row in rows:
        row["caveats"] = [each["text"] for each in caveats if each["fact_id"] == row["fact_id"]]
        lines += ["", f"{row['fact_id']}: {row['title']}"]
        if row["status"] == "refused":
            lines += [f"  Refused: {row['sentence']}", f"  → {row['way_out']}"]
        else:
            lines += [f"  {row['sentence']}"] + [f"    {text}" for text in row["caveats"]]
    return rows, lines


def explanation_lines(explanation: Any) -> Lines:
    fact = explanation.fact
    objects = {
        "fact": fact,
        "caveats": explanation.caveats,
        "measures": [
            {"measure": o.measure, "sql": o.sql, "rows": o.row_count, "files": o.files} for o in explanation.origins
        ],
        "tables": [
            {"table": g.table, "sql": g.sql, "rows": g.row_count, "files": g.files} for g in explanation.grounds
        ],
        "tests": explanation.tests,
        "counting_rules": explanation.counting_rules,
        "steps": explanation.steps,
    }
    lines = [fact["sentence"], *(f"  {text}" for text in explanation.caveats)]
    if fact["way_out"]:
        lines.append(f"  → {fact['way_out']}")
    lines += [_test_line(row) for row in explanation.tests]
    for ground in explanation.grounds:
        lines += ["", f"Table: {ground.table}, {ground.row_count:,} rows", f"  SQL: {_one_line(ground.sql)}"]
        lines += [f"  Made from {len(ground.files)} files", *map(_file_line, ground.files)]
    for origin in explanation.origins:
        lines += ["", *_origin_lines(origin)]
    if explanation.counting_rules:
        lines += ["", "The same year by other rules:"]
        lines += [
            f"  {r['period']} {r['area_code']} by {_RULES[r['rule']]}: {r['count']:,}"
            for r in explanation.counting_rules
        ]
    lines += ["", f"{len(explanation.steps)} steps of SQL made the tables; --json prints them all."]
    return objects, lines


_RULES = {
    "lsoa_code": "LSOA of 2021 (the rule used)",
    "lsoa_name": "LSOA name as published",
    "boundary": "map point in the ward boundaries",
}


def _origin_lines(origin: Any) -> list[str]:
    m = origin.measure
    count = "missing: " + m["missing_reason"].replace("_", " ") if m["count"] is None else f"{m['count']:,}"
    lines = [f"Measure: {m['indicator_id']}, {m['area_type']} {m['area_code']}, {m['period']}: {count}"]
    if m["value"] is not None:
        lines.append(
            f"  {m['value']:.1f} per 1,000 of {m['denominator']:,} residents of mid-{m['denominator_year']}; {m['method']} limits "
            f"{m['lower']:.1f} to {m['upper']:.1f}"
            + (
                f", with dispersion {m['dispersion']:.1f}: {m['dispersed_lower']:.1f} to {m['dispersed_upper']:.1f}"
                if m["dispersion"]
                else ""
            )
        )
    elif m["missing_reason"] and m["count"] is not None:
        lines.append(f"  no rate: {m['missing_reason'].replace('_', ' ')}")
    lines += [f"  SQL: {origin.sql}", f"  Rows: {origin.row_count:,}, in {len(origin.files)} files"]
    return lines + [_file_line(row) for row in origin.files]


def _test_line(row: dict[str, Any]) -> str:
    verdict = row["verdict"].replace("_", " ")
    if "comparator_code" in row:
        opening = f"Test: {row['area_code']} against {row['comparator_code']}, {row['period']}"
        if row["p_adjusted"] is None:
            return f"{opening}: {verdict}"
        return (
            f"{opening}: rate ratio {row['ratio']:.3f} (95% {row['lower']:.3f} to {row['upper']:.3f}), p {row['p']:.2g}, "
            f"adjusted for the number of comparators (Holm) {row['p_adjusted']:.2g}: {verdict}"
        )
    opening = f"Test: {row['area_code']}, {row['period']} against {row['period_before']}"
    if row["lower"] is None:
        return f"{opening}: {verdict}"
    return (
        f"{opening}: {row['value']:+.1%} (95% {row['lower']:+.1%} to {row['upper']:+.1%}, dispersion "
        f"{row['dispersion']:.1f}), p {row['p']:.2g}: {verdict}"
    )


def _file_line(row: dict[str, Any]) -> str:
    issue = f"issue {row['issue']}" if row["issue"] else "issue not stated"
    return (
        f"    {row['path']} lines {row['first_line']}–{row['last_line']} ({row['rows']:,} rows), {issue}, "
        f"sha256 {row['sha256'][:16]}…, {row['licence']}"
    )


def _one_line(sql: str) -> str:
    return " ".join(sql.split())


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
            f"{row[name]:,} {name}" for name in ("kept", "refused", "duplicates", "superseded") if row[name]
        )
        source = row["source_id"] or "no source"
        lines.append(
            f"{row['path']}: {row['status'].replace('_', ' ')} ({source}), {row['rows_in']:,} rows in"
            + (f": {counts}" if counts else "")
        )
        if row["note"] and row["status"] != "refused":
            lines.append(f"  {row['note']}")
    if not checked.has_lookup:
        lines.append("LSOA codes were not checked: no lookup was at hand. Check from within a workspace that has one.")
    for each in checked.refusals[:SHOWN_REFUSALS]:
        lines.append(
            f"  {each['path']} line {each['line']}, {each['column_name']} = {each['value']!r}: {each['reason']}"
        )
        lines.append(f"    → {each['way_out']}")
    if (more := len(checked.refusals) - SHOWN_REFUSALS) > 0:
        lines.append(f"  … and {more:,} more; --json lists them all.")
    objects = {"files": checked.files, "refusals": checked.refusals, "lsoa_codes_checked": checked.has_lookup}
    return objects, lines


def demo_lines(demonstration: Any, *, truth: bool) -> list[str]:
    lines = [*demonstration.truth_lines(), ""] if truth else []
    _, stated = fact_lines(demonstration.built.edition)
    lines += [*stated, "", "The place is simulated: no such borough exists.", ""]
    lines += [f"Open {path.resolve()}" for path in demonstration.built.reports]
    place = demonstration.workspace.path
    return [*lines, f"Then: cd {os.path.relpath(place)} and {_program()} explain recorded-crime"]


def _program() -> str:
    """How this person can call the program: by its name if that is on the path, else by where it lies."""
    return "saferplan" if shutil.which("saferplan") else f"{sys.executable} -m saferplan"


def open_in_browser(reports: list[Path]) -> None:
    pages = [path for path in reports if path.suffix == ".html"]
    if pages:
        webbrowser.open(pages[0].resolve().as_uri())
