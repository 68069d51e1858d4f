"""What a block of a Word document says: the words outside its tables, and its tables by row and cell."""

from dataclasses import dataclass
from typing import Any

from saferplan.report.documents.kept_formats import texts_of

Table = list[list[str]]


@dataclass(frozen=True)
class BlockWords:
    texts: list[str]
    tables: list[Table]


def block_words(elements: list[Any]) -> BlockWords:
    """The words of a block; a table within a table's cell is read as words of that cell."""
    from docx.oxml.ns import qn

    tables = [
        table for element in elements for table in element.iter(qn("w:tbl")) if not _is_within(table, "w:tbl", element)
    ]
    outside = [
        paragraph
        for element in elements
        for paragraph in element.iter(qn("w:p"))
        if not _is_within(paragraph, "w:tbl", element)
    ]
    return BlockWords(texts_of(_uppermost(outside)), [_rows(table) for table in tables])


def _is_within(element: Any, tag: str, block: Any) -> bool:
    """Whether there is an element of this tag round it that does not itself lie round the block."""
    from docx.oxml.ns import qn

    if element is block:
        return False
    for around in element.iterancestors():
        if around.tag == qn(tag):
            return True
        if around is block:
            return False
    return False


def _uppermost(paragraphs: list[Any]) -> list[Any]:
    """Those that lie in no other: the words of a box are read with the paragraph that it hangs on."""
    held = set(paragraphs)
    return [each for each in paragraphs if held.isdisjoint(each.iterancestors())]


def _rows(table: Any) -> Table:
    from docx.oxml.ns import qn

    return [_cells(row) for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]


def _cells(row: Any) -> list[str]:
    """A cell over several columns stands in the first of them, and nothing in the others."""
    from docx.oxml.ns import qn

    cells = []
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is row:
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            cells += [" ".join(texts_of([cell])), *[""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)]
    return cells
