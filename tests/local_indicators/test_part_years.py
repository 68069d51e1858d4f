"""Whole years under a title, a name or a note that says a part of the year: refused, for each figure may be of that part."""

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import LONG, WIDE, mapping, xlsx

TABLE = [("Type", "2015/16", "2016/17"), ("Noise", 30, 40), ("Litter", 12, 13)]
YEARS = """[columns]
indicator = "Type"
[[indicator]]
id = "noise"
title = "Noise"
called = ["Noise"]
unit = "cases"
polarity = "neither"
[[indicator]]
id = "litter"
title = "Litter"
called = ["Litter"]
unit = "cases"
polarity = "neither"
"""
BY_YEAR = WIDE.replace('"month"', '"financial_year"') + YEARS
TITLES = [
    "Quarter 1 2016/17",
    "April to September 2016",
    "Q4 only",
    "First six months",
    "Position at end of Q2",
    "Monthly return: March 2017",
    "Half year position",
    "Figures for Apr-Sep each year",
    "Performance: quarter 4 compared with quarter 4 last year",
    "Return to December 2016",
    "March 2017",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_says_a_part_of_the_year_refuses_whole_years(tmp_path, title):
    path = xlsx(tmp_path / "line.xlsx", [(title,), *TABLE])
    with pytest.raises(InputError) as caught:
        propose_mapping(path)
    assert f"“{title}” (in A1) says “" in str(caught.value)
    assert "Q4 2016/17" in str(caught.value)
    with pytest.raises(UnreadableFileError, match="and the periods are whole years"):
        read_return(path, mapping(tmp_path, BY_YEAR).rules)


@pytest.mark.parametrize(
    ("rows", "how", "place"),
    [
        (TABLE, {"title": "Q4"}, "“Q4” (the name of the sheet)"),
        (TABLE, {"name": "asb return q4.xlsx"}, "“asb return q4.xlsx” (the name of the file)"),
        ([(None, "Q4", None), *TABLE], {"merged": ["B1:C1"]}, "“Q4” (in B1)"),
        ([("Type", "2015/16", "2016/17*"), *TABLE[1:], ("* April to December only",)], {}, "(in A4)"),
        ([*TABLE, ("2016/17 is April to December",)], {}, "(in A4)"),
    ],
)
def test_so_does_a_name_a_merged_heading_or_a_note(tmp_path, rows, how, place):
    path = xlsx(tmp_path / how.pop("name", "line.xlsx"), rows, **how)
    with pytest.raises(InputError) as caught:
        propose_mapping(path)
    assert f"{place} says “" in str(caught.value)
    with pytest.raises(UnreadableFileError, match="and the periods are whole years"):
        read_return(path, mapping(tmp_path, BY_YEAR).rules)


def test_years_down_a_column_or_in_one_heading_are_no_other(tmp_path):
    long = [("Quarter 2",), ("Type", "Year", "Number"), ("Noise", "2016/17", 40), ("Litter", "2016/17", 13)]
    with pytest.raises(InputError, match="says “Quarter 2”"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", long))
    with pytest.raises(InputError, match="says “Quarter 2”"):
        propose_mapping(
            xlsx(tmp_path / "one.xlsx", [("Quarter 2",), ("Type", "2016/17"), ("Noise", 30), ("Litter", 12)])
        )
    rules = mapping(tmp_path, LONG.replace('"month"', '"financial_year"') + YEARS.replace(
        "[columns]", '[columns]\nperiod = "Year"\nvalue = "Number"')).rules  # fmt: skip
    with pytest.raises(UnreadableFileError, match="says “Quarter 2”"):
        read_return(tmp_path / "line.xlsx", rules)


@pytest.mark.parametrize(
    ("rows", "how"),
    [
        ([("ASB, April to March each year",), *TABLE], {}),
        ([("ASB by financial year, to the end of Q4",), *TABLE], {}),
        ([("Annual figures, March 2017",), *TABLE], {}),
        ([("Year ending March 2017",), *TABLE], {}),
        ([("CSP Board April 2017",), *TABLE], {}),
        ([("Cases open for six months or more",), *TABLE], {}),
        ([("The Old Quarter",), *TABLE], {}),
        ([*TABLE, ("A new system was used from October 2015 to January 2016.",)], {}),
        (TABLE, {"name": "asb return april 2017.xlsx"}),
        (TABLE, {"name": "quarterly figures.xlsx"}),
    ],
)
def test_words_that_say_no_part_refuse_nothing(tmp_path, rows, how):
    path = xlsx(tmp_path / how.get("name", "line.xlsx"), rows)
    assert propose_mapping(path).proposal.cadence == "financial_year"
    assert len(read_return(path, mapping(tmp_path, BY_YEAR).rules).values) == 4


def test_columns_of_quarters_are_what_such_a_name_speaks_of(tmp_path):
    rows = [("Type", "Q3 2016/17", "Q4 2016/17"), ("Noise", 5, 6), ("Litter", 7, 8)]
    path = xlsx(tmp_path / "returns 2016-17 Q4.xlsx", rows)
    assert propose_mapping(path).proposal.cadence == "quarter"
    rows = [("Type", "2015/16", "2016/17", "Q4 2016/17"), ("Noise", 5, 6, 2), ("Litter", 7, 8, 3)]
    assert propose_mapping(xlsx(path, rows)).proposal.cadence == "financial_year"
