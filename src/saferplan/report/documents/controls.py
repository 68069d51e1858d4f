"""Content controls of a Word document that a report put there: found again, and filled anew where nobody has edited them.

Everything outside the controls is the writer's and is not touched. A control is left as it is where its words are not
those that were written, where a change is tracked in it, or where a comment hangs on it.
"""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from saferplan.report.documents.kept_formats import keep_formats, typed_words
from saferplan.report.documents.word import TAG, hash_of, tag_of

_TRACKED = (
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange",
    "w:tcPrChange", "w:tblPrExChange", "w:sectPrChange", "w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge",
)  # fmt: skip
_COMMENTED = ("w:commentRangeStart", "w:commentReference")
RESIZED = 0.02
"""Part of its width by which a picture differs that a person has drawn smaller or larger."""
_OF_WORD_ITSELF = re.compile(r"_(?!Ref)")
"""Names of bookmarks that Word sets and renews by itself; `_Ref` ones are what a person refers to."""


def _any(_: Any) -> bool:
    return True


def _is_page_break(element: Any) -> bool:
    from docx.oxml.ns import qn

    return element.get(qn("w:type")) in ("page", "column")


def _is_a_persons(element: Any) -> bool:
    from docx.oxml.ns import qn

    return not _OF_WORD_ITSELF.match(element.get(qn("w:name"), ""))


_PUT_THERE: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("a footnote", "w:footnoteReference", _any),
    ("an endnote", "w:endnoteReference", _any),
    ("a picture", "w:drawing", _any),
    ("a picture", "w:pict", _any),
    ("an object", "w:object", _any),
    ("a bookmark", "w:bookmarkStart", _is_a_persons),
    ("a page break", "w:br", _is_page_break),
    ("a link", "w:hyperlink", _any),
    ("a field", "w:fldChar", _any),
    ("a field", "w:fldSimple", _any),
    ("a formula", "m:oMath", _any),
    ("a symbol", "w:sym", _any),
    ("the end of a section", "w:sectPr", _any),
    ("a control", "w:sdt", _any),
    ("a column", "w:gridCol", _any),
)


@dataclass(frozen=True)
class Control:
    """A control of ours: which report and block it is of, and the element."""

    report: str
    name: str
    hash: str
    element: Any

    @property
    def inside(self) -> Any:
        from docx.oxml.ns import qn

        return self.element.find(qn("w:sdtContent"))

    @property
    def held_back(self) -> str:
        """Why it may not be filled anew; nothing where it may."""
        if _has(self.inside, _TRACKED):
            return "a change is tracked in it"
        if _has(self.inside, _COMMENTED):
            return "a comment hangs on it"
        return "" if self.is_as_written else "its words were edited"

    @property
    def is_as_written(self) -> bool:
        """Whether its words are those that the report wrote."""
        return bool(hash_of(self.inside) == self.hash)


def controls_of(document: Any) -> Iterator[Control]:
    """The controls of a document, those within tables, headers or other controls among them, in order."""
    from docx.oxml.ns import qn

    for element in document.element.body.iter(qn("w:sdt")):
        found = re.fullmatch(rf"{TAG}\|([^|]+)\|([^|]+)\|([0-9a-f]+)", _tag_of(element))
        if found and element.find(qn("w:sdtContent")) is not None:
            yield Control(found[1], found[2], found[3], element)


def _has(element: Any, tags: tuple[str, ...]) -> bool:
    from docx.oxml.ns import qn

    return any(next(element.iter(qn(tag)), None) is not None for tag in tags)


def put_there(control: Control, made: list[Any]) -> str:
    """What a person has put into a control beside its words, and would be lost were it filled anew; nothing where nothing.

    It is told by there being more of it than the report would write there now.
    """
    from docx.oxml.ns import qn

    def number(elements: list[Any], tag: str, counts: Callable[[Any], bool]) -> int:
        return sum(counts(found) for element in elements for found in element.iter(qn(tag)))

    for what, tag, counts in _PUT_THERE:
        if number([control.inside], tag, counts) > number(made, tag, counts):
            return f"it holds {what} that somebody put there"
    is_resized = any(
        abs(was - now) > RESIZED * now for was, now in zip(_widths([control.inside]), _widths(made), strict=False)
    )
    return "a picture in it was made smaller or larger, or is another" if is_resized else ""


def _widths(elements: list[Any]) -> list[int]:
    """Of each picture."""
    from docx.oxml.ns import qn

    return [int(found.get("cx")) for element in elements for found in element.iter(qn("wp:extent"))]


def says_the_same(control: Control, made: list[Any]) -> bool:
    """Whether the words of a control are those that the report would write there now."""
    return bool(hash_of(around(made)) == hash_of(control.inside))


def around(made: list[Any]) -> Any:
    """Elements as they would be within a control; copies of them."""
    from docx.oxml import OxmlElement

    inside = OxmlElement("w:sdtContent")
    inside.extend(copy.deepcopy(element) for element in made)
    return inside


def fill(document: Any, control: Control, made: list[Any]) -> None:
    """Replace what a control holds by new elements, in the writer's own formats."""
    inside = control.inside
    old = list(inside)
    for was, now in zip(old, made, strict=False):
        keep_formats(was, now)
    for element in old:
        inside.remove(element)
    for element in made:
        inside.append(element)
    forget_pictures(document, old)
    name_anew(control, control.name)


def name_anew(control: Control, name: str) -> None:
    """Write into a control's tag the block that it is of, and a hash of the words that it has now."""
    from docx.oxml.ns import qn

    tag = control.element.find(qn("w:sdtPr")).find(qn("w:tag"))
    tag.set(qn("w:val"), tag_of(control.report, name, control.inside))


def forget_pictures(document: Any, gone: list[Any]) -> None:
    """Let go of the files of pictures that nothing shows any longer, so that a document does not grow with each refresh."""
    shown = set(_pictures(document.element.body))
    for name in {name for element in gone for name in _pictures(element)} - shown:
        document.part.drop_rel(name)


def _pictures(element: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    return (drawn.get(qn("r:embed")) for drawn in element.iter(qn("a:blip")))


def typed_texts(document: Any) -> Iterator[str]:
    """The words of each paragraph that no control of ours holds, of headers, footers and notes too; deleted ones left out."""
    from docx.oxml.ns import qn

    for root in (document.element.body, *_roots_beside(document)):
        for paragraph in root.iter(qn("w:p")):
            if not any(_tag_of(around).startswith(f"{TAG}|") for around in paragraph.iterancestors(qn("w:sdt"))):
                yield "".join(typed_words(paragraph))


def _roots_beside(document: Any) -> Iterator[Any]:
    """Headers, footers, footnotes and endnotes."""
    from docx.oxml import parse_xml

    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    for name in sorted(parts):
        if re.fullmatch(r"/word/(?:header|footer|footnotes|endnotes)\d*\.xml", name):
            yield parse_xml(parts[name].blob)


def _tag_of(element: Any) -> str:
    """The tag of a content control; nothing where it has none."""
    from docx.oxml.ns import qn

    about = element.find(qn("w:sdtPr"))
    tag = about.find(qn("w:tag")) if about is not None else None
    return str(tag.get(qn("w:val"))) if tag is not None else ""
