"""The document: the same blocks set by Typst as a tagged PDF (PDF/UA-1), with a text for every picture.

Words of the edition reach the template as values, never as markup. Not certified: no validator of PDF/UA is run here.
"""

import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from saferplan.report.blocks import Block, Figure, Outline, Section
from saferplan.report.page import svg_file
from saferplan.report.typeface import FAMILY, font_files

TALLEST = 1.2
"""A drawing's most height in widths of the text, so that it keeps to one page with its words."""


def pdf_bytes(outline: Outline) -> bytes:
    """The report as PDF. Its date is the last month of its edition: no clock is read."""
    import typst

    with TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        template = _laid_out(outline, folder)
        content = typst.compile(
            str(template),
            root=str(folder),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"outline": json.dumps(_values(outline)), "family": FAMILY},
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(outline.last_day).replace(tzinfo=UTC),
            format="pdf",
        )
    if not isinstance(content, bytes):
        raise TypeError("the document did not come out as one file")
    return content


def _laid_out(outline: Outline, folder: Path) -> Path:
    """Put the template, the drawings and the fonts where Typst may read them."""
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                (folder / f"{block.id}.svg").write_text(svg_file(block.wide), encoding="utf-8")
    fonts = folder / "fonts"
    fonts.mkdir()
    for path in font_files():
        shutil.copyfile(path, fonts / path.name)
    with as_file(files("saferplan.report").joinpath("documents", "facts.typ")) as template:
        return Path(shutil.copyfile(template, folder / "facts.typ"))


def _values(outline: Outline) -> dict[str, Any]:
    head = {key: value for key, value in vars(outline).items() if key != "parts"}
    return {
        **head,
        "title": outline.title,
        "standing": outline.standing,
        "sections": [_section_values(section) for section in outline.sections],
    }


def _section_values(section: Section) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block_values(block) for block in section.blocks]}


def _block_values(block: Block) -> dict[str, Any]:
    if isinstance(block, Figure):
        shown: dict[str, Any] = {
            "title": block.title,
            "alt": block.alt,
            "caption": block.caption,
            "file": f"{block.id}.svg",
        }
        shown["share"] = min(1.0, TALLEST * block.wide.width / block.wide.height)
        return {"kind": block.kind, **shown}
    return {"kind": block.kind, **asdict(block)}
