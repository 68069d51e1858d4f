"""What a workbook says of its cells and the reader of sheets does not: errors of formulas, percent signs, merged cells.

The reader gives a formula's error as an empty cell, and 12% as 0.12. Both would become wrong figures in silence, so the
package's own XML is searched for them, sheet by sheet, as a stream: a million blank rows are read past and not kept.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

from saferplan.sources.files import ZIP_ERRORS
from saferplan.sources.local.cells import Fault, place_of

CHUNK_BYTES = 1 << 20
LONGEST_CELL_BYTES = 1 << 16
NO_RESULT = Fault("no result saved with it")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(?:\s*<(?:\w+:)?f(?:\s[^>]*?)?(/>|>[^<]*</(?:\w+:)?f>))?"
    rb"\s*(?:<(?:\w+:)?v(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?v>))?)"
)
_ATTRIBUTE = re.compile(rb'\b(r|s|t)="([^"]*)"')
_HOLDS_SOMETHING = re.compile(rb'[<:][vf][ >/]|t="e"')
"""Blank cells that are only coloured have neither value nor formula: a stretch of those is passed over at once."""
_FORMULAS = {
    ".xlsx": (b't="e"', b"<f>", b"<f ", b":f>", b":f "),
    ".ods": (b"table:formula=", b'"error"', b">#", b">Err:"),
}
"""What a formula or its error is not written without; sought one by one, which is far quicker than all in one pattern."""
_PERCENT_FORMATS = {9, 10}
Place = tuple[int, int]


@dataclass
class Marks:
    """What is marked in a sheet, by row and column."""

    faults: dict[Place, Fault] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    """Ranges of merged cells of an ODS sheet by first and last cell, rows from nought as the reader counts those of an XLSX."""


def is_from_1904(path: Path) -> bool:
    """Whether a workbook counts its days from 1904, as those of old Macintosh programs do."""
    try:
        with zipfile.ZipFile(path) as package, package.open("xl/workbook.xml") as opened:
            return re.search(rb'date1904="(?:1|true)"', opened.read()) is not None
    except (KeyError, ElementTree.ParseError, *ZIP_ERRORS):
        return False


def faults_of(path: Path) -> dict[str, dict[Place, Fault]]:
    """The formulas of each sheet that came to an error or have no result; a workbook with no formula is only skimmed."""
    return {name: marks.faults for name, marks in read_marks(path).items()} if _may_hold_faults(path) else {}


def _may_hold_faults(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name == "content.xml" or name.startswith("xl/worksheets/"):
                words = _FORMULAS[".ods" if name == "content.xml" else ".xlsx"]
                with package.open(name) as opened:
                    if any(word in chunk for chunk in _overlapping(opened) for word in words):
                        return True
    return False


def _overlapping(opened: IO[bytes]) -> Iterator[bytes]:
    """A stream in chunks that each begin with the end of the one before, so that no word is cut in two."""
    end = b""
    while chunk := opened.read(CHUNK_BYTES):
        yield end + chunk
        end = chunk[-32:]


def sheets_of(path: Path) -> dict[str, bool]:
    """The sheets of an XLSX workbook in order, each with whether it is hidden; none of a file of another form."""
    try:
        with zipfile.ZipFile(path) as package:
            workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError, *ZIP_ERRORS):
        return {}
    found = (each for each in workbook.iter() if each.tag.endswith("}sheet"))
    return {each.get("name", ""): each.get("state", "visible") != "visible" for each in found}


def read_marks(path: Path) -> dict[str, Marks]:
    """The marks of every sheet of an XLSX or ODS workbook, by the sheet's name."""
    with zipfile.ZipFile(path) as package:
        if "content.xml" in package.namelist():
            with package.open("content.xml") as opened:
                return _ods_marks(opened)
        percents = _percent_styles(package)
        found = {}
        for name, part in _sheet_parts(package):
            with package.open(part) as opened:
                found[name] = _xlsx_marks(opened, percents)
        return found


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the part of the package that holds it."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if each.tag.endswith("}sheet") and (target := targets.get(each.get(_RELATION))):
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            if part in package.namelist():
                yield each.get("name", ""), part


def _percent_styles(package: zipfile.ZipFile) -> set[int]:
    """The numbers of the cell styles that show a percent sign."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    with_sign = set(_PERCENT_FORMATS)
    for each in styles.iter():
        if each.tag.endswith("}numFmt") and "%" in re.sub(r'"[^"]*"', "", each.get("formatCode", "")):
            with_sign.add(int(each.get("numFmtId", "-1")))
    formats = next((each for each in styles if each.tag.endswith("}cellXfs")), ())
    return {place for place, each in enumerate(formats) if int(each.get("numFmtId", "0")) in with_sign}


def _xlsx_marks(opened: IO[bytes], percents: set[int]) -> Marks:
    marks, kept = Marks(), b""
    while chunk := opened.read(CHUNK_BYTES):
        kept += chunk
        is_last = len(chunk) < CHUNK_BYTES
        end = len(kept) if is_last else max(0, kept.rfind(b"<", 0, len(kept) - LONGEST_CELL_BYTES))
        done = 0
        for found in _CELL.finditer(kept) if _HOLDS_SOMETHING.search(kept) else ():
            if found.start() >= end:
                break
            _mark(marks, found, percents)
            done = found.end()
        kept = kept[max(done, end) :]
    return marks


def _mark(marks: Marks, found: "re.Match[bytes]", percents: set[int]) -> None:
    said = dict(_ATTRIBUTE.findall(found[1]))
    if b"r" not in said:
        return
    if said.get(b"t") == b"e":
        marks.faults[place_of(said[b"r"].decode())] = Fault((found[3] or b"#ERROR!").decode("utf-8", "replace"))
    elif found[2] is not None and not found[3] and said.get(b"t") != b"str":
        marks.faults[place_of(said[b"r"].decode())] = NO_RESULT
    elif said.get(b"s") and int(said[b"s"]) in percents and found[3]:
        marks.percents.add(place_of(said[b"r"].decode()))


def _ods_marks(opened: IO[bytes]) -> dict[str, Marks]:
    """Places are counted, for cells and rows of an ODS sheet have no address and may be repeated."""
    found: dict[str, Marks] = {}
    marks, row, column, repeat = Marks(), 0, 0, 1
    for event, each in ElementTree.iterparse(opened, events=("start", "end")):
        kind = each.tag.rpartition("}")[2]
        if event == "start" and kind == "table":
            marks = found[_said(each, "name")] = Marks()
            row = 0
        elif event == "start" and kind == "table-row":
            row, column, repeat = row + 1, 0, int(_said(each, "number-rows-repeated") or 1)
        elif event == "end" and kind in ("table-cell", "covered-table-cell"):
            _mark_ods(marks, each, row, column)
            column += int(_said(each, "number-columns-repeated") or 1)
            each.clear()
        elif event == "end" and kind == "table-row":
            row += repeat - 1
            each.clear()
    return found


def _mark_ods(marks: Marks, cell: ElementTree.Element, row: int, column: int) -> None:
    text = "".join(cell.itertext()).strip()
    types = {value for name, value in cell.attrib.items() if name.endswith("}value-type")}
    if "error" in types or re.fullmatch(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+", text):
        marks.faults[row, column] = Fault(text or "#ERROR!")
    elif "percentage" in types:
        marks.percents.add((row, column))
    down, right = (int(_said(cell, f"number-{each}-spanned") or 1) for each in ("rows", "columns"))
    if down > 1 or right > 1:
        marks.merged.append(((row - 1, column), (row + down - 2, column + right - 1)))


def _said(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")
