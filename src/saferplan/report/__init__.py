"""Reports made from an edition: a page and a document. They show what the edition's tables hold and compute nothing."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from saferplan.tables.editions import Edition, write_beside

if TYPE_CHECKING:
    from saferplan.report.blocks import Outline


def write_reports(edition: Edition, folder: Path, *, today: date, public: bool = False) -> list[Path]:
    """Draw the reports and write them into the folder; gives their paths."""
    return write_drawn(draw_reports(edition, today=today, public=public), folder)


def make_ready() -> None:
    """Import what reports are drawn with, and compile the page's templates, before an edition is there to be drawn."""
    from saferplan.report import charts, document, outline  # noqa: F401
    from saferplan.report.charts.chart import in_order
    from saferplan.report.page import environment

    in_order(charts)
    for name in environment().list_templates(["html"]):
        environment().get_template(name)


def draw_reports(edition: Edition, *, today: date, public: bool = False) -> dict[str, bytes]:
    """The page and the document as files by name. Same edition and day, same bytes. Facts out of date on the day say so.

    They are `facts.html` and `facts.pdf`, for the partnership. With `public` they are `public.html` and `public.pdf`,
    without what rests on sources that may not be published.
    """
    from saferplan.report.outline import outline_of

    return set_reports(outline_of(edition, public=public, today=today))


def set_reports(outline: "Outline") -> dict[str, bytes]:
    """What is to be said, as page and document: files by name."""
    from saferplan.report.document import pdf_bytes
    from saferplan.report.page import html_text

    name = "public" if outline.is_public else "facts"
    with ThreadPoolExecutor(1) as pool:  # the document is set while the page is made
        set_document = pool.submit(pdf_bytes, outline)
        page = html_text(outline).encode("utf-8")
        return {f"{name}.html": page, f"{name}.pdf": set_document.result()}


def write_drawn(reports: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write drawn reports into the folder, which is made if it is not there; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in reports.items():
        write_beside(folder / name, content)
    return [folder / name for name in reports]
