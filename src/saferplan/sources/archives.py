"""ZIP archives, read in place: members are unpacked one by one into a folder of the build's own.

Guards stand against paths that climb out, archives that swell, broken checksums, passwords and a full disk.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from saferplan.base.errors import StorageError
from saferplan.sources.files import CHUNK_BYTES, ZIP_ERRORS, InputFile, Problem, examine
from saferplan.sources.recognise import SPREADSHEETS, recognise
from saferplan.sources.workbooks import read_workbook

LARGEST_MEMBER_BYTES = 4 << 30
LARGEST_EXPANSION = 200
SMALL_ENOUGH_BYTES = 50 << 20


def read_zip(path: Path, shown: str, unpacked: Path) -> Iterator[InputFile]:
    try:
        archive = zipfile.ZipFile(path)
        packed_bytes = path.stat().st_size
    except ZIP_ERRORS as error:
        problem = Problem(f"The ZIP cannot be read: {error}.", "Close it if it is open, or download it again.")
        yield InputFile(shown, None, shown, status="refused", problem=problem)
        return
    with archive:
        members = [each for each in archive.infolist() if not each.filename.endswith("/")]
        if bomb := _swollen(sum(each.file_size for each in members), packed_bytes, "ZIP"):
            yield InputFile(shown, None, shown, bytes=packed_bytes, status="refused", problem=bomb)
            return
        for member in sorted(members, key=lambda each: each.filename):
            if not is_hidden(PurePosixPath(member.filename)):
                yield from _read_member(archive, member, shown, unpacked)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, unpacked: Path) -> list[InputFile]:
    label = f"{shown}!{member.filename}"
    if problem := _unsafe(member):
        return [InputFile(label, None, shown, bytes=member.file_size, status="refused", problem=problem)]
    if member.filename.lower().endswith(".zip"):
        problem = Problem("It is a ZIP within a ZIP.", "Unpack the outer one into a folder of the inbox.")
        return [InputFile(label, None, shown, bytes=member.file_size, status="refused", problem=problem)]
    plain_name = re.sub(r"[^\w. ()-]", "_", PurePosixPath(member.filename).name, flags=re.ASCII)[-80:]
    target = unpacked / f"{hashlib.sha256(label.encode()).hexdigest()[:16]}-{plain_name}"
    try:
        _unpack(archive, member, target)
    except ZIP_ERRORS as error:
        problem = Problem(f"The member cannot be unpacked: {error}.", "Download the ZIP again.")
        return [InputFile(label, None, shown, bytes=member.file_size, status="refused", problem=problem)]
    if target.suffix.lower() in SPREADSHEETS:
        return read_workbook(target, label, shown, unpacked)
    return [recognised(examine(label, target, shown))]


def _unsafe(member: zipfile.ZipInfo) -> Problem | None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", member.filename):
        return Problem(
            "The member's name climbs out of the archive.", "Do not use this ZIP; download it from the publisher."
        )
    if member.flag_bits & 1:
        return Problem("The member is protected by a password.", "Save the archive again without a password.")
    return _swollen(member.file_size, member.compress_size, "member", largest=LARGEST_MEMBER_BYTES)


def _swollen(plain_bytes: int, packed_bytes: int, what: str, *, largest: int | None = None) -> Problem | None:
    """A bomb: what is small as it lies and would fill the disk when unpacked."""
    is_bomb = plain_bytes > SMALL_ENOUGH_BYTES and plain_bytes > LARGEST_EXPANSION * max(1, packed_bytes)
    if not is_bomb and not (largest and plain_bytes > largest):
        return None
    return Problem(
        f"The {what} would swell from {packed_bytes:,} to {plain_bytes:,} bytes.",
        "Do not use this ZIP; download it from the publisher.",
    )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Copy one member; its checksum is verified by reading it to the end, and it may not outgrow what it declared.

    Raises StorageError if the copy cannot be written: a full disk is no fault of the archive, and no month may be lost
    to it.
    """
    with archive.open(member) as packed, target.open("wb", buffering=0) as plain:
        while chunk := packed.read(CHUNK_BYTES):
            try:
                written = plain.write(chunk)
            except OSError as error:
                raise _no_room(member, error) from error
            if written != len(chunk):
                raise _no_room(member, "the disk is full")


def _no_room(member: zipfile.ZipInfo, why: object) -> StorageError:
    return StorageError(
        f"{member.filename} could not be unpacked: {why}.", "Free some space, then build again. The inbox is unchanged."
    )


def recognised(found: InputFile) -> InputFile:
    recognise(found)
    return found


def is_hidden(relative: PurePath) -> bool:
    """Leavings of the system or of Excel: `.DS_Store`, `~$counts.xlsx`, and what macOS adds to an archive."""
    return any(part.startswith((".", "~$")) and part not in (".", "..") for part in relative.parts) or (
        "__MACOSX" in relative.parts
    )
