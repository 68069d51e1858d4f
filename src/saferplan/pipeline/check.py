"""`check`: say of a file, before it goes into the inbox, what a build would say of it."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import shapely

from saferplan.base.errors import InputError, SettingsError, StorageError, WorkspaceError
from saferplan.evidence.placing import Shapes, overlaps
from saferplan.pipeline.boundaries import BOUNDARY_SOURCES, Boundary, load_boundaries, reading_ahead
from saferplan.pipeline.events import load_events
from saferplan.pipeline.home_office import load_home_office
from saferplan.pipeline.ledger import Ledger, write_ledger
from saferplan.pipeline.loading import load_references
from saferplan.pipeline.local_events import load_local_events
from saferplan.pipeline.local_indicators import load_local
from saferplan.pipeline.mappings import read_mappings
from saferplan.pipeline.outcomes_and_searches import load_outcomes, load_searches
from saferplan.pipeline.trying_events import TriedEvents, note_areas, tried_events
from saferplan.pipeline.workspace import Workspace, open_workspace
from saferplan.sources.files import InputFile
from saferplan.sources.inbox import read_files, read_inbox, settle
from saferplan.sources.recognise import all_sources
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, connect

LOOKUPS = ("ons_lsoa11_lsoa21", "ons_lsoa21_ward", "ons_authority_csp")


@dataclass(frozen=True)
class Checked:
    """The files with what would become of their rows, and each refusal."""

    files: list[dict[str, Any]]
    refusals: list[dict[str, Any]]
    has_lookup: bool
    """Whether LSOA codes could be held against a lookup."""
    events: list[TriedEvents]
    """Of each mapping of events: where its events lie, and what of them is not known."""

    @property
    def clean(self) -> bool:
        return not self.refusals and all(row["status"] not in ("refused", "not_recognised") for row in self.files)


def source_titles(workspace: Workspace) -> dict[str, str]:
    """What each source is called, by its identifier; of partners' files also which mapping reads them."""
    try:
        mappings = read_mappings(workspace.mappings)
    except SettingsError:  # said where a file is looked at or a build is begun
        mappings = ()
    read_by = {each.source.id: f"{each.source.title}, read by mappings/{each.name}.toml" for each in mappings}
    return {source.id: source.title for source in all_sources()} | read_by


def check_files(paths: Sequence[Path], *, today: date) -> Checked:
    """Read files as a build would, with the lookups of the workspace around us where there is one."""
    for path in paths:
        if not path.exists():
            raise InputError(f"There is no file {path}.", "Check the spelling.")
    try:
        with tempfile.TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as folder:
            return _check(paths, Path(folder), today)
    except (OSError, duckdb.IOException) as error:
        raise StorageError(f"Nothing can be written: {error}.", "Free some space, then check again.") from error


def _check(paths: Sequence[Path], unpacked: Path, today: date) -> Checked:
    around = _workspace_around()
    mappings = read_mappings(around.mappings) if around else ()
    files = read_files(paths, unpacked, local=[each.source for each in mappings])
    mine = len(files)
    inbox = (
        read_inbox(around.inbox, unpacked, issued=around.settings.issued, local=[m.source for m in mappings])
        if around
        else []
    )
    _settle_with(files, inbox)
    files += [found for found in inbox if found.usable and found.source and found.source.id in LOOKUPS]
    engine = connect(spill=unpacked)
    for table in all_tables().values():
        engine.create(table)
    ledger = Ledger(files)
    _load(engine, ledger, today, around.settings.aliases if around else {})
    events: list[TriedEvents] = []
    if around and mappings:
        shapes = note_areas(engine, around)
        load_local(engine, ledger, mappings, around.settings, today)
        load_local_events(engine, ledger, mappings, unpacked, today, shapes, around.settings.area)
        of_events = [each for each in mappings if each.kind == "events" and ledger.numbered(each.source.id)]
        events = [tried_events(engine, each, around.settings.area) for each in of_events]
    write_ledger(engine, ledger)
    has_lookup = bool(engine.value("SELECT (SELECT count(*) FROM lsoa_ward) + (SELECT count(*) FROM lsoa_crossing)"))
    found = engine.rows("SELECT * FROM input_file WHERE file_id <= ? ORDER BY file_id", [mine])
    refusals = engine.rows(
        "SELECT path, line, column_name, value, reason, way_out FROM refusal JOIN input_file USING (file_id) "
        "WHERE file_id <= ? ORDER BY file_id, line, column_name",
        [mine],
    )
    engine.close()
    return Checked(found, refusals, has_lookup, events)


def _workspace_around() -> Workspace | None:
    """The workspace around us, whose lookups, aliases and mappings are used; None where there is none."""
    try:
        return open_workspace(Path.cwd())
    except WorkspaceError:
        return None


def _settle_with(files: list[InputFile], inbox: list[InputFile]) -> None:
    """Say now what a build would say of two different files of one month, force and issue. Raises InputError."""
    here = {found.sha256 for found in files}
    settle([*(found for found in inbox if found.usable and found.sha256 not in here), *files], {}, keep_issues=True)


def _load(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str]) -> None:
    load_references(engine, ledger)
    known = {code for (code,) in engine.tuples(
        "SELECT lsoa21_code FROM lsoa_ward UNION SELECT lsoa21_code FROM lsoa_crossing")}  # fmt: skip
    with reading_ahead(ledger) as read:
        for source_id in BOUNDARY_SOURCES:
            _refuse_overlaps(load_boundaries(engine, ledger, read, source_id, known))
            known = set()
    if ledger.numbered("police_uk_street"):
        load_events(engine, ledger, today, aliases)
    load_outcomes(engine, ledger, today, aliases)
    load_searches(engine, ledger, today)
    load_home_office(engine, ledger, aliases)


def _refuse_overlaps(boundaries: Mapping[str, Boundary]) -> None:
    codes = sorted(boundaries)
    shapes = Shapes(codes, [shapely.from_wkb(boundaries[code].wkb) for code in codes])
    for first, second in overlaps(shapes):
        raise InputError(
            f"The boundaries of {first} and {second} overlap.",
            "Two areas of one kind may not share ground: supply boundaries of one vintage.",
        )
