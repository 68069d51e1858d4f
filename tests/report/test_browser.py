"""The page in a real browser: accessibility rules, width, what print shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saferplan.report import charts
from saferplan.report.charts.chart import in_order

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(params=[320, 768, 1280])
def shown(request: pytest.FixtureRequest, browser: Any, reports: Path) -> Iterator[Any]:
    tab = browser.new_page(viewport={"width": request.param, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda each: asked.append(each.url))
    tab.goto((reports / "facts.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    yield tab
    tab.close()


@pytest.mark.parametrize("opened", [False, True])
def test_no_accessibility_rule_is_broken(shown: Any, opened: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    if opened:
        shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    results = Axe().run(shown)
    assert results.violations_count == 0, results.generate_report()


def test_page_never_scrolls_sideways(shown: Any) -> None:
    shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert shown.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_one_width_of_each_chart_is_shown(shown: Any) -> None:
    sizes = shown.evaluate(
        "[...document.querySelectorAll('svg')].map(each => [each.getAttribute('class'), each.getClientRects().length])"
    )
    wanted = "narrow" if shown.viewport_size["width"] <= 640 else "wide"
    assert {name for name, boxes in sizes if boxes} == {wanted}
    assert sum(bool(boxes) for _, boxes in sizes) == len(in_order(charts))


def test_text_of_charts_does_not_leave_the_page(shown: Any) -> None:
    outside = shown.evaluate(
        "[...document.querySelectorAll('svg text')].filter(each => { const box = each.getBoundingClientRect();"
        " return box.width && (box.left < 0 || box.right > innerWidth) }).map(each => each.textContent)"
    )
    assert outside == []


def test_print_opens_what_is_folded_and_shows_wide_charts(shown: Any) -> None:
    shown.emulate_media(media="print")
    assert shown.evaluate("[...document.querySelectorAll('details table')].every(each => each.getClientRects().length)")
    assert shown.evaluate("getComputedStyle(document.querySelector('svg.wide')).display") == "block"
    assert shown.evaluate("getComputedStyle(document.querySelector('svg.narrow')).display") == "none"


def test_keyboard_reaches_the_content_first(shown: Any) -> None:
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the content"
