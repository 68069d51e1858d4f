"""Blocks of a report as paragraphs, tables and pictures of Word, in the styles that the document has."""

import io
from dataclasses import dataclass, field
from typing import Any

from saferplan.report.blocks import Block, FactCard, Figure, Grid, Heading, Listing, Notice, Text
from saferplan.report.documents.pages import room_across, room_down
from saferplan.report.documents.pictures import png_bytes

_SMALL, _SMALLEST = 9, 7
"""Points of the words of a table, and of one with many columns."""
_TALLEST_MM, _BESIDE_MM = 200, 30
"""A picture's most height, and what is left on its page for its title and caption."""


TABLE_STYLE = "Table Grid"


@dataclass
class Word:
    """A document being written, with the styles it has not; each is said once."""

    document: Any
    report: str
    lacking: set[str] = field(default_factory=set)
    misplaced: list[str] = field(default_factory=list)
    """What is said of places in the template where a report was asked for and cannot go."""
    pages: Any = None
    """The properties of the section of pages that the words go into; of the last section where none is named."""

    def __post_init__(self) -> None:
        if self.pages is None:
            self.pages = self.document.element.body.sectPr

    def style(self, name: str) -> str | None:
        """The style of this name and of the kind that is wanted, or none where the template has it not."""
        from docx.enum.style import WD_STYLE_TYPE

        kind = WD_STYLE_TYPE.TABLE if name == TABLE_STYLE else WD_STYLE_TYPE.PARAGRAPH
        if any(each.name == name and each.type == kind for each in self.document.styles):
            return name
        self.lacking.add(name)
        return None

    @property
    def warnings(self) -> list[str]:
        return self.misplaced + [
            f"The template has no style “{name}”: the usual one is used. Add a style of that name to it, or leave --template out."
            for name in sorted(self.lacking)
        ]


def elements(word: Word, block: Block) -> list[Any]:
    """A block as paragraphs, tables and pictures of the document, taken out of it again to be placed."""
    document = word.document
    match block:
        case Text() | Notice():
            return [taken(document.add_paragraph(block.text))]
        case Heading():
            return [taken(document.add_paragraph(block.text, style=word.style("Heading 2")))]
        case Listing():
            lead = [taken(document.add_paragraph(block.lead))] if block.lead else []
            return lead + [_bullet(word, item) for item in block.items]
        case FactCard():
            return _fact(word, block)
        case Figure():
            return _figure(word, block)
        case Grid():
            return _grid(word, block)
    return []


def _fact(word: Word, fact: FactCard) -> list[Any]:
    add = word.document.add_paragraph
    made = [taken(add(fact.title, style=word.style("Heading 3"))), taken(add(fact.said))]
    return made + [_bullet(word, text) for text in fact.beside]


def _bullet(word: Word, text: str) -> Any:
    """An item of a list; with a sign of its own where the template has no style that gives it one."""
    style = word.style("List Bullet")
    return taken(word.document.add_paragraph(text if style else f"• {text}", style=style))


def _figure(word: Word, figure: Figure) -> list[Any]:
    from docx.oxml.ns import qn
    from docx.shared import Mm

    room = room_across(word.pages)
    title = _kept_with_next(word.document.add_paragraph(figure.title, style=word.style("Caption")))
    paragraph = word.document.add_paragraph()
    tall = min(Mm(_TALLEST_MM), room_down(word.pages) - Mm(_BESIDE_MM)) * figure.wide.width // figure.wide.height
    paragraph.add_run().add_picture(io.BytesIO(png_bytes(figure.wide)), width=min(room, tall))
    for drawn in paragraph._p.iter(qn("wp:docPr")):
        drawn.set("descr", figure.alt)
        drawn.set("title", figure.title)
    caption = [taken(word.document.add_paragraph(figure.caption))] if figure.caption else []
    return [title, taken(paragraph), *caption]


def _grid(word: Word, grid: Grid) -> list[Any]:
    caption = _kept_with_next(word.document.add_paragraph(grid.caption, style=word.style("Caption")))
    table = word.document.add_table(rows=1, cols=len(grid.columns), style=word.style(TABLE_STYLE))
    table.autofit = False
    widths = _widths(word.pages, grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], [column.heading for column in grid.columns], grid, widths, is_head=True)
    for row in grid.rows:
        _fill(table.add_row(), row, grid, widths, is_head=False)
    return [caption, taken_table(table)]


def _widths(pages: Any, grid: Grid) -> list[int]:
    """Each column's part of the page's width; of that of a page on its side where the table is wide."""
    shares = [1.7 + 0.2 * (column.weight > 1) if column.numeric else max(column.weight, 2.2) for column in grid.columns]
    room = room_across(pages, is_wide=grid.is_wide)
    return [int(room * share / sum(shares)) for share in shares]


def _fill(row: Any, cells: Any, grid: Grid, widths: list[int], *, is_head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    about = row._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if is_head:
        about.append(OxmlElement("w:tblHeader"))
    for cell, words, column, width in zip(row.cells, cells, grid.columns, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(str(words))
        run.font.size = Pt(_SMALLEST if grid.is_wide else _SMALL)
        run.bold = is_head or cells[0] == grid.marked_row
        paragraph.paragraph_format.space_after = Pt(0)
        if column.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _kept_with_next(paragraph: Any) -> Any:
    paragraph.paragraph_format.keep_with_next = True
    return taken(paragraph)


def taken(paragraph: Any) -> Any:
    element = paragraph._p
    element.getparent().remove(element)
    return element


def taken_table(table: Any) -> Any:
    element = table._tbl
    element.getparent().remove(element)
    return element
