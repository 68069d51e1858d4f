"""A report in Word whose quarter has a block more, or a block less, than when it was written."""

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.contract.test_block_names import without
from tests.simulated.test_quarterly import TODAY
from tests.simulated.test_word_stays_theirs import aged, words_of

from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.checking_documents import check_document
from saferplan.pipeline.claims import CONTRADICTED, LACKING, UNCHECKED
from saferplan.pipeline.refreshing import refresh
from saferplan.report.documents.controls import controls_of
from saferplan.report.documents.word import word_bytes
from saferplan.report.quarterly.outline import quarterly_outline

REPORT = "quarterly 2016-Q4"
NEWER = "summary-beyond-chance"


@pytest.fixture(scope="module")
def outline(edition):
    return quarterly_outline(edition, quarterly_figures(edition, quarter_of(edition, "2016-Q4")), today=TODAY)


@pytest.fixture(scope="module")
def without_one(outline):
    """The report as it was when nothing of this kind was to be said."""
    (gone,) = [block for section in outline.sections for block in section.blocks if block.id == NEWER]
    return word_bytes(without(outline, gone), REPORT)[0]


def test_a_block_that_is_new_moves_no_other_and_is_named(edition, without_one, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(without_one)
    found = refresh(edition, path, today=TODAY)
    assert (found.changed, found.held_back, found.gone, found.earlier) == ((), (), (), ())
    assert found.lacking == ((NEWER, "More than chance would make:"),)
    assert path.read_bytes() == without_one
    (claim,) = check_document(edition, path, today=TODAY)
    assert (claim.number, claim.verdict) == ("1 block", LACKING)
    assert NEWER in claim.sentence


def test_blocks_of_another_report_that_stand_in_a_document_are_not_asked_to_bring_the_rest(edition, outline, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(word_bytes(outline, REPORT)[0])
    document = Document(path)
    (control,) = [each for each in controls_of(document) if each.name == "asb-words"]
    tag = control.element.find(qn("w:sdtPr")).find(qn("w:tag"))
    tag.set(qn("w:val"), tag.get(qn("w:val")).replace("2016-Q4", "2016-Q3"))
    document.save(path)
    assert [name for name, _ in refresh(edition, path, today=TODAY).lacking] == ["asb-words"]


def as_earlier(path, names):
    """Tags as an earlier version wrote them: by the place of a block in its section."""
    document = Document(path)
    for control in controls_of(document):
        if control.name in names:
            tag = control.element.find(qn("w:sdtPr")).find(qn("w:tag"))
            tag.set(qn("w:val"), tag.get(qn("w:val")).replace(f"|{control.name}|", f"|{names[control.name]}|"))
    document.save(path)


EARLIER = {"summary-crime-quarter": "summary-4", "summary-crime-twelve-months": "summary-5", "asb-words": "asb-1"}


def test_a_block_that_an_earlier_version_named_by_its_place_is_filled_with_no_other(edition, outline, tmp_path):
    path = tmp_path / "report.docx"
    aged(path, word_bytes(outline, REPORT)[0], names=("summary-crime-quarter", "summary-crime-twelve-months"))
    as_earlier(path, EARLIER)
    (claim, absent) = check_document(edition, path, today=TODAY)
    assert (claim.number, claim.sentence, claim.verdict) == ("2 blocks", "summary-4, summary-5", UNCHECKED)
    assert (absent.number, absent.verdict) == ("2 blocks", LACKING)
    found = refresh(edition, path, today=TODAY)
    assert found.earlier == ("summary-4", "summary-5")
    assert "Older:" in words_of(path, "summary-4")
    assert [name for name, _ in found.lacking] == ["summary-crime-quarter", "summary-crime-twelve-months"]


def test_one_that_says_what_the_report_says_gets_its_name(edition, outline, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(word_bytes(outline, REPORT)[0])
    as_earlier(path, EARLIER)
    assert check_document(edition, path, today=TODAY) == []
    found = refresh(edition, path, today=TODAY)
    assert (found.changed, found.earlier, found.lacking) == ((), (), ())
    assert set(EARLIER) <= {control.name for control in controls_of(Document(path))}
    assert refresh(edition, path, today=TODAY).kept_copy is None


def test_a_block_that_the_report_has_no_longer_is_contradicted_and_not_asked_to_be_refreshed(
    edition, outline, tmp_path
):
    path = tmp_path / "report.docx"
    path.write_bytes(word_bytes(outline, REPORT)[0])
    as_earlier(path, {"asb-words": "no-such-block"})
    gone, absent = check_document(edition, path, today=TODAY)
    assert (gone.sentence, gone.verdict, absent.verdict) == ("no-such-block", CONTRADICTED, LACKING)
    assert "saferplan refresh" not in gone.why
