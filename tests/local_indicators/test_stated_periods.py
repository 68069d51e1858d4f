"""A return of one period that stands in a title, in the sheet's name or in the file's: read from there in every later file."""

from datetime import date

import pytest

from saferplan.base.errors import InputError, SettingsError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import MONTHS, mapping, refused, xlsx
from tests.support.small import AREA

TABLE = [("Measure", "Number"), ("Referrals", 41), ("Closures", 38)]
SURVEY = [("Ward", "n", "Feel safe (%)"), ("Old Quay", 120, "81%"), ("New Quay", 90, "77%")]


def mapped(folder, rows, *, name="line.xlsx", **how):
    path = xlsx(folder / name, rows, **how)
    look = propose_mapping(path)
    made = save_mapping(
        create_workspace(folder / "w", AREA, []), path, look, name="line", ask=None, today=date(2025, 6, 1)
    )
    rules = read_mapping(made.path).rules
    return look, rules, read_return(path, rules)


def values(found):
    return [(value.indicator_id, value.area, value.period.label, value.number) for value in found.values]


@pytest.mark.parametrize(
    ("where", "rows", "how"),
    [
        ("title", [("Quarter 4 2016/17",), *TABLE], {}),
        ("title", [("Service return 2016/17",), ("Quarter 4 2016/17",), *TABLE], {}),
        ("sheet", [("Service return 2016/17",), *TABLE], {"title": "Q4 2016-17"}),
        ("title", [("Return of the service for Q4 2016/17 (Jan-Mar)",), (), *TABLE], {}),
        ("sheet", TABLE, {"title": "Q4 2016-17"}),
        ("file", TABLE, {"name": "line-q4-2016-17.xlsx"}),
        ("file", [("Produced 12 April 2017",), *TABLE], {"name": "line Q4 2016-17.xlsx"}),
    ],
)
def test_the_period_is_read_where_it_stands(tmp_path, where, rows, how):
    look, rules, found = mapped(tmp_path, rows, **how)
    assert (rules.period_in, rules.columns.period, rules.cadence) == (where, "", "quarter")
    assert values(found) == [("line_referrals", "", "2016/17 Q4", 41), ("line_closures", "", "2016/17 Q4", 38)]
    assert any("January to March 2017" in line and "every later file" in line for line in look.lines)


def test_a_survey_of_wards_with_its_period_in_the_title(tmp_path):
    _, rules, found = mapped(tmp_path, [("Residents' survey 2016/17",), *SURVEY, ("Note: by post",)])
    assert (rules.period_in, rules.cadence) == ("title", "financial_year")
    assert ("line_feel_safe", "Old Quay", "2016/17", 81) in values(found)
    assert not found.refused


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Quarter 1 2017/18", ""),
        (
            "Return of the service",
            "The mapping says that the period stands above the headings, and no one quarter stands there.",
        ),
        ("Q4 2016/17 and Q1 2017/18", "no one quarter stands there"),
        ("April 2017", "no one quarter stands there; there is “April 2017” (in A1)"),
    ],
)
def test_every_later_file_says_its_own(tmp_path, title, reason):
    _, rules, _ = mapped(tmp_path, [("Quarter 4 2016/17",), *TABLE])
    path = xlsx(tmp_path / "line 2.xlsx", [(title,), *TABLE])
    if not reason:
        assert {value.period.label for value in read_return(path, rules).values} == {"2017/18 Q1"}
        return
    with pytest.raises(UnreadableFileError) as caught:
        read_return(path, rules)
    assert reason in str(caught.value)


def test_a_title_left_from_the_return_before_is_found_by_the_file_s_name(tmp_path):
    _, rules, _ = mapped(tmp_path, [("Quarter 4 2016/17",), *TABLE])
    path = xlsx(tmp_path / "line Q1 2017-18.xlsx", [("Quarter 4 2016/17",), *TABLE])
    with pytest.raises(
        UnreadableFileError, match=r"“Quarter 4 2016/17” \(in A1\) and “line Q1 2017-18.xlsx”.*contradict"
    ):
        read_return(path, rules)
    with pytest.raises(InputError, match="no period"):
        propose_mapping(path)


def test_a_second_table_with_a_title_of_its_own_is_refused(tmp_path):
    _, _, found = mapped(tmp_path, [("Quarter 4 2016/17",), *TABLE, (), ("Quarter 3 2016/17",), *TABLE])
    assert [value.number for value in found.values] == [41, 38]
    assert set(refused(found)) >= {"Returns!B8", "Returns!B9"}


def test_sheets_named_by_their_quarters_are_all_read_and_later_ones_too(tmp_path):
    import openpyxl

    from tests.local_indicators.made import fill

    book = openpyxl.Workbook()
    for number in (1, 2):
        fill(book.create_sheet(f"Q{number} 2016-17"), TABLE)
    del book["Sheet"]
    book.save(tmp_path / "line.xlsx")
    look = propose_mapping(tmp_path / "line.xlsx")
    assert (look.proposal.layout["period_in"], "sheets" in look.proposal.layout) == ("sheet", False)


def test_a_table_without_a_period_says_what_is_lacking(tmp_path):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", [("Return of the service",), *TABLE]))
    assert "its headings in row 2 have values below them and no period" in str(caught.value)
    assert "column headed Period" in str(caught.value)


def test_a_period_is_said_in_one_place(tmp_path):
    with pytest.raises(SettingsError, match="period_in is for files"):
        mapping(tmp_path, 'period_in = "title"\n' + MONTHS)


@pytest.mark.parametrize(
    ("heading", "said"), [("Week", (1, 2)), ("Month", ("month one", "month two")), ("Day", ("Mon", "Tue"))]
)
def test_a_column_of_parts_that_cannot_be_read_is_not_passed_over_for_the_title(tmp_path, heading, said):
    rows = [("Quarter 4 2016/17",), (heading, "Number"), (said[0], 5), (said[1], 6)]
    with pytest.raises(InputError):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))


@pytest.mark.parametrize(
    "headings",
    [("Measure", "Q1 2016/17 Actual", "Q1 2016/17 Target"), ("Measure", "Apr-Sep 2016", "Oct 2016-Mar 2017"),
     ("Measure", "Q1 number", "Q2 number"), ("Measure", "This year", "Cases")],
)  # fmt: skip
def test_headings_that_say_times_of_their_own_are_not_read_under_the_title(tmp_path, headings):
    rows = [("Quarter 4 2016/17",), headings, ("Calls", 50, 51), ("Visits", 20, 21)]
    with pytest.raises(InputError):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))


@pytest.mark.parametrize(
    ("rows", "how"),
    [
        ([("Return Q3",), *TABLE], {"name": "line 2016-17.xlsx"}),
        ([("Return, Q3 (Oct-Dec)",), *TABLE], {"name": "line 2016-17.xlsx"}),
        ([("April to December 2016",), *TABLE], {"name": "line 2016-17.xlsx"}),
        ([("Half year 1, 2016/17",), *TABLE], {}),
        ([("First half of 2016/17",), *TABLE], {}),
        ([("Return for October to December",), *TABLE], {"name": "line 2016-17.xlsx"}),
        (TABLE, {"name": "line 2016-17.xlsx", "title": "Q3"}),
        (TABLE, {"name": "line 2016-17.xlsx", "title": "October"}),
        ([("Quarterly return",), *TABLE], {"name": "line Dec 2016.xlsx"}),
    ],
)
def test_what_says_a_part_of_the_year_elsewhere_is_not_read_as_the_year(tmp_path, rows, how):
    """A quarter's figures would have stood as the year's."""
    path = xlsx(tmp_path / how.pop("name", "line.xlsx"), rows, **how)
    with pytest.raises(InputError):
        propose_mapping(path)


@pytest.mark.parametrize("made", ["as at 9 January 2017", "figures at 9 January 2017", "produced 9/4/2017"])
def test_a_title_left_from_the_quarter_before_is_refused_whatever_day_it_was_made(tmp_path, made):
    _, rules, found = mapped(tmp_path, [(f"Return: Q3 2016/17 ({made})",), *TABLE], name="line Q3 2016-17.xlsx")
    assert {value.period.label for value in found.values} == {"2016/17 Q3"}
    later = xlsx(tmp_path / "line Q4 2016-17.xlsx", [(f"Return: Q3 2016/17 ({made})",), *TABLE])
    with pytest.raises(UnreadableFileError, match="contradict each other"):
        read_return(later, rules)


def test_a_later_file_whose_sheet_says_a_part_of_the_year_is_refused(tmp_path):
    _, rules, _ = mapped(tmp_path, [("Return 2015/16",), *TABLE])
    later = xlsx(tmp_path / "line-b.xlsx", [("Return 2016/17",), *TABLE], title="Q3")
    with pytest.raises(UnreadableFileError, match="says “Q3”"):
        read_return(later, rules)


OF_NO_FIGURES = [
    "Extracted April 2017", "Generated: April 2017", "Report run: March 2017", "Received April 2017", "Next return due April 2017",
    "Contract began April 2016", "New system went live April 2016", "Data correct as of April 2017", "CSP Board April 2017",
    "Prepared for the April 2017 board", "Printed April 2017", "Updated April 2017", "Prepared April 2017", "Produced April 2017",
    "Published April 2017", "Version April 2017", "Refreshed April 2017", "Snapshot April 2017", "Baseline April 2016",
    "Target set April 2016", "Policy of April 2014", "Run April 2017", "Board papers, May 2017", "Figures received: April 2017",
]  # fmt: skip


@pytest.mark.parametrize("title", OF_NO_FIGURES)
def test_the_month_of_a_report_is_no_period_of_its_figures(tmp_path, title):
    with pytest.raises(InputError, match="no period"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", [(title,), *SURVEY]))
    _, rules, _found = mapped(tmp_path, [("Service return, Q4 2016/17",), *TABLE])
    with pytest.raises(UnreadableFileError, match="no one month stands there"):
        read_return(xlsx(tmp_path / "line.xlsx", [(title,), *TABLE]), rules.model_copy(update={"cadence": "month"}))


@pytest.mark.parametrize(
    "title",
    ["Monthly return: March 2017", "Referrals received, March 2017", "March 2017", "Boarding-up jobs March 2017"],
)
def test_the_month_of_the_figures_is_read_all_the_same(tmp_path, title):
    look, _, found = mapped(tmp_path, [(title,), *TABLE])
    assert look.proposal.cadence == "month"
    assert {value.period.label for value in found.values} == {"2017-03"}
