"""`build`: read the inbox, count, measure, state the facts, write an edition and its reports."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

import saferplan
from saferplan.base.errors import EditionError, StorageError
from saferplan.base.periods import Month
from saferplan.pipeline.ledger import used_sources
from saferplan.pipeline.mappings import SavedMapping, read_mappings
from saferplan.pipeline.signals.judgements import judgement_files
from saferplan.pipeline.workspace import Workspace, hold
from saferplan.report import write_reports
from saferplan.sources.files import InputFile
from saferplan.sources.inbox import read_inbox
from saferplan.tables.editions import Draft, Edition, current_edition, remove_unfinished
from saferplan.tables.hashing import sha256_of

Heard = Callable[[str], None]
UNPACKED = ".building-"
COUNTED_TABLES = (
    "offence", "outcome", "asb_incident", "stop_and_search", "monthly_count", "home_office_count", "population", "boundary",
    "deprivation",
)  # fmt: skip
"""The largest tables that are whole once rows are counted: they are written while figures are measured."""
MANY_ROWS = 2_000_000
"""From so many crimes on, writing waits until all is counted, for want of memory."""
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

    With signals or without them, or as the settings say.

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
                looks = workspace.settings.signals if with_signals is None else with_signals
                return _build(workspace, Path(unpacked), today, heard, with_reports, looks)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise StorageError(
                f"The workspace cannot be written: {error}.", "Free some space, then build again."
            ) from error
    finally:
        lock.release()


def _build(
    workspace: Workspace, unpacked: Path, today: date, heard: Heard, with_reports: bool, with_signals: bool
) -> Built:
    heard("Reading the inbox")
    taking_in, assembly, *_ = _imported_meanwhile()
    mappings = read_mappings(workspace.mappings)
    local = [each.source for each in mappings]
    files = read_inbox(workspace.inbox, unpacked, issued=workspace.settings.issued, local=local)
    judgements = judgement_files(workspace.inbox / "judgements", today) if with_signals else None
    fingerprint = _fingerprint(workspace, files, mappings, today, judgements)
    if current := _still_current(workspace, fingerprint):
        return Built(current, False, _reports(workspace, current, today) if with_reports else [])
    engine = taking_in.result().place(workspace, files, unpacked, today, heard, code=code_version(), mappings=mappings)
    with Draft(engine, workspace.path) as draft:
        is_small = engine.value("SELECT count(*) FROM offence") < MANY_ROWS
        assembly.result().assemble(
            engine, workspace.settings, used_sources(files), judgements=judgements, heard=heard,
            counted=lambda: draft.begin(COUNTED_TABLES) if is_small else None,
        )  # fmt: skip
        last_month = engine.value("SELECT strftime(last_month, '%Y-%m') FROM partnership")
        heard("Writing the edition")
        manifest = _manifest(workspace, files, mappings, fingerprint) | _looked(judgements)
        edition = draft.publish(last_month=last_month, manifest=manifest)
    if engine.kept:
        engine.kept.forget_unused()
    engine.close()
    heard("Writing the reports")
    return Built(edition, True, _reports(workspace, edition, today) if with_reports else [])


def _imported_meanwhile() -> list[Future[Any]]:
    """The rooms with the numerical libraries, and then the reports, imported while files are hashed and rows are read."""
    pool = ThreadPoolExecutor(1)
    ours = ("pipeline.taking_in", "pipeline.assembly", "report.outline", "report.page", "report.document")
    found = [pool.submit(import_module, name) for name in (*(f"saferplan.{each}" for each in ours), "pyproj")]
    pool.shutdown(wait=False)
    return found


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


def _looked(judgements: Sequence[Path] | None) -> dict[str, Any]:
    """Whether signals were looked for, and by which judgements."""
    if judgements is None:
        return {"signals": None}
    return {"signals": {"judgements": {path.name: sha256_of(path) for path in judgements}}}


def _fingerprint(
    workspace: Workspace, files: list[InputFile], mappings: Sequence[SavedMapping], today: date,
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
