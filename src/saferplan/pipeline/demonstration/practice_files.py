"""Writing the files of practice as workbooks, with the untidiness of the real ones."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from .borough import simulate_extract
from .practice import EXTRACT, HEADINGS, PARTNER, PREAMBLE, MadeExtract

MADE = datetime(2017, 4, 3)  # the workbook's own date, the same on every run


def write_practice(folder: Path) -> tuple[Path, Path]:
    """The extract of the first borough's force and a landlord's return."""
    return write_extract(folder, simulate_extract()), write_partner(folder)


def write_extract(folder: Path, made: MadeExtract) -> Path:
    """The extract: a title above the headings, a hidden sheet before it, blank rows and none of a note below."""
    import xlsxwriter

    path = folder / EXTRACT
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False}) as book:
        book.set_properties({"created": MADE})
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["Y", "N"])
        lists.hide()
        sheet = book.add_worksheet("Crimes and incidents")
        sheet.activate()
        sheet.set_first_sheet()
        day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        for place, words in enumerate(PREAMBLE):
            sheet.write_string(place, 0, words)
        sheet.write_row(len(PREAMBLE) + 1, 0, HEADINGS)
        for place, row in enumerate(made.rows, start=len(PREAMBLE) + 2):
            _write_row(sheet, place, row, day, clock)
    return path


def _write_row(sheet: Any, place: int, row: Sequence[Any], day: Any, clock: Any) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(place, column, cell, day)
        elif isinstance(cell, time):
            sheet.write_datetime(place, column, cell, clock)
        elif cell != "":
            sheet.write(place, column, cell)


def write_partner(folder: Path) -> Path:
    """A landlord's return: several sheets, merged headings, marks, totals, notes."""
    import xlsxwriter

    path = folder / PARTNER
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": MADE})
        bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
        cases = book.add_worksheet("Cases")
        cases.write(0, 0, "Riverside Homes: anti-social behaviour cases opened", bold)
        cases.merge_range(2, 1, 2, 4, "2016/17", bold)
        cases.write_row(3, 0, ["Measure", "Q1", "Q2", "Q3", "Q4", "Total"], bold)
        for place, row in enumerate(_CASES, start=4):
            cases.write_row(place, 0, row)
        cases.write(8, 0, "Cases are counted once, in the quarter they were opened.")
        support = book.add_worksheet("Support")
        support.merge_range(0, 1, 0, 4, "2016/17", bold)
        support.write_row(1, 0, ["Measure", "Q1", "Q2", "Q3", "Q4", "Total"], bold)
        support.write(2, 0, "Tenants who feel safe at home")
        support.write_row(2, 1, [0.71, 0.74, "n/a", 0.75], percent)
        support.write_row(3, 0, ["Tenants helped by the support worker", 31, 28, "nil", 35, 94])
    return path


_CASES: tuple[tuple[Any, ...], ...] = (
    ("ASB cases", 142, 155, 131, "1,020", "1,448"),
    ("Evictions for ASB", "<5", "-", "*", "<5", ""),
    ("Cases closed within 30 days", 98, 101, 90, 84, 373),
)
