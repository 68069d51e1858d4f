"""Months that a spreadsheet took for days of the year in which they were typed: refused, for they are of another year."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.map_file import propose_mapping
from saferplan.sources.local.sheets import UnreadableFileError
from tests.local_indicators.made import HELPED, MONTHS, WIDE, months, returned, xlsx

YEAR = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
SAME = [date(2017, month, 16) for month in YEAR]
GROWN = [date(2017, month, 16 if month > 3 else 17) for month in YEAR]
BEFORE = [date(2017, month, 16) for month in (4, 5, 6)]


@pytest.mark.parametrize(
    "days", [SAME, GROWN, GROWN[::-1], BEFORE, [f"{day:%d/%m/%Y}" for day in GROWN], GROWN + GROWN]
)
def test_days_typed_as_months_are_refused(tmp_path, days):
    rows = months([(day, number) for number, day in enumerate(days)])
    with pytest.raises(UnreadableFileError) as caught:
        returned(tmp_path, MONTHS, rows)
    assert "look like months: a spreadsheet reads “" in str(caught.value)
    assert "A2 to “" in str(caught.value)
    assert "2016-04" in caught.value.problem.way_out
    with pytest.raises(InputError, match="look like months"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows), "indicators")


def test_days_above_their_columns_too(tmp_path):
    rows = [("Measure", *GROWN), ("People helped", *range(12))]
    with pytest.raises(UnreadableFileError, match="look like months"):
        returned(tmp_path, WIDE + '[columns]\nindicator = "Measure"\n' + HELPED, rows)
    with pytest.raises(InputError, match="look like months"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows), "indicators")


@pytest.mark.parametrize(
    "days",
    [
        [date(2017, month, 1) for month in YEAR],
        [date(2016 + (month < 4), month, 16) for month in YEAR],
        [date(2017, month, 17) for month in (1, 2, 3)],
        [date(2017, month, 12 + month) for month in (4, 5, 6, 7)],
        [date(2017, 4, 30), date(2017, 5, 31), date(2017, 6, 30)],
    ],
)
def test_honest_days_are_read(tmp_path, days):
    assert len(returned(tmp_path, MONTHS, months([(day, 1) for day in days])).values) == len(days)


def test_years_that_no_period_can_have_are_refused_by_cell(tmp_path):
    found = returned(tmp_path, MONTHS, months([(date(year, 1, 2), 1) for year in (2000, 2201, 2001)]))
    assert [each.cell for each in found.refused] == ["A3"]


@pytest.mark.parametrize(
    "days",
    [
        [date(2016, 4, 15), date(2016, 7, 15), date(2016, 10, 15), date(2016, 1, 16)],
        [date(2017, month, 15) for month in (1, 2, 3, 4)],
        [date(2016, 4, 15), date(2016, 7, 15)],
        [date(2016, 10, 16), date(2016, 1, 17)],
        ["15/04/2016", "15/07/2016", "16/01/2016"],
    ],
)
def test_typed_by_quarter_or_in_another_year_they_are_refused_too(tmp_path, days):
    rows = months([(day, number) for number, day in enumerate(days)])
    with pytest.raises(UnreadableFileError, match="look like months: a spreadsheet reads"):
        returned(tmp_path, MONTHS, rows)
    with pytest.raises(InputError, match="look like months"):
        propose_mapping(xlsx(tmp_path / "line.xlsx", rows), "indicators")


@pytest.mark.parametrize(
    "days", [[date(2016, 4, 15)], [date(2016, 4, 5), date(2016, 5, 5)], [date(2016, 4, 28), date(2016, 5, 28)],
             [date(2016, 4, 12), date(2016, 5, 20)], [date(2016, 5, 30), date(2016, 6, 29)]],
)  # fmt: skip
def test_other_days_within_a_month_are_read(tmp_path, days):
    assert len(returned(tmp_path, MONTHS, months([(day, 1) for day in days])).values) == len(days)
