"""Ward sheets as one page of HTML and as one PDF, a page of paper for each ward."""

import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from saferplan.report.page import environment, inline_svg, page_style, svg_file
from saferplan.report.typeface import FAMILY, font_files
from saferplan.report.wards.sheet import WardSheet


def wards_html(sheets: list[WardSheet]) -> str:
    """The sheets below one another."""
    template = environment().get_template("ward.html")
    return str(template.render(sheets=sheets, style=page_style(), inline_svg=inline_svg))


def wards_pdf(sheets: list[WardSheet], last_day: str) -> bytes:
    """The sheets, each on a page of its own; dated by the last day of their months, for no clock is read."""
    import typst

    values = []
    with TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for sheet in sheets:
            (folder / f"{sheet.chart.id}.svg").write_text(svg_file(sheet.chart.wide), encoding="utf-8")
            chart = {"file": f"{sheet.chart.id}.svg", "alt": sheet.chart.alt, "title": sheet.chart.title}
            values.append(asdict(sheet) | {"chart": chart})
        for path in font_files():
            shutil.copyfile(path, folder / path.name)
        with as_file(files("saferplan.report").joinpath("documents", "ward.typ")) as template:
            shutil.copyfile(template, folder / "ward.typ")
        content = typst.compile(
            str(folder / "ward.typ"), root=name, font_paths=[name], ignore_system_fonts=True,
            sys_inputs={"sheets": json.dumps(values), "family": FAMILY}, pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(last_day).replace(tzinfo=UTC), format="pdf",
        )  # fmt: skip
    if not isinstance(content, bytes):
        raise TypeError("the sheets did not come out as one file")
    return content
