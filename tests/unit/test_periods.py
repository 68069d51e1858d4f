import pytest

from saferplan.base.periods import Month, PeriodType, months_between, period_of, periods_touching


@pytest.mark.parametrize(
    ("period_type", "end", "label", "start", "last"),
    [
        (PeriodType.FINANCIAL_YEAR, "2017-03", "2016/17", "2016-04", "2017-03"),
        (PeriodType.FINANCIAL_YEAR, "2016-04", "2016/17", "2016-04", "2017-03"),
        (PeriodType.FINANCIAL_YEAR, "2000-01", "1999/00", "1999-04", "2000-03"),
        (PeriodType.CALENDAR_YEAR, "2017-03", "2017", "2017-01", "2017-12"),
        (PeriodType.ROLLING_TWELVE, "2017-03", "2016-04 to 2017-03", "2016-04", "2017-03"),
        (PeriodType.MONTH, "2017-03", "2017-03", "2017-03", "2017-03"),
    ],
)
def test_periods_hold_the_months_their_name_says(period_type, end, label, start, last):
    period = period_of(period_type, Month.parse(end))
    assert (period.label, str(period.start), str(period.end)) == (label, start, last)


@pytest.mark.parametrize("text", ["2017-13", "2017-00", "17-03", "2017-3", "2017-03-01", "", "2017/03", "9999-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


def test_months_subtract_across_years():
    assert Month(2017, 1).index - Month(2016, 11).index == 2
    assert [str(month) for month in months_between(Month(2016, 11), Month(2017, 1))] == [
        "2016-11",
        "2016-12",
        "2017-01",
    ]


def test_every_period_that_shares_a_month_and_only_whole_rolling_years():
    found = periods_touching(Month(2016, 2), Month(2017, 3))
    labels = {kind: [p.label for p in found if p.period_type is kind] for kind in PeriodType}
    assert labels[PeriodType.FINANCIAL_YEAR] == ["2015/16", "2016/17"]
    assert labels[PeriodType.CALENDAR_YEAR] == ["2016", "2017"]
    assert labels[PeriodType.ROLLING_TWELVE] == ["2016-02 to 2017-01", "2016-03 to 2017-02", "2016-04 to 2017-03"]
    assert len(labels[PeriodType.MONTH]) == 14
