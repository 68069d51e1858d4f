"""`build`: read the inbox, count, measure, state the facts, write an edition and its reports."""

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

import saferplan
from saferplan.base.errors import EditionError, InputError, StorageError
from saferplan.base.periods import Month
from saferplan.pipeline.ledger import CHANGED, rows_of, used_sources
from saferplan.pipeline.signals.judgements import judgement_files
from saferplan.pipeline.turns import short_turns
from saferplan.pipeline.workspace import Workspace, hold
from saferplan.report import draw_reports, make_ready, set_reports, write_drawn
from saferplan.sources.files import InputFile
from saferplan.sources.inbox import read_inbox
from saferplan.sources.known_files import KnownFiles
from saferplan.tables.draft import Draft, remove_unfinished
from saferplan.tables.editions import Edition, current_edition
from saferplan.tables.engine import MANY_ROWS
from saferplan.tables.hashing import sha256_of

if TYPE_CHECKING:
    from saferplan.pipeline.mappings import SavedMapping

Heard = Callable[[str], None]
UNPACKED = ".building-"
KNOWN_FILES = "inbox.json"
STAMP = ".edition"
"""Beside the reports: which edition they are of."""
PLACED_TABLES = ("offence", "outcome", "asb_incident", "stop_and_search", "population", "boundary", "deprivation")
COUNTED_TABLES = ("monthly_count", "home_office_count")
"""The largest tables that are whole once rows are placed, and once they are counted: they are written while others are made.
Where there are many rows, writing waits until all is made, for want of memory."""
CODE = (".py", ".html", ".css", ".typ")
SEED = 0  # each analysis that draws by chance has a seed of its own, in the code that the manifest names


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
    with_signals: bool | None = None,
) -> Built:
    """Make an edition of the workspace's inbox, unless nothing has changed since the current one.

    With signals or without them, or as the settings say. What is `heard` may be said by several threads.

    Raises InputError, SettingsError, BusyError or StorageError; whatever happens, the current edition stands.
    """
    lock = hold(workspace, wait_seconds)
    try:
        remove_unfinished(workspace.path)
        for left_over in workspace.path.glob(f"{UNPACKED}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        looks = workspace.settings.signals if with_signals is None else with_signals
        try:
            with short_turns():
                return _by_what_is_known(workspace, today, heard, with_reports, looks)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise StorageError(
                f"The workspace cannot be written: {error}.", "Free some space, then build again."
            ) from error
    finally:
        lock.release()


def _by_what_is_known(workspace: Workspace, *how: Any) -> Built:
    """Build by what the build before learnt of the inbox, and anew without it where a file is not the one it seemed."""
    kept = workspace.cache / KNOWN_FILES
    by = f"{code_version()} Python {sys.version}"  # whose words some problems hold
    known = KnownFiles(kept, by)
    try:
        return _build(workspace, known, *how)
    except Exception:  # of any kind, for it may come of what was taken for true
        if known.are_right():
            raise
    finally:
        known.let_go()
    return _build(workspace, KnownFiles(kept, by, trusting=False), *how)


def _build(
    workspace: Workspace, known: KnownFiles, today: date, heard: Heard, with_reports: bool, with_signals: bool
) -> Built:
    with tempfile.TemporaryDirectory(dir=workspace.path, prefix=UNPACKED, ignore_cleanup_errors=True) as unpacked:
        return _build_in(workspace, Path(unpacked), known, today, heard, with_reports, with_signals)


def _build_in(
    workspace: Workspace, unpacked: Path, known: KnownFiles, today: date, heard: Heard, with_reports: bool,
    with_signals: bool,
) -> Built:  # fmt: skip
    heard("Reading the inbox")
    taking_in, assembly = _importing()
    mappings = _mappings(workspace)
    local = [each.source for each in mappings]
    files = read_inbox(workspace.inbox, unpacked, issued=workspace.settings.issued, local=local, known=known)
    judgements = judgement_files(workspace.inbox / "judgements", today) if with_signals else None
    fingerprint = _fingerprint(workspace, files, mappings, today, judgements)
    if current := _still_current(workspace, fingerprint):
        _refuse_what_only_seemed_known(known)
        known.save()
        return Built(current, False, _reports(workspace, current, today) if with_reports else [])
    engine = taking_in.result().place(
        workspace, files, unpacked, today, heard, code=code_version(), mappings=mappings, meanwhile=assembly
    )
    with Draft(engine, workspace.path) as draft, ThreadPoolExecutor(1) as pool:
        begin_to_write = draft.begin if rows_of(files) < MANY_ROWS else lambda names: None
        begin_to_write(PLACED_TABLES)
        assembly().result().assemble(
            engine, workspace.settings, used_sources(files), judgements=judgements, heard=heard,
            counted=lambda: begin_to_write(COUNTED_TABLES),
        )  # fmt: skip
        _refuse_what_only_seemed_known(known)
        heard("Writing the edition")
        last_month = engine.value("SELECT strftime(last_month, '%Y-%m') FROM partnership")
        manifest = _manifest(workspace, files, mappings, fingerprint) | _looked(judgements)
        in_making = draft.in_making(last_month=last_month, manifest=manifest)
        drawn = _begin_to_draw(pool, in_making, today) if with_reports else None
        edition = draft.publish(last_month=last_month, manifest=manifest)
        if engine.kept:
            engine.kept.forget_unused()
        known.save()
        if drawn:
            heard("Writing the reports")
        reports = _put_reports(workspace, in_making, today, drawn.result()) if drawn else []
    engine.close()
    return Built(edition, True, reports)


def _mappings(workspace: Workspace) -> tuple["SavedMapping", ...]:
    """How partners' files are read. What reads mappings is imported where there are any."""
    if not workspace.mappings.is_dir():
        return ()
    from saferplan.pipeline.mappings import read_mappings

    return read_mappings(workspace.mappings)


def _begin_to_draw(pool: ThreadPoolExecutor, edition: Edition, today: date) -> Future[dict[str, bytes]]:
    """Reports that are set while the edition is written; what they say is gathered before, for the two would hold each other up."""
    from saferplan.report.outline import outline_of

    outlined = pool.submit(outline_of, edition, today=today)
    wait([outlined])
    return pool.submit(lambda: set_reports(outlined.result()))


def _refuse_what_only_seemed_known(known: KnownFiles) -> None:
    """Raises InputError where a file that was taken for the one it was has other bytes."""
    if not known.are_right():
        raise InputError(CHANGED.reason, CHANGED.way_out)


def _importing() -> tuple[Future[Any], Callable[[], Future[Any]]]:
    """What takes files in, imported while the inbox is read; and what begins to import the rest, the numerical libraries and
    the reports, while the engine reads rows: beside what takes many short turns it would hold both up."""
    pool = ThreadPoolExecutor(1)
    taking_in = pool.submit(import_module, "saferplan.pipeline.taking_in")

    @cache
    def assembly() -> Future[Any]:
        pool.submit(import_module, "pyproj")
        begun = pool.submit(import_module, "saferplan.pipeline.assembly")
        pool.submit(lambda: import_module("saferplan.evidence.catalogue").all_facts())
        pool.submit(make_ready)
        pool.shutdown(wait=False)
        return begun

    return taking_in, assembly


def _still_current(workspace: Workspace, fingerprint: str) -> Edition | None:
    """The current edition, if it is whole and of the same inputs. One that cannot be read is built anew."""
    try:
        current = current_edition(workspace.path)
        whole = current and current.manifest.get("fingerprint") == fingerprint and not current.altered_files()
    except EditionError:
        return None
    return current if whole else None


def _reports(workspace: Workspace, edition: Edition, today: date) -> list[Path]:
    """Its reports, written anew unless those that lie there are its own and no fact has grown stale since."""
    stamp = workspace.reports / STAMP
    wanted = [workspace.reports / name for name in ("facts.html", "facts.pdf")]
    if all(path.is_file() for path in (*wanted, stamp)) and stamp.read_text(encoding="utf-8") == _stamp(edition, today):
        return wanted
    return _put_reports(workspace, edition, today, draw_reports(edition, today=today))


def _put_reports(workspace: Workspace, edition: Edition, today: date, drawn: Mapping[str, bytes]) -> list[Path]:
    written = write_drawn(drawn, workspace.reports)
    (workspace.reports / STAMP).write_text(_stamp(edition, today), encoding="utf-8")
    return written


def _stamp(edition: Edition, today: date) -> str:
    """What reports follow from: the edition, and how many of its facts are out of date."""
    (stale,) = edition.rows("SELECT count(*) AS facts FROM fact WHERE stale_after < ?", [today])
    return f"{edition.name} {edition.manifest.get('fingerprint')} {stale['facts']}"


def _looked(judgements: Sequence[Path] | None) -> dict[str, Any]:
    """Whether signals were looked for, and by which judgements."""
    if judgements is None:
        return {"signals": None}
    return {"signals": {"judgements": {path.name: sha256_of(path) for path in judgements}}}


def _fingerprint(
    workspace: Workspace, files: list[InputFile], mappings: Sequence["SavedMapping"], today: date,
    judgements: Sequence[Path] | None,
) -> str:  # fmt: skip
    """A hash of everything the edition is a function of: files, settings, mappings, code, what is still to come today."""
    inputs = [(found.path, found.sha256, found.status, found.problem and found.problem.reason) for found in files]
    settings = _parameters(workspace, mappings)
    to_come = [found.path for found in files if found.hints.get("month", "") > str(Month.of(today))]
    text = json.dumps([inputs, settings, code_version(), to_come, _looked(judgements)], sort_keys=True)
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


def _parameters(workspace: Workspace, mappings: Sequence["SavedMapping"]) -> dict[str, Any]:
    """The settings, and the hash of each mapping's text."""
    hashes = {"mappings": {each.name: each.sha256 for each in mappings}} if mappings else {}
    return {**workspace.settings.model_dump(mode="json"), **hashes}


def _manifest(
    workspace: Workspace, files: list[InputFile], mappings: Sequence["SavedMapping"], fingerprint: str
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
