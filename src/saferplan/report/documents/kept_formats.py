"""A writer's formats in a block that is filled anew, and the words of its paragraphs."""

import copy
import re
from collections.abc import Iterator
from typing import Any

_FILLED_IN = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC|SEQ|DATE|TIME|SAVEDATE)\b")


def keep_formats(was: Any, now: Any) -> None:
    """Give a new paragraph or table the formats of the one it takes the place of."""
    from docx.oxml.ns import qn

    if was.tag != now.tag:
        return
    about = "w:pPr" if was.tag == qn("w:p") else "w:tblPr"
    kept, given = was.find(qn(about)), now.find(qn(about))
    if kept is not None:
        if given is not None:
            now.remove(given)
        now.insert(0, copy.deepcopy(kept))
    if was.tag == qn("w:p"):
        _keep_runs(was, now)
    else:
        for row_was, row_now in _rows_alike(list(was.iter(qn("w:tr"))), list(now.iter(qn("w:tr")))):
            _keep_cells(row_was, row_now)
            for cell_was, cell_now in zip(row_was.iter(qn("w:p")), row_now.iter(qn("w:p")), strict=False):
                _keep_runs(cell_was, cell_now)


def _rows_alike(was: list[Any], now: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each new row with the old one of the same name in its first cell, or else of the same place if that one's name is gone."""
    names, new = {_name_of(row): row for row in reversed(was)}, {_name_of(row) for row in now}
    for place, row in enumerate(now):
        beside = was[place] if place < len(was) else None
        found = names.get(_name_of(row), beside if beside is not None and _name_of(beside) not in new else None)
        if found is not None:
            yield found, row


def _name_of(row: Any) -> str:
    from docx.oxml.ns import qn

    first = row.find(qn("w:tc"))
    return "" if first is None else " ".join(texts_of([first]))


def _keep_cells(was: Any, now: Any) -> None:
    """Give the cells of a new row the shading, borders and widths of the row it takes the place of, where they are as many."""
    from docx.oxml.ns import qn

    old, new = was.findall(qn("w:tc")), now.findall(qn("w:tc"))
    for cell_was, cell_now in zip(old, new, strict=False) if len(old) == len(new) else ():
        kept, given = cell_was.find(qn("w:tcPr")), cell_now.find(qn("w:tcPr"))
        if kept is not None:
            if given is not None:
                cell_now.remove(given)
            cell_now.insert(0, copy.deepcopy(kept))


def _keep_runs(was: Any, now: Any) -> None:
    """Give the words of a new paragraph the format that most of the old one's had: that of a word or two went with the words."""
    from docx.oxml.ns import qn

    formats: dict[str, tuple[int, Any]] = {}
    for run in was.iter(qn("w:r")):
        about = run.find(qn("w:rPr"))
        key = "" if about is None else str(about.xml)
        letters = sum(len(node.text or "") for node in run.iter(qn("w:t")))
        formats[key] = (formats.get(key, (0, None))[0] + letters, about)
    kept = max(formats.values(), key=lambda each: each[0])[1] if formats else None
    for run in now.iter(qn("w:r")):
        given = run.find(qn("w:rPr"))
        if given is not None:
            run.remove(given)
        if kept is not None:
            run.insert(0, copy.deepcopy(kept))


def texts_of(elements: list[Any]) -> list[str]:
    """The words of each paragraph within some elements that are not empty; deleted ones left out."""
    from docx.oxml.ns import qn

    texts = ["".join(typed_words(paragraph)) for element in elements for paragraph in element.iter(qn("w:p"))]
    return [" ".join(text.split()) for text in texts if text.strip()]


def typed_words(paragraph: Any) -> Iterator[str]:
    """The pieces of a paragraph's own words: no box that hangs on it, no second form of one, no number that Word fills in."""
    from docx.oxml.ns import qn

    fields: list[str] = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:fldChar"), qn("w:instrText")):
        if next(node.iterancestors(qn("w:p"))) is not paragraph:
            continue
        if node.tag == qn("w:fldChar"):
            kind = node.get(qn("w:fldCharType"))
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif node.tag == qn("w:instrText"):
            fields[-1:] = [(fields[-1] if fields else "") + (node.text or "")]
        elif node.tag != qn("w:t"):
            yield " "
        else:
            simple = [around.get(qn("w:instr"), "") for around in node.iterancestors(qn("w:fldSimple"))]
            if not any(_FILLED_IN.match(field) for field in (*fields, *simple)):
                yield node.text or ""
