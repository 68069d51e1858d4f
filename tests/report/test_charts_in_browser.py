"""Every chart as a real browser sets it: no two texts lie on one another, and none leaves the drawing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scenarios import ABSENT, SCENARIOS, scenario

from saferplan.report import charts
from saferplan.report.blocks import Drawing
from saferplan.report.charts.chart import NARROW, WIDE, in_order
from saferplan.report.charts.theme import with_own_identifiers
from saferplan.report.place import place_of
from saferplan.report.typeface import STACK

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
MEASURE = """
() => [...document.querySelectorAll('svg')].map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(each => each.textContent.trim()).map(each => {
    const box = each.getBoundingClientRect();
    return {words: each.textContent, left: box.left - frame.left, top: box.top - frame.top,
      right: box.right - frame.left, bottom: box.bottom - frame.top};
  });
  return {id: svg.id, width: frame.width, height: frame.height, texts};
})
"""
TOUCHING_PX = 2.5
"""Boxes of lines below one another touch: they are as high as the typeface's tallest letters."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


def svg(identifier: str, drawing: Drawing) -> str:
    box = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    return f'<svg id="{identifier}" {box} font-family="{STACK}">{with_own_identifiers(drawing.body, identifier)}</svg>'


def drawings(name: str, folder: Path) -> list[str]:
    place = place_of(scenario(name, folder))
    shown = [chart for chart in in_order(charts) if chart.id not in ABSENT.get(name, ())]
    return [
        svg(f"{chart.id}-{width}", chart.draw(chart.gather(place), width))
        for chart in shown
        for width in (WIDE, NARROW)
    ]


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "empty"])
def test_no_text_lies_on_another_or_leaves_its_drawing(name: str, browser: Any, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.set_content(f'<body style="margin:0">{"<br>".join(drawings(name, tmp_path))}</body>')
    measured = tab.evaluate(MEASURE)
    tab.close()
    assert measured
    assert all(each["texts"] for each in measured)
    assert [found for each in measured for found in [*clashes(each), *outside(each)]] == []


def clashes(drawing: dict[str, Any]) -> list[str]:
    texts = sorted(drawing["texts"], key=lambda each: each["top"])
    return [
        f"{drawing['id']}: {one['words']!r} on {other['words']!r}"
        for place, one in enumerate(texts) for other in texts[place + 1 :]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > TOUCHING_PX
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > TOUCHING_PX
    ]  # fmt: skip


def outside(drawing: dict[str, Any]) -> list[str]:
    return [
        f"{drawing['id']}: {each['words']!r} leaves the drawing"
        for each in drawing["texts"]
        if each["left"] < -0.5 or each["right"] > drawing["width"] + 0.5
        or each["top"] < -1 or each["bottom"] > drawing["height"] + 1
    ]  # fmt: skip


def test_a_clash_would_be_seen() -> None:
    """The measure itself: two texts on one another, and one that leaves."""
    box = {"left": 0, "top": 0, "right": 40, "bottom": 16}
    drawing = {
        "id": "made",
        "width": 100,
        "height": 100,
        "texts": [{"words": "a", **box}, {"words": "b", **box, "right": 140}],
    }
    assert len(clashes(drawing)) == len(outside(drawing)) == 1
