"""Trend tests against R, and their level and guards."""

import numpy as np
import pytest
from tests.truth.null_series import null_series

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.trend import log_linear_trend, mann_kendall, theil_sen

SERIES = ["burglary", "asb", "robbery", "airpassengers", "nile", "ukdriverdeaths"]


@pytest.mark.parametrize("series", SERIES)
def test_rank_tests_match_r(trends, series):
    values, (row,) = trends(series, "out_trend_tests.csv")
    found = mann_kendall(values)
    expected = [float(row[name]) for name in ("kendall_tau", "kendall_z", "kendall_p")]
    assert [found.tau, found.z, found.p] == pytest.approx(expected, rel=1e-9)
    assert theil_sen(values).value == pytest.approx(float(row["theil_sen"]), rel=1e-12)


@pytest.mark.parametrize("series", SERIES)
def test_quasi_poisson_trend_matches_r_to_its_tolerance(trends, series):
    values, (row,) = trends(series, "out_trend_tests.csv")
    found = log_linear_trend(values, np.arange(1, 97), seasonal=False)
    expected = [float(row[name]) for name in ("qp_beta", "qp_se", "qp_disp", "qp_p")]
    assert [found.slope, found.error, found.dispersion, found.p] == pytest.approx(expected, rel=1e-5)


def test_the_yearly_change_is_that_of_the_series():
    found = log_linear_trend(1_000 * 0.97 ** (np.arange(48) / 12), np.arange(48))
    assert found.yearly.value == pytest.approx(-0.03, abs=1e-6)
    assert found.yearly.lower < -0.03 < found.yearly.upper


def test_a_trend_is_claimed_one_time_in_twenty_where_there_is_none():
    series = null_series(400, 36, 300, 4, seed=5)
    assert np.mean([log_linear_trend(row, np.arange(36)).p < 0.05 for row in series]) == pytest.approx(0.05, abs=0.025)
    noise = np.random.default_rng(6).normal(size=(400, 36))
    assert np.mean([mann_kendall(row).p < 0.05 for row in noise]) == pytest.approx(0.05, abs=0.025)
    slopes = [theil_sen(row) for row in noise]
    assert np.mean([not each.lower <= 0 <= each.upper for each in slopes]) == pytest.approx(0.05, abs=0.025)


def test_what_is_too_short_or_empty_is_refused():
    assert mann_kendall([1, 2, 3]) == theil_sen([1, 2, 3]) == Missing("too_short")
    assert mann_kendall([5, 5, 5, 5, 5]) == Missing("too_short")
    assert log_linear_trend(np.ones(23), np.arange(23)) == Missing("too_short")
    assert log_linear_trend(np.zeros(30), np.arange(30)) == Missing("nothing_counted")
