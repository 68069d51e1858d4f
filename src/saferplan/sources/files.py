"""A file of the inbox as it was found: its bytes, its hash, its first line, and what is wrong with it."""

import codecs
import csv
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from saferplan.sources.contract import Source

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be used as a whole, and the way out."""

    reason: str
    way_out: str
    line: int = 1
    column: str = ""
    value: str = ""


@dataclass
class InputFile:
    """One file, or one member of a ZIP. `path` is how people know it; `readable` is where its bytes can be read."""

    path: str
    readable: Path | None
    container: str
    bytes: int = 0
    sha256: str | None = None
    lines: int = 0
    """Lines of text, the heading among them, blank ones not."""
    headings: list[str] = field(default_factory=list)
    source: Source | None = None
    blank_lines: tuple[int, ...] = ()
    problem: Problem | None = None
    hints: dict[str, str] = field(default_factory=dict)
    issue: str | None = None
    status: str = "loaded"
    note: str | None = None

    @property
    def name(self) -> str:
        return self.path.replace("!", "/").rsplit("/", 1)[-1]

    @property
    def usable(self) -> bool:
        return self.status == "loaded" and self.problem is None and self.source is not None

    @property
    def rows_in(self) -> int:
        return max(0, self.lines - 1)


def examine(path: str, readable: Path, container: str) -> InputFile:
    """Read a file once: size, hash, lines, first line; refuse what is not UTF-8 text."""
    found = InputFile(path=path, readable=readable, container=container)
    try:
        _read_through(found, readable)
    except PermissionError:
        found.problem = Problem(
            "The file cannot be opened: another program holds it, or you may not read it.",
            "Close it in Excel or the other program, check its permissions, and try again.",
        )
    except OSError as error:
        found.problem = Problem(f"The file cannot be read: {error.strerror or error}.", "Copy it into the inbox again.")
    return found


def _read_through(found: InputFile, readable: Path) -> None:
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    first, tail, newlines, returns, blank = b"", b"\n", 0, 0, []
    with readable.open("rb") as handle:
        while chunk := handle.read(CHUNK_BYTES):
            digest.update(chunk)
            first = first or chunk
            blank += _blank_lines(tail + chunk, newlines)
            if found.problem is None:
                _decode(found, decoder, chunk, newlines)
            newlines += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            found.bytes += len(chunk)
            tail = (tail + chunk[-2:])[-2:]
    found.sha256 = digest.hexdigest()
    ends_open = found.bytes > 0 and not tail.endswith(b"\n")
    found.lines = newlines + ends_open - len(blank)
    found.blank_lines = tuple(line for line in blank if line <= newlines)
    if ends_open:
        found.note = "The file ends without a line break: it may have been cut short."
    if returns not in (0, newlines) and found.problem is None:
        found.problem = Problem(
            "The file mixes line breaks of two kinds.", "Download it again, or save it again as CSV."
        )
    _read_headings(found, first)


def _blank_lines(joined: bytes, newlines_before: int) -> list[int]:
    """Numbers of the blank lines that end in a chunk; `joined` has the last two bytes before the chunk in front."""
    if b"\n\n" not in joined and b"\n\r\n" not in joined:
        return []
    lines = joined.split(b"\n")
    carried = joined[:2].count(b"\n")
    return [
        newlines_before - carried + place + 1
        for place, line in enumerate(lines[:-1])
        if place and line in (b"", b"\r") and newlines_before - carried + place + 1 > max(1, newlines_before)
    ]


def _decode(found: InputFile, decoder: codecs.IncrementalDecoder, chunk: bytes, newlines_before: int) -> None:
    if b"\0" in chunk or chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found.problem = Problem("The file is not UTF-8 text (it looks like UTF-16 or a binary file).", SAVE_AS_UTF8)
        return
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        line = newlines_before + chunk[: error.start].count(b"\n") + 1
        reason = f"The file is not UTF-8 text: line {line} holds a byte of another encoding (Latin-1 or Windows-1252?)."
        found.problem = Problem(reason, SAVE_AS_UTF8, line=line, value=repr(chunk[error.start : error.start + 12]))


SAVE_AS_UTF8 = "Save it again as “CSV UTF-8 (comma delimited)”, or take the publisher's file as it was downloaded."


def _read_headings(found: InputFile, first: bytes) -> None:
    if found.problem or not first.strip():
        return
    line = first.split(b"\n", 1)[0].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").rstrip("\r")
    found.headings = next(csv.reader([line]), []) if len(line) < 60_000 else []
