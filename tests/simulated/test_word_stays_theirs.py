"""`refresh` and `check` on Word reports that a person has worked on: only what nobody touched is filled anew."""

import copy
from types import SimpleNamespace

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from tests.simulated.test_quarterly import TODAY

from saferplan.base.errors import InputError
from saferplan.base.periods import Month, span_of
from saferplan.cli.desk.page import _end_work
from saferplan.cli.desk.work import Work
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.checking_documents import check_document
from saferplan.pipeline.claims import CONTRADICTED, STANDS, UNCHECKED, Figures, claims_in, known_figures
from saferplan.pipeline.refreshing import refresh
from saferplan.pipeline.reporting import write_quarterly
from saferplan.pipeline.workspace import create_workspace
from saferplan.report.documents.controls import controls_of
from saferplan.report.documents.word import word_bytes
from saferplan.report.quarterly.outline import quarterly_outline


@pytest.fixture(scope="module")
def older_content(edition):
    """The report of a quarter with figures that the edition no longer has: a type's count, a sentence."""
    figures = quarterly_figures(edition, quarter_of(edition, "2016-Q4"))
    return word_bytes(quarterly_outline(edition, figures, today=TODAY), "quarterly 2016-Q4")[0]


def retagged(control):
    """With the tag that a control of its words would have had when it was written."""
    from saferplan.report.documents.word import tag_of

    tag = control.element.find(qn("w:sdtPr")).find(qn("w:tag"))
    tag.set(qn("w:val"), tag_of(control.report, control.name, control.inside))


def aged(path, content, names=("by-type-table", "summary-crime-quarter", "asb-words")):
    """A report as an edition before would have written it: other words in some blocks, with the tags they would have."""
    path.write_bytes(content)
    document = Document(path)
    for control in controls_of(document):
        if control.name in names:
            text = next(control.inside.iter(qn("w:t")))
            text.text = f"Older: {text.text}"
            retagged(control)
    document.save(path)
    return document


def words_of(path, name):
    (control,) = [each for each in controls_of(Document(path)) if each.name == name]
    return " ".join(node.text or "" for node in control.inside.iter(qn("w:t")))


def test_a_report_of_this_edition_has_nothing_to_change_and_is_not_written(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(older_content)
    found = refresh(edition, path, today=TODAY)
    assert (found.changed, found.held_back, found.gone, found.kept_copy) == ((), (), (), None)
    assert len(found.same) > 30
    assert path.read_bytes() == older_content


def test_blocks_that_nobody_touched_are_filled_anew_and_the_old_document_is_kept(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    aged(path, older_content)
    before = path.read_bytes()
    found = refresh(edition, path, today=TODAY)
    assert set(found.changed) == {"by-type-table", "summary-crime-quarter", "asb-words"}
    assert found.kept_copy.read_bytes() == before
    assert "Older:" not in words_of(path, "by-type-table") + words_of(path, "asb-words")
    assert refresh(edition, path, today=TODAY).changed == ()


def test_the_writers_words_styles_and_tables_outside_stay(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    document.add_paragraph("The chair's own words.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[1].text = "Their own cell"
    document.save(path)
    refresh(edition, path, today=TODAY)
    again = Document(path)
    (own,) = [paragraph for paragraph in again.paragraphs if paragraph.text == "The chair's own words."]
    assert own.style.name == "List Bullet"
    assert again.tables[-1].rows[0].cells[1].text == "Their own cell"


def test_a_block_that_was_edited_is_left_and_said_to_be(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    next(control.inside.iter(qn("w:t"))).text = "The officer's own sentence."
    document.save(path)
    found = refresh(edition, path, today=TODAY)
    assert ("asb-words", "its words were edited") in found.held_back
    assert "The officer's own sentence." in words_of(path, "asb-words")
    assert "by-type-table" in found.changed


@pytest.mark.parametrize("mark", ["w:ins", "w:del"])
def test_a_block_with_a_tracked_change_is_left(edition, older_content, tmp_path, mark):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    run = next(control.inside.iter(qn("w:r")))
    tracked = OxmlElement(mark)
    tracked.set(qn("w:author"), "An officer")
    run.addprevious(tracked)
    tracked.append(run)
    document.save(path)
    found = refresh(edition, path, today=TODAY)
    assert ("asb-words", "a change is tracked in it") in found.held_back
    assert next(Document(path).element.body.iter(qn(mark)), None) is not None


@pytest.mark.parametrize("mark", ["w:rPrChange", "w:pPrChange", "w:cellIns"])
def test_a_block_with_a_tracked_change_of_format_is_left(edition, older_content, tmp_path, mark):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    next(control.inside.iter(qn("w:r"))).append(parse_xml(f'<{mark} {nsdecls("w")} w:author="An officer"/>'))
    document.save(path)
    assert ("asb-words", "a change is tracked in it") in refresh(edition, path, today=TODAY).held_back


def test_a_block_with_a_comment_is_left_and_comments_elsewhere_survive(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "summary-crime-quarter")
    paragraph = next(control.inside.iter(qn("w:p")))
    paragraph.insert(0, parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="1"/>'))
    outside = document.paragraphs[0]
    document.add_comment(outside.runs, text="Please check with the chair.", author="Officer", initials="O")
    document.save(path)
    found = refresh(edition, path, today=TODAY)
    assert ("summary-crime-quarter", "a comment hangs on it") in found.held_back
    assert [comment.text for comment in Document(path).comments] == ["Please check with the chair."]


FOOTNOTE = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
PUT_IN = {
    "a footnote": FOOTNOTE,
    "a bookmark": f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="chair"/>',
    "a page break": f'<w:r {nsdecls("w")}><w:br w:type="page"/></w:r>',
    "a link": f'<w:hyperlink {nsdecls("w")} w:anchor="chair"/>',
    "a field": f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>',
    "a picture": f"<w:r {nsdecls('w')}><w:drawing/></w:r>",
    "a symbol": f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "a control": f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>",
}


@pytest.mark.parametrize("what", PUT_IN)
def test_what_somebody_put_into_a_block_is_never_lost(edition, older_content, tmp_path, what):
    """In a block whose words would change it is held back by name; in one that says the same nothing is touched."""
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    own = {each.name: each.inside.find(qn("w:p")) for each in controls_of(document)}
    untouched = next(
        name
        for name in own
        if name not in ("by-type-table", "summary-crime-quarter", "asb-words") and own[name] is not None
    )
    for name in ("asb-words", untouched):
        own[name].append(parse_xml(PUT_IN[what]))
    document.save(path)
    tag = parse_xml(PUT_IN[what]).tag
    before = sum(1 for _ in Document(path).element.body.iter(tag))
    found = refresh(edition, path, today=TODAY)
    assert ("asb-words", f"it holds {what} that somebody put there") in found.held_back
    assert untouched in found.same
    assert "by-type-table" in found.changed
    assert sum(1 for _ in Document(path).element.body.iter(tag)) == before


def test_a_bookmark_that_word_sets_by_itself_holds_nothing_back(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    mark = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="_GoBack"/>')
    next(control.inside.iter(qn("w:p"))).append(mark)
    document.save(path)
    assert "asb-words" in refresh(edition, path, today=TODAY).changed


def test_the_shading_of_cells_is_kept(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "by-type-table")
    cell = next(control.inside.iter(qn("w:tcPr")))
    cell.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFEE99"/>'))
    document.save(path)
    assert "by-type-table" in refresh(edition, path, today=TODAY).changed
    (again,) = [each for each in controls_of(Document(path)) if each.name == "by-type-table"]
    assert "FFEE99" in [shade.get(qn("w:fill")) for shade in again.inside.iter(qn("w:shd"))]


def test_the_document_as_it_was_is_kept_however_often_it_is_refreshed(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    aged(path, older_content, names=("asb-words",))
    first = path.read_bytes()
    assert refresh(edition, path, today=TODAY).kept_copy.name == "report.before-refresh.docx"
    aged(path, path.read_bytes(), names=("summary-crime-quarter",))
    second = path.read_bytes()
    assert refresh(edition, path, today=TODAY).kept_copy.name == "report.before-refresh-2.docx"
    kept = [tmp_path / f"report.before-refresh{number}.docx" for number in ("", "-2")]
    assert [each.read_bytes() for each in kept] == [first, second]


def test_formats_that_the_writer_gave_a_block_are_kept(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    for run in control.inside.iter(qn("w:r")):
        from docx.text.run import Run

        Run(run, None).font.color.rgb = RGBColor(0x80, 0, 0)
    document.save(path)
    assert "asb-words" in refresh(edition, path, today=TODAY).changed
    control = next(each for each in controls_of(Document(path)) if each.name == "asb-words")
    assert {colour.get(qn("w:val")) for colour in control.inside.iter(qn("w:color"))} == {"800000"}


def test_the_format_of_one_word_does_not_spread_over_the_new_ones(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    run = next(control.inside.iter(qn("w:r")))
    run.addprevious(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:b/></w:rPr><w:t></w:t></w:r>"))
    document.save(path)
    assert "asb-words" in refresh(edition, path, today=TODAY).changed
    control = next(each for each in controls_of(Document(path)) if each.name == "asb-words")
    assert next(control.inside.iter(qn("w:b")), None) is None


def test_the_colour_of_a_row_stays_with_its_name(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    rows = list(next(each for each in controls_of(document) if each.name == "by-type-table").inside.iter(qn("w:tr")))
    name = "".join(node.text for node in rows[3].find(qn("w:tc")).iter(qn("w:t")))
    for about in rows[3].iter(qn("w:tcPr")):
        about.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFEE99"/>'))
    rows[5].addnext(rows[3])
    control = next(each for each in controls_of(document) if each.name == "by-type-table")
    retagged(control)
    document.save(path)
    assert "by-type-table" in refresh(edition, path, today=TODAY).changed
    again = next(each for each in controls_of(Document(path)) if each.name == "by-type-table")
    shaded = [row for row in again.inside.iter(qn("w:tr")) if next(row.iter(qn("w:shd")), None) is not None]
    assert ["".join(node.text for node in row.find(qn("w:tc")).iter(qn("w:t"))) for row in shaded] == [name]


def test_a_picture_that_somebody_made_smaller_is_left(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if next(each.inside.iter(qn("wp:extent")), None) is not None)
    extent = next(control.inside.iter(qn("wp:extent")))
    extent.set("cx", str(int(extent.get("cx")) // 2))
    text = next(control.inside.iter(qn("w:t")))
    text.text = "Older"
    retagged(control)
    document.save(path)
    reason = "a picture in it was made smaller or larger, or is another"
    assert (control.name, reason) in refresh(edition, path, today=TODAY).held_back


def test_a_document_without_pages_of_its_own_is_read(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    document.element.body.remove(document.element.body.sectPr)
    document.save(path)
    assert "asb-words" in refresh(edition, path, today=TODAY).changed
    assert word_bytes(quarterly_outline(edition, quarterly_figures(edition, quarter_of(edition, "2016-Q4")), today=TODAY),
                      "quarterly 2016-Q4", path)[0]  # fmt: skip


def test_a_style_of_another_kind_is_none(edition, tmp_path):
    path = tmp_path / "template.docx"
    document = Document()
    caption = document.styles["Caption"]
    caption.element.getparent().remove(caption.element)
    document.styles.add_style("Caption", 2)
    document.save(path)
    figures = quarterly_figures(edition, quarter_of(edition, "2016-Q4"))
    _, warnings = word_bytes(quarterly_outline(edition, figures, today=TODAY), "quarterly 2016-Q4", path)
    assert any("no style “Caption”" in each for each in warnings)


def test_a_block_moved_elsewhere_is_still_found_and_one_that_is_gone_is_named(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    document = aged(path, older_content)
    control = next(each for each in controls_of(document) if each.name == "asb-words")
    document.element.body.insert(0, control.element)
    stranger = copy.deepcopy(control.element)
    tag = stranger.find(qn("w:sdtPr")).find(qn("w:tag"))
    tag.set(qn("w:val"), tag.get(qn("w:val")).replace("|asb-words|", "|no-such-block|"))
    document.element.body.insert(1, stranger)
    document.save(path)
    found = refresh(edition, path, today=TODAY)
    assert "asb-words" in found.changed
    assert found.gone == ("no-such-block",)


def test_a_document_without_blocks_is_refused_with_the_way_to_make_one(edition, tmp_path):
    Document().save(tmp_path / "own.docx")
    with pytest.raises(InputError, match="holds no block") as caught:
        refresh(edition, tmp_path / "own.docx", today=TODAY)
    assert "saferplan report quarterly" in caught.value.way_out


def verdicts(edition, text):
    return {claim.number: claim.verdict for claim in claims_in(text, known_figures(edition))}


def test_typed_numbers_stand_are_contradicted_or_cannot_be_checked(edition):
    assert verdicts(edition, "In 2016/17 there were 14,740 recorded crimes, a rise of 8.8% (13,548 the year before).") == {
        "14,740": STANDS, "8.8%": STANDS, "13,548": STANDS,
    }  # fmt: skip
    assert verdicts(edition, "In 2016/17 there were 14,750 recorded crimes, a rise of 18.8%.") == {
        "14,750": CONTRADICTED, "18.8%": CONTRADICTED,
    }  # fmt: skip
    assert verdicts(edition, "Recorded crime rose by 9% in 2016/17.") == {"9%": STANDS}
    assert verdicts(edition, "In 2016/17 there were 14,740 recorded crimes in 27 wards.") == {
        "14,740": UNCHECKED, "27": UNCHECKED,
    }  # fmt: skip
    assert verdicts(edition, "Some 250 people came to the fair.") == {"250": UNCHECKED}
    assert verdicts(edition, "In 2016/17 shoplifting and burglary came to 999,999.") == {"999,999": UNCHECKED}


@pytest.mark.parametrize(
    "text",
    [
        "Call 101 or 999, or 01642 123456.",
        "On 14 March 2017 three members met.",
        "Since 2016 we have priorities.",
        "In Q3 we met, on 14/03/2017.",
        "1. The rate is per 1,000 residents.",
        "See page 12, section 3.2 and appendix 4.",
        "The Crime and Disorder Act 1998, section 17A, applies; room 12, version 2.1.",
        "Call +44 20 7946 0958, ext. 21.",
        "",
    ],
)
def test_numbers_that_count_nothing_are_no_claims(edition, text):
    assert verdicts(edition, text) == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("As shown in table 3, 9,999 crimes were recorded in 2016/17.", ["9,999"]),
        ("As set out in section 4, 14,740 crimes were recorded in 2016/17.", ["14,740"]),
        ("As shown in Figure 2, 1,234 burglaries were recorded in 2016/17.", ["1,234"]),
        ("As shown in tables 3 and 4, 120 offences were recorded.", ["120"]),
        ("As shown in tables 3, 4 and 5 and on pages 7–9.", []),
        ("As shown in tables 3, 55 robberies were recorded.", ["55"]),
        ("For the most part 726 offences were solved.", ["726"]),
        ("Shoplifting rose to 1999 in 2016/17.", ["1999"]),
        ("Shoplifting rose from 1999 to 2000 in 2016/17.", ["1999", "2000"]),
        ("Criminal damage and arson came to 2000 in 2016/17.", ["2000"]),
        ("Shoplifting in 2016/17 was 1999.", ["1999"]),
        ("There were 2016 offences in all.", ["2016"]),
        ("Crime has risen since 2014, under the Act of 1998 and the plan from 2015 to 2017.", []),
        ("Crime rose from 2014 to 2016.", []),
        ("There were nine robberies in March 2017.", ["nine"]),
        ("Twenty-one more burglaries and two hundred and five of the thefts were solved.", ["Twenty-one", "two hundred and five"]),
        ("One of the robberies, a two-page paper, three priorities, twelve months of burglaries and two wards.", []),
    ],
)  # fmt: skip
def test_no_number_is_swallowed_that_may_count_something(edition, text, numbers):
    assert [claim.number for claim in claims_in(text, known_figures(edition))] == numbers


def test_a_document_with_a_number_behind_a_table_s_is_not_said_to_have_none(edition, tmp_path):
    document = Document()
    document.add_paragraph("As shown in table 3, 9,999 crimes were recorded in 2016/17.")
    document.save(tmp_path / "own.docx")
    (claim,) = check_document(edition, tmp_path / "own.docx", today=TODAY)
    assert (claim.number, claim.verdict) == ("9,999", UNCHECKED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Public order was 193 in the quarter January to March 2017.", {"193": STANDS}),
        ("Public order was 194 in the quarter January to March 2017.", {"194": CONTRADICTED}),
        ("Public order was 57 in March 2017.", {"57": STANDS}),
        ("Public order: 193 in January to March 2017, a rise of 45.1% on January to March 2016 (133)",
         {"193": STANDS, "45.1%": STANDS, "133": STANDS}),
        ("Public order: 193 in January to March 2017, a fall of 45.1%", {"193": STANDS, "45.1%": CONTRADICTED}),
        ("There were 295 crimes in Kelpmere in 2016/17.", {"295": STANDS}),
        ("There were 294 crimes in Kelpmere in 2016/17.", {"294": CONTRADICTED}),
        ("Recorded crime in Mockpool was 100.2 per 1,000 in the twelve months to March 2017.", {"100.2": STANDS}),
        ("Recorded crime in Mockpool was 75.5 per 1,000 in the twelve months to March 2017.", {"75.5": CONTRADICTED}),
        ("Recorded crime was 3,591 in 2016/17 Q4.", {"3,591": STANDS}),
        ("Recorded crime in the twelve months to March 2017 was 14,740.", {"14,740": STANDS}),
        ("Recorded crime in the twelve months to March 2017 was 14,704.", {"14,704": CONTRADICTED}),
        ("Recorded crime, in the 12 months ending March 2017, was 14,704.", {"14,704": CONTRADICTED}),
        ("Recorded crime for the twelve months to March 2017: 14,704", {"14,704": CONTRADICTED}),
        ("Recorded crime over the past twelve months to the end of March 2017 was 14,740.", {"14,740": STANDS}),
        ("Crime in Kelpmere in the twelve months to March 2017 was 294.", {"294": CONTRADICTED}),
        ("Recorded crime between January and March 2017 was 3,591.", {"3,591": STANDS}),
        ("Recorded crime between January and March 2017 was 3,519.", {"3,519": CONTRADICTED}),
        ("Between January 2017 and March 2017 there were 3,519 recorded crimes.", {"3,519": CONTRADICTED}),
        ("In the three months to March 2017 recorded crime was 3,591.", {"3,591": STANDS}),
        ("In the quarter ending March 2017 recorded crime was 3,519.", {"3,519": CONTRADICTED}),
        ("In Q4 of 2016/17 recorded crime was 3,591.", {"3,591": STANDS}),
        ("In Q4 (2016/17) recorded crime was 14,740.", {"14,740": CONTRADICTED}),
        ("In Q4, 2016/17, recorded crime was 14,740.", {"14,740": CONTRADICTED}),
        ("There were 3,591 recorded crimes in the fourth quarter of 2016/17.", {"3,591": STANDS}),
        ("There were 14,740 recorded crimes in the last quarter of 2016/17.", {"14,740": CONTRADICTED}),
        ("In quarter 4 of 2016/17 there were 3,591 recorded crimes.", {"3,591": STANDS}),
        ("In 2016/17 there were 14 740 recorded crimes.", {"14 740": STANDS}),
        ("Crime fell to 14,740 in 2016/17.", {"14,740": CONTRADICTED}),
        ("Crime rose to 14,740 in 2016/17.", {"14,740": STANDS}),
        ("From 13,548 crimes there was a rise to 14,740 in 2016/17.", {"13,548": STANDS, "14,740": UNCHECKED}),
        ("Recorded crime in 2016/17 was down 8.8%, up from 3%.", {"8.8%": CONTRADICTED, "3%": UNCHECKED}),
        ("Robbery in January to March 2016 rose by 41.7%.", {"41.7%": STANDS}),
    ],
)  # fmt: skip
def test_area_period_and_kind_of_figure_are_read_from_the_sentence(edition, text, expected):
    assert verdicts(edition, text) == expected


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("Mockpool was 100.2 per 1,000.", "100.2", "no indicator"),
        ("999 crimes in Kelpmere", "999", "no period"),
        ("There were 999 robberies.", "999", "no period"),
        ("We have 4 priorities.", "4", "no indicator"),
        ("Public order was 58 in Hardwick in March 2017.", "58", "which area"),
        ("There were 295 crimes in 2016/17.", "295", "Kelpmere"),
        ("There were 46 knife crimes in 2016/17.", "46", "knife"),
        ("There were 46 car crimes in 2016/17.", "46", "car"),
        ("About 15,000 recorded crimes came in 2016/17.", "15,000", "about"),
        ("In 2016/17 recorded crime rose and 12 officers met.", "12", "officers"),
        ("In 2016/17 recorded crime rose and was 12.5.", "12.5", "do not tell which figure"),
        ("Robbery was 9 in 2016/17 and 12 in March 2015.", "9", "several periods"),
        ("Between January and March 2017 recorded crime fell by 12.", "12", "from the one month to the other"),
        ("Recorded crime rose from 9 to 12 between January and March 2017.", "12", "from the one month to the other"),
        ("In the five months to March 2017 recorded crime was 99.", "99", "five"),
        ("Recorded crime was 13,548 in 2015/16 and 14,740 in 2016/17.", "13,548", "several periods"),
        ("There were 3,401 crimes in 2015/16 Q4 and 3,591 in 2016/17 Q4.", "3,401", "several periods"),
        ("From 2015/16 to 2016/17 there were 28,288 crimes.", "28,288", "several periods"),
        ("In 2015/16 and in 2016/17 there were 14,740 crimes.", "14,740", "several periods"),
        ("In the first half of 2016/17 there were 1,240 burglaries.", "1,240", "first"),
        ("In the winter of 2016/17 there were 1,240 burglaries.", "1,240", "winter"),
        ("Each month of 2016/17 there were 1,240 burglaries.", "1,240", "each"),
        ("In the final three months of 2016/17 there were 1,240 burglaries.", "1,240", "final"),
        ("Burglary was 1,240 in the first nine months of 2016/17.", "1,240", "first"),
        ("There were not 1,240 burglaries in 2016/17.", "1,240", "not"),
        ("Burglary did not rise by 8.0% in 2016/17.", "8.0%", "did"),
        ("There were 1,240 burglary arrests in 2016/17.", "1,240", "arrests"),
        ("There were 1,240 burglaries outside Kelpmere in 2016/17.", "1,240", "outside"),
        ("Before 2016/17 there were 1,240 burglaries.", "1,240", "before"),
        ("By 2016/17 there were 1,240 burglaries.", "1,240", "By"),
        ("From April 2016 there were 1,240 burglaries.", "1,240", "From"),
        ("Public order in the quarter: 193, a rise of 45.1% on January to March 2016 (133).", "193", "quarter"),
        ("Public order: 193, a rise of 45.1% on January to March 2016 (133).", "133", "on"),
        ("Burglary in February 2017: 126, above the wide range usual for it (64 to 125).", "64", "above"),
        ("Recorded crime between Kelpmere and Mockpool in March 2017 was 9.", "9", "between"),
        ("Of the 14,740 crimes recorded in 2016/17, 295 were in Kelpmere.", "14,740", "A part and the whole"),
        ("Police recorded 14,740 crimes in 2016/17: 295 crimes in Kelpmere.", "14,740", "Two counts"),
        ("In 2016/17 crime rose by 8.8% overall and by 35% in Kelpmere.", "8.8%", "A part and the whole"),
        ("In February and March 2017 there were 1,212 crimes.", "1,212", "“February”"),
        ("From Q1 to Q3 2016/17 there were 3,399 crimes.", "3,399", "“Q1”"),
        ("In Q3 and Q4 of 2016/17 there were 3,591 crimes.", "3,591", "“Q3”"),
        ("From 2014 to March 2017 the borough recorded 1,212 crimes.", "1,212", "“2014”"),
        ("1 in 20 crimes in 2016/17 was burglary.", "20", "several indicators"),
        ("1 in 20 crimes was recorded in 2016/17.", "20", "do not tell which figure"),
        ("In 2016/17 Q3 robbery rose by 105.6%.", "105.6%", "does not give the change"),
        ("In January to March 2016 stalking and harassment rose by 160.6%.", "160.6%", "does not give the change"),
    ],
)
def test_a_number_that_may_be_another_thing_cannot_be_checked_and_says_why(edition, text, number, why):
    found = {claim.number: claim for claim in claims_in(text, known_figures(edition))}
    assert found[number].verdict == UNCHECKED
    assert why in found[number].why


def test_a_refused_year_refuses_none_of_its_quarters():
    figures = Figures("E1", {}, {}, frozenset({("E1", "robbery", "2016/17")}))
    year, winter = (span_of(first, Month(2017, 3)) for first in (Month(2016, 4), Month(2017, 1)))
    before = span_of(Month(2016, 1), Month(2016, 3))  # begins in a year that is called 2015/16
    assert [figures.quotes_change("E1", "robbery", each, 30) for each in (year, winter, before)] == [False, True, True]
    assert not figures.quotes_change("E1", "robbery", winter, 19)


def test_headers_footers_and_boxes_are_read_and_page_numbers_are_not(edition, tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "In 2016/17 there were 15,740 recorded crimes."
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = "In 2016/17 there were 14,740 recorded crimes. Page "
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'))
    document.save(tmp_path / "own.docx")
    assert {(claim.number, claim.verdict) for claim in check_document(edition, tmp_path / "own.docx", today=TODAY)} == {
        ("14,740", STANDS), ("15,740", CONTRADICTED),
    }  # fmt: skip


def test_the_commonest_sentence_is_contradicted_with_the_editions_figure(edition):
    text = "Recorded crime in the twelve months to March 2017 was 14,704."
    (claim,) = claims_in(text, known_figures(edition))
    assert claim.why == "The edition says, of the count of recorded crime, April 2016 to March 2017: 14,740."


def test_what_is_said_of_a_contradicted_number_gives_the_editions_own(edition):
    (claim,) = claims_in("ASB incidents came to 1,000,000 in 2016/17.", known_figures(edition))
    (row,) = edition.rows(
        "SELECT count FROM measure WHERE indicator_id = 'asb' AND area_code = 'E22099001' AND period = '2016/17'"
    )
    assert "the count of asb" in claim.why
    assert f"{row['count']:,}" in claim.why


def overtyped(path, old, new):
    """Words of the document's blocks typed over."""
    document = Document(path)
    for node in document.element.body.iter(qn("w:t")):
        if old in (node.text or ""):
            node.text = node.text.replace(old, new)
            break
    document.save(path)


def test_a_report_as_it_was_written_has_nothing_to_list(edition, older_content, tmp_path):
    (tmp_path / "report.docx").write_bytes(older_content)
    assert check_document(edition, tmp_path / "report.docx", today=TODAY) == []


def test_what_is_typed_outside_the_blocks_is_checked(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(older_content)
    document = Document(path)
    document.add_paragraph("In 2016/17 there were 14,740 recorded crimes.")
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "In 2016/17 there were 15,740 recorded crimes."
    document.save(path)
    assert [(claim.number, claim.verdict) for claim in check_document(edition, path, today=TODAY)] == [
        ("14,740", STANDS), ("15,740", CONTRADICTED),
    ]  # fmt: skip


def test_a_number_typed_over_within_a_block_is_contradicted_by_what_the_report_says_there(
    edition, older_content, tmp_path
):
    path = tmp_path / "report.docx"
    path.write_bytes(older_content)
    overtyped(path, "3,591", "3,951")
    (claim,) = check_document(edition, path, today=TODAY)
    assert (claim.number, claim.verdict) == ("3,951", CONTRADICTED)
    assert "the report says 3,591 there" in claim.why
    assert refresh(edition, path, today=TODAY).held_back  # it stays: it is the writer's


def test_a_row_added_to_a_table_of_a_block_is_listed(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(older_content)
    document = Document(path)
    table = next(iter(document.element.body.iter(qn("w:tbl"))))
    row = copy.deepcopy(table.findall(qn("w:tr"))[-1])
    first, *others = row.iter(qn("w:t"))
    first.text = "Jo-on-Tees 88.8"
    for node in others:
        node.text = ""
    table.append(row)
    document.save(path)
    (claim,) = check_document(edition, path, today=TODAY)
    assert (claim.number, claim.verdict) == ("88.8", UNCHECKED)


def test_blocks_that_say_what_an_older_edition_says_are_named(edition, older_content, tmp_path):
    path = tmp_path / "report.docx"
    aged(path, older_content)
    (claim,) = check_document(edition, path, today=TODAY)
    assert (claim.number, claim.verdict) == ("3 blocks", CONTRADICTED)
    assert "asb-words" in claim.sentence
    assert "saferplan refresh report.docx" in claim.why


def test_a_report_that_a_person_worked_on_is_never_written_over(edition, tmp_path):
    place = tmp_path / "office"
    workspace = create_workspace(place, "E22099001", [])

    def write():
        return write_quarterly(workspace, edition, "2016-Q4", today=TODAY)

    first = write()
    assert (write().paths, write().warnings) == (first.paths, [])
    theirs = place / "reports" / "quarterly-2016-Q4.docx"
    document = Document(theirs)
    document.add_paragraph("The chair's own words.")
    document.save(theirs)
    edited = theirs.read_bytes()
    second = write()
    assert theirs.read_bytes() == edited
    assert [path.name for path in second.paths] == [
        "quarterly-2016-Q4.html", "quarterly-2016-Q4.pdf", "quarterly-2016-Q4.xlsx", "quarterly-2016-Q4-2.docx",
    ]  # fmt: skip
    assert "saferplan refresh reports/quarterly-2016-Q4.docx" in second.warnings[0]
    window = SimpleNamespace(work=Work("The report", result=second, is_over=True), message="")
    _end_work(window)
    assert "saferplan refresh reports/quarterly-2016-Q4.docx" in window.message
    assert write().paths == second.paths
    (place / "reports" / ".written.json").unlink()
    aged(theirs.with_name("quarterly-2016-Q4-2.docx"), edited)
    assert write().paths[-1].name == "quarterly-2016-Q4-3.docx"
    assert theirs.read_bytes() == edited
