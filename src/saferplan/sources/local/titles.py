"""What stands above the headings of a table and in its sheet's name: it may say something of every figure below."""

from collections.abc import Iterator

from saferplan.sources.local.cells import Cell, address, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.returned import SHOWN_CHARACTERS
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.total_words import adds_up, note_adds_up


def titles_of(sheet: Sheet, first_row: int) -> Iterator[tuple[Cell, str]]:
    """The cells above the headings, each with its address, and the sheet's name."""
    for row, cells in sheet.rows.items():
        if row < first_row:
            yield from ((cell, f"in {address(row, column)}") for column, cell in sorted(cells.items()))
    if not sheet.is_text:
        yield sheet.name, "the name of the sheet"


def notes_below(sheet: Sheet, last_row: int) -> Iterator[tuple[str, str]]:
    """The texts of the rows below the headings in which no figure stands, each with its address."""
    for row, cells in sheet.rows.items():
        if row > last_row and not any(map(is_figure, cells.values())):
            yield from (
                (words(cell), f"in {address(row, column)}")
                for column, cell in sorted(cells.items())
                if isinstance(cell, str)
            )


def title_that_adds_up(sheet: Sheet, first_row: int, last_row: int) -> str:
    """The first title, or note below, that says that figures add up from one period to the next, with its place; else empty."""
    said = [
        (words(cell), place) for cell, place in titles_of(sheet, first_row) if isinstance(cell, str) and adds_up(cell)
    ]
    said += [(text, place) for text, place in notes_below(sheet, last_row) if note_adds_up(text)]
    return f"“{shown_label(said[0][0][:SHOWN_CHARACTERS], UNREAD)}” ({said[0][1]})" if said else ""
