"""What may leave the partnership: nothing that rests on a source which may not be published, and no word of the inbox."""

import re
from pathlib import Path

import pikepdf
import pytest
from small_edition import small_edition, small_rows, written

from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.tables.editions import Edition

RESTRICTED = ("most similar", "Most similar", "given in confidence", "Given in confidence", "OFFICIAL-SENSITIVE")


def test_the_page_of_the_partnership_has_what_is_restricted(page: str) -> None:
    for words in RESTRICTED:
        assert words in page


def test_the_public_page_has_none_of_it(public_page: str) -> None:
    for words in RESTRICTED:
        assert words not in public_page
    assert "recorded in 2016/17, a rise of 8.8%" in public_page


def test_the_public_page_says_public(public_page: str) -> None:
    assert "<strong>Public</strong>" in public_page
    assert "nternal draft" not in public_page
    assert "range expected by chance" in public_page


def test_the_public_page_does_not_speak_to_the_analyst(public_page: str) -> None:
    for words in (
        "inbox",
        "saferplan explain",
        "saferplan check",
        "saferplan.toml",
        "What would allow it",
        "Files and rows",
    ):
        assert words not in public_page
    assert "May 2015 was not supplied" in public_page  # a refusal is said all the same


@pytest.mark.parametrize("without", ["area", "boundary", "measure", "contribution", "funnel_point", "everything"])
def test_what_is_absent_is_said_without_a_word_of_the_inbox(without: str, tmp_path: Path) -> None:
    edition = written({}, tmp_path) if without == "everything" else small_edition(tmp_path, without=[without])
    text = html_text(outline_of(edition, public=True))
    assert "inbox" not in text


def test_a_fact_that_may_not_be_published_takes_its_caveats_with_it(tmp_path: Path) -> None:
    rows = small_rows()
    rows["fact_caveat"].append({"fact_id": "most-similar-position", "position": 1, "text": "A caveat in confidence."})
    edition = written(rows, tmp_path)
    assert "A caveat in confidence." in html_text(outline_of(edition))
    assert "A caveat in confidence." not in html_text(outline_of(edition, public=True))


def test_counts_under_twenty_are_shown_and_percentages_of_them_are_not(tmp_path: Path) -> None:
    rows = small_rows()
    rows["ward_edge"][1].update({"rows": 19, "near_boundary": 7})
    text = html_text(outline_of(written(rows, tmp_path), public=True))
    assert re.search(r"<td[^>]*>7 of 19</td>", text)


def test_the_public_document_says_public_on_every_page(public_reports: Path, edition: Edition) -> None:
    with pikepdf.open(public_reports / "public.pdf") as opened:
        assert str(opened.docinfo.Title).startswith("Safer Exampleton")
        assert bool(opened.Root.MarkInfo.Marked)
    outline = outline_of(edition, public=True)
    assert outline.standing == "Public"
    assert outline.marking == "OFFICIAL"
