"""The usual range: its false alarms where nothing changed, and that it sees what did."""

import numpy as np
import pytest
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, null_series
from tests.truth.verdicts import false_alarms

from saferplan.evidence.methods.control import UsualRange, usual_range
from saferplan.evidence.methods.missing import Missing

PLACES = [(STOCKTON_MEAN, STOCKTON_DISPERSION, 24), (STOCKTON_MEAN, STOCKTON_DISPERSION, 36), (20, 1.5, 36)]


@pytest.mark.parametrize(("mean", "dispersion", "months"), PLACES)
def test_the_newest_month_of_an_unchanged_series_is_outside_one_time_in_twenty(mean, dispersion, months):
    usual, rare = false_alarms(null_series(1_000, months, mean, dispersion, seed=months))
    assert 0.03 < usual < 0.065
    assert rare <= 0.006


@pytest.mark.parametrize(("mean", "dispersion", "months"), PLACES)
def test_so_are_the_months_before_it(mean, dispersion, months):
    counts = null_series(300, months, mean, dispersion, seed=4)
    outside, rare = [], []
    for row in counts:
        found = usual_range(row, np.arange(months))
        outside.append(((row < found.lower) | (row > found.upper))[:-1].mean())
        rare.append(((row < found.lower_rare) | (row > found.upper_rare))[:-1].mean())
    assert np.mean(outside) == pytest.approx(0.05, abs=0.01)
    assert np.mean(rare) < 0.005


def test_as_many_months_lie_above_as_below_though_small_counts_are_skewed():
    counts = null_series(300, 36, 20, 4, seed=11)
    found = [usual_range(row, np.arange(36)) for row in counts]
    above = np.mean([(row > each.upper)[:-1].mean() for row, each in zip(counts, found, strict=True)])
    below = np.mean([(row < each.lower)[:-1].mean() for row, each in zip(counts, found, strict=True)])
    assert above == pytest.approx(0.025, abs=0.006)
    assert below == pytest.approx(0.025, abs=0.006)


def test_poisson_limits_would_call_most_ordinary_months_unusual():
    counts = null_series(300, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=3)
    found = [usual_range(row, np.arange(36)) for row in counts]
    plain = [abs(each.newest.observed - each.newest.expected) > 1.96 * np.sqrt(each.newest.expected) for each in found]
    assert np.mean(plain) > 0.4


def test_a_month_half_as_high_again_raises_an_alarm():
    counts = null_series(50, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=7)
    counts[:, -1] *= 1.5
    newest = [usual_range(row, np.arange(36)).newest for row in counts]
    assert np.mean([each.alarm for each in newest]) > 0.9
    assert all(each.p < 0.05 for each in newest)


def test_p_agrees_with_the_limits():
    for row in null_series(200, 30, 200, 3, seed=8):
        newest = usual_range(row, np.arange(30)).newest
        assert (newest.p < 0.05) == (not newest.lower <= newest.observed <= newest.upper)
        assert (newest.p < 0.002) == newest.alarm


def test_the_newest_month_does_not_move_its_own_limits():
    counts = null_series(1, 36, 500, 3, seed=9)[0]
    changed = counts.copy()
    changed[-1] = 5_000
    first, second = usual_range(counts, np.arange(36)), usual_range(changed, np.arange(36))
    assert isinstance(first, UsualRange)
    np.testing.assert_array_equal(first.upper, second.upper)
    assert second.newest.alarm


def test_limits_of_the_newest_month_are_wider_than_of_one_the_fit_has_seen():
    found = usual_range(null_series(1, 36, 500, 3, seed=9)[0], np.arange(36))
    width = (found.upper - found.lower) / np.sqrt(found.expected)
    assert width[-1] > width[:-1].max()
    assert (found.lower_rare < found.lower).all()
    assert (found.upper < found.upper_rare).all()


def test_a_month_not_supplied_is_left_out_and_still_drawn():
    counts = null_series(1, 36, 500, 3, seed=9)[0]
    counts[10] = 0
    supplied = np.arange(36) != 10
    found = usual_range(counts, np.arange(36), supplied)
    assert found.dispersion < 5 < usual_range(counts, np.arange(36)).dispersion
    assert found.expected[10] > 300


def test_no_alarm_for_a_month_without_crime_where_crime_is_rare():
    counts = np.random.default_rng(2).poisson(2.0, size=36)
    counts[-1] = 0
    assert usual_range(counts, np.arange(36)).newest.lower == 0


def test_too_short_and_not_supplied_are_refused():
    assert usual_range(np.full(23, 5), np.arange(23)) == Missing("too_short")
    assert isinstance(usual_range(np.full(24, 5), np.arange(24)), UsualRange)
    last_gone = np.arange(30) < 29
    assert usual_range(np.full(30, 5), np.arange(30), last_gone) == Missing("month_not_supplied")
