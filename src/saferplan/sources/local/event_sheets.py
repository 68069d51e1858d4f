"""The sheets of a file of events as streams of rows, for half a million of them are not held in memory; and cells as text."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from saferplan.base.numerals import listed
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Fault
from saferplan.sources.local.marks import Place, faults_of
from saferplan.sources.local.sheets import (
    CSV_SHEET,
    DELIMITERS,
    READ_HERE,
    SEARCHED_ROWS,
    UnreadableFileError,
    encoding_of,
    said_plainly,
)

Rows = Iterable[Sequence[Any]]


def refused(reason: str, way_out: str, **place: Any) -> UnreadableFileError:
    return UnreadableFileError(Problem(reason, way_out, **place))


@contextmanager
def opened_sheets(path: Path, wanted: str = "") -> Iterator[Iterator[tuple[str, Rows]]]:
    """The name and rows of every sheet that is not hidden, or of the wanted one. Raises UnreadableFileError."""
    if path.suffix.lower() not in READ_HERE:
        raise refused(f"Files that end in {path.suffix or 'nothing'} are not read.", "Save it as XLSX, ODS or CSV.")
    opening = _opened_csv(path) if path.suffix.lower() == ".csv" else _opened_workbook(path, wanted)
    with opening as sheets:
        yield sheets


@contextmanager
def _opened_csv(path: Path) -> Iterator[Iterator[tuple[str, Rows]]]:
    try:
        with path.open(encoding=encoding_of(path), errors="replace", newline="") as opened:
            head = opened.read(20_000)
            delimiter = max(DELIMITERS, key=lambda each: (head.count(each), -DELIMITERS.index(each)))
            opened.seek(0)
            yield iter([(CSV_SHEET, csv.reader(opened, delimiter=delimiter))])
    except csv.Error as error:
        raise refused(f"The file is no CSV: {error}.", "Save it again as CSV.") from error


@contextmanager
def _opened_workbook(path: Path, wanted: str) -> Iterator[Iterator[tuple[str, Rows]]]:
    from python_calamine import CalamineWorkbook

    with said_plainly(path):
        workbook = CalamineWorkbook.from_path(path)
        about = [each for each in workbook.sheets_metadata if str(each.typ).endswith(".WorkSheet")]
        names = [each.name for each in about if wanted or str(each.visible).endswith(".Visible")]
        if wanted and wanted not in names:
            there = listed([f"“{name}”" for name in names])
            raise refused(
                f"The mapping names a sheet “{wanted}”, and the workbook has {there}.",
                "Correct `sheet` in the mapping.",
            )
        chosen = [wanted] if wanted else names
        faults = faults_of(path)
        yield ((name, _rows(workbook.get_sheet_by_name(name), faults.get(name, {}))) for name in chosen)


@dataclass(frozen=True)
class SheetRows:
    """The rows of a workbook's sheet, and which of its cells are merged: those of one range, each with the column of its first."""

    rows: Rows
    merged: Mapping[Place, int]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return iter(self.rows)


def merged_of(rows: Rows) -> Mapping[Place, int]:
    """The merged cells of a sheet by row and column, as the rows give them; a CSV has none."""
    return rows.merged if isinstance(rows, SheetRows) else {}


def _rows(sheet: Any, faults: Mapping[Place, Fault]) -> Rows:
    """The rows of a sheet, with the error of a formula where the reader gives an empty cell."""
    return SheetRows(_with_faults(sheet, faults) if faults else sheet.iter_rows(), _merged(sheet))


def _merged(sheet: Any) -> dict[Place, int]:
    """Of the rows in which headings are searched for."""
    before = sheet.start[1] if sheet.start else 0
    return {
        (row + 1, column - before): left - before
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        for row in range(top, min(bottom, SEARCHED_ROWS) + 1)
        for column in range(left, right + 1)
    }


def _with_faults(sheet: Any, faults: Mapping[Place, Fault]) -> Rows:
    first = sheet.start[1] if sheet.start else 0
    by_row: dict[int, dict[int, Fault]] = {}
    for (row, column), fault in faults.items():
        by_row.setdefault(row, {})[column - first] = fault
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        own = by_row.get(number)
        yield [own.get(place, cell) for place, cell in enumerate(cells)] if own else cells


def cell_text(cell: Any) -> str:
    """A cell as text on one line: whole numbers without a fraction, days and times as ISO."""
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() else " ".join(cell.split())
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def width_of(headings: Sequence[str]) -> int:
    """How many columns there are up to the last heading."""
    return max((place for place, each in enumerate(headings, start=1) if each), default=0)


def first_behind(row: Sequence[Any], width: int) -> int:
    """The column of the first cell behind so many columns that holds something; nought where there is none."""
    return next((place for place in range(width, len(row)) if cell_text(row[place])), 0) if len(row) > width else 0
