"""Walking the inbox: folders and ZIPs, read in place and never written; and what becomes of files beside each other."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath, PurePosixPath

from saferplan.base.errors import InputError, SettingsError
from saferplan.sources.archives import is_hidden, read_zip, recognised
from saferplan.sources.contract import Source
from saferplan.sources.files import InputFile, Problem, examine
from saferplan.sources.known_files import KnownFiles
from saferplan.sources.recognise import SPREADSHEETS, vintage_of
from saferplan.sources.workbooks import read_workbook

READERS = 4
SAY_WHEN_PUBLISHED = (
    "Say in saferplan.toml under [issued] when each was published, or put each into a folder named issue-YYYY-MM."
)
_ISSUE_FOLDER = re.compile(r"(?:^|/)issue-(\d{4}-\d{2})/")
_MONTH_FOLDER = re.compile(r"\d{4}-\d{2}")


def read_inbox(
    inbox: Path,
    unpacked: Path,
    *,
    issued: dict[str, str] | None = None,
    heard: Callable[[str], None] = lambda path: None,
    local: Sequence[Source] = (),
    known: KnownFiles | None = None,
) -> list[InputFile]:
    """Every file below the inbox, recognised, in the order in which rows will be loaded.

    `local` are the sources that the workspace's mappings make: they claim files by name, before any is recognised. Of the
    others those that are `known` are taken for what they were, and those that are not come to be.
    """
    known = known or KnownFiles(None, "")
    closed: list[InputFile] = []
    paths = sorted((path for path in _files_below(inbox, closed) if path.is_file()), key=lambda path: path.as_posix())
    shown = {path: path.relative_to(inbox).as_posix() for path in paths if not _is_aside(path.relative_to(inbox))}
    claimed = {path: sources for path in shown if (sources := claiming(path.name, local))}
    plain = [path for path in shown if path not in claimed and not _is_zip(path) and not _is_workbook(path)]
    found = {path: known.find(path, shown[path], _container_of(shown[path])) for path in plain}
    unread = [path for path in plain if found[path] is None]
    with ThreadPoolExecutor(READERS) as pool:  # hashing lets other threads run
        examined = dict(zip(unread, pool.map(lambda path: _examined(path, shown[path]), unread), strict=True))
    files: list[InputFile] = []
    for path, name in shown.items():
        heard(name)
        if path in claimed:
            files += _claimed(path, name, claimed[path])
        elif path in examined:
            files.append(recognised(examined[path]))
            known.note(files[-1])
        else:
            files += [each] if (each := found.get(path)) else _opened(path, name, unpacked)
    return settle(files + closed, issued or {})


def _files_below(inbox: Path, closed: list[InputFile]) -> Iterator[Path]:
    """Every file; a folder that may not be read is noted in `closed`, for its files would else be missing unsaid."""

    def note(error: OSError) -> None:
        shown = Path(error.filename or inbox).relative_to(inbox).as_posix()
        problem = Problem(f"The folder cannot be read: {error.strerror or error}.", "Check its permissions.")
        closed.append(InputFile(shown, None, shown, problem=problem))

    for folder, _, names in os.walk(inbox, onerror=note):
        yield from (Path(folder, name) for name in names)


def read_files(paths: Iterable[Path], unpacked: Path, *, local: Sequence[Source] = ()) -> list[InputFile]:
    """Files named one by one, as `check` is given them before they go into an inbox."""
    files = []
    for path in paths:
        if path.is_dir():
            files += read_inbox(path, unpacked, local=local)
        elif sources := claiming(path.name, local):
            files += settle(_claimed(path, path.name, sources), {})
        else:
            files += settle(_read_one(path, path.name, unpacked), {})
    return files


def claiming(name: str, local: Sequence[Source]) -> list[Source]:
    """The mappings that a file is for, by its name: one, or several that each name sheets of their own.

    Raises SettingsError where two claim the same.
    """
    found = [source for source in local if re.match(source.fits, name.casefold())]
    sheets = [sheet.casefold() for source in found for sheet in source.sheets]
    if len(found) > 1 and (not all(source.sheets for source in found) or len(set(sheets)) < len(sheets)):
        raise SettingsError(
            f"{name} is claimed by {found[0].address} and by {found[1].address}.",
            "Make `files` of the two so narrow that each takes its own, or let each name its own sheets.",
        )
    return found


def _claimed(path: Path, shown: str, sources: Sequence[Source]) -> list[InputFile]:
    """A partner's file, once for each mapping that reads it: what is wrong with it as text is no matter."""
    files = []
    for source in sources:
        found = _examined(path, shown if len(sources) == 1 else f"{shown}!{' + '.join(source.sheets)}")
        if found.sha256:
            found.problem = found.note = None
        found.source, found.lines, found.blank_lines, found.headings = source, 0, (), []
        files.append(found)
    return files


def _is_aside(relative: PurePath) -> bool:
    return relative.parts[0] == "judgements" or is_hidden(relative)


def _read_one(path: Path, shown: str, unpacked: Path) -> list[InputFile]:
    if _is_zip(path) or _is_workbook(path):
        return _opened(path, shown, unpacked)
    return [recognised(_examined(path, shown))]


def _opened(path: Path, shown: str, unpacked: Path) -> list[InputFile]:
    """The members of a ZIP, or the sheets of a workbook."""
    if _is_zip(path):
        return list(read_zip(path, shown, unpacked))
    return read_workbook(path, shown, _container_of(shown), unpacked)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in SPREADSHEETS


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _examined(path: Path, shown: str) -> InputFile:
    return examine(shown, path, _container_of(shown))


def _container_of(shown: str) -> str:
    """The download a file came in: the folder that holds the publisher's folders of months."""
    folder = PurePosixPath(shown).parent
    return str(folder.parent if _MONTH_FOLDER.fullmatch(folder.name) else folder)


def settle(files: list[InputFile], issued: dict[str, str], *, keep_issues: bool = False) -> list[InputFile]:
    """Decide what becomes of each file beside the others: duplicates, superseded issues, vintages; fix the order."""
    for found in files:
        if found.problem and found.status == "loaded":
            found.status = "refused"
    if not keep_issues:
        _note_issues(files, issued)
    _set_duplicates_aside(files)
    _set_superseded_aside(files)
    _set_old_vintages_aside(files)
    return sorted(files, key=lambda found: (found.hints.get("month", ""), found.hints.get("force", ""), found.path))


def _note_issues(files: list[InputFile], issued: dict[str, str]) -> None:
    """The issue of a file: as saferplan.toml says, else as its folder is named, else, of a monthly file, the latest month
    in the same download.

    Raises SettingsError where saferplan.toml dates a file that is not there.
    """
    paths = {path for found in files for path in (found.path, found.path.partition("!")[0])}
    if absent := sorted(set(issued) - paths):
        raise SettingsError(
            f"saferplan.toml: [issued] dates “{absent[0]}”, and there is no such file in inbox/.",
            "Write the path as it stands below inbox/, with forward slashes, or take the line out.",
        )
    latest: dict[str, str] = {}
    for found in files:
        month = found.hints.get("month")
        if month:
            latest[found.container] = max(month, latest.get(found.container, month))
    for found in files:
        named = _ISSUE_FOLDER.search(found.path)
        stated = issued.get(found.path) or issued.get(found.path.partition("!")[0]) or (named and named[1])
        if issue := stated or (found.hints.get("month") and latest[found.container]):
            found.issue = issue


def _set_duplicates_aside(files: list[InputFile]) -> None:
    seen: dict[tuple[str, str, str], InputFile] = {}
    for found in sorted((each for each in files if each.usable), key=lambda each: (each.issue or "", each.path)):
        key = (found.source.id if found.source else "", found.sha256 or "", str(sorted(found.hints.items())))
        if key in seen:
            found.status, found.note = "duplicate", f"The same bytes as {seen[key].path}."
        else:
            seen[key] = found


def _set_superseded_aside(files: list[InputFile]) -> None:
    groups: dict[tuple[str, str, str], list[InputFile]] = {}
    for found in files:
        if found.usable and found.source and {"month", "force"} <= found.hints.keys():
            groups.setdefault((found.source.id, found.hints["month"], found.hints["force"]), []).append(found)
    for group in groups.values():
        group.sort(key=lambda each: (each.issue or "", each.path))
        newest = group[-1]
        if len(group) > 1 and group[-2].issue == newest.issue:
            raise InputError(
                f"{group[-2].path} and {newest.path} are both of issue {newest.issue}, and they differ.",
                f"Take one of them out of the inbox. Or: {SAY_WHEN_PUBLISHED}",
            )
        for older in group[:-1]:
            older.status, older.note = "superseded", f"{newest.path} is of a newer issue ({newest.issue})."


def _set_old_vintages_aside(files: list[InputFile]) -> None:
    newest: dict[str, int] = {}
    dated = [
        (found, vintage_of(found)) for found in files if found.usable and found.source and not found.hints.get("month")
    ]
    dated = [(found, year) for found, year in dated if found.source and "year" not in found.hints]
    for found, year in dated:
        if found.source and year:
            newest[found.source.id] = max(year, newest.get(found.source.id, year))
    for found, year in dated:
        if found.source and year and year < newest[found.source.id]:
            found.status = "superseded"
            found.note = f"Its codes are of {year}; the codes of {newest[found.source.id]} are used."
