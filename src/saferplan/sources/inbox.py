"""Walking the inbox: folders and ZIPs, read in place and never written.

Members of a ZIP are unpacked to a folder of the build's own, one by one, with guards against paths that climb out,
archives that swell, and broken checksums.
"""

import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from saferplan.base.errors import InputError
from saferplan.sources.files import CHUNK_BYTES, InputFile, Problem, examine
from saferplan.sources.recognise import recognise, vintage_of

LARGEST_MEMBER_BYTES = 4 << 30
LARGEST_EXPANSION = 200
SMALL_ENOUGH_BYTES = 50 << 20
_MONTH_FOLDER = re.compile(r"\d{4}-\d{2}")


def read_inbox(
    inbox: Path,
    unpacked: Path,
    *,
    issued: dict[str, str] | None = None,
    heard: Callable[[str], None] = lambda path: None,
) -> list[InputFile]:
    """Every file below the inbox, recognised, in the order in which rows will be loaded."""
    files = []
    for path in sorted(inbox.rglob("*"), key=lambda each: each.as_posix()):
        relative = path.relative_to(inbox)
        if path.is_file() and not _is_aside(relative):
            heard(relative.as_posix())
            files += _read_one(path, relative.as_posix(), unpacked)
    return settle(files, issued or {})


def read_files(paths: Iterable[Path], unpacked: Path) -> list[InputFile]:
    """Files named one by one, as `check` is given them before they go into an inbox."""
    files = []
    for path in paths:
        if path.is_dir():
            files += read_inbox(path, unpacked)
        else:
            files += settle(_read_one(path, path.name, unpacked), {})
    return files


def _is_aside(relative: Path) -> bool:
    return relative.parts[0] == "judgements" or any(part.startswith((".", "~$")) for part in relative.parts)


def _read_one(path: Path, shown: str, unpacked: Path) -> list[InputFile]:
    if path.suffix.lower() == ".zip":
        return list(_read_zip(path, shown, unpacked))
    return [_recognised(examine(shown, path, _container_of(shown)))]


def _recognised(found: InputFile) -> InputFile:
    recognise(found)
    return found


def _container_of(shown: str) -> str:
    """The download a file came in: the folder that holds the publisher's folders of months."""
    folder = PurePosixPath(shown).parent
    return str(folder.parent if _MONTH_FOLDER.fullmatch(folder.name) else folder)


def _read_zip(path: Path, shown: str, unpacked: Path) -> Iterator[InputFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda each: each.filename):
                if not member.is_dir():
                    yield _read_member(archive, member, path, shown, unpacked)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        problem = Problem(f"The ZIP cannot be read: {error}.", "Close it if it is open, or download it again.")
        yield InputFile(shown, None, shown, status="refused", problem=problem)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, shown: str, unpacked: Path
) -> InputFile:
    label = f"{shown}!{member.filename}"
    if problem := _unsafe(member):
        return InputFile(label, None, shown, bytes=member.file_size, status="refused", problem=problem)
    target = unpacked / f"{len(list(unpacked.iterdir())):06d}-{PurePosixPath(member.filename).name[-80:]}"
    try:
        _unpack(archive, member, target)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        problem = Problem(f"The member cannot be unpacked: {error}.", "Download the ZIP again.")
        return InputFile(label, None, shown, bytes=member.file_size, status="refused", problem=problem)
    return _recognised(examine(label, target, shown))


def _unsafe(member: zipfile.ZipInfo) -> Problem | None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", member.filename):
        return Problem(
            "The member's name climbs out of the archive.", "Do not use this ZIP; download it from the publisher."
        )
    if member.flag_bits & 1:
        return Problem("The member is protected by a password.", "Save the archive again without a password.")
    swollen = member.file_size > SMALL_ENOUGH_BYTES and member.file_size > LARGEST_EXPANSION * max(
        1, member.compress_size
    )
    if member.file_size > LARGEST_MEMBER_BYTES or swollen:
        return Problem(
            f"The member would swell from {member.compress_size:,} to {member.file_size:,} bytes.",
            "Do not use this ZIP; download it from the publisher.",
        )
    return None


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Copy one member; its checksum is verified by reading it to the end, and it may not outgrow what it declared."""
    with archive.open(member) as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, CHUNK_BYTES)


def settle(files: list[InputFile], issued: dict[str, str]) -> list[InputFile]:
    """Decide what becomes of each file beside the others: duplicates, superseded issues, vintages; fix the order."""
    for found in files:
        if found.problem and found.status == "loaded":
            found.status = "refused"
    _note_issues(files, issued)
    _set_duplicates_aside(files)
    _set_superseded_aside(files)
    _set_old_vintages_aside(files)
    return sorted(files, key=lambda found: (found.hints.get("month", ""), found.hints.get("force", ""), found.path))


def _note_issues(files: list[InputFile], issued: dict[str, str]) -> None:
    """The issue of a monthly file is the latest month in the same download, unless saferplan.toml says otherwise."""
    latest: dict[str, str] = {}
    for found in files:
        month = found.hints.get("month")
        if month:
            latest[found.container] = max(month, latest.get(found.container, month))
    for found in files:
        if found.hints.get("month"):
            found.issue = issued.get(found.path, latest[found.container])
        elif found.path in issued:
            found.issue = issued[found.path]


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
                "Take one of them out of the inbox, or say in saferplan.toml under [issued] when each was published.",
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
