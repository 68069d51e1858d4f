"""The sheets of a partner's file (XLSX, ODS, CSV), row by row; only rows that hold something are kept."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from saferplan.sources.files import SAVE_AS_UTF8, ZIP_ERRORS, Problem
from saferplan.sources.local.cells import BLANK, Cell, Percent, is_blank
from saferplan.sources.local.marks import Marks, Place, is_from_1904, read_marks

READ_HERE = {".xlsx", ".xlsm", ".ods", ".csv"}
CSV_SHEET = "file"
"""What the one sheet of a CSV file is called in addresses."""
SEARCHED_ROWS = 60
"""Headings stand within so many rows, below titles and notes."""
DELIMITERS = (",", ";", "\t", "|")


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; `problem` says why, and the way out."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows that hold something by their number, and which cell each merged cell belongs to."""

    name: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    """Place of every cell of a merged range, its first among them, with the place of the first."""
    is_text: bool = False
    """Whether it is that of a CSV file, in which a stray comma moves cells."""

    def cell(self, row: int, column: int) -> Cell:
        return self.rows.get(row, {}).get(column, BLANK)

    def filled(self, row: int, column: int) -> Cell:
        """A cell, or what stands in the first cell of the merged range it lies in."""
        return self.cell(*self.merged.get((row, column), (row, column)))


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    from_1904: bool = False
    name: str = ""
    """Of the file."""


def read_sheets(path: Path) -> Workbook:
    """Raises UnreadableFileError for a file that is damaged, locked by a password or of another kind."""
    suffix = path.suffix.lower()
    if suffix not in READ_HERE:
        raise _unreadable(f"Files that end in {suffix or 'nothing'} are not read.", "Save it as XLSX, ODS or CSV.")
    try:
        return _csv(path) if suffix == ".csv" else _workbook(path)
    except OSError as error:
        raise _unreadable(f"The file cannot be read: {error.strerror or error}.", "Close it in Excel.") from error


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets; none for a CSV. Raises UnreadableFileError."""
    if path.suffix.lower() not in READ_HERE or path.suffix.lower() == ".csv":
        return []
    from python_calamine import CalamineWorkbook

    with said_plainly(path):
        workbook = CalamineWorkbook.from_path(path)
    return list(workbook.sheet_names)


def _unreadable(reason: str, way_out: str, **place: Any) -> UnreadableFileError:
    return UnreadableFileError(Problem(reason, way_out, **place))


def _workbook(path: Path) -> Workbook:
    from python_calamine import CalamineWorkbook

    with said_plainly(path):
        workbook = CalamineWorkbook.from_path(path)
        marks = read_marks(path)
        sheets = tuple(
            _sheet(
                workbook.get_sheet_by_name(about.name),
                not str(about.visible).endswith(".Visible"),
                marks.get(about.name),
            )
            for about in workbook.sheets_metadata
            if str(about.typ).endswith(".WorkSheet")
        )
    return Workbook(sheets, is_from_1904(path), path.name)


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """What keeps a workbook from being read, as an UnreadableFileError with the way out."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise _unreadable(
            "The workbook is protected by a password.", "Open it, take the password away and save it again."
        ) from error
    except (CalamineError, KeyError, ParseError, *ZIP_ERRORS) as error:
        if _is_encrypted(path):
            raise _unreadable(
                "The workbook is protected by a password, or is of an old form.",
                "Open it, take the password away and save it again as XLSX.",
            ) from error
        raise _unreadable(
            f"The workbook is damaged and cannot be read: {error}.",
            "Open it in Excel or LibreOffice, save it again, or ask the supplier to send it again.",
        ) from error


def _is_encrypted(path: Path) -> bool:
    """An XLSX that is no ZIP but a compound document is locked by a password, or an old XLS under another name."""
    with path.open("rb") as opened:
        return opened.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _sheet(sheet: Any, is_hidden: bool, marks: Marks | None) -> Sheet:
    first = sheet.start[1] if sheet.start else 0
    rows: dict[int, dict[int, Cell]] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        kept = {first + place: cell for place, cell in enumerate(cells) if not is_blank(cell)}
        if kept:
            rows[number] = kept
    for (row, column), fault in (marks.faults if marks else {}).items():
        rows.setdefault(row, {})[column] = fault
    for row, column in marks.percents if marks else ():
        cell = rows.get(row, {}).get(column)
        if isinstance(cell, int | float):
            rows[row][column] = Percent(round(cell * 100, 9))
    merged = {
        (row + 1, column): (top + 1, left)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or (marks.merged if marks else ())
        for row in range(top, min(bottom, top + 10_000) + 1)
        for column in range(left, right + 1)
    }
    return Sheet(sheet.name, is_hidden, dict(sorted(rows.items())), merged)


def encoding_of(path: Path) -> str:
    """UTF-8; UTF-16 where the text says so; else Windows-1252, in which Excel saves what it calls CSV."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as opened:
        if opened.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        opened.seek(0)
        try:
            while chunk := opened.read(_CHUNK_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


_CHUNK_BYTES = 1 << 20


def _csv(path: Path) -> Workbook:
    text = path.read_bytes().decode(encoding_of(path), errors="replace")
    if "\0" in text:
        raise _unreadable("The file is not text.", SAVE_AS_UTF8)
    head = text[:20_000]
    delimiter = max(DELIMITERS, key=lambda each: (head.count(each), -DELIMITERS.index(each)))
    rows: dict[int, dict[int, Cell]] = {}
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        before = 0
        for cells in reader:
            kept: dict[int, Cell] = {place: cell for place, cell in enumerate(cells) if cell.strip()}
            if kept:
                rows[before + 1] = kept
            before = reader.line_num
    except csv.Error as error:
        raise _unreadable(f"The file is no CSV: {error}.", "Save it again as CSV.", line=reader.line_num) from error
    return Workbook((Sheet(CSV_SHEET, False, rows, is_text=True),), name=path.name)
