"""What a build would make of files of events, without one: rows judged and put to areas, and what is not known in them.

The areas are those of the current edition; before the first build there are none, and that is said.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from saferplan.base.areas import AreaType
from saferplan.base.numerals import plural, whole
from saferplan.evidence.placing import Shapes
from saferplan.pipeline.ledger import Ledger, write_ledger
from saferplan.pipeline.local_events import Places, load_local_events
from saferplan.pipeline.map_kind import Tried
from saferplan.pipeline.mappings import SavedMapping
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.inbox import read_files
from saferplan.sources.local.first_rows import FIRST_ROWS, MOST_ROWS, first_rows
from saferplan.tables.catalogue import all_tables
from saferplan.tables.editions import current_edition
from saferplan.tables.engine import Engine, connect

SHOWN_EVENTS, SHOWN_UNKNOWN, SHOWN_REASONS = 5, 12, 8


@dataclass(frozen=True)
class TriedEvents:
    """The events of one mapping that would be kept: where they lie, and what of them is not known."""

    mapping: str
    events: int
    own: int
    elsewhere: int
    """In other partnerships that are known here."""
    outside: int
    """With a point that lies in no area that is known here."""
    without_place: int
    """With no point, and no ward that is known here."""
    without_meaning: int
    has_areas: bool
    unknown: list[tuple[str, str, int]]
    """What it is, what is said, and how many rows say it."""


def note_areas(engine: Engine, workspace: Workspace) -> Places:
    """The areas of the current edition into the engine, and their shapes; none before the first build."""
    edition = current_edition(workspace.path)
    if edition is None:
        return {}
    for name in ("area", "area_alias"):
        table = all_tables()[name]
        engine.insert(table, [tuple(row[column] for column in table.column_names) for row in edition.table(name)])
    shapes: dict[AreaType, Shapes] = {}
    for kind in (AreaType.WARD, AreaType.LSOA):
        rows = edition.rows(
            "SELECT area_code, geometry FROM boundary WHERE area_type = ? ORDER BY area_code", [kind.value]
        )
        shapes[kind] = Shapes(
            [row["area_code"] for row in rows], [shapely.from_wkb(bytes(row["geometry"])) for row in rows]
        )
    return shapes


def tried_events(engine: Engine, mapping: SavedMapping, area: str) -> TriedEvents:
    """What of a mapping's events is now in `local_event`."""
    (found,) = engine.tuples("""SELECT count(*), count(*) FILTER (csp_code = ?), count(*) FILTER (csp_code <> ?),
      count(*) FILTER (csp_code IS NULL AND longitude IS NOT NULL), count(*) FILTER (csp_code IS NULL AND longitude IS NULL),
      count(*) FILTER (unit IS NULL) FROM local_event WHERE mapping = ?""", [area, area, mapping.name])  # fmt: skip
    has_areas = bool(engine.value("SELECT count(*) FROM area"))
    unknown = engine.tuples("""SELECT role, said, rows FROM local_event_unknown WHERE mapping = ? AND (role <> 'ward' OR ?)
      ORDER BY rows DESC, role, said""", [mapping.name, has_areas])  # fmt: skip
    events, own, elsewhere, outside, without_place, without_meaning = found
    return TriedEvents(
        mapping.name, events, own, elsewhere, outside, without_place, without_meaning, has_areas, unknown
    )


def try_events(workspace: Workspace, path: Path, mapping: SavedMapping, today: date) -> Tried:
    """Read one file by a mapping that is not saved yet, as a build would; of a long workbook its first rows."""
    with first_rows(path) as seen:
        tried = _try(workspace, seen, mapping, today)
        if seen != path:
            tried.lines[:0] = [f"The file is long: {FIRST_ROWS}"] if tried.lines else []
            tried.objects["first_rows"] = MOST_ROWS
    return tried


def _try(workspace: Workspace, path: Path, mapping: SavedMapping, today: date) -> Tried:
    with tempfile.TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as folder:
        engine = connect(spill=Path(folder))
        for table in all_tables().values():
            engine.create(table)
        ledger = Ledger(read_files([path], Path(folder), local=[mapping.source]))
        shapes = note_areas(engine, workspace)
        load_local_events(engine, ledger, [mapping], Path(folder), today, shapes, workspace.settings.area)
        write_ledger(engine, ledger)
        (file,) = engine.rows("SELECT * FROM input_file")
        found = tried_events(engine, mapping, workspace.settings.area)
        tried = Tried(objects={"events": found, "rows_in": file["rows_in"], "refused": _reasons(engine)})
        if file["status"] == "refused":
            (way_out,) = engine.tuples("SELECT way_out FROM refusal")[0]
            tried.problem = f"{file['note']} {way_out}"
        else:
            tried.lines = [*_first_lines(engine), *_count_lines(file, _reasons(engine)), *event_lines(found)]
        engine.close()
    return tried


def _reasons(engine: Engine) -> list[tuple[str, str, int, str]]:
    """Why rows are refused: the column, the reason, how many, and the way out; the most frequent first."""
    return engine.tuples("""SELECT column_name, reason, count(*), min(way_out) FROM refusal
      GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""")  # fmt: skip


def _first_lines(engine: Engine) -> list[str]:
    """The first events as they would be read; neither postcode nor key of any."""
    rows = engine.rows("""SELECT line, from_at, to_at, is_time_known, coalesce(category, 'without a meaning') AS category,
      offence_code,
      coalesce(ward.name, ward_code, if((SELECT count(*) FROM area) = 0, 'not put to areas', 'in no known place')) AS place
      FROM local_event LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = ward_code
      ORDER BY file_id, line LIMIT ?""", [SHOWN_EVENTS])  # fmt: skip
    return ["The first events as they would be read:", *(f"  row {row['line']}: {_event_words(row)}" for row in rows)]


def _event_words(row: dict[str, Any]) -> str:
    clock = f"{row['from_at']:%H:%M}" if row["is_time_known"] else "time not known"
    code = f" ({row['offence_code']})" if row["offence_code"] else ""
    until = f" to {row['to_at']:%d/%m/%Y}" if row["to_at"] else ""
    return f"{row['from_at']:%d/%m/%Y} {clock}{until}, {row['category']}{code}, {row['place']}"


def _count_lines(file: dict[str, Any], reasons: Sequence[tuple[str, str, int, str]]) -> list[str]:
    others = "".join(f", {whole(file[name])} {said}" for name, said in _OTHERS.items() if file[name])
    lines = [f"  {plural(file['kept'], 'event')} in all, {whole(file['refused'])} refused{others}."]
    if file["note"]:
        lines.append(f"  {file['note']}")
    for column, reason, rows, way_out in reasons[:SHOWN_REASONS]:
        lines.append(f"  refused, {plural(rows, 'value')} of {column}: {reason} {way_out}")
    return lines


_OTHERS = {"duplicates": "not counted again", "left_out": "left out"}


def event_lines(found: TriedEvents) -> list[str]:
    """Where the events lie and what of them is not known, for people."""
    lines = _place_lines(found) if found.has_areas else [_NO_AREAS]
    if found.without_meaning:
        lines.append(f"  {plural(found.without_meaning, 'event')} without a meaning: kept, and counted as nothing.")
    said = [f"{role.replace('_', ' ')} “{word}” ({whole(rows)})" for role, word, rows in found.unknown[:SHOWN_UNKNOWN]]
    if said:
        more = f" and {len(found.unknown) - SHOWN_UNKNOWN} more" if len(found.unknown) > SHOWN_UNKNOWN else ""
        lines.append(
            f"  Not known, with rows: {'; '.join(said)}{more}. Codes, categories and flags get a meaning in the mapping."
        )
    return lines


_NO_AREAS = "  Not put to areas: there is no edition yet. Build once, then look again."


def _place_lines(found: TriedEvents) -> list[str]:
    lines = [f"  {plural(found.own, 'event')} in the partnership, {whole(found.elsewhere)} in others of the force."]
    if found.outside:
        lines.append(f"  {plural(found.outside, 'event')} with a point outside every area that is known here.")
    if found.without_place:
        lines.append(f"  {plural(found.without_place, 'event')} without a point and without a ward that is known here.")
    return lines
