"""The short-history method: a second implementation of its fit, its rate of false alarms, and its guards."""

import numpy as np
import pytest
from scipy.optimize import minimize
from tests.truth.null_series import null_series

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.short_history import short_history


def known_all(months):
    return np.ones(months, dtype=bool)


def by_optimiser(counts, season, terms):
    """What is expected of the last month, by a general optimiser: level, trend, and the harmonic where it is its own."""
    month, before = np.arange(len(counts)), slice(0, len(counts) - 1)
    columns = [np.ones(len(month)), (month - month[-1]) / 12]
    columns += [np.sin(2 * np.pi * month / 12), np.cos(2 * np.pi * month / 12)] if terms == 4 else []
    design = np.column_stack(columns)

    def loss(found):
        logarithm = (design @ found + season)[before]
        return np.exp(logarithm).sum() - counts[before] @ logarithm

    start = np.zeros(terms)
    start[0] = np.log(counts.mean())
    found = minimize(loss, start, method="BFGS", tol=1e-12).x
    return np.exp(design[-1] @ found + season[-1]), found


def test_from_24_months_a_place_has_its_own_season():
    counts = null_series(3, 27, 40, 2, seed=1, season=0.3)
    found = short_history(counts, known_all(27))
    for row, expected in zip(counts, found.expected, strict=True):
        assert expected == pytest.approx(by_optimiser(row, np.zeros(27), 4)[0], rel=1e-4)
    assert found.freedom == 26 - 4


def test_under_24_months_the_season_is_that_of_the_others():
    counts = null_series(3, 22, 60, 2, seed=2, season=0.4)
    found, month = short_history(counts, known_all(22)), np.arange(22)
    for place in range(3):
        others = by_optimiser(counts.sum(axis=0) - counts[place], np.zeros(22), 4)[1]
        season = others[2] * np.sin(2 * np.pi * month / 12) + others[3] * np.cos(2 * np.pi * month / 12)
        assert found.expected[place] == pytest.approx(by_optimiser(counts[place], season, 2)[0], rel=1e-4)
    assert found.freedom == 21 - 2


def test_a_season_borrowed_is_not_taken_for_a_rise():
    """Half as high again in the newest month, as in the same of last year: 20 months alone could not tell."""
    wave = 60 * np.exp(0.45 * np.sin(2 * np.pi * (np.arange(21) + 3.5) / 12))
    called = [
        np.mean(short_history(np.random.default_rng(seed).poisson(wave, (9, 21)).astype(float), known_all(21)).p < 0.05)
        for seed in range(200)
    ]
    assert np.mean(called) < 0.07


@pytest.mark.parametrize(("mean", "dispersion"), [(150, 5.0), (1_750, 10.4), (8, 1.5)])
@pytest.mark.parametrize("months", [18, 21, 25, 30, 36])
def test_one_unchanged_series_in_a_hundred_is_called_at_one_in_a_hundred(mean, dispersion, months):
    counts = null_series(8_000, months, mean, dispersion, seed=21)
    found = short_history(counts, known_all(months))
    assert 0.005 < np.mean(found.p < 0.01) < 0.0145
    assert 0.03 < np.mean(found.p < 0.05) < 0.065


def test_with_few_comparators_the_borrowed_season_makes_no_false_alarms():
    called = [short_history(null_series(3, 19, 150, 5, seed=seed), known_all(19)).p[0] < 0.05 for seed in range(1_500)]
    assert 0.03 < np.mean(called) < 0.075


def test_few_months_give_wider_limits():
    """The error of the fit is in the limit, as is how poorly few months tell the dispersion."""
    counts = null_series(400, 36, 150, 5, seed=5, season=0)
    long, short = short_history(counts, known_all(36)), short_history(counts[:, -25:], known_all(25))
    assert np.mean(short.error) > 1.1 * np.mean(long.error)
    assert np.mean(short.upper(0.01) / short.expected) > 1.02 * np.mean(long.upper(0.01) / long.expected)
    np.testing.assert_array_equal(short.observed > short.upper(0.01), short.p <= 0.01)


def test_what_cannot_be_judged_says_why():
    counts = null_series(2, 18, 20, 2, seed=1)
    assert not isinstance(short_history(counts, known_all(18)), Missing)
    assert short_history(counts[:, 1:], known_all(17)) == Missing("too_short")
    gap = known_all(18)
    gap[4] = False
    assert short_history(counts, gap) == Missing("too_short")
    gap = known_all(30)
    gap[-1] = False
    assert short_history(null_series(2, 30, 20, 2, seed=1), gap) == Missing("month_not_supplied")


def test_a_season_cannot_be_borrowed_of_nobody_or_of_quiet_places():
    loud, quiet = null_series(2, 18, 60, 2, seed=1), np.zeros((1, 18))
    quiet[0, ::5] = 1
    np.testing.assert_array_equal(short_history(loud[:1], known_all(18)).is_judged, [False])
    found = short_history(np.vstack([loud[:1], quiet]), known_all(18))
    np.testing.assert_array_equal(found.is_judged, [False, True])
    assert short_history(loud, known_all(18)).is_judged.all()
    assert short_history(null_series(1, 25, 60, 2, seed=1), known_all(25)).is_judged.all()


def test_what_is_hardly_known_is_not_called_strange():
    """Eight cases where twelve are expected, give or take a hundredfold, are no rise."""
    counts = null_series(6, 18, 0.3, 1, seed=4)
    counts[0] = 0
    counts[0, -3:] = [6, 40, 8]
    found = short_history(counts, known_all(18))
    assert found.error.max() <= 1
    assert found.p[0] > 0.2


def test_where_nothing_was_counted_before_half_a_case_is_expected():
    counts = null_series(3, 25, 20, 2, seed=1)
    counts[0] = 0
    counts[0, -1] = 6
    found = short_history(counts, known_all(25))
    assert found.expected[0] == pytest.approx(0.5 / 24)
    assert np.isfinite(found.p).all()
