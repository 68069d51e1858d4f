"""Bank holidays: the dates against GOV.UK's list, and how often chance alone lies outside the range."""

from datetime import date, timedelta

import numpy as np
import pytest

from saferplan.evidence.methods.bank_holidays import bank_holidays, days_between, on_holidays
from saferplan.evidence.methods.missing import NOTHING_COUNTED, TOO_SHORT, Missing

FIRST, LAST = date(2022, 1, 1), date(2024, 12, 31)


def test_the_dates_are_those_that_were_kept():
    """2023 in England and Wales as GOV.UK lists them: the coronation among them, New Year in lieu."""
    listed = ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]
    for country in ("ENG", "WLS"):
        found = [f"{day:%m-%d}" for day in bank_holidays(date(2023, 1, 2), date(2023, 12, 31), country)]
        assert found == listed


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        (date(2016, 4, 1), ["05-02", "05-30", "08-29", "12-26", "12-27", "01-02"]),  # Christmas and New Year on Sundays
        (
            date(2020, 4, 1),
            ["04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28", "01-01"],
        ),  # Boxing Day on Saturday
        (
            date(2021, 4, 1),
            ["04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28", "01-03"],
        ),  # both on a weekend
    ],
)
def test_a_holiday_of_a_weekend_is_kept_on_its_day_in_lieu(first, kept):
    """As GOV.UK lists the bank holidays of these financial years."""
    last = date(first.year + 1, 3, 31)
    assert [f"{day:%m-%d}" for day in bank_holidays(first, last, "ENG")] == kept


def test_an_ordinary_day_twice_as_busy_on_holidays_is_outside():
    counts = np.full(days_between(FIRST, LAST), 10.0)
    days = bank_holidays(FIRST, LAST, "ENG")
    for day in days:
        counts[(day - FIRST).days] = 20
    found = on_holidays(FIRST, counts, days)
    assert (found.days, found.observed, found.expected) == (len(days), 20 * len(days), 10.0 * len(days))
    assert found.dispersion == 1.0
    assert found.observed > found.upper


def test_chance_alone_lies_outside_one_time_in_twenty():
    generator, outside = np.random.default_rng(11), 0
    days = bank_holidays(FIRST, LAST, "ENG")
    week = 1 + 0.4 * (np.arange(days_between(FIRST, LAST)) % 7 >= 5)
    for _ in range(400):
        busy = generator.negative_binomial(10, 10 / (10 + 20 * week))
        found = on_holidays(FIRST, busy.astype(float), days)
        outside += not found.lower <= found.observed <= found.upper
    assert 8 <= outside <= 34


def test_a_holiday_without_ordinary_days_around_it_is_left_out():
    found = on_holidays(FIRST, np.ones(10), [FIRST + timedelta(days=2)])
    assert found == Missing(TOO_SHORT)
    assert on_holidays(FIRST, np.zeros(90), [FIRST + timedelta(days=45)]) == Missing(NOTHING_COUNTED)
