"""Cells that stand below no heading: named, and never lost without a word.

A comma within a number or text that is not in quotation marks cuts a cell of a CSV file in two and moves those behind it: what is
left of the row is no longer what its headings say, and the row is refused.
"""

import re
from collections.abc import Iterable

from saferplan.sources.local.cells import address, column_letters, words
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.returned import SHOWN_CHARACTERS, LeftOut
from saferplan.sources.local.sheets import Sheet

_NOTES = re.compile(r"notes?|comments?|remarks?|commentary|narrative", re.IGNORECASE)
CAUSE = "a comma within a number or text that is not in quotation marks cuts a cell in two."
BEYOND_WAY_OUT = (
    "Write numbers without commas, or each such cell in quotation marks, as Excel saves it; if it is a column of its own, give it "
    "a heading."
)


def rows_beyond(sheet: Sheet, last: int, headings: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The rows of a CSV file with a cell behind the last heading, each with the reason why it is refused and the way out."""
    width = max(headings, default=-1)
    notes = {place for place in headings if _NOTES.fullmatch(words(sheet.cell(last, place)).strip())}
    found: dict[int, tuple[str, str]] = {}
    for row in [row for row in sheet.rows if row > last] if sheet.is_text else ():
        cells = sheet.rows[row]
        column = min((place for place in cells if place > width), default=None)
        where = "stands behind the last heading"
        if column is None:
            column = next((place for place in sorted(cells) if _is_end_of_a_number(sheet, row, place, notes)), None)
            where = "looks like the end of the number before it"
        if column is not None:
            shown = shown_label(words(cells[column])[:SHOWN_CHARACTERS], UNREAD)
            found[row] = (f"“{shown}” in {address(row, column)} {where}: {CAUSE}", BEYOND_WAY_OUT)
    return found


def _is_end_of_a_number(sheet: Sheet, row: int, column: int, notes: set[int]) -> bool:
    """Three figures behind one to three: with a nought before them, or in a column of notes, they are 1,002 or 1,234 cut in two."""
    said, before = (words(sheet.cell(row, place)).strip() for place in (column, column - 1))
    is_end = re.fullmatch(r"0\d\d", said) or (column in notes and re.fullmatch(r"\d{3}", said))
    return bool(column and is_end and re.fullmatch(r"\d{1,3}", before))


def without_heading(sheet: Sheet, last: int, headings: Iterable[int]) -> list[LeftOut]:
    """Columns without a heading in which something stands, each by its first cell."""
    held, passed = set(headings), rows_beyond(sheet, last, headings)
    found: dict[int, list[int]] = {}
    for row, cells in sheet.rows.items():
        for column in cells if row > last and row not in passed else ():
            if column not in held:
                found.setdefault(column, []).append(row)
    return [_left_out(sheet, rows, column) for column, rows in sorted(found.items())]


def _left_out(sheet: Sheet, rows: list[int], column: int) -> LeftOut:
    said = shown_label(words(sheet.cell(rows[0], column))[:SHOWN_CHARACTERS], UNREAD)
    cells = f"{len(rows)} cells" if len(rows) > 1 else "1 cell"
    reason = f"Column {column_letters(column)} has no heading: {cells} below it not read."
    return LeftOut(sheet.name, rows[0], address(rows[0], column), said, reason, 0)
