"""Workbooks (XLSX, XLS, XLSB, ODS), read without Excel: each sheet that holds a source's columns becomes a file of its own.

A sheet is written as CSV into a folder of the build's own, from the row that holds the headings on; everything after
goes the way of any other CSV file, and lines are told as the sheet numbers them. Published workbooks start with notes,
so the first rows are searched for the headings.
"""

import csv
import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from saferplan.base.errors import StorageError
from saferplan.sources.files import InputFile, Problem, examine
from saferplan.sources.recognise import heading_place, recognise

SEARCHED_ROWS = 40


def read_workbook(path: Path, shown: str, container: str, unpacked: Path) -> list[InputFile]:
    """The sheets of a workbook, recognised; one refused file where the workbook cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        packed = path.read_bytes()
        workbook = CalamineWorkbook.from_path(path)
        names = list(workbook.sheet_names)
    except PasswordError:
        return [_refused(shown, container, "The workbook is protected by a password.", "Save it without a password.")]
    except (CalamineError, OSError, ValueError) as error:
        return [_refused(shown, container, f"The workbook cannot be read: {error}.", "Download it again.")]
    whole = hashlib.sha256(packed).hexdigest()
    found = []
    for name in names:
        try:
            rows = [[_text(cell) for cell in row] for row in workbook.get_sheet_by_name(name).to_python(False)]
        except (CalamineError, ValueError) as error:
            found.append(
                _refused(f"{shown}!{name}", container, f"The sheet cannot be read: {error}.", "Save it again.")
            )
            continue
        found.append(_sheet(rows, f"{shown}!{name}", container, whole, unpacked))
    return found


def _sheet(rows: list[list[str]], label: str, container: str, whole: str, unpacked: Path) -> InputFile:
    place = heading_place(rows[:SEARCHED_ROWS])
    if place is None:
        note = "No source has the columns of this sheet."
        return InputFile(label, None, container, status="not_recognised", note=note)
    target = unpacked / f"{hashlib.sha256(label.encode()).hexdigest()[:16]}-sheet.csv"
    _write(target, rows[place:])
    sheet = examine(label, target, container)
    sheet.heading_line = place + 1
    recognise(sheet)
    sheet.note = sheet.note or f"A sheet of a workbook whose SHA-256 is {whole}; the hash here is of its text."
    return sheet


def _write(target: Path, rows: Iterable[list[str]]) -> None:
    """The sheet as CSV. Raises StorageError if it cannot be written: a full disk is no fault of the workbook."""
    try:
        with target.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            for row in rows:
                opened.write("\n") if not any(row) else writer.writerow(row)
    except OSError as error:
        raise StorageError(f"A sheet could not be unpacked: {error}.", "Free some space, then build again.") from error


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a fraction, dates as ISO, nothing for an empty cell."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()


def _refused(label: str, container: str, reason: str, way_out: str) -> InputFile:
    return InputFile(label, None, container, status="refused", problem=Problem(reason, way_out))
