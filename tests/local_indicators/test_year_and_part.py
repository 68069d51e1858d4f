"""A year in one place and its quarter or month in another: read together, or refused; a part is never taken for the year."""

import csv
from datetime import date

import pytest

from saferplan.base.errors import InputError, SettingsError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, LONG, WIDE, mapping, returned, xlsx
from tests.support.small import AREA, build_small, small_workspace

QUARTERS = ["Q1", "Q2", "Q3", "Q4"]


def table(path, text):
    """A CSV of rows written `a,b,c`, one a line."""
    path.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n", encoding="utf-8")
    return path


def read(tmp_path, file):
    """What a build reads by the mapping that is proposed: indicator, area, period, number."""
    workspace = create_workspace(tmp_path / "w", AREA, [])
    mapped = save_mapping(workspace, file, propose_mapping(file), name="calls", ask=None, today=date(2025, 6, 1))
    assert not mapped.tried.problem
    found = read_return(file, read_mapping(mapped.path).rules)
    assert not found.refused
    return [
        (each.indicator_id.removeprefix("calls_"), each.area, each.period.label, each.number) for each in found.values
    ]


def periods(tmp_path, text):
    return [(period, number) for _, _, period, number in read(tmp_path, table(tmp_path / "calls.csv", text))]


@pytest.mark.parametrize(("text", "expected"), [
    ("Year,Quarter,Value\n2024/25,Q1,5\n,Q2,6\n,Q3,7\n,Q4,8\n2025/26,Q1,9",
     [("2024/25 Q1", 5), ("2024/25 Q2", 6), ("2024/25 Q3", 7), ("2024/25 Q4", 8), ("2025/26 Q1", 9)]),
    ("Year,Quarter,Value\n2024/25,Q1,5\n2024/25,Q2,6\n2025/26,Q1,9", [("2024/25 Q1", 5), ("2024/25 Q2", 6), ("2025/26 Q1", 9)]),
    ("Quarter,Year,Value\nQ1,2024/25,5\nQ2,2024/25,6", [("2024/25 Q1", 5), ("2024/25 Q2", 6)]),
    ("Year,Quarter,Value\n2024/25,1,5\n2024/25,2,6", [("2024/25 Q1", 5), ("2024/25 Q2", 6)]),
    ("Year,Month,Calls\n2024,November,5\n,December,6\n2025,January,7", [("2024-11", 5), ("2024-12", 6), ("2025-01", 7)]),
    ("Year,Month,Calls\n2024,11,5\n2024,12,6\n2025,1,7", [("2024-11", 5), ("2024-12", 6), ("2025-01", 7)]),
    ("Financial year,Month,Calls\n2024/25,Feb,5\n,Mar,6\n2025/26,Apr,7", [("2025-02", 5), ("2025-03", 6), ("2025-04", 7)]),
    ("Year,Month,Calls\n2024/25,Apr-24,5\n2024/25,May-24,6", [("2024-04", 5), ("2024-05", 6)]),
    ("Year,Quarter,Month,Calls\n2024/25,Q1,Apr,5\n,,May,6\n,Q2,Jul,7", [("2024-04", 5), ("2024-05", 6), ("2024-07", 7)]),
    ("Month,Year,Calls\nApril,2024,4\nMay,2024,5\nJanuary,2025,3", [("2024-04", 4), ("2024-05", 5), ("2025-01", 3)]),
    ("Year,Quarter,Calls\n2024/25,Q1 (Apr-Jun),4\n2024/25,Q4 (Jan-Mar),5", [("2024/25 Q1", 4), ("2024/25 Q4", 5)]),
    ("Year,Quarter,Calls\n2024/25,Quarter One,4\n2024/25,Quarter Two,5", [("2024/25 Q1", 4), ("2024/25 Q2", 5)]),
    ("Year,Quarter,Calls\n2024/25,1st,4\n2024/25,2nd,5", [("2024/25 Q1", 4), ("2024/25 Q2", 5)]),
    ("Year,Months,Calls\n2024/25,Apr-Jun,4\n2024/25,January to March,5", [("2024/25 Q1", 4), ("2024/25 Q4", 5)]),
    ("Year,Months,Calls\n2024,Oct-Dec,4\n2025,Jan-Mar,5", [("2024/25 Q3", 4), ("2024/25 Q4", 5)]),
    ("Year,Month No,Month,Calls\n2024/25,1,April,4\n2024/25,2,May,5", [("2024-04", 4), ("2024-05", 5)]),
    ("Year,Quarter,Calls\n2023/24,Q1,4\n2023/24 Total,,4\n2024/25,Q1,5\n2024/25 Total,,5", [("2023/24 Q1", 4), ("2024/25 Q1", 5)]),
], ids=["first row only", "every row", "quarter first", "numbered quarters", "calendar year", "numbered months",
        "financial year", "whole months beside", "quarter and month", "month first", "months in brackets", "in letters", "ordinals",
        "ranges", "ranges of a calendar year", "numbers beside months", "totals of years"])  # fmt: skip
def test_in_two_columns(tmp_path, text, expected):
    assert periods(tmp_path, text) == expected


def test_with_several_measures_side_by_side(tmp_path):
    file = table(tmp_path / "calls.csv", "Year,Quarter,Referrals,Visits\n2024/25,Q1,5,3\n,Q2,6,2\n2025/26,Q1,7,9")
    assert read(tmp_path, file) == [
        (name, "", period, number)
        for period, *numbers in (("2024/25 Q1", 5, 3), ("2024/25 Q2", 6, 2), ("2025/26 Q1", 7, 9))
        for name, number in zip(("referrals", "visits"), numbers, strict=True)
    ]


def test_a_total_of_a_year_is_held_against_its_quarters_alone(tmp_path):
    text = "Year,Quarter,Value\n2023/24,Q1,5\n,Q2,6\n,Total,11\n2024/25,Q1,3\n,Q2,3\n,Total,7"
    file = table(tmp_path / "calls.csv", text)
    assert [number for *_, number in read(tmp_path, file)] == [5, 6, 3, 3]
    rules = mapping(tmp_path, (tmp_path / "w" / "mappings" / "calls.toml").read_text(), "calls").rules
    assert read_return(file, rules).differences == ["file!C7: A total of 7; the others come to 6: they differ by 1."]


@pytest.mark.parametrize(("text", "expected"), [
    ("Quarter,2023/24,2024/25\nQ1,5,6\nQ2,7,8",
     [("2023/24 Q1", 5), ("2024/25 Q1", 6), ("2023/24 Q2", 7), ("2024/25 Q2", 8)]),
    ("Month,2023/24,2024/25\nApr,5,6\nMar,7,8", [("2023-04", 5), ("2024-04", 6), ("2024-03", 7), ("2025-03", 8)]),
    ("Month,2023,2024\nJan,5,6\nFeb,7,8", [("2023-01", 5), ("2024-01", 6), ("2023-02", 7), ("2024-02", 8)]),
    ("Quarter,2024/25\nQ1,5\nQ2,7", [("2024/25 Q1", 5), ("2024/25 Q2", 7)]),
], ids=["quarters", "months", "calendar years", "one year"])  # fmt: skip
def test_parts_down_and_years_across(tmp_path, text, expected):
    assert periods(tmp_path, text) == expected


def test_years_across_in_a_workbook_are_numbers(tmp_path):
    rows = [("Calls by month",), (), ("Month", 2023, 2024), ("Jan", 5, 6), ("Feb", 7, 8), ("Total", 12, 14)]
    found = read(tmp_path, xlsx(tmp_path / "calls.xlsx", rows))
    assert [(period, number) for *_, period, number in found] == [
        ("2023-01", 5), ("2024-01", 6), ("2023-02", 7), ("2024-02", 8)]  # fmt: skip


def test_a_grid_for_each_ward_whose_name_stands_in_its_first_row(tmp_path):
    file = table(tmp_path / "calls.csv", "Ward,Quarter,2023/24,2024/25\nA,Q1,5,6\n,Q2,7,8\nB,Q1,9,10\n,Q2,11,12")
    assert read(tmp_path, file) == [
        ("calls", area, f"{year} {quarter}", number)
        for area, quarter, *numbers in (("A", "Q1", 5, 6), ("A", "Q2", 7, 8), ("B", "Q1", 9, 10), ("B", "Q2", 11, 12))
        for year, number in zip(("2023/24", "2024/25"), numbers, strict=True)
    ]


def test_a_ward_that_stands_in_its_first_row_only(tmp_path):
    file = table(tmp_path / "calls.csv", "Ward,Month,Value\nA,Apr-24,1\n,May-24,2\nB,Apr-24,3\n,May-24,4")
    assert [(area, number) for _, area, _, number in read(tmp_path, file)] == [("A", 1), ("A", 2), ("B", 3), ("B", 4)]


def test_a_row_of_no_ward_that_would_say_twice_is_the_partnerships(tmp_path):
    file = table(tmp_path / "calls.csv", "Ward,Month,Value\nA,Apr-24,1\nB,Apr-24,3\n,Apr-24,9")
    assert [(area, number) for _, area, _, number in read(tmp_path, file)] == [("A", 1), ("B", 3), ("", 9)]


@pytest.mark.parametrize(("text", "said"), [
    ("Year,Quarter,Calls\n2024,Q1,5\n2024,Q2,6", "which months “Q1” in B2 is, of the year in column A, cannot be told"),
    ("Year,Month,Calls\n2024/25,1,5\n2024/25,2,6", "which months “1” in B2 is"),
    ("Quarter,2023,2024\nQ1,5,6\nQ2,7,8", "which months “Q1” in A2 of “2023” is cannot be told"),
    ("Month,Calls\nApril,4\nMay,5", "“April” in A2 names no year"),
    ("Year,Calls\n2023,4\n2024,5", "“2023” in A2 does not say whether the year begins in January or in April"),
    ("Date,Calls\n04/13/2024,4\n04/20/2024,5", "“04/13/2024” in A2 is an American date"),
    ("Quarter,Calls\n2024 Q1,4\n2024 Q2,5", "“2024 Q1” in A2 may be counted from January or from April"),
    ("Week commencing,Calls\n01/04/2024,4\n08/04/2024,5", "the figures below “Week commencing” are of weeks"),
    ("Year,Quarter,Calls\n2024,Q1 (Jan-Mar),4\n2024,Q2 (Apr-Jun),5", "“2024” in A2 does not say whether"),
    (",2023/24,2024/25\nQ1,5,6\nQ2,7,8", "nothing stands in A1, above the quarters or months"),
    ("Measure,,2023/24,,,,2024/25,,\n,Q1,Q2,Q3,Q4,Q1,Q2,Q3,Q4\nCalls,1,2,3,4,5,6,7,8\nClosed,1,2,3,4,5,6,7,8",
     "“Q1” in B2 stands below no year"),
    ("Measure,,2023/24,,,,2024/25,,\n,,Q2,Q3,Q4,Q1,Q2,Q3,Q4\nCalls,,2,3,4,5,6,7,8\nClosed,,2,3,4,5,6,7,8",
     "“Q1” in F2 comes behind “Q4” in E2, in the same year"),
], ids=["calendar quarters", "numbered months", "calendar grid", "months alone", "years alone", "american", "bare quarters",
        "weeks", "other quarters", "no heading", "one column late", "turned"])  # fmt: skip
def test_what_cannot_be_told_refuses_the_file(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        propose_mapping(table(tmp_path / "calls.csv", text), "indicators")


def test_a_year_typed_a_row_too_late(tmp_path):
    rows = [("Year", "Month", "No"), ("2023/24", "Q3", 5), (None, "Q4", 6), (None, "Q1", 7), ("2024/25", "Q2", 8)]
    text = (
        LONG.replace("month", "quarter")
        + 'fill_down = ["year"]\n[columns]\nyear = "Year"\nperiod = "Month"\nvalue = "No"\n'
    )
    with pytest.raises(UnreadableFileError, match="“Q1” in B4 comes behind “Q4” in B3, in the same year"):
        returned(tmp_path, text + HELPED, rows)


def test_a_mapping_that_reads_the_year_and_passes_over_its_quarters(tmp_path):
    rows = [("Year", "Quarter", "No"), ("2024/25", "Q1", 5), ("2025/26", "Q1", 6)]
    text = LONG.replace("month", "financial_year") + '{ignore}[columns]\nperiod = "Year"\nvalue = "No"\n' + HELPED
    with pytest.raises(UnreadableFileError, match=r"“Q1” \(B2\) below “Quarter” is a part of a financial year"):
        returned(tmp_path, text.replace("{ignore}", ""), rows)
    said = returned(tmp_path, text.replace("{ignore}", 'ignore_columns = ["Quarter"]\n'), rows)
    assert [each.number for each in said.values] == [5, 6]


def test_a_period_that_may_stand_for_the_rows_below_it_is_refused_with_them(tmp_path):
    rows = [("Month", "No"), ("Apr-24", 5), (None, 6), ("May-24", 7), ("Jun-24", 8), ("Total", 26)]
    found = returned(tmp_path, LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED, rows)
    assert [each.number for each in found.values] == [7, 8]
    assert [each.cell for each in found.refused] == ["A2", "A3"]
    assert "whether this one is of the whole period, or of a part of it" in found.refused[0].reason


def test_numerators_and_denominators_without_a_value(tmp_path):
    file = table(tmp_path / "calls.csv", "Quarter,Numerator,Denominator\nQ1 2024/25,71,100\nQ2 2024/25,74,100")
    assert read(tmp_path, file) == [("calls", "", "2024/25 Q1", 71), ("calls", "", "2024/25 Q2", 74)]


@pytest.mark.parametrize(("first", "second", "expected"), [
    ("Apr-23 to Mar-24", "Apr-24 to Mar-25", ["2023/24", "2024/25"]),
    ("12 months to Mar-24", "12 months to Mar-25", ["2023/24", "2024/25"]),
    ("Year ending 31 March 2024", "YE March 2025", ["2023/24", "2024/25"]),
    ("Q1 (Apr-Jun) 2024/25", "Q2 (Jul to Sep) 2024/25", ["2024/25 Q1", "2024/25 Q2"]),
    ("04/2024", "5/2024", ["2024-04", "2024-05"]),
    ("Apr-24 to Jun-24", "Jan-25 to Mar-25", ["2024/25 Q1", "2024/25 Q4"]),
])  # fmt: skip
def test_periods_in_words(tmp_path, first, second, expected):
    assert periods(tmp_path, f"Period,Calls\n{first},4\n{second},5") == list(zip(expected, (4, 5), strict=True))


def test_a_mapping_may_not_name_a_year_without_its_parts(tmp_path):
    with pytest.raises(SettingsError, match="a year stands by itself only where"):
        mapping(tmp_path, WIDE.replace('"period"', '"year"') + '[columns]\nindicator = "Measure"\n' + HELPED)


def test_a_year_in_merged_cells_is_that_of_its_rows(tmp_path):
    rows = [("Year", "Quarter", "Calls"), *((("2023/24", "2024/25")[n // 4], QUARTERS[n % 4], n) for n in range(8))]
    file = xlsx(tmp_path / "calls.xlsx", rows, merged=["A2:A5", "A6:A9"])
    assert [period for *_, period, _ in read(tmp_path, file)] == [
        f"{y} {q}" for y in ("2023/24", "2024/25") for q in QUARTERS
    ]


def test_a_target_or_last_year_beside_the_figure_is_not_the_figure(tmp_path):
    file = tmp_path / "calls.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([
            ["Month", "% change", "Target", "Referrals last year", "Referrals", "Cumulative"],
            ["Apr-24", "25%", 12, 8, 10, 10], ["May-24", "22%", 12, 9, 11, 21]])  # fmt: skip
    assert read(tmp_path, file) == [("calls", "", "2024-04", 10), ("calls", "", "2024-05", 11)]


def test_map_says_that_values_contradict_each_other(tmp_path):
    file = table(
        tmp_path / "calls.csv", "Month,Site,Value\nApr-24,North,1\nApr-24,South,2\nMay-24,North,3\nMay-24,South,3"
    )
    workspace = create_workspace(tmp_path / "w", AREA, [])
    look = propose_mapping(file, "indicators")
    mapped = save_mapping(workspace, file, look, name="calls", ask=None, today=date(2025, 6, 1))
    assert "2 values would be refused in a build, for another is given" in " ".join(mapped.tried.lines)
    assert "file!C2 and C3" in " ".join(mapped.tried.lines)


@pytest.mark.parametrize("name", ["safe_at_home", "../calls", "Calls", "2calls"])
def test_a_name_that_no_build_would_read_is_not_saved(tmp_path, name):
    file = table(tmp_path / "calls.csv", "Month,Value\nApr-24,1\nMay-24,2")
    workspace = create_workspace(tmp_path / "w", AREA, [])
    with pytest.raises(SettingsError, match="small letters, digits and hyphens"):
        save_mapping(workspace, file, propose_mapping(file), name=name, ask=None, today=date(2025, 6, 1))
    assert not workspace.mappings.exists()


@pytest.mark.parametrize(("text", "expected"), [
    ("Year,Apr,May,Mar\n2014/15,11,13,31\n2015/16,46,10,12",
     [("2014-04", 11), ("2014-05", 13), ("2015-03", 31), ("2015-04", 46), ("2015-05", 10), ("2016-03", 12)]),
    ("Year,Jan,Feb\n2014,11,13\n2015,46,10", [("2014-01", 11), ("2014-02", 13), ("2015-01", 46), ("2015-02", 10)]),
    ("Year,Q1,Q2,Total\n2014/15,11,13,24\n2015/16,46,10,56",
     [("2014/15 Q1", 11), ("2014/15 Q2", 13), ("2015/16 Q1", 46), ("2015/16 Q2", 10)]),
    ("Year,Apr-Jun,Jul-Sep\n2014/15,11,13", [("2014/15 Q1", 11), ("2014/15 Q2", 13)]),
], ids=["months", "calendar years", "quarters", "ranges"])  # fmt: skip
def test_years_down_and_parts_across(tmp_path, text, expected):
    """With two figures, as a year is often written: a row of figures is no second row of headings."""
    assert periods(tmp_path, text) == expected


def test_years_down_for_each_ward_and_measure(tmp_path):
    file = table(tmp_path / "calls.csv", "Ward,Year,Q1,Q2\nA,2014/15,11,13\n,2015/16,46,10\nB,2014/15,12,14")
    assert [(area, period, number) for _, area, period, number in read(tmp_path, file)][2:] == [
        ("A", "2015/16 Q1", 46), ("A", "2015/16 Q2", 10), ("B", "2014/15 Q1", 12), ("B", "2014/15 Q2", 14)]  # fmt: skip


def test_a_ward_that_stands_in_its_first_row_only_beside_measures(tmp_path):
    text = "Ward,Measure,Q1 2016/17,Q2 2016/17\nA,Homes,11,12\n,Visits,13,14\nB,Homes,15,16"
    found = read(tmp_path, table(tmp_path / "calls.csv", text))
    assert [(name, area) for name, area, _, _ in found][::2] == [("homes", "A"), ("visits", "A"), ("homes", "B")]


@pytest.mark.parametrize("text", [
    "Year,Apr,May,Dec,Jan\n2014,11,13,13,31\n2015,46,10,5,3", "Month,2015,2016\nApr,1,2\nDec,3,4\nJan,5,6",
    "Year,Quarter,Calls\n2016,Apr-Jun,1\n2016,Oct-Dec,3\n2016,Jan-Mar,4",
], ids=["years down", "years across", "two columns"])  # fmt: skip
def test_a_bare_year_that_goes_on_behind_december_refuses_the_file(tmp_path, text):
    workspace = create_workspace(tmp_path / "w", AREA, [])
    look = propose_mapping(table(tmp_path / "calls.csv", text), "indicators")
    mapped = save_mapping(workspace, tmp_path / "calls.csv", look, name="calls", ask=None, today=date(2025, 6, 1))
    assert "it may be of the year after" in mapped.tried.problem


def test_a_merged_bare_year_that_goes_on_behind_december_refuses_the_file(tmp_path):
    rows = [("Measure", 2016, None, None), (None, "Nov", "Dec", "Jan"), ("Calls", 1, 2, 3), ("Closed", 1, 2, 3)]
    file = xlsx(tmp_path / "calls.xlsx", rows, merged=["B1:D1"])
    with pytest.raises(InputError, match="“Jan” in D2 comes behind “Dec” in C2, in the same year"):
        propose_mapping(file, "indicators")


def test_months_by_name_in_another_order_are_read(tmp_path):
    text = "Year,Month,Calls\n2016,April,1\n2016,August,2\n2016,February,3\n2016,January,4\n2016,March,5"
    assert len(periods(tmp_path, text)) == 5


@pytest.mark.parametrize("text", [
    "Month,Calls (year to date)\nApr-24,31\nMay-24,62", "Quarter,Cumulative calls\nQ1 2024/25,31\nQ2 2024/25,62",
    "Quarter,Rolling 12 months\nQ1 2024/25,31\nQ2 2024/25,62", "Measure,Apr-24,May-24\nHomes (cumulative),31,62",
])  # fmt: skip
def test_figures_that_add_up_are_not_those_of_each_period(tmp_path, text):
    with pytest.raises(InputError, match="adds up from one period to the next"):
        propose_mapping(table(tmp_path / "calls.csv", text), "indicators")


def test_a_measure_that_adds_up_is_left_out_of_the_others(tmp_path):
    file = table(tmp_path / "calls.csv", "Measure,Apr-24,May-24\nHomes (cumulative),31,62\nCalls,3,4")
    assert propose_mapping(file, "indicators").proposal.indicators == ["Calls"]


def test_months_without_any_year_are_refused(tmp_path):
    with pytest.raises(InputError, match="“Apr” in B1 names no year"):
        propose_mapping(table(tmp_path / "calls.csv", "Ward,Apr,May\nA,11,13\nB,16,10"), "indicators")


def test_notes_on_periods(tmp_path):
    file = table(tmp_path / "calls.csv", "Measure,Q1 2016/17,Q2 2016/17*,Q3 2016/17 (provisional)\nCalls,1,2,3")
    assert [period for *_, period, _ in read(tmp_path, file)] == ["2016/17 Q1", "2016/17 Q2", "2016/17 Q3"]


def test_a_period_still_to_come_is_refused(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    xlsx(workspace.inbox / "safe-at-home.xlsx", [("Month", "No"), ("Apr-16", 1), ("Apr-26", 2)])
    mapping(workspace.path, LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED)
    edition = build_small(workspace).edition
    assert [row["period"] for row in edition.table("local_value")] == ["2016-04"]
    assert "is still to come" in " ".join(row["reason"] for row in edition.table("refusal"))


def test_measures_whose_ids_come_to_the_same_are_told_apart(tmp_path):
    file = table(tmp_path / "calls.csv", "Month,Satisfied,% satisfied\nApr-24,20,67%\nMay-24,20,50%")
    assert [name for name, *_ in read(tmp_path, file)][:2] == ["satisfied", "satisfied_2"]
