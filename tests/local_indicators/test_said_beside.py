"""A column that is not read says what the figures beside it are: of a part of the period, or of all periods so far."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.mappings import read_mapping
from saferplan.pipeline.workspace import create_workspace
from saferplan.sources.local.reading import read_return
from tests.local_indicators.made import LONG, WIDE, mapping, xlsx
from tests.local_indicators.test_part_years import YEARS
from tests.support.small import AREA

LONG_ROWS = LONG.replace('"month"', '"{}"') + YEARS.replace(
    "[columns]\n", '[columns]\nperiod = "When"\nvalue = "Number"\n'
)


def read(tmp_path, rows, text):
    return read_return(xlsx(tmp_path / "safe-at-home.xlsx", rows), mapping(tmp_path, text).rules)


@pytest.mark.parametrize(
    ("heading", "said", "cadence", "period"),
    [
        ("Months covered", "April to December", "financial_year", "2016/17"),
        ("Basis", "Year to date", "quarter", "Q4 2016/17"),
        ("Period covered", "Rolling 12 months", "quarter", "Q4 2016/17"),
        ("Frequency", "YTD", "quarter", "Q4 2016/17"),
        ("Definition", "Number of cases, year to date", "quarter", "Q4 2016/17"),
        ("Coverage", "Part quarter", "quarter", "Q4 2016/17"),
        ("Covers", "Jan - Feb 2017", "quarter", "Q4 2016/17"),
        ("Comment", "to December only", "financial_year", "2016/17"),
        ("Notes", "Q1-Q3 only", "financial_year", "2016/17"),
        ("Notes", "Cumulative", "month", "Mar-17"),
        ("Comments", "Figures shown are year to date totals", "quarter", "Q4 2016/17"),
        ("Comments", "All figures are year to date, so Q4 is the full year", "quarter", "Q4 2016/17"),
        ("Comments", "Please note figures are cumulative from 1 April 2016", "quarter", "Q4 2016/17"),
        ("Comments", "Number is cumulative (3 quarters)", "quarter", "Q4 2016/17"),
        ("Comments", "YTD figure, 12 more than last quarter", "quarter", "Q4 2016/17"),
        ("Comments", "Rolling 12 month figure", "quarter", "Q4 2016/17"),
        ("Notes", "This is the year to date figure, previously reported monthly", "quarter", "Q4 2016/17"),
        ("Definition", "Cumulative number of cases compared against last year", "quarter", "Q4 2016/17"),
        ("Comments", "Cumulative figure (Q3: 40, Q4: 55)", "quarter", "Q4 2016/17"),
    ],
)
def test_a_figure_is_refused_beside_words_that_limit_it(tmp_path, heading, said, cadence, period):
    rows = [("Type", "When", heading, "Number"), ("Noise", period, said, 40), ("Litter", period, None, 13)]
    found = read(tmp_path, rows, LONG_ROWS.format(cadence))
    (refused,) = found.refused
    assert refused.cell == "D2"
    assert f"“{said}” (C2) below “{heading}”" in refused.reason
    assert "ignore_columns" in refused.way_out
    assert [each.number for each in found.values] == [13]


@pytest.mark.parametrize(
    ("heading", "said", "cadence", "period"),
    [
        ("Months covered", "April to March", "financial_year", "2016/17"),
        ("Covers", "Jan to Mar", "quarter", "Q4 2016/17"),
        ("Frequency", "Quarterly", "quarter", "Q4 2016/17"),
        ("Comment", "Rolling programme of visits", "quarter", "Q4 2016/17"),
        ("Comments", "On track to meet the year to date target", "quarter", "Q4 2016/17"),
        ("Comments", "This is 5 more than the cumulative target", "quarter", "Q4 2016/17"),
        ("Comments", "Above the year to date average", "quarter", "Q4 2016/17"),
        ("Comments", "Not year to date", "quarter", "Q4 2016/17"),
        ("Comments", "No cumulative effect seen", "quarter", "Q4 2016/17"),
        ("Comments", "Cumulative total 120", "quarter", "Q4 2016/17"),
        ("Comments", "These were all in the cumulative impact zone", "quarter", "Q4 2016/17"),
        ("Description", "Premises in the cumulative impact area", "quarter", "Q4 2016/17"),
        ("Change from last year", "Down year to date", "quarter", "Q4 2016/17"),
        ("Date of last update", "Up to date", "quarter", "Q4 2016/17"),
        ("Link to plan", "Rolling action plan", "quarter", "Q4 2016/17"),
        ("Timescale for target", "April 2016 to March 2019", "financial_year", "2016/17"),
        ("Description", "Part of the rolling home safety programme", "quarter", "Q4 2016/17"),
        ("Description", "Cases open to date of closure", "quarter", "Q4 2016/17"),
        ("Definition", "Reports in the quarter. Year to date total is reported separately", "quarter", "Q4 2016/17"),
        ("Basis", "Survey fieldwork September to November", "financial_year", "2016/17"),
        ("Commentary", "Part of quarter affected by staff sickness", "quarter", "Q4 2016/17"),
        ("Comment", "Fewer than in Q3 for want of staff", "financial_year", "2016/17"),
        ("Comment", "Year to date total 99", "quarter", "Q4 2016/17"),
    ],
)
def test_other_words_beside_a_figure_do_not_refuse_it(tmp_path, heading, said, cadence, period):
    rows = [("Type", "When", heading, "Number"), ("Noise", period, said, 40), ("Litter", period, None, 13)]
    found = read(tmp_path, rows, LONG_ROWS.format(cadence))
    assert [each.number for each in found.values] == [40, 13]


def test_a_column_that_a_person_passes_over_is_not_looked_at(tmp_path):
    text = LONG_ROWS.format("quarter").replace("[columns]", 'ignore_columns = ["Basis"]\n[columns]')
    rows = [("Type", "When", "Basis", "Number"), ("Noise", "Q4 2016/17", "Year to date", 40)]
    assert [each.number for each in read(tmp_path, rows, text).values] == [40]


def test_a_note_that_names_a_period_limits_that_one_alone(tmp_path):
    rows = [
        ("Type", "2015/16", "2016/17", "Notes"),
        ("Noise", 333, 266, "Q1-Q3 only for 2016/17"),
        ("Litter", 33, 66, None),
    ]
    text = WIDE.replace('"month"', '"financial_year"') + 'ignore = ["Notes"]\n' + YEARS
    found = read(tmp_path, rows, text)
    assert [(each.cell, each.said) for each in found.refused] == [("C2", "266")]
    assert sorted(each.number for each in found.values) == [33, 66, 333]


ACADEMIC = [
    [("Type", "Academic year", "Number"), ("Noise", "2015/16", 30), ("Noise", "2016/17", 31)],
    [("Exclusions by academic year",), ("Type", "2015/16", "2016/17"), ("Noise", 30, 31)],
    [("Type", "2015/16", "2016/17"), ("Noise", 30, 31), ("All figures are of school years",)],
]


@pytest.mark.parametrize("rows", ACADEMIC)
def test_years_that_do_not_begin_in_april_are_refused(tmp_path, rows):
    path = xlsx(tmp_path / "exclusions.xlsx", rows)
    with pytest.raises(
        InputError, match=r"([Aa]cademic|school) years?”, and years as 2016/17 are read as financial years"
    ):
        propose_mapping(path)


def test_a_measure_of_an_academic_year_is_refused(tmp_path):
    rows = [("Type", "2015/16", "2016/17"), ("Noise", 30, 40), ("Exclusions (academic year)", 12, 13)]
    by_year = WIDE.replace('"month"', '"financial_year"')
    text = by_year + YEARS.replace('called = ["Litter"]', 'called = ["Exclusions (academic year)"]')
    found = read(tmp_path, rows, text)
    assert [each.cell for each in found.refused] == ["B3", "C3"]
    assert [each.number for each in found.values] == [30, 40]


def test_twelve_bare_months_beside_their_years_are_no_names(tmp_path):
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    rows = [("Year", *months), ("2015/16", *range(20, 32)), ("2016/17", *range(30, 42))]
    path = xlsx(tmp_path / "litter.xlsx", rows)
    workspace = create_workspace(tmp_path / "w", AREA, [])
    made = save_mapping(workspace, path, propose_mapping(path), name="litter", ask=None, today=date(2017, 6, 1))
    assert not made.tried.problem
    values = read_return(path, read_mapping(made.path).rules).values
    assert [(each.period.label, each.number) for each in values][:2] == [("2015-04", 20), ("2015-05", 21)]
    assert len(values) == 24
