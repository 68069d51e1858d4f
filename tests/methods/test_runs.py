"""Months that run together: the correlation put in is found, and the test of change is held to its level by it."""

import numpy as np
import pytest
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, null_series
from tests.truth.verdicts import wrong_verdicts

from saferplan.evidence.methods.runs import difference_factor, run_correlations, total_factor


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_the_correlation_put_in_is_found(correlation):
    counts = null_series(300, 120, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=1, correlation=correlation)
    of_counts = correlation * (1 - 1 / STOCKTON_DISPERSION)  # the Poisson part of the noise does not run
    assert np.median(run_correlations(counts, np.arange(120.0))) == pytest.approx(of_counts, abs=0.05)


def test_factors_are_the_sums_of_the_correlation_matrix():
    together = 0.5 ** np.abs(np.subtract.outer(np.arange(24.0), np.arange(24.0)))
    signs = np.repeat([-1, 1], 12)
    assert total_factor(0.5) == pytest.approx(together[:12, :12].sum() / 12)
    assert difference_factor(0.5) == pytest.approx(signs @ together @ signs / 24)
    np.testing.assert_array_equal(difference_factor(np.zeros(3)), 1)


def test_verdicts_on_series_that_run_are_held_to_one_in_twenty_from_three_years():
    counts = null_series(1_000, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=5, correlation=0.4)
    assert wrong_verdicts(counts) > 0.12
    assert wrong_verdicts(counts, runs=True) < 0.06


def test_only_neighbouring_months_tell_of_a_run():
    counts = null_series(1, 60, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=2, correlation=0.6)
    assert run_correlations(counts[:, ::2], np.arange(0, 60, 2.0))[0] == 0


def test_a_series_of_zeros_does_not_run():
    assert run_correlations(np.zeros((1, 36)), np.arange(36.0))[0] == 0
