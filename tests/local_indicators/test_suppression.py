"""Partners' figures of a few people: suppressed in the edition, and so in every form of what is made of it."""

import io
import json
from datetime import date

import openpyxl
import pytest
from docx import Document

from saferplan.cli.explanation import explanation_lines
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.explain import explain_fact
from saferplan.report.documents.word import word_bytes
from saferplan.report.documents.workbook import workbook_bytes
from saferplan.report.page import html_text
from saferplan.report.quarterly.outline import quarterly_outline
from tests.local_indicators.made import xlsx
from tests.support.small import AREA, MONTHS, build_small, put, small_workspace

HEAD = """kind = "indicators"
supplier = "Safe at Home"
files = ["safe-at-home*.xlsx"]
layout = "long"
cadence = "financial_year"
[columns]
indicator = "Measure"
area = "Ward"
period = "Year"
value = "Number"
numerator = "Of them"
denominator = "Of all"
"""
HEADINGS = ("Measure", "Ward", "Year", "Number", "Of them", "Of all")
OLD, NEW = "Old Quay", "New Quay"
YEAR = "2016/17"


def indicator(name, unit="people", **keys):
    lines = [f'id = "{name}"', f'title = "{name.title()}"', f'unit = "{unit}"', 'polarity = "lower_is_better"']
    lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "[[indicator]]\n" + "\n".join(lines) + "\n"


def built(folder, rows, *indicators, setting=""):
    made = small_workspace(folder / "w", MONTHS)
    path = made.path / "saferplan.toml"
    path.write_text(setting + path.read_text("utf-8"), "utf-8")
    xlsx(made.inbox / "issue-2017-05" / "safe-at-home 2017.xlsx", [HEADINGS, *rows])
    put(made.mappings / "safe-at-home.toml", HEAD + "".join(indicators))
    from saferplan.pipeline.workspace import open_workspace

    return build_small(open_workspace(made.path)).edition


def shown(edition):
    areas = {AREA: "all", "E05099001": OLD, "E05099002": NEW}
    return {
        (row["indicator_id"], areas[row["area_code"]]): (row["value"], row["status"])
        for row in edition.table("local_value")
    }


def test_a_small_count_is_suppressed_and_the_other_ward_with_it_where_the_total_is_shown(tmp_path):
    rows = [("helped", "", YEAR, 43), ("helped", OLD, YEAR, 3), ("helped", NEW, YEAR, 40)]
    edition = built(tmp_path, rows, indicator("helped", target=20))
    assert shown(edition) == {
        ("helped", "all"): (43, "given"),
        ("helped", OLD): (None, "small"),
        ("helped", NEW): (None, "secondary"),
    }
    assert {row["said"] for row in edition.table("local_value")} == {"43", "(suppressed)"}
    assert {row["against_target"] for row in edition.table("local_value") if row["value"] is None} == {None}


def test_a_total_that_holds_more_than_the_wards_does_not_need_the_other(tmp_path):
    rows = [("helped", "", YEAR, 60), ("helped", OLD, YEAR, 3), ("helped", NEW, YEAR, 40)]
    assert shown(built(tmp_path, rows, indicator("helped")))["helped", NEW] == (40, "given")


def test_a_partners_own_mark_is_protected_too_and_its_total_is_not_listed(tmp_path):
    rows = [
        ("helped", "", YEAR, 43),
        ("helped", OLD, YEAR, "<5"),
        ("helped", NEW, YEAR, 40),
        ("helped", "Total", YEAR, 43),
    ]
    edition = built(tmp_path, rows, indicator("helped"))
    assert shown(edition)["helped", NEW] == (None, "secondary")
    (aside,) = edition.rows("SELECT * FROM local_left_out")
    assert (aside["said"], "43" in aside["reason"]) == ("(a total)", False)


@pytest.mark.parametrize("mark", ["≤4", "1-4", "0 to 4", "<=5", "Less than five", "<5*", "[low]", "supp", "~"])
def test_every_mark_that_keeps_a_small_figure_back_protects_its_ward(tmp_path, mark):
    rows = [("helped", "", YEAR, 24), ("helped", OLD, YEAR, mark), ("helped", NEW, YEAR, 20)]
    assert shown(built(tmp_path, rows, indicator("helped")))["helped", NEW] == (None, "secondary")


def test_parts_of_a_total_and_wards_are_a_table_of_two_dimensions(tmp_path):
    counts = {"helped": (100, 47, 53), "women": (60, 24, 36), "men": (40, 23, 17)}
    rows = [
        (name, area, YEAR, count)
        for name, each in counts.items()
        for area, count in zip(("", OLD, NEW), each, strict=True)
    ]
    indicators = indicator("helped", parts=["women", "men"]) + indicator("women") + indicator("men")
    assert {status for _, status in shown(built(tmp_path, rows, indicators)).values()} == {"given"}
    rows = [row if row[:2] not in (("men", NEW), ("men", "")) else (*row[:3], {NEW: 3, "": 26}[row[1]]) for row in rows]
    rows = [
        row if row[:2] not in (("helped", NEW), ("helped", "")) else (*row[:3], {NEW: 39, "": 86}[row[1]])
        for row in rows
    ]
    found = shown(built(tmp_path / "b", rows, indicators))
    assert {key for key, (value, _) in found.items() if value is None} == {
        (name, ward) for name in ("women", "men") for ward in (OLD, NEW)
    }


@pytest.mark.parametrize(
    ("did", "of_all", "value", "denominator"),
    [(3, 40, None, 40), (38, 40, None, 40), (20, 40, 50, 40), (0, 40, 0, 40), (40, 40, 100, 40), (2, 3, None, None)],
)
def test_a_percentage_that_rests_on_few_is_suppressed_with_all_it_could_be_had_from(
    tmp_path, did, of_all, value, denominator
):
    edition = built(tmp_path, [("safe", "", YEAR, 100 * did / of_all, did, of_all)], indicator("safe", "percent"))
    (row,) = edition.table("local_value")
    assert (row["value"], row["denominator"]) == (value, denominator)
    if value is None:
        assert (row["status"], row["numerator"], row["lower"], row["upper"]) == ("small", None, None, None)


@pytest.mark.parametrize(
    ("of_all", "did", "rate", "is_shown"),
    [
        (60, 3, 5.0, False),  # three of sixty
        (60, 57, 5.0, True),  # nothing is hidden, and one row of figures tells no more
        (60, 4, 93.3, False),  # those who did not
        (3, 40, 7.5, False),  # a shown count of which the hidden one is the part
        (60, 3, 12.0, True),  # a percentage of something else
        (61, 3, 4.9, False),  # rounded
    ],
)
def test_a_percentage_in_a_column_of_its_own_does_not_give_a_hidden_count_away(tmp_path, of_all, did, rate, is_shown):
    rows = [("offenders", "", YEAR, of_all), ("reoffenders", "", YEAR, did), ("rate", "", YEAR, rate)]
    edition = built(tmp_path, rows, indicator("offenders"), indicator("reoffenders"), indicator("rate", "percent"))
    found = shown(edition)
    assert found["rate", "all"] == ((rate, "given") if is_shown else (None, "secondary"))
    text = json.dumps([fact["sentence"] for fact in edition.table("fact")])
    assert (f" {rate:g}%" in text) is is_shown


def test_what_counts_no_people_is_not_suppressed(tmp_path):
    rows = [("cameras", "", YEAR, 3), ("cost", "", YEAR, 4), ("safe", "", YEAR, 2)]
    edition = built(
        tmp_path,
        rows,
        indicator("cameras", "cameras", suppress=False),
        indicator("cost", "pounds"),
        indicator("safe", "percent"),
    )
    assert [value for value, _ in shown(edition).values()] == [3, 4, 2]


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("", [None, 0, 12]), ("suppress_below = 3\n", [4, 0, 12]), ("suppress_below = 13\n", [None, 0, None]),
        ("suppress_zero = true\n", [None, None, 12]), ("round_to = 5\n", [None, 0, 10]),
        ("suppress_below = 10\nround_to = 5\n", [None, 0, 10]),
    ],
)  # fmt: skip
def test_the_settings_say_what_is_small_whether_nought_is_and_the_rounding(tmp_path, setting, values):
    rows = [("a", "", YEAR, 4), ("b", "", YEAR, 0), ("c", "", YEAR, 12)]
    edition = built(tmp_path, rows, *map(indicator, "abc"), setting=setting)
    assert [row["value"] for row in edition.table("local_value")] == values


@pytest.mark.parametrize(
    ("keys", "reason"),
    [({"parts": ["nobody"]}, "“nobody” is named as a part"), ({"parts": ["b", "b"]}, "“b” is named as a part")],
)
def test_parts_have_to_be_indicators(tmp_path, keys, reason):
    with pytest.raises(Exception, match=reason):
        built(tmp_path, [("a", "", YEAR, 9)], indicator("a", **keys), indicator("b"))


ODD = 4  # a figure that stands in nothing else here when written as below
SENTENCE = "Safe at Home helped {value} people in {period}"


@pytest.fixture
def edition(tmp_path):
    """Four refuges helped this year and 9,041 before; a percentage of 4 in 61; wards that would give them away."""
    rows = [
        ("helped", "", "2015/16", 9041), ("helped", "", YEAR, ODD), ("safe", "", YEAR, 6.5574, 4, 61),
        ("visits", "", YEAR, 9577), ("visits", OLD, YEAR, 2), ("visits", NEW, YEAR, 9575),
    ]  # fmt: skip
    return built(tmp_path, rows, indicator("helped", sentence=SENTENCE, target=7), indicator("safe", "percent", target=7),
                 indicator("visits", target=7))  # fmt: skip


def test_the_fact_says_fewer_than_five_and_not_an_older_figure(edition):
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'partner-indicators'")
    assert fact["sentence"] == "Safe at Home helped fewer than 5 people in 2016/17."
    caveats = [row["text"] for row in edition.rows("SELECT * FROM fact_caveat WHERE fact_id = 'partner-indicators'")]
    assert "Safe is suppressed for 2016/17: it rests on fewer than 5 people or cases." in caveats
    assert "Counts of fewer than 5 people or cases are suppressed." in caveats


def test_no_form_of_the_quarterly_report_gives_it_away(edition):
    figures = quarterly_figures(edition, quarter_of(edition, "2016-Q4"))
    outline = quarterly_outline(edition, figures, today=date(2017, 7, 1))
    (grid,) = [
        block for section in outline.sections for block in section.blocks if getattr(block, "id", "") == "local-table"
    ]
    cells = {row[0]: row for row in grid.rows}
    assert cells["Helped"][2:5] == (YEAR, "fewer than 5", "9,041")
    assert cells["Helped"][7].startswith("○ Grey")
    assert cells["Safe"][3] == "suppressed"
    forms = [html_text(outline)]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(outline)))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    (line,) = [row for row in rows if row[:2] == ["Helped", "Safe at Home"]]
    assert "fewer than 5" in line
    assert not {4, 6.5574, 2, 9575} & {
        value for row in rows for value in row if row and row[0] in ("Helped", "Safe", "Visits")
    }
    document = Document(io.BytesIO(word_bytes(outline, "quarterly 2016-Q4")[0]))
    forms.append(" ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t")))
    for text in forms:
        assert "fewer than 5" in text
        assert "6.6%" not in text
        assert "9,575" not in text


def test_neither_the_explanation_nor_any_table_gives_it_away(edition):
    _, lines = explanation_lines(explain_fact(edition, "partner-indicators"))
    text = "\n".join(lines)
    assert "suppressed: it rests on fewer than 5" in text
    assert "value 4" not in text
    for name in ("local_value", "local_left_out", "fact", "fact_caveat", "refusal", "input_file"):
        for row in edition.table(name):
            assert not {4.0, 6.5574, 2.0, 9575.0} & {
                v for k, v in row.items() if k in ("value", "numerator", "lower", "upper")
            }
            assert not {"4", "6.5574", "2", "9575"} & {row.get("said"), row.get("value")}


def test_the_report_gives_no_percentage_of_fewer_than_twenty(tmp_path):
    edition = built(tmp_path, [("safe", "", YEAR, 50, 5, 10)], indicator("safe", "percent", target=40))
    outline = quarterly_outline(
        edition, quarterly_figures(edition, quarter_of(edition, "2016-Q4")), today=date(2017, 7, 1)
    )
    text = html_text(outline)
    assert "5 of 10" in text
    assert "50%" not in text
    assert "○ Grey" in text


def test_parts_that_nobody_named_are_suppressed_together_where_the_figures_add_up(tmp_path):
    rows = [("everyone", "", YEAR, 43), ("women", "", YEAR, 40), ("men", "", YEAR, 3)]
    edition = built(tmp_path, rows, *map(indicator, ("everyone", "women", "men")))
    assert shown(edition) == {
        ("everyone", "all"): (43, "given"), ("women", "all"): (None, "secondary"), ("men", "all"): (None, "small"),
    }  # fmt: skip


def test_figures_that_do_not_add_up_are_not_suppressed_for_one_another(tmp_path):
    rows = [("everyone", "", YEAR, 60), ("women", "", YEAR, 40), ("men", "", YEAR, 3)]
    assert shown(built(tmp_path, rows, *map(indicator, ("everyone", "women", "men"))))["women", "all"] == (40, "given")


def test_a_total_split_twice_gives_no_small_part_away(tmp_path):
    names = {"women": 40, "men": 3, "everyone": 43, "young": 20, "old": 23}
    edition = built(tmp_path, [(name, "", YEAR, count) for name, count in names.items()], *map(indicator, names))
    assert shown(edition) == {
        ("women", "all"): (None, "secondary"), ("men", "all"): (None, "small"), ("everyone", "all"): (43, "given"),
        ("young", "all"): (20, "given"), ("old", "all"): (23, "given"),
    }  # fmt: skip
