"""Small figures that could be worked out from something else of the same supplier: lists, other mappings, rates, periods."""

import json
from datetime import date

import openpyxl
import pytest

from saferplan.pipeline.map_kind import Answers
from saferplan.pipeline.map_parts import add_parts
from saferplan.pipeline.workspace import open_workspace
from tests.local_indicators.made import fill, xlsx
from tests.local_indicators.test_suppression import HEAD, HEADINGS, NEW, OLD, YEAR, built, indicator, shown
from tests.support.small import AREA, MONTHS, build_small, put, small_workspace

LISTS = {"refusal": ("value", "reason"), "local_left_out": ("said", "reason"), "input_file": ("note",)}
SHORT = HEAD.replace("financial_year", "{cadence}").replace("safe-at-home", "{name}")


def listed(edition):
    """All that is said of refused cells, of what was left out, and of files."""
    return [row[name] or "" for table, names in LISTS.items() for row in edition.table(table) for name in names]


def built_of(folder, returns):
    """An edition of several mappings of one supplier, each with its cadence, rows and indicators."""
    made = small_workspace(folder / "w", MONTHS)
    for name, (cadence, rows, *indicators) in returns.items():
        xlsx(made.inbox / "issue-2017-05" / f"{name} 2017.xlsx", [HEADINGS, *rows])
        text = SHORT.replace("{cadence}", cadence).replace("{name}", name)
        put(made.mappings / f"{name}.toml", text + "".join(indicators))
    return build_small(open_workspace(made.path)).edition


def test_figures_that_contradict_each_other_are_refused_without_their_small_numbers(tmp_path):
    rows = [("helped", "", YEAR, 3), ("helped", "", YEAR, 4), ("calls", "", YEAR, 30)]
    edition = built(tmp_path, rows, indicator("helped"), indicator("calls"))
    refused = edition.table("refusal")
    assert [row["value"] for row in refused] == ["(a number: see the cell)"] * 2
    assert refused[0]["column_name"] == "Returns!D2"
    assert refused[0]["reason"] == (
        "Another value is given for the same indicator, area and period: (a number: see the cell) in "
        "issue-2017-05/safe-at-home 2017.xlsx, Returns!D3."
    )
    assert shown(edition)["calls", "all"] == (30, "given")


def test_nor_can_they_be_had_from_the_other_ward_and_the_total(tmp_path):
    rows = [("helped", "", YEAR, 24), ("helped", OLD, YEAR, 3), ("helped", OLD, YEAR, 4), ("helped", NEW, YEAR, 20)]
    edition = built(tmp_path, rows, indicator("helped"))
    assert shown(edition) == {("helped", "all"): (24, "given"), ("helped", NEW): (None, "secondary")}


def test_the_parts_of_a_share_are_not_listed_where_one_of_them_is_small(tmp_path):
    edition = built(
        tmp_path,
        [("safe", "", YEAR, 70, 3, 43), ("calls", "", YEAR, 30)],
        indicator("safe", "percent"),
        indicator("calls"),
    )
    (refused,) = edition.table("refusal")
    assert not {"3", "43", "7.0%"} & set(refused["reason"].replace(".", " ").split())
    assert refused["reason"].startswith("It says (a number: see the cell)")


@pytest.mark.parametrize(("now", "said"), [(3, "(a number: see the cell)"), (9, "-13")])
def test_a_change_that_is_refused_does_not_give_a_suppressed_figure_away(tmp_path, now, said):
    change = -5 if now == 3 else -13
    rows = [("helped", "", "2015/16", now - change), ("helped", "", YEAR, now), ("change", "", YEAR, change)]
    (refused,) = built(tmp_path, rows, indicator("helped"), indicator("change")).table("refusal")
    assert (refused["value"], refused["reason"]) == (said, f"{said} lies outside what Change can be.")


def test_what_is_not_small_is_listed_where_nothing_is_suppressed(tmp_path):
    rows = [("helped", "", YEAR, 30), ("helped", "", YEAR, 40), ("calls", "", YEAR, 30)]
    edition = built(tmp_path, rows, indicator("helped"), indicator("calls"))
    assert [row["value"] for row in edition.table("refusal")] == ["30", "40"]
    rows = [
        ("helped", "", YEAR, 30),
        ("helped", OLD, YEAR, 12),
        ("helped", NEW, YEAR, 18),
        ("helped", "Total", YEAR, 30),
    ]
    (aside,) = built(tmp_path / "b", rows, indicator("helped")).table("local_left_out")
    assert aside["said"] == "30"


def test_a_total_of_a_superseded_file_is_not_listed(tmp_path):
    made = small_workspace(tmp_path / "w", MONTHS)
    rows = [HEADINGS, ("helped", OLD, YEAR, 3), ("helped", NEW, YEAR, 40), ("helped", "Total", YEAR, 43)]
    for issue in ("issue-2017-04", "issue-2017-05"):
        xlsx(made.inbox / issue / f"safe-at-home {issue}.xlsx", rows)
        rows = [*rows[:2], ("helped", NEW, YEAR, 41), ("helped", "Total", YEAR, 44)]
    put(made.mappings / "safe-at-home.toml", HEAD + indicator("helped"))
    edition = build_small(open_workspace(made.path)).edition
    assert [row["said"] for row in edition.table("local_left_out")] == ["(a total)"] * 2
    assert not [text for text in listed(edition) if "43" in text or "44" in text]


def test_a_number_that_is_taken_for_a_date_is_not_listed(tmp_path):
    edition = built(
        tmp_path,
        [("helped", "", YEAR, date(2017, 12, 3)), ("calls", "", YEAR, 30)],
        *map(indicator, ("helped", "calls")),
    )
    (refused,) = edition.table("refusal")
    assert "2017" not in refused["value"] + refused["reason"]


def test_a_figure_that_its_partner_marks_as_withheld_is_not_said(tmp_path):
    made = small_workspace(tmp_path / "w", MONTHS)
    head = HEAD.replace("[columns]", '[columns]\nstatus = "Status"')
    rows = [(*HEADINGS, "Status"), ("helped", "", YEAR, 7, 3, 60, "suppressed"), ("safe", "", YEAR, "*", 3, 60, "")]
    xlsx(made.inbox / "issue-2017-05" / "safe-at-home 2017.xlsx", rows)
    put(made.mappings / "safe-at-home.toml", head + indicator("helped") + indicator("safe", "percent"))
    edition = build_small(open_workspace(made.path)).edition
    assert [(row["said"], row["numerator"]) for row in edition.table("local_value")] == [
        ("(withheld)", None),
        ("*", None),
    ]


def test_a_total_may_be_called_by_another_unit_than_its_parts(tmp_path):
    rows = [("complaints", "", YEAR, 43), ("noise", "", YEAR, 20), ("cars", "", YEAR, 20), ("disputes", "", YEAR, 3)]
    edition = built(
        tmp_path,
        rows,
        indicator("complaints", "local_asb_report"),
        *(indicator(each, "number") for each in ("noise", "cars", "disputes")),
    )
    assert [value for value, _ in shown(edition).values()].count(None) == 2
    assert shown(edition)["complaints", "all"] == (43, "given")


def test_map_proposes_parts_whatever_their_unit(tmp_path):
    rows = [("complaints", "", YEAR, 43), ("noise", "", YEAR, 20), ("cars", "", YEAR, 20), ("disputes", "", YEAR, 3)]
    units = {"complaints": "local_asb_report", "noise": "number", "cars": "number", "disputes": "people"}
    said = {
        "kind": "indicators", "supplier": "Safe at Home", "files": ["safe-at-home*"], "layout": "long", "cadence": "financial_year",
        "columns": {"indicator": "Measure", "area": "Ward", "period": "Year", "value": "Number"},
        "indicator": [{"id": name, "title": name.title(), "unit": unit, "polarity": "neither"} for name, unit in units.items()],
    }  # fmt: skip
    add_parts(said, xlsx(tmp_path / "safe-at-home.xlsx", [HEADINGS[:4], *rows]), Answers(None, []))
    assert said["indicator"][0]["parts"] == ["noise", "cars", "disputes"]


def test_a_total_may_stand_in_another_mapping_of_the_supplier(tmp_path):
    edition = built_of(
        tmp_path,
        {
            "all": ("financial_year", [("everyone", "", YEAR, 43)], indicator("everyone")),
            "by-sex": (
                "financial_year",
                [("women", "", YEAR, 40), ("men", "", YEAR, 3)],
                indicator("women"),
                indicator("men"),
            ),
        },
    )
    assert {row["indicator_id"] for row in edition.table("local_value") if row["value"] is None} == {"women", "men"}


def test_a_figure_that_is_suppressed_for_another_is_not_shown_by_a_second_mapping(tmp_path):
    wards = [("helped", "", YEAR, 43), ("helped", OLD, YEAR, 3), ("helped", NEW, YEAR, 40)]
    again = indicator("helped_again", called=["helped"]).replace('"Helped_Again"', '"Helped"')
    returns = {"wards": ("financial_year", wards, indicator("helped")), "one": ("financial_year", wards[2:], again)}
    found = {
        (row["indicator_id"], row["area_code"]): row["value"]
        for row in built_of(tmp_path, returns).table("local_value")
    }
    assert {key for key, value in found.items() if value is not None} == {("helped", AREA)}


def test_an_error_in_one_of_four_rows_leaves_the_others_protected(tmp_path):
    years = ("2013/14", "2014/15", "2015/16", YEAR)
    counts = {"everyone": (43, 44, 51, 40), "women": (40, 31, 30, 20), "men": (3, 12, 21, 20)}
    rows = [(name, "", year, count) for name, each in counts.items() for year, count in zip(years, each, strict=True)]
    edition = built(tmp_path, rows, *map(indicator, counts))
    hidden = {(row["indicator_id"], row["period"]) for row in edition.table("local_value") if row["value"] is None}
    assert hidden == {("women", "2013/14"), ("men", "2013/14")}


def test_a_sum_that_is_wrong_in_one_ward_does_not_leave_the_wards_unprotected(tmp_path):
    """Women and men come to more than everyone in one of twelve cells: what follows from the wards is sought all the same."""
    counts = {"everyone": (60, 23, 37), "women": (34, 20, 14), "men": (26, 3, 23)}
    rows = [
        (name, area, year, count + (name == "women" and year == YEAR and area == NEW))
        for year in ("2013/14", "2014/15", "2015/16", YEAR)
        for name, each in counts.items()
        for area, count in zip(("", OLD, NEW), each, strict=True)
    ]
    found = shown(built(tmp_path, rows, *map(indicator, counts)))
    assert found["men", OLD] == (None, "small")
    assert found["men", NEW] == (None, "secondary")
    assert found["women", OLD] == (None, "secondary")


@pytest.mark.parametrize(
    ("place", "rate", "is_shown"),
    [
        ("", 7.5, False),  # of men and women together
        ("", 92.5, False),  # the women of them
        ("", 8.1, False),  # men for each woman
        ("", 61.0, True),  # of something else
    ],
)
def test_a_percentage_of_hidden_and_shown_together_is_suppressed(tmp_path, place, rate, is_shown):
    rows = [("men", place, YEAR, 3), ("women", place, YEAR, 37), ("share", place, YEAR, rate)]
    edition = built(tmp_path, rows, indicator("men"), indicator("women"), indicator("share", "percent"))
    assert (shown(edition)["share", "all"][0] == rate) is is_shown


def test_shares_of_the_sum_over_wards_are_suppressed(tmp_path):
    rows = [("helped", OLD, YEAR, 3), ("helped", NEW, YEAR, 40), ("share", OLD, YEAR, 7), ("share", NEW, YEAR, 93)]
    rows += [("happy", OLD, YEAR, 61), ("happy", NEW, YEAR, 62)]
    found = shown(
        built(tmp_path, rows, indicator("helped"), indicator("share", "percent"), indicator("happy", "percent"))
    )
    assert [found["share", ward] for ward in (OLD, NEW)] == [(None, "secondary")] * 2
    assert [found["happy", ward][0] for ward in (OLD, NEW)] == [61, 62]


def test_a_share_that_a_partners_mark_leaves_one_figure_for_is_suppressed(tmp_path):
    rows = [("men", "", YEAR, "<5"), ("women", "", YEAR, 37), ("share", "", YEAR, 7.5)]
    edition = built(tmp_path, rows, indicator("men"), indicator("women"), indicator("share", "percent"))
    assert shown(edition)["share", "all"] == (None, "secondary")


def test_a_rate_per_head_is_suppressed_beside_a_suppressed_count_and_shown_elsewhere(tmp_path):
    rows = [("victims", OLD, YEAR, 3), ("victims", NEW, YEAR, 30)]
    rows += [("victims per 1,000 residents", OLD, YEAR, 1.1), ("victims per 1,000 residents", NEW, YEAR, 10.2)]
    rate = indicator("rate", "rate", suppress=False, called=["victims per 1,000 residents"])
    found = shown(built(tmp_path, rows, indicator("victims"), rate.replace('"Rate"', '"Victims per 1,000 residents"')))
    assert found["rate", OLD] == (None, "secondary")
    assert found["rate", NEW] == (10.2, "given")


def test_a_month_cannot_be_had_from_its_quarter_in_another_mapping(tmp_path):
    months = [
        ("housed", "", month, count)
        for month, count in (("2016-04", 10), ("2016-05", 3), ("2016-06", 20), ("2016-07", 9))
    ]
    quarters = [("housed in quarter", "", "2016/17 Q1", 33), ("housed in quarter", "", "2016/17 Q2", 40)]
    quarterly = indicator("housed_quarterly", called=["housed in quarter"]).replace('"Housed_Quarterly"', '"Housed"')
    edition = built_of(
        tmp_path, {"monthly": ("month", months, indicator("housed")), "quarterly": ("quarter", quarters, quarterly)}
    )
    found = {row["period"]: (row["value"], row["status"]) for row in edition.table("local_value")}
    assert found == {
        "2016-04": (None, "secondary"), "2016-05": (None, "small"), "2016-06": (20, "given"), "2016-07": (9, "given"),
        "2016/17 Q1": (33, "given"), "2016/17 Q2": (40, "given"),
    }  # fmt: skip
    assert json.dumps(listed(edition)).count("33") == 0


def test_sheets_of_one_file_are_of_one_supplier_whatever_their_mappings_call_it(tmp_path):
    made = small_workspace(tmp_path / "w", MONTHS)
    book = openpyxl.Workbook()
    fill(book.active, [HEADINGS, ("women", "", YEAR, 40), ("men", "", YEAR, 3)])
    book.active.title = "Sex"
    fill(book.create_sheet("All"), [HEADINGS, ("everyone", "", YEAR, 43)])
    path = made.inbox / "issue-2017-05" / "safe-at-home.xlsx"
    path.parent.mkdir(parents=True)
    book.save(path)
    for sheet, names in (("Sex", ("women", "men")), ("All", ("everyone",))):
        head = HEAD.replace("[columns]", f'sheets = ["{sheet}"]\n[columns]').replace(
            "Safe at Home", f"Safe at Home {sheet}"
        )
        put(made.mappings / f"safe-at-home-{sheet.lower()}.toml", head + "".join(map(indicator, names)))
    edition = build_small(open_workspace(made.path)).edition
    assert {row["indicator_id"] for row in edition.table("local_value") if row["value"] is None} == {"women", "men"}


@pytest.mark.parametrize(("total", "other"), [(24, None), (60, 20)])
def test_a_ward_left_blank_for_which_the_total_leaves_a_few_is_protected(tmp_path, total, other):
    rows = [("helped", "", YEAR, total), ("helped", OLD, YEAR, "-"), ("helped", NEW, YEAR, 20)]
    assert shown(built(tmp_path, rows, indicator("helped")))["helped", NEW][0] == other
