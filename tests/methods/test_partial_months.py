"""Partial months: planted ones are found, unchanged and slowly falling series left alone."""

import numpy as np
import pytest
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, null_series

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.partial_months import PartialMonths, partial_months


def flagged(series, share=0.6):
    return np.array([partial_months(row, np.arange(len(row)), share=share).is_partial for row in series])


@pytest.mark.parametrize("places", [(20,), (35,), (3,), (10, 25), (33, 34, 35), (3, 10, 17, 24, 31, 34)])
def test_planted_partial_months_are_found_and_no_others(places):
    series = null_series(60, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=1)
    series[:, places] = np.round(series[:, places] * 0.35)
    expected = np.zeros(36, bool)
    expected[list(places)] = True
    assert np.mean((flagged(series) == expected).all(axis=1)) > 0.97


def test_hardly_any_month_of_a_thousand_null_series_is_called_partial():
    series = null_series(1_000, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=2)
    assert flagged(series).any(axis=1).mean() <= 0.003


def test_a_slow_fall_by_half_in_three_years_is_not_partial():
    # A force's counts: 10,000 a month.
    series = null_series(300, 36, 10_000, STOCKTON_DISPERSION, seed=3, yearly=np.log(0.5) / 3)
    assert not flagged(series).any()
    small = null_series(300, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=3, yearly=np.log(0.5) / 3)
    assert flagged(small).mean() < 0.004


def test_a_real_fall_overnight_that_stays_is_not_partial():
    series = null_series(100, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=4)
    series[:, 18:] = np.round(series[:, 18:] * 0.7)
    assert flagged(series).mean() < 0.01


def test_both_conditions_are_needed():
    counts = null_series(1, 36, 20_000, 2, seed=5)[0]
    counts[20] = np.round(counts[20] * 0.8)
    found = partial_months(counts, np.arange(36))
    assert counts[20] < found.lower[20]
    assert not found.is_partial.any()
    assert partial_months(counts, np.arange(36), share=0.95).is_partial[20]


def test_the_month_judged_does_not_lower_its_own_limit():
    counts = null_series(1, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=6)[0]
    low = counts.copy()
    low[20] = 10
    before, after = partial_months(counts, np.arange(36)), partial_months(low, np.arange(36))
    assert after.is_partial[20]
    assert after.lower[20] == pytest.approx(before.lower[20])


def test_the_median_is_of_the_twelve_before_or_the_nearest_where_fewer_came_before():
    counts = np.arange(100.0, 130.0)
    found = partial_months(counts, np.arange(30))
    assert found.median[12] == np.median(counts[:12])
    assert found.median[29] == np.median(counts[17:29])
    assert found.median[0] == np.median(counts[1:13])
    assert found.median[8] == np.median(np.delete(counts[2:15], 6))


def test_months_not_supplied_are_not_judged():
    counts = null_series(1, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=7)[0]
    counts[[5, 20]] = 0
    supplied = np.arange(36) != 5
    found = partial_months(counts, np.arange(36), supplied)
    assert list(np.flatnonzero(found.is_partial)) == [20]
    assert np.isnan(found.lower[5])
    assert np.isnan(found.median[5])


def test_under_two_years_nothing_can_be_judged():
    assert partial_months(np.full(23, 100), np.arange(23)) == Missing("too_short")
    assert isinstance(partial_months(np.full(24, 100), np.arange(24)), PartialMonths)
