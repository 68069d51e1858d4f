"""Reports made from an edition: a page and a document. They show what the edition's tables hold and compute nothing."""

from pathlib import Path

from saferplan.tables.editions import Edition, write_beside


def write_reports(edition: Edition, folder: Path) -> list[Path]:
    """Write `facts.html` and `facts.pdf` into the folder and return their paths. Same edition, same bytes."""
    from saferplan.report.document import pdf_bytes
    from saferplan.report.outline import outline_of
    from saferplan.report.page import html_text

    outline = outline_of(edition)
    folder.mkdir(parents=True, exist_ok=True)
    page, document = folder / "facts.html", folder / "facts.pdf"
    write_beside(page, html_text(outline).encode("utf-8"))
    write_beside(document, pdf_bytes(outline))
    return [page, document]
