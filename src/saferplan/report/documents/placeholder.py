"""Where a template says that the report goes, and what is said where a report cannot go there."""

from collections.abc import Iterator
from typing import Any

PLACEHOLDER = "{{saferplan}}"
"""A paragraph of these words in a template is where the report goes; at the end where there is none."""


def placeholder(document: Any) -> tuple[Any, list[str]]:
    """The paragraph that the report takes the place of, and a warning for each that it cannot; those are taken out."""
    found, warnings = None, []
    for where, paragraph in list(_holding(document)):
        is_alone = _words(paragraph).strip() == PLACEHOLDER
        if found is None and is_alone and paragraph.getparent() is document.element.body:
            found = paragraph
            continue
        _take_out(paragraph)
        warnings.append(
            f"The template says {PLACEHOLDER} {where if is_alone else f'among other words {where}'}, where a report cannot go; "
            "it was taken out there. Put it into a paragraph of its own, outside tables, boxes, headers and footers."
        )
    if found is None and warnings:
        warnings.append("The report stands at the end of the document.")
    return found, warnings


def _holding(document: Any) -> Iterator[tuple[str, Any]]:
    """Each paragraph with the placeholder in the body, in headers and in footers, and where it is."""
    from docx.oxml.ns import qn

    roots = [("", document.element.body)]
    for section in document.sections:
        for name in (
            "header",
            "first_page_header",
            "even_page_header",
            "footer",
            "first_page_footer",
            "even_page_footer",
        ):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                roots.append((f"in a {name.rpartition('_')[2]}", part._element))
    for where, root in roots:
        for paragraph in root.iter(qn("w:p")):
            if PLACEHOLDER in _words(paragraph):
                yield where or _place_of(document, paragraph), paragraph


def _place_of(document: Any, paragraph: Any) -> str:
    """ "in table 1, row 2, cell 1", "in a box" or "in the text"."""
    from docx.oxml.ns import qn

    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        row = next(cell.iterancestors(qn("w:tr")))
        table = next(row.iterancestors(qn("w:tbl")))
        tables = list(document.element.body.iter(qn("w:tbl")))
        rows, cells = list(table.iter(qn("w:tr"))), list(row.iter(qn("w:tc")))
        return f"in table {tables.index(table) + 1}, row {rows.index(row) + 1}, cell {cells.index(cell) + 1}"
    return "in the text" if paragraph.getparent() is document.element.body else "in a box or control"


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph itself, those of boxes that hang on it left out."""
    from docx.oxml.ns import qn

    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _words(paragraph: Any) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _take_out(paragraph: Any) -> None:
    """Remove the placeholder's letters, in however many pieces they stand."""
    while (start := _words(paragraph).find(PLACEHOLDER)) >= 0:
        end, at = start + len(PLACEHOLDER), 0
        for text in _texts(paragraph):
            words = text.text or ""
            text.text = words[: max(start - at, 0)] + words[max(end - at, 0) :]
            at += len(words)
