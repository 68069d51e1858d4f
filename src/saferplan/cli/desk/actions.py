"""What the buttons of the window do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from saferplan.base.errors import InputError, SaferplanError
from saferplan.base.numerals import listed, plural
from saferplan.cli.desk.staging import MOST_BYTES, apart
from saferplan.cli.desk.state import Desk
from saferplan.cli.desk.work import Work
from saferplan.pipeline import today


def add(desk: Desk, environ: Mapping[str, Any]) -> None:
    """Stage the files that were handed over, and look at all that wait."""
    from multipart import MultipartError, parse_form_data

    try:
        _, files = parse_form_data(dict(environ), strict=True, disk_limit=MOST_BYTES, part_limit=2_000)
    except MultipartError as error:
        raise InputError(
            f"The files did not arrive whole: {error}.", "Hand them over again, fewer at a time."
        ) from error
    given = [part for part in files.getall("files") if part.filename]
    if not given:
        raise InputError("No file was chosen.", "Choose files, then press “Look at them”.")
    taken: set[str] = set()
    for part in given:
        name = apart(part.filename, taken)
        taken.add(name.casefold())
        desk.staging.add(name, part.file)
        part.close()
    desk.tried = ()
    look(desk)


def look(desk: Desk) -> None:
    """Say what the waiting files are, as a build would."""
    from saferplan.pipeline.check import check_files

    desk.checked, waiting = None, desk.staging.files
    desk.checked = check_files(waiting, today=today()) if waiting else None


MAPPED_SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv")


@dataclass(frozen=True)
class Unmapped:
    """A waiting spreadsheet that nothing recognised: what it looks like, what would be asked, or why it cannot be mapped."""

    name: str
    what: str = ""
    lines: Sequence[str] = ()
    questions: Sequence[Any] = ()
    problem: str = ""


def unmapped(desk: Desk) -> list[Unmapped]:
    known = {row["path"] for row in desk.checked.files if row["status"] != "not_recognised"} if desk.checked else set()
    return [
        _looked_at(path) for path in (desk.staging.files if desk.checked else [])
        if path.suffix.lower() in MAPPED_SUFFIXES and not any(name.split("!")[0] == path.name for name in known)
    ]  # fmt: skip


def _looked_at(path: Path) -> Unmapped:
    about = path.stat()
    return _look_of(path, about.st_size, about.st_mtime_ns)


@lru_cache(20)
def _look_of(path: Path, size: int, changed: int) -> Unmapped:
    """Kept from one page to the next, for half a million rows take seconds to look at."""
    from saferplan.pipeline.map_file import MAPPED, propose_mapping, questions_of

    try:
        look = propose_mapping(path)
        return Unmapped(path.name, MAPPED[look.kind].what, look.lines, questions_of(path, look))
    except SaferplanError as error:
        return Unmapped(path.name, problem=f"{error.what} {error.way_out}")


def map_file(desk: Desk, environ: Mapping[str, Any]) -> None:
    """Save how a waiting spreadsheet is read, by the answers given, and look again."""
    from saferplan.pipeline.map_file import propose_mapping, questions_of, save_mapping

    form = _form(environ)
    path = next((each for each in desk.staging.files if each.name == form.get("file")), None)
    if path is None:
        raise InputError("That file does not wait any longer.", "Hand it over again.")
    found = propose_mapping(path)
    answers = {each.text: form.get(f"answer-{number}", "") for number, each in enumerate(questions_of(path, found))}
    mapped = save_mapping(
        desk.workspace,
        path,
        found,
        name=None,
        ask=lambda text, default, choices: answers.get(text, ""),
        today=today(),
    )
    desk.message = f"Files like {path.name} are read from now on by mappings/{mapped.path.name}, which you may edit."
    refused = (
        [f"Read by this mapping the file would be refused: {mapped.tried.problem}"] if mapped.tried.problem else []
    )
    desk.tried = (*refused, *mapped.tried.lines)
    look(desk)


def mapped_by(desk: Desk) -> dict[str, str]:
    """Of each waiting file that a mapping reads, the mapping's name."""
    from saferplan.pipeline.mappings import read_mappings

    try:
        names = {each.source.id: each.name for each in read_mappings(desk.workspace.mappings)}
    except SaferplanError:  # one was spoilt since: the next look says which
        return {}
    rows = desk.checked.files if desk.checked else []
    return {row["path"]: names[row["source_id"]] for row in rows if row["source_id"] in names}


def ask_again(desk: Desk, environ: Mapping[str, Any]) -> None:
    """Set a mapping aside, so that what it says is asked anew; what it was is kept beside it."""
    from saferplan.pipeline.mappings import set_aside

    name = _form(environ).get("mapping", "")
    if name not in mapped_by(desk).values():
        raise InputError("No file that waits is read by that mapping.", "Hand the file over again.")
    kept = set_aside(desk.workspace.mappings, name)
    desk.message = (
        f"Answer anew below. Until then no file is read by mappings/{name}.toml, those in the inbox among them; what it said is "
        f"kept as mappings/{kept.name}."
    )
    desk.tried = ()
    look(desk)


def stays_out(desk: Desk) -> dict[str, str]:
    """Waiting files that may not go into the inbox, each with the reason: refused as a whole, or a part of an archive is."""
    found = {
        row["path"].split("!")[0]: row["note"] or "It is refused."
        for row in (desk.checked.files if desk.checked else [])
        if row["status"] == "refused"
    }
    return found | {each.name: each.problem for each in unmapped(desk) if each.problem}


def keep(desk: Desk, environ: Mapping[str, Any]) -> None:
    """Put what waits into the inbox, apart from what is refused: that goes on waiting, and is named."""
    if not desk.staging.files:
        raise InputError("No file waits.", "Choose files first.")
    if desk.checked is None:
        look(desk)
    out = stays_out(desk)
    going = [path for path in desk.staging.files if path.name not in out]
    if not going:
        raise InputError(f"No file was put into the inbox: {listed(sorted(out))} refused.", _MEND)
    folder = desk.staging.keep(desk.workspace.inbox, today(), going)
    are = "is" if len(going) == 1 else "are"
    desk.message = f"{plural(len(going), 'file')} {are} now in inbox/{folder.name}. Build when you have all."
    if out:
        desk.message += f" Refused, and not put there: {listed(sorted(out))}. {_MEND}"
    desk.tried = ()
    look(desk)


_MEND = "Mend what is said beside each and hand it over again, or throw it away."


def discard(desk: Desk, environ: Mapping[str, Any]) -> None:
    desk.staging.discard()
    desk.checked, desk.tried = None, ()
    desk.message = "The files were thrown away. Nothing in the inbox was touched."


def build(desk: Desk, environ: Mapping[str, Any]) -> None:
    from saferplan.pipeline.build import build as run_build

    _begin(desk, "Building an edition", lambda heard: run_build(desk.workspace, today=today(), heard=heard))


def quarterly(desk: Desk, environ: Mapping[str, Any]) -> None:
    from saferplan.pipeline.reporting import write_quarterly
    from saferplan.tables.editions import named_edition

    quarter = _form(environ).get("quarter", "")
    edition = named_edition(desk.workspace.path, None)
    _begin(
        desk,
        "Writing the quarterly report",
        lambda heard: write_quarterly(desk.workspace, edition, quarter, today=today()),
    )


def wards(desk: Desk, environ: Mapping[str, Any]) -> None:
    from saferplan.pipeline.reporting import write_wards
    from saferplan.tables.editions import named_edition

    edition = named_edition(desk.workspace.path, None)
    _begin(desk, "Writing the ward sheets", lambda heard: write_wards(desk.workspace, edition, None))


def close(desk: Desk, environ: Mapping[str, Any]) -> None:
    desk.is_closed = True


def _begin(desk: Desk, title: str, run: Callable[[Callable[[str], None]], Any]) -> None:
    """Start a piece of work, unless one is under way."""
    if desk.work and not desk.work.is_over:
        raise InputError(f"{desk.work.title} is under way.", "Wait until it has ended.")
    desk.work = Work(title).start(run)


def _form(environ: Mapping[str, Any]) -> Mapping[str, str]:
    from multipart import MultipartError, parse_form_data

    try:
        fields, _ = parse_form_data(dict(environ), strict=True)
    except MultipartError as error:
        raise InputError(f"The form did not arrive whole: {error}.", "Press the button again.") from error
    return {name: fields[name] for name in fields}


ACTIONS: dict[str, Callable[[Desk, Mapping[str, Any]], None]] = {
    "add": add, "map": map_file, "ask-again": ask_again,
    "keep": keep, "discard": discard, "build": build, "quarterly": quarterly, "wards": wards, "close": close,
}  # fmt: skip
