"""The pages of a Word document where a report stands: whose section they are of, how wide they are, and how they are turned."""

import copy
from typing import Any

_ONCE = ("w:titlePg", "w:pgNumType")
"""What a section says of its first page alone: a heading page of its own, the number that pages begin with."""


def section_at(document: Any, element: Any) -> Any:
    """The properties of the section of pages that an element is in; of the last where there is none."""
    from docx.oxml.ns import qn

    body = document.element.body
    top = element
    while top is not None and top.getparent() is not body:
        top = top.getparent()
    for sibling in [] if top is None else [top, *top.itersiblings()]:
        about = sibling.find(qn("w:pPr"))
        ended = about.find(qn("w:sectPr")) if about is not None else None
        if ended is not None:
            return ended
    return body.sectPr


def room_across(section: Any, *, is_wide: bool = False) -> int:
    """The width of the words on its pages, in EMU; with `is_wide` where they lie on their side."""
    from docx.shared import Mm

    wide, high = (side or Mm(number) for side, number in ((section.page_width, 210), (section.page_height, 297)))
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return int((max(wide, high) if is_wide else wide) - margins)


def room_down(section: Any) -> int:
    """The height of the words on its pages, in EMU."""
    from docx.shared import Mm

    return int((section.page_height or Mm(297)) - (section.top_margin or 0) - (section.bottom_margin or 0))


def is_on_its_side(section: Any) -> bool:
    return bool(section.page_width and section.page_height and section.page_width > section.page_height)


def turned(section: Any, *, is_wide: bool) -> Any:
    """A paragraph that ends a section of pages like this one, upright as it is or on their side for a wide table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph, about = OxmlElement("w:p"), OxmlElement("w:pPr")
    made = copy.deepcopy(section)
    size = made.find(qn("w:pgSz"))
    if is_wide and size is not None:
        wide, high = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), high)
        size.set(qn("w:h"), wide)
        size.set(qn("w:orient"), "landscape")
    about.append(made)
    paragraph.append(about)
    return paragraph


def forget_first_page(section: Any) -> None:
    """Let a section that goes on from another have no first page of its own, nor begin its numbers anew."""
    from docx.oxml.ns import qn

    for tag in _ONCE:
        for found in section.findall(qn(tag)):
            if tag != "w:pgNumType" or found.get(qn("w:start")) is not None:
                section.remove(found)
