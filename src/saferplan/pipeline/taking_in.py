"""From the files of the inbox to an engine that holds their rows, each in its place, with all they are held against."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from saferplan.base.areas import AreaType
from saferplan.base.errors import InputError
from saferplan.pipeline.areas import AreaMap, build_areas
from saferplan.pipeline.boundaries import reading_ahead
from saferplan.pipeline.custom_points import place_custom_points
from saferplan.pipeline.custom_reach import settle_reach
from saferplan.pipeline.events import EVENTS_SOURCE, load_events
from saferplan.pipeline.home_office import load_home_office
from saferplan.pipeline.ledger import Ledger, rows_of, write_ledger
from saferplan.pipeline.loading import load_references
from saferplan.pipeline.outcomes_and_searches import keep_outcomes, keep_searches, load_outcomes, load_searches
from saferplan.pipeline.placement import place_events
from saferplan.pipeline.residents import build_context, build_residents
from saferplan.pipeline.revisions import note_street_revisions
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.files import InputFile
from saferplan.tables.aside import Begin, aside
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import MANY_ROWS, Engine, connect
from saferplan.tables.kept_rows import KeptRows

if TYPE_CHECKING:
    from saferplan.pipeline.mappings import SavedMapping


def place(
    workspace: Workspace,
    files: list[InputFile],
    unpacked: Path,
    today: date,
    heard: Callable[[str], None],
    *,
    code: str,
    mappings: Sequence["SavedMapping"] = (),
    meanwhile: Callable[[], object] = lambda: None,
) -> Engine:
    """Rows are kept from one build to the next for the same `code` only. Raises InputError where no street file can be used.

    `meanwhile` is called when the engine is about to read for long, and what it begins may go on beside it.
    """
    if not any(found.usable and found.source and found.source.id == EVENTS_SOURCE for found in files):
        _refuse_nothing(files)
    is_small = rows_of(files) < MANY_ROWS
    engine = connect(spill=unpacked, leaves_a_core=is_small)
    engine.kept = KeptRows(workspace.cache, f"{code} {duckdb.__version__}")
    engine.heard = lambda name: heard(name[0].upper() + name[1:])
    engine.create(*all_tables().values())
    ledger = Ledger(files)
    with reading_ahead(ledger) as boundaries, aside(engine, at_once=not is_small) as begin:
        load_references(engine, ledger)
        meanwhile()
        _load_rows(engine, ledger, today, workspace.settings.aliases, begin)
        area_map = build_areas(engine, ledger, workspace.settings, boundaries, begin)
        begin(keep_outcomes)
        build_residents(engine, ledger)
        build_context(engine, ledger, workspace.settings.aliases)
        place_events(engine, area_map)
    place_custom_points(engine, workspace.settings)
    settle_reach(engine, workspace.settings, area_map.shapes[AreaType.LSOA])
    keep_searches(engine, ledger, area_map)
    if mappings:
        _load_local(engine, ledger, workspace, mappings, unpacked, today, area_map)
    write_ledger(engine, ledger)
    return engine


def _load_local(
    engine: Engine, ledger: Ledger, workspace: Workspace, mappings: Sequence["SavedMapping"], unpacked: Path, today: date,
    area_map: AreaMap,
) -> None:  # fmt: skip
    """Partners' files. What reads them is imported here, for most of the statistics come with it."""
    from saferplan.pipeline.local_events import load_local_events
    from saferplan.pipeline.local_indicators import load_local

    load_local(engine, ledger, mappings, workspace.settings, today)
    load_local_events(engine, ledger, mappings, unpacked, today, area_map.shapes, workspace.settings.area)


def _load_rows(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str], begin: Begin) -> None:
    home_office_loaded = begin(lambda own: load_home_office(own, ledger, aliases))
    outcomes_loaded = begin(lambda own: load_outcomes(own, ledger, today, aliases))
    begin(lambda own: load_searches(own, ledger, today))
    events = load_events(engine, ledger, today, aliases)
    if not engine.value("SELECT count(*) FROM event"):
        street = [number for number, _ in ledger.numbered(EVENTS_SOURCE)]
        first = engine.rows("""SELECT * FROM refusal WHERE column_name <> '(file)' AND list_contains(?, file_id)
          ORDER BY file_id, line LIMIT 1""", [street])  # fmt: skip
        if first:
            path = ledger.files[first[0]["file_id"] - 1].path
            what = f"Every row was refused. {path} line {first[0]['line']}: {first[0]['reason']}"
            raise InputError(what, first[0]["way_out"])
        _refuse_nothing(ledger.files)
    note_street_revisions(engine, ledger, events)
    home_office_loaded()
    outcomes_loaded()  # which forces reported is asked of them when areas are named


def _refuse_nothing(files: list[InputFile]) -> None:
    refused = [found for found in files if found.problem]
    if refused:
        problem = refused[0].problem
        assert problem is not None
        raise InputError(f"No street file could be used. {refused[0].path}: {problem.reason}", problem.way_out)
    raise InputError(
        "There is no usable street file in inbox/.", "Put files from data.police.uk into inbox/ and build again."
    )
