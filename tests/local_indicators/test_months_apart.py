"""Months side by side that stand three or twelve apart: quarters or years where that is said, else refused."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from tests.local_indicators.made import xlsx
from tests.local_indicators.test_stated_periods import mapped

ENDS = [date(2016, 6, 30), date(2016, 9, 30), date(2016, 12, 31)]
FIRSTS = [date(2016, 4, 1), date(2016, 7, 1), date(2016, 10, 1)]
YEARS = [date(2015, 3, 31), date(2016, 3, 31), date(2017, 3, 31)]


def table(headings, corner="Measure"):
    return [(corner, *headings), ("Noise", *range(11, 11 + len(headings))), ("Litter", *range(5, 5 + len(headings)))]


@pytest.mark.parametrize(
    ("headings", "what"),
    [
        (ENDS, "quarters"),
        (FIRSTS, "quarters"),
        (YEARS, "years"),
        (["30/06/2016", "30/09/2016", "31/12/2016"], "quarters"),
        (["Jun 2016", "Sep 2016", "Dec 2016"], "quarters"),
        (["Feb 2016", "May 2016", "Aug 2016"], "quarters"),
        (ENDS[:2], "quarters"),
        (["01/04/2016", "01/07/2016"], "quarters"),
        (["Mar-15", "Mar-16", "Mar-17"], "years"),
    ],
)
def test_months_that_stand_apart_are_no_months_until_that_is_said(tmp_path, headings, what):
    with pytest.raises(InputError) as caught:
        propose_mapping(xlsx(tmp_path / "line.xlsx", table(headings)))
    assert " in B1 to “" in str(caught.value)
    assert f"may be of one of the {what} that they begin or end" in str(caught.value)
    look, _, _ = mapped(tmp_path, table(headings, "Month"))
    assert look.proposal.cadence == "month"


@pytest.mark.parametrize(
    "rows",
    [
        [("Quarterly ASB return",), *table(ENDS)],
        table(ENDS, "Quarter ending:"),
        table(["30/06/2016", "30/09/2016", "31/12/2016"], "Quarter ending"),
    ],
)
def test_ends_of_quarters_that_are_said_to_be_are_read_as_quarters(tmp_path, rows):
    look, _, found = mapped(tmp_path, rows)
    assert look.proposal.cadence == "quarter"
    assert {value.period.label for value in found.values} == {"2016/17 Q1", "2016/17 Q2", "2016/17 Q3"}


def test_ends_of_years_too_and_nothing_that_is_no_end(tmp_path):
    look, _, found = mapped(tmp_path, table(YEARS, "Year ending"))
    assert look.proposal.cadence == "financial_year"
    assert {value.period.label for value in found.values} == {"2014/15", "2015/16", "2016/17"}
    for headings in (FIRSTS, ["Jun 2016", "Sep 2016", "Dec 2016"]):
        with pytest.raises(InputError, match="stand three months apart"):
            propose_mapping(xlsx(tmp_path / "line.xlsx", table(headings, "Quarter ending")))


def test_the_same_measures_below_such_dates_are_asked_of_too(tmp_path):
    rows = [
        ("Kind", ENDS[0], None, ENDS[1]),
        (None, "New cases", "Closed", "New cases", "Closed"),
        ("Noise", 11, 12, 13, 14),
    ]
    with pytest.raises(InputError, match="stand three months apart"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows))


@pytest.mark.parametrize(
    "headings",
    [
        ["Apr-16", "May-16", "Jun-16"],
        ["Mar-16", "Mar-17"],
        [date(2016, 3, 1), date(2017, 3, 1)],
        ["Apr-16", "Jul-16", "Aug-16"],
    ],
)
def test_months_that_are_months_stay_so(tmp_path, headings):
    assert propose_mapping(xlsx(tmp_path / "line.xlsx", table(headings))).proposal.cadence == "month"
