"""Reports made from an edition: a page and a document. They show what the edition's tables hold and compute nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from saferplan.tables.editions import Edition, write_beside


def write_reports(edition: Edition, folder: Path, *, today: date, public: bool = False) -> list[Path]:
    """Write the page and the document into the folder and return their paths. Same edition and day, same bytes.

    Facts that are out of date on the day say so.

    They are `facts.html` and `facts.pdf`, for the partnership. With `public` they are `public.html` and `public.pdf`,
    without what rests on sources that may not be published.
    """
    from saferplan.report.document import pdf_bytes
    from saferplan.report.outline import outline_of
    from saferplan.report.page import html_text

    outline = outline_of(edition, public=public, today=today)
    folder.mkdir(parents=True, exist_ok=True)
    name = "public" if public else "facts"
    page, document = folder / f"{name}.html", folder / f"{name}.pdf"
    with ThreadPoolExecutor(1) as pool:  # the document is set while the page is made
        set_document = pool.submit(pdf_bytes, outline)
        write_beside(page, html_text(outline).encode("utf-8"))
        write_beside(document, set_document.result())
    return [page, document]
