"""Cells as a workbook gives them, and addresses as a person reads them: row 7, column 4 is D7."""

from datetime import date, datetime, time, timedelta


class Fault(str):
    """A formula that came to an error, or that was saved without its result: no value, and never an empty cell."""

    __slots__ = ()


class Percent(float):
    """A number shown with a percent sign, as hundredths: Excel keeps 12% as 0.12, and this is 12.0."""


Cell = str | float | int | bool | date | datetime | time | timedelta
BLANK = ""


class NotReadableError(ValueError):
    """What stands in a cell cannot be taken for what it should be. `way_out` says what to write instead."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.reason, self.way_out = reason, way_out


def column_letters(column: int) -> str:
    """Column 0 is A, 26 is AA.

    >>> column_letters(3), column_letters(26)
    ('D', 'AA')
    """
    letters = ""
    while column >= 0:
        column, rest = column // 26 - 1, column % 26
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Rows count from one, as a sheet numbers them; columns from nought."""
    return f"{column_letters(column)}{row}"


def place_of(text: str) -> tuple[int, int]:
    """The row and column of an address; the inverse of `address`."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]), column - 1


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not isinstance(cell, Fault) and not cell.strip()


def words(cell: Cell) -> str:
    """A cell as text on one line: whole numbers without a fraction, dates as ISO.

    >>> words(2024.0), words("  Ward \\n A ")
    ('2024', 'Ward A')
    """
    if isinstance(cell, Percent):
        return f"{float(cell):g}%"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).split())


def same(first: Cell, second: Cell) -> bool:
    """Whether two headings or labels are the same words, capitals and spaces apart."""
    return words(first).casefold() == words(second).casefold()
