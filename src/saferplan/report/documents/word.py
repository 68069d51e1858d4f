"""A report in Word: in the council's own template, each block a content control that names what it is.

A control's tag says which report and period and block it is of, and ends in a hash of the words that were written, so
that a later refresh can tell a block that a person has edited and leave it alone.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import Any

from saferplan.base.errors import InputError
from saferplan.report.blocks import Block, FactCard, Figure, Grid, Heading, Listing, Notice, Outline, Section, Text
from saferplan.report.documents.pages import forget_first_page, is_on_its_side, section_at, turned
from saferplan.report.documents.placeholder import placeholder
from saferplan.report.documents.word_blocks import Word, elements, taken

TAG, TITLE, TITLE_ABOUT = "saferplan", "title", "Title and edition"
_HASH_DIGITS = 8
_MOST_LETTERS = 80
"""Of what a block is said to be about."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_bytes(outline: Outline, report: str, template: Path | None = None) -> tuple[bytes, list[str]]:
    """The report as DOCX, and what the template lacked. Raises InputError for a template that cannot be used."""
    word = Word(open_document(template, as_template=True) if template else _plain(), report)
    before, word.misplaced = placeholder(word.document)
    word.pages = section_at(word.document, before)
    place(word.document, control(word, TITLE, TITLE_ABOUT, _title_elements(word, outline)), before)
    for section in outline.sections:
        _section(word, section, before)
    if before is not None:
        before.getparent().remove(before)
    about = word.document.core_properties
    about.title, about.author, about.language = outline.title, outline.name, "en-GB"
    about.created = about.modified = datetime.fromisoformat(outline.last_day)
    return saved(word.document), word.warnings


def open_document(path: Path, *, as_template: bool = False) -> Any:
    """A document on disk, or with `as_template` a Word template (.dotx) too. Raises InputError with the way out."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    way_out = "Save it in Word as a document (.docx) without a password, and name it again."
    try:
        is_template = as_template and path.suffix.lower() == ".dotx"
        document = Document(_as_document(path) if is_template else str(path))
    except (PackageNotFoundError, FileNotFoundError) as error:
        raise InputError(f"{path} is not there, or is no Word document.", way_out) from error
    except (ValueError, KeyError, zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{path} cannot be used: {error}.", way_out) from error
    document.element.body.get_or_add_sectPr()  # the format allows a document without pages of its own
    return document


def _as_document(path: Path) -> io.BytesIO:
    """A template differs from a document in nothing but what its package calls it."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as template, zipfile.ZipFile(changed, "w") as document:
        for name in template.namelist():
            content = template.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
            document.writestr(name, content)
    return changed


def saved(document: Any) -> bytes:
    """The document's bytes, with no time of day in them."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in written.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), written.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _plain() -> Any:
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    return document


def _title_elements(word: Word, outline: Outline) -> list[Any]:
    marked = f"{outline.standing}. Marking: {outline.marking}. Edition {outline.edition}, made by Saferplan {outline.code_version}."
    simulated = " Simulated: the place and all figures are made up." if outline.is_simulated else ""
    return [
        taken(word.document.add_paragraph(outline.title, style=word.style("Title"))),
        taken(word.document.add_paragraph(marked + simulated)),
    ]


@dataclass(frozen=True)
class ReportBlock:
    """A block of a report as a document has it: its own name, what it is about, and what makes its elements."""

    name: str
    about: str
    make: Callable[[Word], list[Any]]


def blocks_of(outline: Outline) -> dict[str, ReportBlock]:
    """Each block of a report by its name, in order; the title and the edition are one.

    A name is the block's own and says what it is about, so that it is the same whatever else the report holds.
    """
    found = [ReportBlock(TITLE, TITLE_ABOUT, partial(_title_elements, outline=outline))]
    found += [
        ReportBlock(block.id, shorten(_alias(block), _MOST_LETTERS, placeholder="…"), partial(elements, block=block))
        for section in outline.sections for block in section.blocks
    ]  # fmt: skip
    return {each.name: each for each in found}


def _section(word: Word, section: Section, before: Any) -> None:
    is_wide = any(isinstance(block, Grid) and block.is_wide for block in section.blocks)
    if is_wide:
        _turn(word, before, is_wide=False)
    heading = word.document.add_paragraph(section.title, style=word.style("Heading 1"))
    place(word.document, heading._p, before)
    for block in section.blocks:
        place(word.document, control(word, block.id, _alias(block), elements(word, block)), before)
        if isinstance(block, Grid) and block.is_wide:
            _turn(word, before, is_wide=True)


def place(document: Any, element: Any, before: Any) -> None:
    """Put an element before the placeholder, or at the end, where the body's own section must stay last."""
    if before is not None:
        before.addprevious(element)
    else:
        document.element.body.sectPr.addprevious(element)


def control(word: Word, name: str, alias: str, content: list[Any]) -> Any:
    """A content control round some elements, tagged with what they are and a hash of their words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made, about, inside = (OxmlElement(tag) for tag in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    for element in content:
        inside.append(element)
    number = int(hashlib.sha256(f"{word.report}{name}".encode()).hexdigest()[:7], 16)
    for tag, value in (("w:alias", alias[:64]), ("w:tag", tag_of(word.report, name, inside)), ("w:id", str(number))):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        about.append(child)
    made.append(about)
    made.append(inside)
    return made


def tag_of(report: str, name: str, inside: Any) -> str:
    """ "saferplan|quarterly 2025-Q2|recorded-crime|1a2b3c4d"."""
    return f"{TAG}|{report}|{name}|{hash_of(inside)}"


def hash_of(inside: Any) -> str:
    """A hash of the words within an element and of those behind its pictures, however Word has cut them into runs."""
    from docx.oxml.ns import qn

    texts = [node.text or "" for node in inside.iter(qn("w:t"))] + [
        node.get("descr", "") for node in inside.iter(qn("wp:docPr"))
    ]
    words = " ".join("".join(texts).split())
    return hashlib.sha256(words.encode()).hexdigest()[:_HASH_DIGITS]


def _alias(block: Block) -> str:
    match block:
        case FactCard() | Figure():
            return block.title
        case Grid():
            return block.caption
        case Heading() | Text() | Notice():
            return block.text
        case Listing():
            return block.lead or "List"
    return "Saferplan"


def _turn(word: Word, before: Any, *, is_wide: bool) -> None:
    """End a section of pages here: what stands since the last end is as the template has it, or lies on its side.

    The template's pages that lie on their side already need no turning.
    """
    if is_on_its_side(word.pages):
        return
    place(word.document, turned(word.pages, is_wide=is_wide), before)
    forget_first_page(word.pages)
