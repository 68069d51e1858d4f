"""A partner who sends figures by ward only has sent figures: no form of the report, and no fact, says that it has not."""

import io
import subprocess
from datetime import date

import openpyxl
import pytest
from docx import Document

from saferplan.base.by_area import given_by_area
from saferplan.cli.coverage import coverage_lines
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.coverage import coverage_of
from saferplan.pipeline.local_areas import AreaFinder
from saferplan.pipeline.workspace import open_workspace
from saferplan.report.document import pdf_bytes
from saferplan.report.documents.word import word_bytes
from saferplan.report.documents.workbook import workbook_bytes
from saferplan.report.page import html_text
from saferplan.report.quarterly.outline import quarterly_outline
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import connect
from tests.support.small import AREA, MONTHS, build_small, put, small_workspace

MAPPING = """kind = "indicators"
supplier = "Harbour"
files = ["harbour*"]
layout = "long"
cadence = "quarter"
[columns]
area = "Ward"
period = "Quarter"
value = "Referrals"
[[indicator]]
id = "harbour_wards"
title = "Harbour wards"
unit = "people"
polarity = "higher_is_better"
"""
WARDS = ("Old Quay,2016/17 Q3,45", "New Quay,2016/17 Q3,36", "Old Quay,2016/17 Q4,55", "New Quay,2016/17 Q4,66")
ONLY = "given by ward only"


def built(folder, lines, setting=""):
    made = small_workspace(folder / "w", MONTHS)
    put(made.inbox / "harbour wards.csv", "\n".join(("Ward,Quarter,Referrals", *lines)) + "\n")
    put(made.mappings / "harbour.toml", MAPPING + setting)
    return build_small(open_workspace(made.path)).edition


def outline(edition):
    figures = quarterly_figures(edition, quarter_of(edition, "2016-Q4"))
    return quarterly_outline(edition, figures, today=date(2017, 7, 1))


def told(edition):
    """The cells of the one indicator, and the paragraphs beside the table."""
    (section,) = [each for each in outline(edition).sections if each.id == "local"]
    (grid,) = [block for block in section.blocks if getattr(block, "id", "") == "local-table"]
    return grid.rows[0], " ".join(getattr(block, "text", "") for block in section.blocks)


def facts(edition):
    return {row["fact_id"]: row["sentence"] for row in edition.table("fact")}


def test_the_board_reads_given_by_ward_only_and_for_how_many(tmp_path):
    edition = built(tmp_path, WARDS)
    cells, beside = told(edition)
    assert cells[2:5] == ("2016/17 Q4", ONLY, "–")
    assert cells[7].startswith("○ Grey")
    assert "Harbour wards, 2016/17 Q4: given by ward only, for 2 of 2 wards. They are not added up" in beside
    said = facts(edition)
    assert said["partner-indicators"].startswith(
        "The partners' figures for the partnership alone are given by ward only."
    )
    assert "Harbour" not in said["partner-indicators"]
    assert said["local-indicators"] == "No partner's figure may be published."
    assert "121" not in beside + " ".join(said.values())
    assert "Harbour: 2 returns received." in coverage_lines(coverage_of(edition, date(2017, 4, 2)), 100)[1]


def test_every_form_says_the_same(tmp_path):
    made = outline(built(tmp_path, WARDS))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(made)))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    document = Document(io.BytesIO(word_bytes(made, "quarterly 2016-Q4")[0]))
    pdf = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf_bytes(made), capture_output=True, check=True
    ).stdout.decode()
    assert any(ONLY in row for row in rows if row[0] == "Harbour wards")
    words = " ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    for text in (html_text(made), words, " ".join(pdf.split())):
        assert ONLY in text
        assert "for 2 of 2 wards" in text


@pytest.mark.parametrize(
    ("lines", "cell", "beside"),
    [
        (("Old Quay,2016/17 Q4,3", "New Quay,2016/17 Q4,66"), ONLY, "for 2 of 2 wards"),
        (("Old Quay,2016/17 Q4,<5", "New Quay,2016/17 Q4,-"), ONLY, "for 1 of 2 wards"),
        (("Old Quay,2016/17 Q4,-", "New Quay,2016/17 Q4,-"), "not supplied", ""),
        ((",2016/17 Q4,-", *WARDS), ONLY, "for 2 of 2 wards"),
        ((",2016/17 Q4,130", *WARDS), "130", ""),
        ((",2016/17 Q4,*", *WARDS), "withheld by the partner", ""),
        ((",2016/17 Q3,81", *WARDS), "81", "2016/17 Q4: given by ward only"),
        (("E05099003,2016/17 Q4,50", "Old Quay,2016/17 Q4,55"), ONLY, "for 2 wards"),
    ],
)
def test_what_counts_as_given_and_what_is_never_worked_out(tmp_path, lines, cell, beside):
    cells, text = told(built(tmp_path, lines))
    assert cells[3] == cell
    assert beside in text
    assert ("by ward only" in text) == bool(beside)
    assert not {"69", "121"} & set(" ".join((*cells, text)).split())


def test_a_fact_that_states_another_figure_names_it_in_a_caveat(tmp_path):
    edition = built(tmp_path, (",2016/17 Q3,81", *WARDS))
    (caveat,) = [row["text"] for row in edition.table("fact_caveat") if "by ward" in row["text"]]
    assert caveat.startswith("Harbour wards is given by ward only for the three months from January 2017, for 2 wards.")


def test_the_public_is_told_of_those_that_may_be_published(tmp_path):
    said = facts(built(tmp_path, WARDS, "may_publish = true\n"))
    assert said["local-indicators"].startswith("The partners' figures that may be published are given by ward only.")


def test_areas_of_several_kinds_are_called_areas():
    own = {"area_type": "csp", "area_code": AREA}
    row = {"period_type": "quarter", "period": "2016/17 Q4", "period_start": date(2017, 1, 1), "status": "given",
           "area_code": "A", "may_publish": True}  # fmt: skip
    found = given_by_area([row | {"area_type": "ward"}, row | {"area_type": "custom", "area_code": "B"}], own)
    assert (found.words, found.counted) == ("given by area only", "2 areas")
    assert given_by_area([], own) is None


def test_before_the_first_build_each_name_is_a_place_of_its_own():
    """`check` has no areas to look in then: three wards are no contradiction."""
    engine = connect()
    for name in ("area", "area_alias"):
        engine.create(all_tables()[name])
    finder = AreaFinder(engine, AREA, {})
    assert len({finder.find(each, {}) for each in ("Old Quay", "New Quay", "old quay", "")}) == 3
    assert finder.find("", {}) == ("csp", AREA)


def test_a_return_that_was_refused_is_not_said_to_be_missing_and_no_more(tmp_path):
    made = small_workspace(tmp_path / "w", MONTHS)
    first, second = (f"Old Quay,2016/17 Q{number},45\n" for number in (3, 4))
    put(made.inbox / "harbour q3.csv", "Ward,Quarter,Referrals\n" + first)
    put(made.inbox / "harbour q4.csv", "Ward,Term,Referrals\n" + second)
    put(made.mappings / "harbour.toml", MAPPING)
    edition = build_small(open_workspace(made.path)).edition
    (section,) = [each for each in outline(edition).sections if each.id == "local"]
    (grid,) = [block for block in section.blocks if getattr(block, "id", "") == "local-returns-table"]
    assert [row[1::2] for row in grid.rows] == [
        ("2016/17 Q4", "Missing, or in a file that was refused: harbour q4.csv"),
    ]
