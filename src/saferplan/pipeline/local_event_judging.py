"""What makes a row of an extract unusable beyond its cast, in words a supplier can act on; and rows that come twice."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyproj
import shapely

from saferplan.base.areas import AreaType
from saferplan.base.numerals import whole
from saferplan.evidence.placing import Shapes
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import remove_rows
from saferplan.pipeline.local_event_leaving import add_note
from saferplan.pipeline.mappings import SavedMapping
from saferplan.sources.local.event_days import is_day
from saferplan.sources.local.event_text import TIMES, EventText
from saferplan.sources.local.sheets import CSV_SHEET
from saferplan.sources.local.stray_cells import BEYOND_WAY_OUT, CAUSE
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.event_row import LOCAL_EVENT_ROW
from saferplan.tables.layout import Layout
from saferplan.tables.loader import VALUE_SHOWN

NEAR_METRES = 5_000
"""So far beyond the areas we know a point may lie and still be taken as it is given."""


def explain_refusals(engine: Engine, file_id: int, text: EventText, layout: Layout) -> None:
    """Say more of the values that could not be cast: American dates, degrees in columns of the grid; and name the sheet."""
    for role, row in text.american.items():
        reason = f"Day and month cannot be told apart: row {row} holds an American date, with the month before the day."
        _say(engine, file_id, layout.heading_of(role), r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*", reason,
             "Write the day first, or the month by name, in every row of the column.")  # fmt: skip
    for role, row in text.year_day.items():
        reason = f"Day and month cannot be told apart: row {row} holds a date with the day between year and month."
        _say(engine, file_id, layout.heading_of(role), r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}.*|(19|20)\d{6}.*", reason,
             "Write days as 2016-05-24, or the month by name, in every row of the column.")  # fmt: skip
    _name_times(engine, file_id, text, layout)
    _name_moved(engine, file_id, text)
    for role in ("easting", "northing"):
        _say(engine, file_id, layout.heading_of(role), r"-?\d{1,2}\.\d+", "It is a longitude or latitude, in a column of the grid.",
             "Name the columns as longitude and latitude in the mapping.")  # fmt: skip
    for role, pattern, reason, way_out in _ODD_POINTS:
        _say(engine, file_id, layout.heading_of(role), pattern, reason, way_out)
    for role in ("longitude", "latitude"):
        _say(engine, file_id, layout.heading_of(role), r"\d{5,7}(\.\d+)?", "It is a grid reference, in a column of degrees.",
             "Name the columns as easting and northing in the mapping.")  # fmt: skip
    if text.sheet != CSV_SHEET:
        engine.run("UPDATE refusal SET column_name = ? || '!' || column_name WHERE file_id = ?", [text.sheet, file_id])


SWAPPED, KILOMETRES = (
    "Longitude and latitude are the wrong way round.",
    "It looks like kilometres, in a column of metres.",
)
MERCATOR = "It looks like Web Mercator, in a column of the British National Grid."
_METRES = "Ask the supplier for grid references in metres."
_GRID = "Ask the supplier for the British National Grid, or for longitude and latitude."
_CHANGE = "Change the two headings about in the mapping, or correct the file."
_ODD_POINTS = (
    ("easting", r"\d{1,3}|\d{3}\.\d+", KILOMETRES, _METRES),
    ("northing", r"\d{1,3}|\d{3}\.\d+", KILOMETRES, _METRES),
    ("easting", r"-\d{4,7}(\.\d+)?", MERCATOR, _GRID),
    ("northing", r"[6-8]\d{6}(\.\d+)?", MERCATOR, _GRID),
    ("longitude", r"(49|5\d|60)(\.\d+)?", SWAPPED, _CHANGE),
)


def note_points(engine: Engine, ledger: Ledger) -> None:
    """Say of a file how many of its points are of another grid or swapped, and where half or more lie in no area known here."""
    has_areas = bool(engine.value("SELECT count(*) FROM area WHERE area_type IN ('ward', 'lsoa')"))
    known = dict(engine.tuples("""SELECT file_id, count(*) FROM local_event_row
      WHERE coalesce(easting, longitude) IS NOT NULL GROUP BY 1"""))  # fmt: skip
    outside = dict(engine.tuples("""SELECT file_id, count(*) FROM local_event_row AS row JOIN event_point AS point
      ON point.x = coalesce(row.easting, row.longitude) AND point.y = coalesce(row.northing, row.latitude)
      WHERE coalesce(ward_code, lsoa21_code) IS NULL GROUP BY 1"""))  # fmt: skip
    odd = engine.tuples("""SELECT file_id, reason, min(way_out), count(*) FROM refusal WHERE reason IN (?, ?, ?)
      GROUP BY 1, 2 ORDER BY 1, 2""", [SWAPPED, KILOMETRES, MERCATOR])  # fmt: skip
    said: dict[int, list[str]] = {}
    for file_id, reason, way_out, rows in odd:
        total = known.get(file_id, 0) + sum(each[3] for each in odd if each[0] == file_id)
        said.setdefault(file_id, []).append(
            f"{whole(rows)} of {whole(total)} points cannot be used. {reason} {way_out}"
        )
    for file_id, rows in outside.items():
        if has_areas and 2 * rows >= known[file_id]:
            said.setdefault(file_id, []).append(
                f"{whole(rows)} of {whole(known[file_id])} points lie in no area that is known here. If they should not, the "
                "columns may hold another grid, or be swapped: look at some of them on a map."
            )
    for file_id, notes in said.items():
        add_note(ledger, file_id, " ".join(notes))


def _name_times(engine: Engine, file_id: int, text: EventText, layout: Layout) -> None:
    """A row refused for its moment, whose day is good, is refused for the column of times."""
    for role in TIMES:
        day = layout.heading_of(role.replace("_time", "_date"))
        rows = [
            (line, text.untold[role, line][:VALUE_SHOWN])
            for line, value in engine.tuples(
                "SELECT line, value FROM refusal WHERE file_id = ? AND column_name = ?", [file_id, day]
            )
            if (role, line) in text.untold and is_day(value)
        ]
        engine.run("CREATE OR REPLACE TEMP TABLE untold (row_number BIGINT, said VARCHAR)")
        engine.add("untold", rows)
        engine.run(
            "UPDATE refusal SET column_name = ?, value = said, reason = ?, way_out = ? FROM untold "
            "WHERE file_id = ? AND line = row_number AND column_name = ?",
            [layout.heading_of(role), "It cannot be read as a time of day.", _TIMES_WAY_OUT, file_id, day],
        )
    engine.run("DROP TABLE IF EXISTS untold")


def _name_moved(engine: Engine, file_id: int, text: EventText) -> None:
    """Rows that a comma has cut: the cell behind the last heading is named, and no value, for it may be of any column."""
    engine.run("CREATE OR REPLACE TEMP TABLE moved (row_number BIGINT, cell VARCHAR)")
    engine.add("moved", list(text.beyond.items()))
    engine.run(
        "UPDATE refusal SET column_name = cell, value = '', reason = 'Something stands in ' || cell || ?, way_out = ? FROM moved "
        "WHERE file_id = ? AND line = row_number",
        [f", behind the last heading: {CAUSE}", BEYOND_WAY_OUT, file_id],
    )
    engine.run("DROP TABLE moved")


_TIMES_WAY_OUT = "Write it as 23:45 or 11:45 PM, or leave the cell empty where the time is not known."


def _say(engine: Engine, file_id: int, heading: str, pattern: str, reason: str, way_out: str) -> None:
    engine.run(
        "UPDATE refusal SET reason = ?, way_out = ? WHERE file_id = ? AND column_name = ? AND regexp_full_match(value, ?)",
        [reason, way_out, file_id, heading, pattern],
    )


def judge(
    engine: Engine, ledger: Ledger, mapping: SavedMapping, today: date, shapes: Mapping[AreaType, Shapes]
) -> None:
    """Refuse rows whose dates cannot be, and whose coordinates are half given or the wrong way round."""
    swapped = f"({_swapped_sql(shapes)})" if mapping.rules.columns.easting else "false"
    rules = (
        ("from_date", f"from_date > TIMESTAMP '{today} 23:59:59'", "from_date", "The day is still to come.", "Correct the date."),
        ("from_date", "from_date < TIMESTAMP '1950-01-01'", "from_date", "The day is too long ago.",
         "Correct the date; a workbook that counts days from 1904 must be saved with that setting."),
        ("to_date", "to_date < from_date AND (is_time_known OR CAST(to_date AS DATE) < CAST(from_date AS DATE))", "to_date",
         "It ends before it begins.", "Correct one of the two."),
        ("northing", "(easting IS NULL) <> (northing IS NULL)", "coalesce(easting, northing)", "Half a grid reference is given.",
         "Give both, or neither."),
        ("latitude", "(longitude IS NULL) <> (latitude IS NULL)", "coalesce(longitude, latitude)", "Half a coordinate is given.",
         "Give both, or neither."),
        ("easting", swapped, "printf('%.0f %.0f', easting, northing)", "Easting and northing are the wrong way round.",
         "Change the two headings about in the mapping, or correct the file."),
    )  # fmt: skip
    headings = mapping.rules.headings()
    for role, condition, value, reason, way_out in rules:
        found = engine.tuples(
            f"SELECT file_id, line, CAST({value} AS VARCHAR) FROM local_event_row WHERE {condition} ORDER BY 1, 2"
        )
        engine.insert(all_tables()["refusal"], [
            (file_id, line, headings.get(role, role), said, reason, way_out) for file_id, line, said in found
        ])  # fmt: skip
        for file_id, _, _ in found:
            ledger.move(file_id, 1, to=ledger.refused)
        remove_rows(engine, "local_event_row", [(file_id, line) for file_id, line, _ in found])


def _swapped_sql(shapes: Mapping[AreaType, Shapes]) -> str:
    """Far from every area we know, and near them the other way round."""
    bounds = [shapely.total_bounds(np.asarray(each.geometries, dtype=object)) for each in shapes.values() if each.codes]
    if not bounds:
        return "false"
    to_grid = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
    edges = np.asarray(bounds)
    west, south, east, north = to_grid.transform_bounds(
        edges[:, 0].min(), edges[:, 1].min(), edges[:, 2].max(), edges[:, 3].max()
    )
    near = "{} BETWEEN {} AND {} AND {} BETWEEN {} AND {}"
    limits = (west - NEAR_METRES, east + NEAR_METRES), (south - NEAR_METRES, north + NEAR_METRES)
    as_given = near.format("easting", *limits[0], "northing", *limits[1])
    other_way = near.format("northing", *limits[0], "easting", *limits[1])
    return f"easting IS NOT NULL AND northing IS NOT NULL AND NOT ({as_given}) AND ({other_way})"


def drop_repeated(engine: Engine, ledger: Ledger) -> None:
    """Rows of one file that another file of the supplier gives to the letter are one; within a file none is dropped."""
    columns = ", ".join(LOCAL_EVENT_ROW.column_names)
    order = ", ".join(f"{quoted(path)}" for path in _by_age(ledger, engine))
    engine.run(f"SET VARIABLE event_files = [{order}]")
    if order.count(",") < 1:
        return
    found = engine.tuples(f"""WITH told AS (
        SELECT file_id, line, list_position(getvariable('event_files'), CAST(file_id AS VARCHAR)) AS age, {columns},
          row_number() OVER (PARTITION BY file_id, {columns} ORDER BY line) AS turn FROM local_event_row)
      SELECT file_id, line FROM told QUALIFY row_number() OVER (PARTITION BY {columns}, turn ORDER BY age DESC) > 1
      ORDER BY ALL""")  # fmt: skip
    for file_id, _ in found:
        ledger.move(file_id, 1, to=ledger.duplicates)
    remove_rows(engine, "local_event_row", found)


def _by_age(ledger: Ledger, engine: Engine) -> list[str]:
    ids = [file_id for (file_id,) in engine.tuples("SELECT DISTINCT file_id FROM local_event_row")]
    ids.sort(key=lambda each: (ledger.files[each - 1].issue or "", ledger.files[each - 1].path))
    return [str(each) for each in ids]


def note_overlaps(engine: Engine, ledger: Ledger, mapping: SavedMapping) -> None:
    """Two extracts of the same days that differ count an event twice where it was changed between: the file says so.

    Not where the mapping tells crimes apart by their reference.
    """
    if mapping.rules.columns.crime_reference:
        return
    spans = engine.tuples("SELECT file_id, min(from_date), max(from_date) FROM local_event_row GROUP BY 1 ORDER BY 1")
    for file_id, first, last in spans:
        others = [each for each, start, end in spans if each != file_id and start <= last and first <= end]
        if others:
            add_note(
                ledger,
                file_id,
                f"Its days overlap those of {ledger.files[others[0] - 1].path}: rows that are the same count once, but an "
                "event that was changed between the two counts twice. Keep one extract of a month in the inbox.",
            )
