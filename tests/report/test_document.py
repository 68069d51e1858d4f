"""The document: tagged, titled, in English, with a text for every picture, and the same bytes each time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from small_edition import small_edition, written

from saferplan.report import write_reports
from saferplan.report.document import pdf_bytes
from saferplan.report.outline import outline_of
from saferplan.tables.editions import Edition


@pytest.fixture(scope="module")
def pdf(reports: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(reports / "facts.pdf") as opened:
        yield opened


def elements_of(node: Any) -> Iterator[Any]:
    """Every element of the structure tree below a node."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements_of(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements_of(node.K)


def test_document_is_tagged_with_title_and_language(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo.Title).startswith("Safer Exampleton <b>& District</b> Partnership: facts")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_every_picture_has_a_text(pdf: pikepdf.Pdf) -> None:
    figures = [element for element in elements_of(pdf.Root.StructTreeRoot.K) if element.S == "/Figure"]
    assert len(figures) >= 4
    assert all(len(str(figure.Alt)) > 40 for figure in figures)


def test_tables_have_heading_cells_and_headings_have_levels(pdf: pikepdf.Pdf) -> None:
    kinds = {str(element.S) for element in elements_of(pdf.Root.StructTreeRoot.K)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Caption"} <= kinds


def test_same_edition_gives_the_same_document(edition: Edition, reports: Path) -> None:
    assert pdf_bytes(outline_of(edition)) == (reports / "facts.pdf").read_bytes()


def test_an_edition_of_nothing_gives_both_reports(tmp_path: Path) -> None:
    paths = write_reports(written({}, tmp_path), tmp_path / "reports", today=date(2018, 6, 30))
    assert all(path.stat().st_size > 1000 for path in paths)


def test_reports_are_replaced_and_leave_nothing_beside(tmp_path: Path) -> None:
    edition = small_edition(tmp_path, without=["boundary"])
    for _ in range(2):
        write_reports(edition, tmp_path / "reports", today=date(2018, 6, 30))
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["facts.html", "facts.pdf"]
