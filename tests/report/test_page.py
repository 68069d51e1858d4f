"""The page as text: self-contained, escaped, labelled, and honest about what is absent."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from small_edition import AWKWARD_NAME, LONG_NAME, small_edition, small_rows, written

from saferplan.report import charts
from saferplan.report.charts.chart import in_order
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.tables.editions import Edition

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "line", "circle", "use"}


class Elements(HTMLParser):
    """Every element with its attributes and text, and whether elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def elements(page: str) -> Elements:
    return Elements(page)


def test_nothing_runs_and_nothing_is_fetched(page: str, elements: Elements) -> None:
    assert not elements.named("script")
    assert not re.findall(r"(?:https?:)?//[a-z]", re.sub(r"/\*.*?\*/", "", page))
    assert all((link["href"] or "").startswith(("#", "data:")) for link in elements.named("a") + elements.named("link"))
    assert not [attributes for _, attributes in elements.found if "src" in attributes]
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]


def test_page_is_marked_and_dated(page: str, elements: Elements) -> None:
    assert "Internal draft: not for publication" in page
    assert "April 2014 to March 2017" in page
    assert "Marking: OFFICIAL, OFFICIAL-SENSITIVE" in page
    assert "Edition 2017-03.1" in page
    assert elements.named("html") == [{"lang": "en-GB"}]
    assert len(page.encode()) < 1_500_000


def test_words_of_the_edition_are_escaped(page: str) -> None:
    assert "Safer Exampleton &lt;b&gt;&amp; District&lt;/b&gt; Partnership" in page
    assert "&lt;script&gt;alert(1)" in page
    assert AWKWARD_NAME not in page
    assert "Bread &lt;b&gt;&amp; Butter&lt;/b&gt;" in page
    assert LONG_NAME in page


def test_simulated_place_is_said(page: str, tmp_path: Path) -> None:
    assert "made up" in page
    real = small_edition(tmp_path, changes={"is_simulated": False})
    assert "made up" not in html_text(outline_of(real))


def test_every_drawing_has_title_and_description(page: str, elements: Elements) -> None:
    identifiers = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    drawings = elements.named("svg")
    assert len(drawings) == 2 * len(in_order(charts))
    for drawing in drawings:
        assert drawing["role"] == "img"
        for identifier in (drawing["aria-labelledby"] or "").split():
            assert re.search(rf'<(title|desc) id="{identifier}">[^<]{{20,}}</', page)
    for name in re.findall(r"url\(#([^)]+)\)", page):
        assert name in identifiers


def test_every_table_has_caption_and_scopes(elements: Elements) -> None:
    assert len(elements.named("table")) == len(elements.named("caption")) > 7
    assert all(heading["scope"] in ("row", "col") for heading in elements.named("th"))


def test_headings_go_down_one_level_at_a_time(elements: Elements) -> None:
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_refused_fact_says_why_and_what_would_allow_it(page: str) -> None:
    card = page[page.index('class="fact refused"') :]
    card = card[: card.index("</article>")]
    assert "Refused" in card
    assert "May 2015 was not supplied" in card
    assert "Put 2015-05 into inbox/ &amp; build again." in card
    assert "saferplan explain asb_change" in card


def test_tables_are_alphabetical(page: str) -> None:
    for caption in (
        "Recorded crime by ward, 2016/17, in alphabetical order",
        "Recorded crime by ward, 2016/17 against 2015/16",
    ):
        start = page.index(f"<span>{caption}")
        wards = re.findall(r'<th scope="row">(Ward [R-Z])</th>', page[start : page.index("</table>", start)])
        assert wards == sorted(wards)
        assert len(wards) == 8


def test_places_without_a_rate_say_why(page: str) -> None:
    for words in ("place people visit", "ewer than 20 recorded crimes", "esidents not known"):
        assert page.count(words) >= 3  # the legend of both drawings, and the table


def test_same_edition_gives_the_same_page(edition: Edition, page: str) -> None:
    assert html_text(outline_of(edition)) == page


@pytest.mark.parametrize("without", [*small_rows(), "everything"])
def test_an_empty_table_is_said_and_does_not_fail(without: str, tmp_path: Path) -> None:
    edition = written({}, tmp_path) if without == "everything" else small_edition(tmp_path, without=[without])
    text = html_text(outline_of(edition))
    Elements(text)
    assert "None" not in re.sub(r"None is missing|<style>.*?</style>", "", text, flags=re.DOTALL)


def test_no_whole_year_is_said(tmp_path: Path) -> None:
    text = html_text(outline_of(small_edition(tmp_path, changes={"latest_financial_year": None})))
    assert text.count("No financial year was wholly supplied") == 5


def test_no_comparators_is_said(tmp_path: Path) -> None:
    rows = small_rows()
    rows["area"] = [row for row in rows["area"] if row["role"] != "comparator"]
    assert "No comparators are named" in html_text(outline_of(written(rows, tmp_path)))
