"""Partners' extracts into `local_event`: read by their mappings, judged, given a meaning and a place, each row accounted for."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from saferplan.base.areas import AreaType
from saferplan.base.numerals import whole
from saferplan.evidence.placing import Shapes
from saferplan.pipeline.ledger import CHANGED, Ledger, is_changed
from saferplan.pipeline.local_event_judging import drop_repeated, explain_refusals, judge, note_overlaps, note_points
from saferplan.pipeline.local_event_leaving import add_note, count_once, leave_out
from saferplan.pipeline.local_event_meaning import list_unknown, note_meanings, note_places
from saferplan.pipeline.local_event_places import place_points
from saferplan.pipeline.local_event_strays import note_uncovered, refuse_strays
from saferplan.pipeline.mappings import SavedMapping
from saferplan.sources.files import InputFile
from saferplan.sources.local.crime_references import CrimeReferences
from saferplan.sources.local.event_mapping import FLAGS
from saferplan.sources.local.event_sql import event_layout
from saferplan.sources.local.event_text import read_events
from saferplan.sources.local.sheets import UnreadableFileError
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted
from saferplan.tables.event_row import LOCAL_EVENT_ROW
from saferplan.tables.layout import TextFile
from saferplan.tables.loader import load

Places = Mapping[AreaType, Shapes]


def load_local_events(
    engine: Engine,
    ledger: Ledger,
    mappings: Sequence[SavedMapping],
    folder: Path,
    today: date,
    shapes: Places,
    area: str,
) -> None:
    """Fill `local_event` and `local_event_unknown` from every mapping of events. `shapes` place points, where there are any.

    `area` is the partnership's.
    """
    for mapping in (each for each in mappings if each.kind == "events"):
        engine.run("DROP TABLE IF EXISTS local_event_row")
        crimes = CrimeReferences()
        sheets: dict[int, str] = {}
        for file_id, found in ledger.numbered(mapping.source.id):
            target = folder / f"events-{file_id}.csv"
            sheets[file_id] = _read(engine, ledger, mapping, target, file_id, found, crimes)
        if engine.has_table("local_event_row"):
            place_points(engine, shapes, area)
            _settle(engine, ledger, mapping, today, shapes, sheets)
    engine.run("DROP TABLE IF EXISTS local_event_row")


def _read(
    engine: Engine,
    ledger: Ledger,
    mapping: SavedMapping,
    target: Path,
    file_id: int,
    found: InputFile,
    crimes: CrimeReferences,
) -> str:
    """The rows of one file, cast, from the sheet that is given back; what is refused and which columns are not used is listed."""
    assert found.readable is not None
    try:
        text = read_events(found.readable, mapping.rules, target, crimes)
    except UnreadableFileError as error:
        found.status, found.problem = "refused", error.problem
        return ""
    if is_changed(found):
        found.status, found.problem = "refused", CHANGED
        return ""
    found.lines, found.heading_line = text.rows + 1, text.heading_row
    layout = event_layout(mapping.rules.headings(), text.american, text.year_day, text.from_1904)
    file = TextFile(
        file_id, str(target), text.rows, tuple(text.blank_lines), text.heading_row
    )  # no hash: never kept aside
    ledger.add(load(engine, LOCAL_EVENT_ROW, layout, [file], target="local_event_row"))
    target.unlink()
    engine.run("DROP TABLE IF EXISTS staged; DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    explain_refusals(engine, file_id, text, layout)
    engine.insert(all_tables()["local_left_out"], [
        (file_id, text.sheet, text.heading_row, "", heading, 0, f"The mapping uses no column “{heading}”.")
        for heading in dict.fromkeys(text.unused)
    ] + [(file_id, name, 0, "", "", 0, reason) for name, reason in text.unread.items()])  # fmt: skip
    for heading, repeats in text.repeated.items():
        if repeats.rows:
            add_note(ledger, file_id, repeated_words(heading, repeats.rows))
    return text.sheet


def repeated_words(heading: str, rows: int) -> str:
    """What to do about rows that may be of one crime, where no mapping says so."""
    return (
        f"Column “{heading}”: {whole(rows)} rows repeat a reference that stands in another, and each row is counted. If a "
        "reference is one crime, name the column as crime_reference in the mapping: it then counts once."
    )


def _settle(
    engine: Engine, ledger: Ledger, mapping: SavedMapping, today: date, shapes: Places, sheets: Mapping[int, str]
) -> None:
    leave_out(engine, ledger, mapping, sheets)
    judge(engine, ledger, mapping, today, shapes)
    drop_repeated(engine, ledger)
    count_once(engine, ledger, mapping)
    refuse_strays(engine, ledger, mapping)
    note_uncovered(engine, ledger)
    note_overlaps(engine, ledger, mapping)
    note_points(engine, ledger)
    note_meanings(engine, mapping)
    note_places(engine, mapping)
    engine.step(f"events of {mapping.name}", _event_sql(mapping))
    list_unknown(engine, mapping)


def _event_sql(mapping: SavedMapping) -> str:
    flags = mapping.rules.flags.named()
    said = ", ".join(
        f"{_flag_sql(name, flags[name].yes, flags[name].no) if name in flags else 'NULL'}" for name in FLAGS
    )
    return f"""INSERT INTO local_event
SELECT {quoted(mapping.name)}, row.file_id, row.line, word.offence_code, word.offence_subgroup, word.category, word.unit,
  from_date, to_date, is_time_known, reported, coalesce(row.longitude, point.longitude), coalesce(row.latitude, point.latitude),
  postcode, point.lsoa21_code, coalesce(point.ward_code, named.area_code),
  coalesce(lsoa.csp_code, ward.csp_code, named.csp_code), {said}, kind.said, victim_key, place_key
FROM local_event_row AS row
LEFT JOIN event_word AS word ON word.code = coalesce(row.offence_code, '') AND word.word = coalesce(row.category, '')
LEFT JOIN event_place AS kind ON kind.said = row.place_type
LEFT JOIN event_point AS point ON point.x = coalesce(row.easting, row.longitude) AND point.y = coalesce(row.northing, row.latitude)
LEFT JOIN area AS lsoa ON lsoa.area_type = 'lsoa' AND lsoa.area_code = point.lsoa21_code
LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = point.ward_code
LEFT JOIN event_ward AS named ON point.x IS NULL AND named.said = row.ward"""


def _flag_sql(name: str, yes: Sequence[str], no: Sequence[str]) -> str:
    word = f"lower(trim(coalesce({name}, '')))"
    return f"CASE WHEN {word} IN ({_words(yes)}) THEN true WHEN {word} IN ({_words(no)}) THEN false END"


def _words(words: Sequence[str]) -> str:
    return ", ".join(quoted(each.casefold()) for each in words) or "NULL"
