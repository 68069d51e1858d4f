"""The quarterly report of the simulated borough: its figures against queries of their own, and the same words in every form."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.support.small import MONTHS, build_small, small_workspace, street_name

from saferplan.base.errors import InputError, SettingsError
from saferplan.base.periods import Month, PeriodType, period_of, quarter_named
from saferplan.evidence.methods.multiplicity import benjamini_hochberg
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures, settled
from saferplan.report.blocks import FactCard, Grid, GridColumn, Listing, Notice, Number, Text
from saferplan.report.document import pdf_bytes
from saferplan.report.documents.live_numbers import live_number
from saferplan.report.documents.pages import section_at
from saferplan.report.documents.word import word_bytes
from saferplan.report.documents.workbook import workbook_bytes
from saferplan.report.page import html_text
from saferplan.report.place import place_of
from saferplan.report.quarterly.local import RATINGS, missed_targets, rating
from saferplan.report.quarterly.outline import quarterly_outline

TODAY = date(2017, 7, 1)
OWN = "E22099001"


@pytest.fixture(scope="module")
def figures(edition):
    return quarterly_figures(edition, quarter_of(edition, "2016-Q4"))


@pytest.fixture(scope="module")
def outline(edition, figures):
    return quarterly_outline(edition, figures, today=TODAY)


def blocks_of(outline, kind):
    return [block for section in outline.sections for block in section.blocks if isinstance(block, kind)]


def by_query(edition, table, first, last, category=None):
    """Rows of the partnership by a query on the rows themselves, beside all that the build counted."""
    which = "" if category is None else f" AND category = '{category}'"
    found = edition.rows(
        f"SELECT count(*) AS n FROM {table} WHERE csp_code = ? AND NOT is_foreign AND month BETWEEN ? AND ?{which}",
        [OWN, first.first_day, last.first_day],
    )
    return found[0]["n"]


def test_each_count_of_the_table_is_that_of_the_rows(edition, figures):
    for line in figures.types:
        for beside, period in ((line.quarter, figures.quarter), (line.year_to_date, figures.year_to_date),
                               (line.twelve, figures.twelve)):  # fmt: skip
            before = period.year_before()
            assert beside.count == by_query(edition, "offence", period.start, period.end, line.title)
            assert beside.before in (None, by_query(edition, "offence", before.start, before.end, line.title))
    assert figures.crime.quarter.count == sum(line.quarter.count for line in figures.types)
    assert figures.asb.twelve.count == by_query(edition, "asb_incident", figures.twelve.start, figures.twelve.end)


def test_the_last_quarter_of_a_year_brings_the_year_to_date_to_the_whole_year(figures):
    assert (figures.quarter.label, figures.quarter.start) == ("2016/17 Q4", Month(2017, 1))
    assert figures.year_to_date.label == "2016/17 to March"
    assert figures.crime.year_to_date.count == figures.crime.twelve.count == 14_740


def test_twelve_months_and_their_change_are_those_of_the_edition(edition, figures):
    (row,) = edition.rows(
        "SELECT * FROM change WHERE indicator_id = 'recorded_crime' AND area_code = ? AND years = 1 "
        "AND period_type = 'rolling_twelve_months'", [OWN])  # fmt: skip
    twelve = figures.crime.twelve
    assert (twelve.count, twelve.before, twelve.share, twelve.verdict) == (
        row["count"], row["count_before"], pytest.approx(row["value"]), row["verdict"],
    )  # fmt: skip
    assert set(twelve.break_ids) == set(row["break_ids"].split())


def test_rates_are_those_of_the_edition_and_the_rest_of_the_force_is_the_sum_of_the_others(edition, figures):
    rows = {row["area_code"]: row for row in edition.rows(
        "SELECT * FROM measure JOIN area USING (area_type, area_code) WHERE indicator_id = 'recorded_crime' "
        "AND area_type = 'csp' AND period = ?", [figures.twelve.label])}  # fmt: skip
    rates = {rate.kind if rate.kind != "named" else rate.name: rate for rate in figures.crime.rates}
    assert rates["own"].value == rows[OWN]["value"]
    others = [row for code, row in rows.items() if row["force_code"] == rows[OWN]["force_code"] and code != OWN]
    expected = 1000 * sum(row["count"] for row in others) / sum(row["denominator"] for row in others)
    assert rates["force"].value == pytest.approx(expected)
    assert rates["force"].verdict in ("lower", "higher", "not_distinguishable")


def test_parts_sum_to_the_net_change_of_the_quarter(figures):
    for parts in (figures.by_type, figures.by_ward):
        assert sum(part.net for part in parts) == figures.crime.quarter.net
    assert [abs(part.net) for part in figures.by_type] == sorted(
        (abs(part.net) for part in figures.by_type), reverse=True
    )


def test_wards_are_counted_by_their_rows_and_stand_in_alphabetical_order(edition, figures):
    names = [ward.name for ward in figures.wards]
    assert (len(names), names) == (27, sorted(names))
    for ward in figures.wards[:5]:
        (row,) = edition.rows(
            "SELECT count(*) AS n FROM offence WHERE ward_code = ? AND NOT is_foreign AND month BETWEEN ? AND ?",
            [ward.code, figures.quarter.start.first_day, figures.quarter.end.first_day],
        )
        assert ward.quarter.count == row["n"]


def test_a_type_that_moved_only_by_itself_says_so():
    p = {"one": 0.03, "two": 0.5, "three": 0.9, "four": 0.0001}
    rows = {name: {"p": value, "verdict": "up" if value < 0.05 else "no_clear_change"} for name, value in p.items()}
    assert benjamini_hochberg(list(p.values()))[0] > 0.05
    assert settled(rows) == {"one": "up_alone", "two": "no_clear_change", "three": "no_clear_change", "four": "up"}
    assert settled({"gone": None}) == {"gone": "refused"}


@pytest.mark.parametrize("text", ["2016-Q5", "Q2", "2016", "2016/18 Q1", "spring"])
def test_what_is_no_quarter_is_refused_with_the_way_to_write_one(edition, text):
    with pytest.raises(SettingsError, match="is no quarter") as caught:
        quarter_of(edition, text)
    assert "2025-Q2" in caught.value.way_out


def test_a_quarter_the_edition_has_not_is_refused_with_its_months(edition):
    with pytest.raises(SettingsError, match="April 2014 to March 2017"):
        quarter_of(edition, "2030-Q1")


def test_a_quarter_can_be_named_in_three_ways():
    for text in ("2016-Q3", "2016/17 Q3", "q3 2016/17"):
        assert quarter_named(text) == period_of(PeriodType.QUARTER, Month(2016, 11))


def test_a_quarter_with_a_month_that_was_not_supplied_has_no_count_and_says_why(tmp_path):
    workspace = small_workspace(tmp_path / "w", months=MONTHS)
    next(workspace.inbox.rglob(Path(street_name(MONTHS[-2])).name)).unlink()
    found = quarterly_figures(build_small(workspace).edition, period_of(PeriodType.QUARTER, Month.parse(MONTHS[-2])))
    assert (found.crime.quarter.count, found.crime.quarter.missing_reason) == (None, "month_not_supplied")
    assert (found.crime.twelve.count, found.by_type) == (None, ())


def test_the_words_are_the_same_in_all_four_forms(outline):
    words = [block.text for block in blocks_of(outline, Text | Notice)]
    words += [item for block in blocks_of(outline, Listing) for item in block.items]
    words += [block.sentence for block in blocks_of(outline, FactCard)]
    assert len(words) > 20
    in_word = Document(io.BytesIO(word_bytes(outline, "quarterly 2016-Q4")[0]))
    in_book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(outline)))
    forms = {
        "html": re.sub(r"<[^>]+>", " ", html_text(outline)).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&"),
        "docx": " ".join("".join(node.text or "" for node in p.iter(qn("w:t"))) for p in in_word.element.body.iter(qn("w:p"))),
        "xlsx": " ".join(str(cell.value) for sheet in in_book for row in sheet.iter_rows() for cell in row if cell.value),
        "pdf": pdf_words(outline),
    }  # fmt: skip
    for name, text in forms.items():
        plain = re.sub(r"[\s\-]+", "", text)
        missing = [each for each in words if re.sub(r"[\s\-]+", "", each) not in plain]
        assert not [each for each in missing if name != "pdf" or len(each) < 200], name


def test_the_workbook_has_live_numbers_formats_frozen_panes_notes_and_charts(outline):
    content = workbook_bytes(outline)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Summary"
    assert book.sheetnames[-1] == "Notes"
    words = {word for section in outline.sections for word in section.title.split()}
    for name in book.sheetnames[1:-1]:  # no word of a heading is cut in two
        assert name.split()[0] in words
        assert sum(word in words for word in name.split()) >= len(name.split()) - 1
    sheet = book["Recorded crime by type"]
    assert sheet.freeze_panes == "B5"
    head = [cell.value for cell in sheet[4]]
    own = {name: sheet.cell(5, place + 1) for place, name in reversed(list(enumerate(head)))}
    grid = next(block for block in blocks_of(outline, Grid) if block.id == "by-type-table")
    assert own["Quarter"].value == grid.rows[0][1].value
    assert (own["Quarter"].data_type, own["Quarter"].number_format) == ("n", "#,##0")
    assert own["Change, %"].number_format.startswith("+0.0%")
    assert 0 < abs(own["Change, %"].value) < 1
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert [name for name in packed.namelist() if name.startswith("xl/charts/chart")]
        assert not [
            name for name in packed.namelist() if b"<f>" in packed.read(name) and name.startswith("xl/worksheets")
        ]


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        ("1,071", 1071, "#,##0"), ("0", 0, "#,##0"), ("2016", 2016, "0"), ("15%", 0.15, "#,##0%"),
        ("+25.7%", 0.257, "+#,##0.0%;+#,##0.0%;+#,##0.0%"), ("−4", -4, "−#,##0;−#,##0;−#,##0"), ("0.030", 0.03, "#,##0.000"),
        (Number("+less than 0.1%", 0.0004, "share"), 0.0004, '"+less than 0.1%";"+less than 0.1%";"+less than 0.1%"'),
    ],
)  # fmt: skip
def test_a_cell_that_is_one_figure_is_a_live_number_shown_in_the_same_words(words, value, shown):
    assert live_number(words, numeric=True) == (pytest.approx(value), shown)


@pytest.mark.parametrize(
    "words", ["901 to 1,178", "fewer than 5", "36 of 36 months", "007", "1,07", "127 against 101", "–", ""]
)
def test_a_cell_that_is_no_single_figure_stays_words(words):
    assert live_number(words, numeric=True) is None
    assert live_number("12", numeric=False) is None


def test_no_figure_stands_as_text_in_a_column_of_numbers_and_months_and_types_have_charts(edition, figures):
    outline = quarterly_outline(edition, figures, today=TODAY, with_month_tables=True)
    content = workbook_bytes(outline)
    book = openpyxl.load_workbook(io.BytesIO(content))
    figure = re.compile(r"[+−-]?[\d,]+(\.\d+)?%?")
    sheets = {sheet["A1"].value: sheet for sheet in book.worksheets[1:-1]}
    checked = 0
    for grid in blocks_of(outline, Grid):
        for line, row in enumerate(grid.rows, start=5):
            for place, column in enumerate(grid.columns, start=1):
                if column.numeric and figure.fullmatch(row[place - 1]):
                    assert sheets[grid.caption].cell(line, place).data_type == "n", (grid.caption, row)
                    checked += 1
    assert checked > 1000
    assert sheets["Counts by month and the range expected by chance"]["B6"].value == 1071
    charted = {sheet.title for sheet in book.worksheets if sheet._charts}
    assert {"Month by month", "Types of crime", "Types of crime table", "Types of crime table 3"} <= charted


def test_days_and_hours_are_shaded_and_repeats_beyond_chance_are_marked(outline):
    columns = (GridColumn("From"), GridColumn("Monday", numeric=True), GridColumn("What may be said"))
    made = [
        Grid(name, name, columns, (("00:00", Number("1.5", 1.5, "rate"), "more than chance"),))
        for name in ("day-hour-table", "near-repeat-table")
    ]
    section = type(outline.sections[0])("times", "Times", tuple(made))
    changed = type(outline)(**{**vars(outline), "parts": (*outline.parts, type(outline.parts[0])("More", (section,)))})
    sheets = openpyxl.load_workbook(io.BytesIO(workbook_bytes(changed))).worksheets[-3:-1]
    rules = [[rule.type for found in sheet.conditional_formatting for rule in found.rules] for sheet in sheets]
    assert rules == [["colorScale"], ["cellIs"]]


def test_no_text_of_a_workbook_is_taken_for_a_formula(outline):
    hostile = Grid("hostile-table", "=cmd()", outline.sections[0].blocks and blocks_of(outline, Grid)[0].columns[:2],
                   (('=HYPERLINK("http://x")', "+1+A1"), ("@SUM(A1)", Number("5", 5, "count"))))  # fmt: skip
    section = type(outline.sections[0])("hostile", "Hostile", (hostile,))
    changed = type(outline)(**{**vars(outline), "parts": (*outline.parts, type(outline.parts[0])("More", (section,)))})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(changed)))["Hostile"]
    assert [(cell.value, cell.data_type) for cell in sheet[5]][:2] == [('=HYPERLINK("http://x")', "s"), ("+1+A1", "s")]


def pdf_words(outline):
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf_bytes(outline), capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    ("value", "target", "against", "colour"),
    [
        (99.0, 90.0, "met", "green"), (88.0, 90.0, "not_met", "amber"), (80.0, 90.0, "not_met", "red"),
        (70.0, 90.0, "no_clear_difference", "amber"), (99.0, None, None, "grey"), (None, 90.0, None, "grey"),
    ],
)  # fmt: skip
def test_a_partners_figure_is_green_amber_red_or_grey(value, target, against, colour):
    given = {"value": value, "against_target": against, "denominator": None}
    assert rating(given, {"target": target}) == colour
    assert rating(given | {"denominator": 19}, {"target": target}) == "grey"
    assert RATINGS[colour].split(":")[0].split(" ")[1].lower() == colour


def test_partners_figures_stand_with_target_and_mark_and_are_no_zero(edition, figures, outline):
    rows = {row[0]: row for row in next(b for b in blocks_of(outline, Grid) if b.id == "local-table").rows}
    assert rows["People helped by Safe at Home"][3:6] == ("99", "91", "90")
    assert rows["People helped by Safe at Home"][-1].startswith("● Green")
    assert rows["Homes made safe"][3] == "too few to give"
    assert "OFFICIAL-SENSITIVE" in outline.marking
    late = {
        (row[0], row[1]): row[3]
        for row in next(b for b in blocks_of(outline, Grid) if b.id == "local-returns-table").rows
    }
    assert late["Exampleton Council", "2016/17 Q3"] == "Missing"
    assert missed_targets(place_of(edition), figures) == []


def controls(document):
    return {
        element.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")): element
        for element in document.element.body.iter(qn("w:sdt"))
    }


def test_each_block_of_the_word_report_is_a_control_that_names_what_it_is(outline):
    document = Document(io.BytesIO(word_bytes(outline, "quarterly 2016-Q4")[0]))
    tags = list(controls(document))
    assert len(tags) == 1 + sum(len(section.blocks) for section in outline.sections)
    assert all(re.fullmatch(r"saferplan\|quarterly 2016-Q4\|[^|]+\|[0-9a-f]{8}", tag) for tag in tags)
    assert all(len(tag) <= 64 for tag in tags)
    names = [tag.split("|")[2] for tag in tags]
    assert len(set(names)) == len(names)
    assert {"charged", "no-suspect", "by-type-table", "title"} <= set(names)


def test_word_tables_have_header_rows_and_pictures_have_alternative_texts(outline):
    document = Document(io.BytesIO(word_bytes(outline, "quarterly 2016-Q4")[0]))
    tables = list(document.element.body.iter(qn("w:tbl")))
    assert len(tables) == len(blocks_of(outline, Grid))
    assert all(table.find(qn("w:tr")).find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in tables)
    drawn = list(document.element.body.iter(qn("wp:docPr")))
    assert len(drawn) >= 3
    assert all(len(each.get("descr")) > 40 for each in drawn)


def test_a_template_gives_its_styles_and_the_place(outline, tmp_path):
    template = Document()
    template.styles["Heading 1"].font.name = "Council Sans"
    template.add_paragraph("Before: the council's own words.")
    template.add_paragraph("{{saferplan}}")
    template.add_paragraph("After: the council's own words.")
    template.save(tmp_path / "council.docx")
    content, warnings = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "council.docx")
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert (texts[0], texts[-1]) == ("Before: the council's own words.", "After: the council's own words.")
    assert "{{saferplan}}" not in texts
    assert document.styles["Heading 1"].font.name == "Council Sans"
    assert warnings == []


def test_a_word_template_is_taken_as_it_is(outline, tmp_path):
    """Of the kind .dotx, whose package calls its main part a template: what comes of it is a document."""
    made = Document()
    made.add_paragraph("The council's own words.")
    made.save(tmp_path / "council.docx")
    with (
        zipfile.ZipFile(tmp_path / "council.docx") as document,
        zipfile.ZipFile(tmp_path / "council.dotx", "w") as template,
    ):
        for name in document.namelist():
            content = document.read(name)
            template.writestr(
                name, content.replace(b"document.main+xml", b"template.main+xml") if "Types" in name else content
            )
    content, _ = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "council.dotx")
    assert Document(io.BytesIO(content)).paragraphs[0].text == "The council's own words."
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"template.main" not in packed.read("[Content_Types].xml")


def test_a_place_in_a_template_where_no_report_can_go_is_named_and_taken_out(outline, tmp_path):
    template = Document()
    table = template.add_table(rows=2, cols=2)
    split = table.rows[1].cells[0].paragraphs[0]
    for piece in ("{{safer", "plan", "}}"):
        split.add_run(piece)
    template.add_paragraph("See {{saferplan}} below.")
    template.sections[0].header.paragraphs[0].text = "{{saferplan}}"
    template.add_paragraph("The council's last words.")
    template.save(tmp_path / "council.docx")
    content, warnings = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "council.docx")
    document = Document(io.BytesIO(content))
    assert [re.search(r"says \{\{saferplan\}\} (.+?), where a", each)[1] for each in warnings[:-1]] == [
        "in table 1, row 2, cell 1", "among other words in the text", "in a header",
    ]  # fmt: skip
    assert "at the end" in warnings[-1]
    assert "See  below." in [paragraph.text for paragraph in document.paragraphs]
    body = list(document.element.body)
    assert body.index(document.paragraphs[1]._p) < body.index(next(document.element.body.iter(qn("w:sdt"))))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        written = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    assert b"{{safer" not in written


def test_a_place_in_a_cell_does_not_hide_the_one_that_can_be_used(outline, tmp_path):
    template = Document()
    template.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{saferplan}}"
    template.add_paragraph("{{saferplan}}")
    template.add_paragraph("After: the council's own words.")
    template.save(tmp_path / "council.docx")
    content, warnings = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "council.docx")
    assert len(warnings) == 1
    assert Document(io.BytesIO(content)).paragraphs[-1].text == "After: the council's own words."


def two_sections(path, *, first_wide=False):
    """A template whose first section, with header, footer and placeholder, is of other pages than its last."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    template = Document()
    first = template.sections[0]
    first.header.paragraphs[0].text, first.footer.paragraphs[0].text = "The council's header", "The council's footer"
    template.add_paragraph("Before.")
    template.add_paragraph("{{saferplan}}")
    template.add_paragraph("After.")
    last = template.add_section(WD_SECTION.NEW_PAGE)
    wide = template.sections[0] if first_wide else last
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = max(wide.page_width, wide.page_height), min(wide.page_width, wide.page_height)
    last.header.is_linked_to_previous = last.footer.is_linked_to_previous = False
    last.header.paragraphs[0].text = "The appendix"
    template.add_paragraph("Appendix.")
    template.save(path)
    return path


def pages_of(content):
    """Of each section its header, and whether its pages lie on their side; and of each wide table whether its section does."""
    document = Document(io.BytesIO(content))
    sections = [(each.header.paragraphs[0].text, each.page_width > each.page_height) for each in document.sections]
    wide = [
        (at := section_at(document, table)).page_width > at.page_height
        for table in document.element.body.iter(qn("w:tbl")) if len(table.tblGrid.findall(qn("w:gridCol"))) > 9
    ]  # fmt: skip
    return sections, wide


def test_a_template_of_two_sections_gives_its_pages_header_and_footer_to_the_report(outline, tmp_path):
    content, warnings = word_bytes(outline, "quarterly 2016-Q4", two_sections(tmp_path / "council.docx"))
    sections, wide = pages_of(content)
    assert warnings == []
    assert [header for header, _ in sections[:-1]] == ["The council's header"] * (len(sections) - 1)
    assert sections[-1] == ("The appendix", True)
    assert [is_wide for _, is_wide in sections[:-1]] == [False, True] * (len(sections[:-1]) // 2) + [False]
    assert wide
    assert all(wide)


def test_in_pages_that_lie_on_their_side_nothing_is_turned(outline, tmp_path):
    content, _ = word_bytes(outline, "quarterly 2016-Q4", two_sections(tmp_path / "council.docx", first_wide=True))
    sections, wide = pages_of(content)
    assert sections == [("The council's header", True), ("The appendix", False)]
    assert all(wide)
    document = Document(io.BytesIO(content))
    down = document.sections[0].page_height - document.sections[0].top_margin - document.sections[0].bottom_margin
    tallest = max(int(each.get("cy")) for each in document.element.body.iter(qn("wp:extent")))
    assert tallest < down - 900_000  # a page holds title, picture and caption


def test_only_the_first_of_the_reports_sections_has_a_first_page_of_its_own(outline, tmp_path):
    template = Document()
    template.sections[0].different_first_page_header_footer = True
    template.save(tmp_path / "council.docx")
    content, _ = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "council.docx")
    found = [each.different_first_page_header_footer for each in Document(io.BytesIO(content)).sections]
    assert len(found) > 2
    assert found == [True] + [False] * (len(found) - 1)


def test_a_template_without_the_styles_is_used_and_says_which_it_lacks(outline, tmp_path):
    template = Document()
    for name in ("Heading 2", "Caption", "List Bullet"):
        element = template.styles[name].element
        element.getparent().remove(element)
    template.save(tmp_path / "bare.docx")
    content, warnings = word_bytes(outline, "quarterly 2016-Q4", tmp_path / "bare.docx")
    assert [re.search("“(.+?)”", warning)[1] for warning in warnings] == ["Caption", "Heading 2", "List Bullet"]
    assert sum(each.text.startswith("• ") for each in Document(io.BytesIO(content)).element.body.iter(qn("w:p"))) > 10


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04 broken"])
@pytest.mark.parametrize("name", ["bad.docx", "bad.dotx"])
def test_a_template_that_is_no_document_is_refused_with_the_way_out(outline, tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        word_bytes(outline, "quarterly 2016-Q4", tmp_path / name)
    assert name in caught.value.what
    assert ".docx" in caught.value.way_out


def test_the_same_figures_make_the_same_bytes(outline):
    assert workbook_bytes(outline) == workbook_bytes(outline)
    assert word_bytes(outline, "q")[0] == word_bytes(outline, "q")[0]
    assert pdf_bytes(outline) == pdf_bytes(outline)


def test_where_nothing_could_be_compared_nothing_is_called_usual(edition):
    """The first quarter of the files has no year before it: that is no quiet quarter."""
    figures = quarterly_figures(edition, quarter_of(edition, "2014-Q1"))
    outline = quarterly_outline(edition, figures, today=TODAY)
    summary = next(
        section for part in outline.parts for section in part.sections if section.title == "Summary for the board"
    )
    (notice,) = [block.text for block in summary.blocks if isinstance(block, Notice)]
    assert "Nothing unusual" not in notice
    assert "cannot be said: no type of crime could be compared and judged (a month was not supplied)" in notice


def test_a_report_of_an_older_quarter_does_not_tell_what_came_later(edition):
    figures = quarterly_figures(edition, quarter_of(edition, "2015-Q1"))
    older = quarterly_outline(edition, figures, today=TODAY)
    outcomes = next(each for each in older.sections if each.id == "outcomes")
    assert all(block.refused for block in outcomes.blocks if isinstance(block, FactCard))
    assert any("ask for a later quarter" in block.text for block in outcomes.blocks if isinstance(block, Notice))
    words = " ".join(block.sentence for block in blocks_of(older, FactCard))
    assert "2016/17" not in words
    assert "2015/16" not in words
