"""A report as a workbook: every table a sheet of live numbers, the words on sheets of their own, charts made by Excel.

Text is written as text, never as a formula, so nothing that a file brought can run when the workbook is opened.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import Any

from saferplan.report.blocks import (
    Block,
    FactCard,
    Figure,
    Grid,
    Heading,
    Listing,
    Notice,
    Outline,
    Section,
    Text,
)
from saferplan.report.documents.live_numbers import live_number
from saferplan.report.documents.workbook_pictures import add_picture

WIDEST_NAME = 31
"""Letters that the name of a sheet may have."""
NUMBER_LETTERS, NAME_LETTERS, WORD_LETTERS, PAGE_LETTERS = 13, 30, 26, 80
"""Widths of columns of numbers, of a row's name and of words, and of a page of words."""
WIDEST_RANGE = 18
"""Letters of a column of numbers that has ranges, so that none takes two lines."""
LINE_POINTS = 15.5
A4 = 9
"""Excel's number of the paper."""


def workbook_bytes(outline: Outline) -> bytes:
    """The report as XLSX. Same report, same bytes: the date of the file is that of its last month."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {"title": outline.title, "author": outline.name, "created": datetime.fromisoformat(outline.last_day)}
    )
    looks = _Looks(book)
    _words_sheet(book.add_worksheet("Summary"), outline, outline.sections[:1], looks)
    taken = {"Summary", "Notes"}
    for section, grid in _grids(outline):
        _grid_sheet(book, book.add_worksheet(_sheet_name(grid, section, taken)), grid, outline, looks)
    _words_sheet(book.add_worksheet("Notes"), outline, outline.sections[1:], looks)
    book.close()
    return out.getvalue()


class _Looks:
    """Formats, made once."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#12436d"})
        self.page_title = book.add_format(
            {"bold": True, "font_size": 14, "font_color": "#12436d", "text_wrap": True, "valign": "top"}
        )
        self.note = book.add_format({"font_color": "#484f53"})
        self.heading = book.add_format({"bold": True, "font_size": 13, "font_color": "#12436d", "top": 1})
        self.question = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quiet = book.add_format({"font_color": "#484f53", "text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2})
        self.head_number = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "align": "right"}
        )
        self._book = book
        self._numbers: dict[tuple[str, bool], Any] = {}
        self.words = {
            own: book.add_format({"bold": own, "text_wrap": True, "valign": "top", "indent": 1})
            for own in (False, True)
        }
        self.absent = book.add_format({"align": "right", "font_color": "#484f53", "valign": "top", "text_wrap": True})

    def number(self, form: str, *, own: bool) -> Any:
        """The look of numbers of a format, made when first asked for."""
        if (form, own) not in self._numbers:
            self._numbers[form, own] = self._book.add_format(
                {"num_format": form, "bold": own, "valign": "top", "align": "right"}
            )
        return self._numbers[form, own]


def _grids(outline: Outline) -> Iterator[tuple[Section, Grid]]:
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                yield section, block


def _sheet_name(grid: Grid, section: Section, taken: set[str]) -> str:
    """The section's title; a second table of a section adds the end of its own name. Excel forbids some signs."""
    end = f" {grid.id.rpartition('-')[0].rpartition('-')[2]}" if section.title in taken else ""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in section.title)
    plain = f"{_at_a_word(plain, WIDEST_NAME - len(end))}{end}".strip()
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain[: WIDEST_NAME - 3]} {number}", number + 1
    taken.add(name)
    return name


def _at_a_word(text: str, most: int) -> str:
    """The text, or as many whole words of it as have room; of a single long word its beginning."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]


def _grid_sheet(book: Any, sheet: Any, grid: Grid, outline: Outline, looks: _Looks) -> None:
    sheet.write_string(0, 0, grid.caption, looks.title)
    sheet.write_string(1, 0, f"{outline.title}. {outline.standing}. Edition {outline.edition}.", looks.note)
    for place, column in enumerate(grid.columns):
        sheet.write_string(3, place, column.heading, looks.head_number if column.numeric else looks.head)
    widths = [_letters(grid, place) for place in range(len(grid.columns))]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_row(3, _height([column.heading for column in grid.columns], widths))
    for line, row in enumerate(grid.rows, start=4):
        own = row[0] == grid.marked_row
        sheet.set_row(line, _height(row, widths))
        for place, cell in enumerate(row):
            _cell(sheet, line, place, cell, looks, own=own, numeric=grid.columns[place].numeric)
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, 3 + len(grid.rows), len(grid.columns) - 1)
    sheet.repeat_rows(3)
    _for_paper(sheet)
    if grid.is_wide:
        sheet.set_landscape()
    add_picture(book, sheet, grid)


def _for_paper(sheet: Any) -> None:
    """A4, as wide as the page."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.fit_to_pages(1, 0)


def _letters(grid: Grid, place: int) -> int:
    column = grid.columns[place]
    if column.numeric:
        longest = max((len(row[place]) for row in grid.rows), default=0)
        return min(max(NUMBER_LETTERS, longest + 2), WIDEST_RANGE)
    return NAME_LETTERS if place == 0 else max(WORD_LETTERS, 14 * column.weight)


def _height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """The height of a row whose words wrap: programs other than Excel do not work it out for themselves."""
    return LINE_POINTS * max(ceil((len(cell) + 1) / width) for cell, width in zip(cells, widths, strict=True))


def _cell(sheet: Any, line: int, place: int, cell: str, looks: _Looks, *, own: bool, numeric: bool) -> None:
    if live := live_number(cell, numeric=numeric):
        value, form = live
        sheet.write_number(line, place, value, looks.number(form, own=own))
    else:
        sheet.write_string(line, place, cell, looks.absent if numeric else looks.words[own])


def _words_sheet(sheet: Any, outline: Outline, sections: tuple[Section, ...], looks: _Looks) -> None:
    """The words of some sections, a paragraph a row."""
    sheet.set_column(0, 0, PAGE_LETTERS)
    _for_paper(sheet)
    sheet.write_string(0, 0, outline.title, looks.page_title)
    sheet.set_row(0, 2 * _height([outline.title], [PAGE_LETTERS]))
    sheet.write_string(1, 0, f"{outline.standing}. Marking: {outline.marking}. Edition {outline.edition}.", looks.quiet)
    line = 3
    for section in sections:
        written = [(text, look) for block in section.blocks for text, look in _lines(block, looks)]
        if written:
            for text, look in [(section.title, looks.heading), *written]:
                sheet.write_string(line, 0, text, look)
                sheet.set_row(line, _height([text], [PAGE_LETTERS]))
                line += 1
            line += 1


def _lines(block: Block, looks: _Looks) -> list[tuple[str, Any]]:
    match block:
        case Text() | Notice():
            return [(block.text, looks.text)]
        case Heading():
            return [(block.text, looks.question)]
        case Listing():
            return [(block.lead, looks.text), *((f"• {item}", looks.text) for item in block.items)]
        case FactCard():
            beside = [(f"• {text}", looks.quiet) for text in block.beside]
            return [(block.title, looks.question), (block.said, looks.text), *beside]
        case Figure():
            return [
                (f"{block.title}. {block.alt}", looks.quiet),
                *([(block.caption, looks.quiet)] if block.caption else []),
            ]
        case Grid():
            return []
    return []
