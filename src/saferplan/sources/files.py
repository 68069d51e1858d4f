"""A file of the inbox as it was found: its bytes, its hash, its first line, and what is wrong with it."""

import codecs
import contextlib
import csv
import hashlib
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from saferplan.sources.contract import Source

CHUNK_BYTES = 1 << 20
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, OSError, EOFError, RuntimeError, NotImplementedError,
    ValueError, OverflowError,
)  # fmt: skip
"""What the standard library raises for archives, workbooks among them, that are broken in one way or another."""
LONGEST_HEADING_LINE = 60_000


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
    heading_line: int = 1
    """Line of the heading as a person sees it: a sheet of a workbook may have notes above it."""
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
    lines = _LineCounter()
    first = b""
    with readable.open("rb") as opened:
        while chunk := opened.read(CHUNK_BYTES):
            digest.update(chunk)
            first = first or chunk
            if found.problem is None:
                _decode(found, decoder, chunk, lines.newlines)
            lines.read(chunk)
            found.bytes += len(chunk)
    found.sha256 = digest.hexdigest()
    ends_open = lines.length > lines.last_newline + 1
    found.lines = lines.newlines + ends_open - len(lines.blank)
    found.blank_lines = tuple(lines.blank)
    if ends_open:
        found.note = "The file ends without a line break: it may have been cut short."
    if lines.returns not in (0, lines.newlines) and found.problem is None:
        found.problem = Problem(
            "The file mixes line breaks of two kinds.", "Download it again, or save it again as CSV."
        )
    _read_headings(found, first)


class _LineCounter:
    """Counts line breaks and finds blank lines in chunks of bytes, by the distances between the breaks."""

    def __init__(self) -> None:
        self.length = self.newlines = self.returns = 0
        self.last_newline = -1
        self.last_byte = 0
        self.blank: list[int] = []

    def read(self, chunk: bytes) -> None:
        values = np.frombuffer(chunk, dtype=np.uint8)
        breaks = np.flatnonzero(values == 10)
        self.returns += int(np.count_nonzero(values == 13))
        if len(breaks):
            lengths = np.diff(breaks + self.length, prepend=self.last_newline) - 1
            for place in np.flatnonzero(lengths <= 1):
                before = values[breaks[place] - 1] if breaks[place] else self.last_byte
                if lengths[place] == 0 or before == 13:
                    self.blank.append(self.newlines + int(place) + 1)
            self.newlines += len(breaks)
            self.last_newline = int(breaks[-1]) + self.length
        self.length += len(chunk)
        self.last_byte = int(values[-1])


def _decode(found: InputFile, decoder: codecs.IncrementalDecoder, chunk: bytes, newlines_before: int) -> None:
    if b"\0" in chunk or chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found.problem = Problem("The file is not UTF-8 text (it looks like UTF-16 or a binary file).", _SAVE_OR_MAP)
        return
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        line = newlines_before + chunk[: error.start].count(b"\n") + 1
        reason = f"The file is not UTF-8 text: line {line} holds a byte of another encoding (Latin-1 or Windows-1252?)."
        found.problem = Problem(reason, _SAVE_OR_MAP, line=line)


SAVE_AS_UTF8 = "Save it again as “CSV UTF-8 (comma delimited)”, or take the publisher's file as it was downloaded."
MAP_IT = "If it is a partner's file of figures or events, run `saferplan map` on it."
_SAVE_OR_MAP = f"{SAVE_AS_UTF8} {MAP_IT}"


def _read_headings(found: InputFile, first: bytes) -> None:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        first = first.decode("utf-16", "replace").encode("utf-8")
    line = first.split(b"\n", 1)[0].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").rstrip("\r")
    if line.strip() and len(line) < LONGEST_HEADING_LINE:
        with contextlib.suppress(csv.Error):
            found.headings = next(csv.reader([line]), [])
