"""`build`: read the inbox, count, measure, state the facts, write an edition and its reports."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

import saferplan
from saferplan.base.errors import EditionError, InputError, StorageError
from saferplan.base.periods import Month
from saferplan.pipeline.areas import build_areas
from saferplan.pipeline.boundaries import reading_ahead
from saferplan.pipeline.custom_points import place_custom_points
from saferplan.pipeline.events import EVENTS_SOURCE, load_events
from saferplan.pipeline.home_office import load_home_office
from saferplan.pipeline.ledger import Ledger, used_sources, write_ledger
from saferplan.pipeline.loading import load_references
from saferplan.pipeline.local_events import load_local_events
from saferplan.pipeline.local_indicators import load_local
from saferplan.pipeline.mappings import SavedMapping, read_mappings
from saferplan.pipeline.outcomes_and_searches import keep_outcomes, keep_searches, load_outcomes, load_searches
from saferplan.pipeline.placement import place_events
from saferplan.pipeline.residents import build_context, build_residents
from saferplan.pipeline.revisions import note_street_revisions
from saferplan.pipeline.workspace import Workspace, hold
from saferplan.report import write_reports
from saferplan.sources.files import InputFile
from saferplan.sources.inbox import read_inbox
from saferplan.tables.catalogue import all_tables
from saferplan.tables.editions import Draft, Edition, current_edition, remove_unfinished
from saferplan.tables.engine import Engine, connect
from saferplan.tables.kept_rows import KeptRows

Heard = Callable[[str], None]
UNPACKED = ".building-"
PLACED_TABLES = ("offence", "outcome", "asb_incident", "stop_and_search")
"""The largest tables, whole once rows are placed: they are written while their rows are counted."""
MANY_ROWS = 2_000_000
"""From so many crimes on, writing waits until all is counted, for want of memory."""
CODE = (".py", ".html", ".css", ".typ")
SEED = 0  # nothing is drawn by chance yet; the manifest says so


@dataclass(frozen=True)
class Built:
    """What a build came to: the edition, whether it is new, and the reports written."""

    edition: Edition
    is_new: bool
    reports: list[Path]


def build(
    workspace: Workspace,
    *,
    today: date,
    heard: Heard = lambda text: None,
    wait_seconds: float = 0,
    with_reports: bool = True,
) -> Built:
    """Make an edition of the workspace's inbox, unless nothing has changed since the current one.

    Raises InputError, SettingsError, BusyError or StorageError; whatever happens, the current edition stands.
    """
    lock = hold(workspace, wait_seconds)
    try:
        remove_unfinished(workspace.path)
        for left_over in workspace.path.glob(f"{UNPACKED}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        try:
            with tempfile.TemporaryDirectory(
                dir=workspace.path, prefix=UNPACKED, ignore_cleanup_errors=True
            ) as unpacked:
                return _build(workspace, Path(unpacked), today, heard, with_reports)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise StorageError(
                f"The workspace cannot be written: {error}.", "Free some space, then build again."
            ) from error
    finally:
        lock.release()


def _build(workspace: Workspace, unpacked: Path, today: date, heard: Heard, with_reports: bool) -> Built:
    heard("Reading the inbox")
    with ThreadPoolExecutor(1) as pool:  # the numerical libraries are imported while files are hashed
        assembly = pool.submit(import_module, "saferplan.pipeline.assembly")
        mappings = read_mappings(workspace.mappings)
        local = [each.source for each in mappings]
        files = read_inbox(workspace.inbox, unpacked, issued=workspace.settings.issued, local=local)
    fingerprint = _fingerprint(workspace, files, mappings, today)
    if current := _still_current(workspace, fingerprint):
        return Built(current, False, _reports(workspace, current, today) if with_reports else [])
    engine = place(workspace, files, unpacked, today, heard, mappings=mappings)
    with Draft(engine, workspace.path) as draft:
        if engine.value("SELECT count(*) FROM offence") < MANY_ROWS:
            draft.begin(PLACED_TABLES)
        assembly.result().assemble(engine, workspace.settings, used_sources(files))
        last_month = engine.value("SELECT strftime(last_month, '%Y-%m') FROM partnership")
        heard("Writing the edition")
        edition = draft.publish(last_month=last_month, manifest=_manifest(workspace, files, mappings, fingerprint))
    engine.close()
    heard("Writing the reports")
    return Built(edition, True, _reports(workspace, edition, today) if with_reports else [])


def _still_current(workspace: Workspace, fingerprint: str) -> Edition | None:
    """The current edition, if it is whole and of the same inputs. One that cannot be read is built anew."""
    try:
        current = current_edition(workspace.path)
        whole = current and current.manifest.get("fingerprint") == fingerprint and not current.altered_files()
    except EditionError:
        return None
    return current if whole else None


def place(
    workspace: Workspace,
    files: list[InputFile],
    unpacked: Path,
    today: date,
    heard: Heard,
    *,
    mappings: Sequence[SavedMapping] = (),
) -> Engine:
    """From files to an engine that holds their rows, each in its place, and everything they are held against."""
    if not any(found.usable and found.source and found.source.id == EVENTS_SOURCE for found in files):
        _refuse_nothing(files)
    engine = connect(spill=unpacked)
    engine.kept = KeptRows(workspace.cache, f"{code_version()} {duckdb.__version__}")
    engine.heard = lambda name: heard(name[0].upper() + name[1:])
    for table in all_tables().values():
        engine.create(table)
    ledger = Ledger(files)
    with reading_ahead(ledger) as boundaries:
        _load_rows(engine, ledger, today, workspace.settings.aliases)
        area_map = build_areas(engine, ledger, workspace.settings, boundaries)
    build_residents(engine, ledger)
    build_context(engine, ledger)
    place_events(engine, area_map)
    place_custom_points(engine, workspace.settings)
    keep_outcomes(engine)
    keep_searches(engine, ledger, area_map)
    load_local(engine, ledger, mappings, workspace.settings)
    load_local_events(engine, ledger, mappings, unpacked, today, area_map.shapes)
    write_ledger(engine, ledger)
    engine.kept.forget_unused()
    return engine


def _load_rows(engine: Engine, ledger: Ledger, today: date, aliases: Mapping[str, str]) -> None:
    load_references(engine, ledger)
    events = load_events(engine, ledger, today, aliases)
    if not engine.value("SELECT count(*) FROM event"):
        first = engine.rows("SELECT * FROM refusal WHERE column_name <> '(file)' ORDER BY file_id, line LIMIT 1")
        if first:
            path = ledger.files[first[0]["file_id"] - 1].path
            what = f"Every row was refused. {path} line {first[0]['line']}: {first[0]['reason']}"
            raise InputError(what, first[0]["way_out"])
        _refuse_nothing(ledger.files)
    note_street_revisions(engine, ledger, events)
    load_outcomes(engine, ledger, today, aliases)
    load_searches(engine, ledger, today)
    load_home_office(engine, ledger, aliases)


def _refuse_nothing(files: list[InputFile]) -> None:
    refused = [found for found in files if found.problem]
    if refused:
        problem = refused[0].problem
        assert problem is not None
        raise InputError(f"No street file could be used. {refused[0].path}: {problem.reason}", problem.way_out)
    raise InputError(
        "There is no usable street file in inbox/.", "Put files from data.police.uk into inbox/ and build again."
    )


def _reports(workspace: Workspace, edition: Edition, today: date) -> list[Path]:
    """Its reports, written anew unless those that lie there are its own and no fact has grown stale since."""
    (stale,) = edition.rows("SELECT count(*) AS facts FROM fact WHERE stale_after < ?", [today])
    stamp = workspace.reports / ".edition"
    of = f"{edition.name} {edition.manifest.get('fingerprint')} {stale['facts']}"
    wanted = [workspace.reports / name for name in ("facts.html", "facts.pdf")]
    if all(path.is_file() for path in wanted) and stamp.is_file() and stamp.read_text(encoding="utf-8") == of:
        return wanted
    workspace.reports.mkdir(exist_ok=True)
    written = write_reports(edition, workspace.reports, today=today)
    stamp.write_text(of, encoding="utf-8")
    return written


def _fingerprint(workspace: Workspace, files: list[InputFile], mappings: Sequence[SavedMapping], today: date) -> str:
    """A hash of everything the edition is a function of: files, settings, mappings, code, what is still to come today."""
    inputs = [(found.path, found.sha256, found.status, found.problem and found.problem.reason) for found in files]
    settings = _parameters(workspace, mappings)
    to_come = [found.path for found in files if found.hints.get("month", "") > str(Month.of(today))]
    text = json.dumps([inputs, settings, code_version(), to_come], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_version() -> str:
    """The package's version and a digest of its source, so that editions of a changed program are told apart."""
    digest = hashlib.sha256()
    folder = Path(saferplan.__file__).parent
    for path in sorted(
        (each for each in folder.rglob("*") if each.suffix in CODE),
        key=lambda each: each.relative_to(folder).as_posix(),
    ):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{saferplan.__version__}+{digest.hexdigest()[:12]}"


def _parameters(workspace: Workspace, mappings: Sequence[SavedMapping]) -> dict[str, Any]:
    """The settings, and the hash of each mapping's text."""
    hashes = {"mappings": {each.name: each.sha256 for each in mappings}} if mappings else {}
    return {**workspace.settings.model_dump(mode="json"), **hashes}


def _manifest(
    workspace: Workspace, files: list[InputFile], mappings: Sequence[SavedMapping], fingerprint: str
) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint,
        "code": code_version(),
        "parameters": _parameters(workspace, mappings),
        "seed": SEED,
        "inputs": [
            {
                "path": found.path,
                "source": found.source.id if found.source else None,
                "sha256": found.sha256,
                "issue": found.issue,
                "status": found.status,
            }
            for found in files
        ],
    }
