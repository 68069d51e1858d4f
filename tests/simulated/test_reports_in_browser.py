"""The quarterly report and the ward sheets in a real browser: accessibility rules, nothing fetched, no sideways scroll."""

import io
from pathlib import Path

import pikepdf
import pytest

from saferplan.pipeline.asked.ward import ward_figures, wards_of
from saferplan.pipeline.reporting import write_quarterly, write_wards
from saferplan.report.place import place_of
from saferplan.report.wards.forms import wards_html
from saferplan.report.wards.sheet import MOST_LETTERS, MOST_LINES, ward_sheet

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")

FULL = (
    "word " * (MOST_LETTERS // 5),
    "\n\n".join(["word " * (MOST_LETTERS // 5 // MOST_LINES - 1)] * MOST_LINES),
    "\n\n".join(["word " * 25] * 7),
)
"""As many letters as are taken, as many lines, and paragraphs that each run a little over a line."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def pages(demonstration, edition):
    from datetime import date

    quarterly = write_quarterly(demonstration.workspace, edition, "2016-Q4", today=date(2017, 7, 1))
    wards = write_wards(demonstration.workspace, edition, None)
    return [path for path in (*quarterly.paths, *wards.paths) if path.suffix == ".html"]


def test_no_rule_is_broken_and_nothing_is_fetched_at_any_width(pages):
    from axe_playwright_python.sync_playwright import Axe

    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        for page in pages:
            for width in (320, 1280):
                tab, asked = browser.new_page(viewport={"width": width, "height": 900}), []
                tab.on("request", lambda each, asked=asked: asked.append(each.url))
                tab.goto(page.as_uri())
                assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
                assert tab.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (page.name, width)
                results = Axe().run(tab)
                assert results.violations_count == 0, results.generate_report()
                tab.close()
        browser.close()


def test_a_ward_sheet_is_printed_on_one_page(demonstration, edition):
    ward = edition.rows(
        "SELECT name FROM area WHERE area_type = 'ward' AND csp_code = (SELECT csp_code FROM partnership) LIMIT 1"
    )
    one, every = (
        next(path for path in write_wards(demonstration.workspace, edition, name).paths if path.suffix == ".html")
        for name in (ward[0]["name"], None)
    )
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab, pages = browser.new_page(), []
        for path in (one, every):
            tab.goto(path.as_uri())
            with pikepdf.open(io.BytesIO(tab.pdf(prefer_css_page_size=True))) as document:
                pages.append(len(document.pages))
        wards = tab.locator("article.ward").count()
        browser.close()
    assert pages == [1, wards]


def test_the_longest_text_that_is_taken_is_printed_on_one_page_for_every_ward(edition, tmp_path):
    figures = ward_figures(edition, wards_of(edition))
    contacts = tuple(
        (f"Team {number} {'of the council ' * 3}"[:60], ("01642 000000 or write to us at " * 3)[:80])
        for number in range(8)
    )
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        for doing in FULL:
            sheets = [ward_sheet(place_of(edition), each, doing, contacts, "0") for each in figures]
            alone = [[max(sheets, key=lambda sheet: len(sheet.name) + len(sheet.anchors))]]
            for some in (*alone, sheets):
                (tmp_path / "wards.html").write_text(wards_html(some), encoding="utf-8")
                tab.goto((tmp_path / "wards.html").as_uri())
                with pikepdf.open(io.BytesIO(tab.pdf(prefer_css_page_size=True))) as document:
                    assert len(document.pages) == len(some)
        browser.close()
