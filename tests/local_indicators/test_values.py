"""Values and periods in every dress a partner gives them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.base.periods import Month, PeriodType, period_of
from saferplan.sources.local.cells import Fault, NotReadableError, Percent, address, place_of
from saferplan.sources.local.period_words import is_american, read_period
from saferplan.sources.local.values import read_status, read_value, read_yes

MONTH, QUARTER, YEAR = PeriodType.MONTH, PeriodType.QUARTER, PeriodType.FINANCIAL_YEAR


@pytest.mark.parametrize(("cell", "number"), [
    (99, 99), (99.5, 99.5), (" 99 ", 99), ("1,234", 1234), ("1 234", 1234), ("£1,200", 1200), ("£1,200.50", 1200.5),
    ("12%", 12), ("12.5 per cent", 12.5), ("12 percent", 12), (Percent(12.0), 12), ("-3", -3), ("−3", -3), ("0", 0), (0, 0),
    ("99\u00a0", 99),
])  # fmt: skip
def test_numbers(cell, number):
    assert read_value(cell).number == number


@pytest.mark.parametrize(("cell", "status"), [
    ("*", "suppressed"), ("[c]", "suppressed"), ("suppressed", "suppressed"), ("<5", "below_threshold"),
    ("< 10", "below_threshold"), ("fewer than 5", "below_threshold"), ("n/a", "not_applicable"), ("N/A", "not_applicable"),
    ("-", "not_supplied"), ("–", "not_supplied"), ("..", "not_supplied"), ("", "not_supplied"), ("  ", "not_supplied"),
    ("tbc", "not_supplied"), ("≤4", "below_threshold"), ("1-4", "below_threshold"), ("0–4", "below_threshold"),
    ("<=5", "below_threshold"), ("≤5", "below_threshold"), ("1 to 4", "below_threshold"), ("Less than five", "below_threshold"),
    ("<5*", "below_threshold"), ("[low]", "below_threshold"), ("4 or fewer", "below_threshold"), ("supp", "suppressed"),
    ("~", "suppressed"), ("#", "suppressed"),
])  # fmt: skip
def test_marks_are_never_a_zero(cell, status):
    found = read_value(cell)
    assert (found.status, found.number) == (status, None)


def test_nil_is_a_return_that_says_there_was_nothing():
    assert (read_value("Nil").status, read_value("nil return").number) == ("nil", 0)


@pytest.mark.parametrize("cell", [
    "twelve", "1,23", "1.234,5", "12 (r)", "3-4", "#DIV/0!", "#REF!", Fault("#DIV/0!"), Fault("no result saved with it"),
    True, date(2024, 4, 3), datetime(2024, 4, 3), time(1), "=1+1", "1e3", "12,", "£", "%", "٣",
    "0-17", "5-9", "4-1", "≤", "~30", "30+",
])  # fmt: skip
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(NotReadableError) as caught:
        read_value(cell)
    assert caught.value.reason.endswith(".")
    assert caught.value.way_out.endswith(".")


def test_statuses_and_yes_and_no():
    assert [read_status(each) for each in ("", "Final", "provisional", "Suppressed", "not supplied", "<5", "*")] == [
        "given", "given", "given", "suppressed", "not_supplied", "below_threshold", "suppressed",
    ]  # fmt: skip
    assert [read_yes(each) for each in ("Yes", "y", True, 1.0, "", "No", 0.0)] == [True] * 4 + [False] * 3
    for read, text in ((read_status, "perhaps"), (read_yes, "perhaps")):
        with pytest.raises(NotReadableError):
            read(text)


@pytest.mark.parametrize(("cell", "cadence", "label"), [
    ("Apr-24", MONTH, "2024-04"), ("April 2024", MONTH, "2024-04"), ("Apr 2024", MONTH, "2024-04"), ("apr 24", MONTH, "2024-04"),
    ("Sept 2024", MONTH, "2024-09"), ("2024-04", MONTH, "2024-04"), ("2011-12", MONTH, "2011-12"), ("2024 April", MONTH, "2024-04"),
    (date(2024, 4, 1), MONTH, "2024-04"), (datetime(2024, 4, 30, 0, 0), MONTH, "2024-04"), (45383, MONTH, "2024-04"),
    (45383.0, QUARTER, "2024/25 Q1"), ("01/04/2024", MONTH, "2024-04"), ("13/04/2024", MONTH, "2024-04"),
    ("04/03/2024", MONTH, "2024-03"), ("1.4.24", MONTH, "2024-04"), ("2024-04-01", MONTH, "2024-04"),
    ("2024/25 Apr", MONTH, "2024-04"), ("2024/25 February", MONTH, "2025-02"), ("Jan 2024/25", MONTH, "2025-01"),
    ("Q1 24/25", QUARTER, "2024/25 Q1"), ("Q1 2024/25", QUARTER, "2024/25 Q1"), ("2024/25 Q1", QUARTER, "2024/25 Q1"),
    ("Quarter 4 2024-25", QUARTER, "2024/25 Q4"), ("Apr-Jun 2024", QUARTER, "2024/25 Q1"),
    ("Jan to Mar 2025", QUARTER, "2024/25 Q4"),
    (date(2024, 6, 30), QUARTER, "2024/25 Q1"), ("2024-25", YEAR, "2024/25"), ("2024/25", YEAR, "2024/25"),
    ("24/25", YEAR, "2024/25"),
    ("2011-12", YEAR, "2011/12"), ("FY 2024/25", YEAR, "2024/25"), ("2024/2025", YEAR, "2024/25"), ("1999/00", YEAR, "1999/00"),
    (date(2025, 3, 31), YEAR, "2024/25"),
])  # fmt: skip
def test_periods(cell, cadence, label):
    assert read_period(cell, cadence).label == label


def test_a_serial_number_is_of_its_workbooks_calendar():
    assert read_period(45383, MONTH).label == "2024-04"
    assert read_period(43921, MONTH, from_1904=True).label == "2024-04"


@pytest.mark.parametrize(("cell", "cadence", "words"), [
    ("04/13/2024", MONTH, "American"), ("Apr-24", QUARTER, "is a month"), ("2024/25", MONTH, "is a financial year"),
    ("Q1 2024/25", YEAR, "is a quarter"), ("Q1 2024", QUARTER, "no period"), (2024, YEAR, "a year alone"),
    (7, MONTH, "7 is no period"),
    ("2024/26", YEAR, "no period"), ("Total", MONTH, "no period"), ("", MONTH, "no period"), ("Marvellous 24", MONTH, "no period"),
    ("31/02/2024", MONTH, "no period"), ("May-Jul 2024", QUARTER, "no period"), ("2011-12", QUARTER, "financial year"),
    (True, MONTH, "no period"), (Fault("#REF!"), MONTH, "no period"), ("1066-04", MONTH, "no period"),
    ("24-Apr", MONTH, "no period"),
])  # fmt: skip
def test_what_is_no_period_is_refused(cell, cadence, words):
    with pytest.raises(NotReadableError, match=words):
        read_period(cell, cadence)


def test_american_dates():
    assert [is_american(each) for each in ("04/13/2024", "13/04/2024", "04/03/2024", date(2024, 4, 13))] == [
        True,
        False,
        False,
        False,
    ]


@given(st.integers(1990 * 12, 2090 * 12), st.sampled_from((MONTH, QUARTER, YEAR)))
def test_our_own_labels_read_back(index, cadence):
    period = period_of(cadence, Month.from_index(index))
    assert read_period(period.label, cadence) == period


@given(st.integers(1, 1_048_576), st.integers(0, 16_383))
def test_an_address_leads_back_to_its_place(row, column):
    assert place_of(address(row, column)) == (row, column)
