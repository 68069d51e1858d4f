"""Seasonal indices: they find the season put in, cover it as often as promised, and refuse short series."""

import numpy as np
import pytest
from tests.truth.null_series import expected_counts, null_series

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.seasonality import SeasonalIndices, seasonal_indices


def test_indices_are_the_ratio_to_trend_when_there_is_no_noise():
    month = np.arange(48)
    season = np.array([0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7])
    counts = 10_000 * 1.02**month * season[month % 12]
    found = seasonal_indices(counts, month)
    np.testing.assert_allclose(found.index, season / season.mean(), rtol=1e-3)
    assert found.index.mean() == pytest.approx(1)


def test_limits_cover_the_season_nineteen_times_in_twenty():
    true = expected_counts(12, 1)
    found = [seasonal_indices(row, np.arange(60)) for row in null_series(200, 60, 400, 5, seed=2, yearly=0.1)]
    covered = np.mean([(each.lower <= true) & (true <= each.upper) for each in found])
    assert covered == pytest.approx(0.95, abs=0.015)


def test_a_trend_that_bends_is_not_taken_for_a_season():
    month = np.arange(84)
    counts = 1_000 * np.exp(-(((month - 40) / 40) ** 2))
    found = seasonal_indices(counts, month)
    assert np.abs(found.index - 1).max() < 0.02


def test_the_first_month_given_need_not_be_january():
    found = [seasonal_indices(expected_counts(48, 1_000)[start:], np.arange(start, 48)) for start in (0, 5)]
    np.testing.assert_allclose(found[0].index, found[1].index, rtol=1e-4)


def test_a_month_not_supplied_is_left_out():
    counts = expected_counts(48, 1_000)
    counts[20] = 0
    found = seasonal_indices(counts, np.arange(48), np.arange(48) != 20)
    np.testing.assert_allclose(found.index, expected_counts(12, 1), rtol=1e-3)


def test_under_three_years_there_are_none():
    assert seasonal_indices(np.full(35, 100), np.arange(35)) == Missing("too_short")
    assert isinstance(seasonal_indices(np.full(36, 100), np.arange(36)), SeasonalIndices)
    one_january = np.arange(48) % 12 != 0
    one_january[0] = True
    assert seasonal_indices(np.full(48, 100), np.arange(48), one_january) == Missing("too_short")


def test_a_month_of_the_year_without_any_crime_has_no_index():
    counts = np.full(48, 100)
    counts[::12] = 0
    assert seasonal_indices(counts, np.arange(48)) == Missing("nothing_counted")
