"""Verdicts of change: how often they are wrong on series without change, and the two-count tests against R."""

from math import inf, log, sqrt

import numpy as np
import pytest
from scipy.stats import binomtest, t
from tests.truth.null_series import STOCKTON_DISPERSION, STOCKTON_MEAN, null_series
from tests.truth.verdicts import LENGTHS, wrong_verdicts

from saferplan.evidence.methods.tests_of_difference import (
    difference_z,
    exact_ratio,
    joint_freedom,
    ratio_of_rates,
    two_sided_p,
)

SEED = 2017


@pytest.fixture(scope="module")
def stockton():
    """A thousand series without change of each length, with Stockton's mean and dispersion."""
    return [null_series(1_000, months, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=SEED + months) for months in LENGTHS]


def test_a_verdict_is_wrong_at_most_one_time_in_twenty_on_null_series(stockton):
    wrong = [wrong_verdicts(counts) for counts in stockton]
    monte_carlo_error = sqrt(0.05 * 0.95 / 1_000)
    assert np.mean(wrong) <= 0.05
    assert max(wrong) <= 0.05 + 1.96 * monte_carlo_error


def test_poisson_limits_or_normal_quantiles_would_be_wrong_more_often(stockton):
    assert min(wrong_verdicts(counts, plain=True) for counts in stockton) > 0.25
    assert np.mean([wrong_verdicts(counts, normal=True) for counts in stockton]) > 0.05


def test_a_verdict_finds_a_change_that_is_there():
    counts = null_series(200, 36, STOCKTON_MEAN, STOCKTON_DISPERSION, seed=6)
    counts[:, -12:] = np.round(counts[:, -12:] * 1.15)
    assert wrong_verdicts(counts) > 0.9


def test_estimated_dispersion_widens_the_limits_by_students_t():
    known, estimated = (ratio_of_rates(1_100, 1, 9, 1_000, 1, 9, freedom) for freedom in (inf, 20))
    spread = sqrt(9 / 1_100 + 9 / 1_000)
    assert known == ratio_of_rates(1_100, 1, 9, 1_000, 1, 9)
    assert log(estimated.upper / estimated.value) == pytest.approx(t.ppf(0.975, 20) * spread)
    assert log(known.upper / known.value) == pytest.approx(1.959964 * spread, rel=1e-6)
    assert estimated.p == pytest.approx(2 * t.sf(log(1.1) / spread, 20))


def test_two_estimates_are_worth_between_one_and_both_together():
    assert joint_freedom(1_000, 5, 20, 1_000, 5, 20) == pytest.approx(40)
    assert joint_freedom(1_000, 5, 20, 10**9, 1, 20) == pytest.approx(20, rel=1e-4)


def test_exact_two_count_test_matches_r(reference):
    rows = reference("trends", "out_poisson_test.csv")
    assert len(rows) == 6
    for row in rows:
        found = exact_ratio(int(row["x1"]), int(row["x2"]), float(row["T1"]), float(row["T2"]))
        expected = [float(row[name]) for name in ("rate_ratio", "lo", "hi", "p")]
        assert [found.value, found.lower, found.upper, found.p] == pytest.approx(expected, rel=1e-9)


def test_exact_two_count_test_with_unequal_times_is_the_binomial_one():
    found = exact_ratio(14, 9, per=12, other_per=6)
    second = binomtest(14, 23, 12 / 18)
    limits = second.proportion_ci(0.95, "exact")
    assert found.p == pytest.approx(second.pvalue)
    assert found.lower == pytest.approx(limits.low / (1 - limits.low) / 2)
    assert found.upper == pytest.approx(limits.high / (1 - limits.high) / 2)


def test_exact_two_count_test_at_its_edges():
    assert exact_ratio(4, 0).upper == inf
    with pytest.raises(ValueError, match="zero"):
        exact_ratio(0, 0)


def test_stabilised_difference_is_standard_normal_where_nothing_changed():
    before, after = np.random.default_rng(8).poisson(100, size=(2, 20_000))
    z = np.array([difference_z(*pair) for pair in zip(before, after, strict=True)])
    assert z.std() == pytest.approx(1, abs=0.02)
    assert np.mean([two_sided_p(each) < 0.05 for each in z]) == pytest.approx(0.05, abs=0.005)
    assert difference_z(100, 81) < 0
