"""Flexible Farrington against R's `surveillance` (made input), and its guards."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri
from tests.truth.null_series import null_series

from saferplan.evidence.methods.farrington_baseline import baseline, baseline_design
from saferplan.evidence.methods.flexible_farrington import (
    FARRINGTON,
    FarringtonSettings,
    Limit,
    flexible_farrington,
)
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.weighted_fit import anscombe_residuals, weighted_fit

UNITS = ("s2", "s8", "s25", "s60", "s180", "s600")
BY_NEGATIVE_BINOMIAL = FarringtonSettings(years=4)
BY_POWER = replace(FARRINGTON, years=4)
CONFIGURATIONS = {
    "noufaily_nb": BY_NEGATIVE_BINOMIAL,
    "noufaily_muan": replace(BY_NEGATIVE_BINOMIAL, limit=Limit.NEGATIVE_BINOMIAL_ABOVE),
    "noufaily_delta": replace(BY_NEGATIVE_BINOMIAL, limit=Limit.POWER),
    "noreweight_nb": replace(BY_NEGATIVE_BINOMIAL, weigh_down_above=None, trend_below=0.05),
    "b3_np4_nb": replace(BY_NEGATIVE_BINOMIAL, years=3, alpha=0.05),
    "orig_delta": BY_POWER,
    "orig_delta_half": replace(BY_POWER, power=1 / 2),
    "noreweight_delta": replace(BY_POWER, weigh_down_above=None),
    "notrend_noreweight_delta": replace(BY_POWER, weigh_down_above=None, trend_below=0.0),
}
CORRECTED = "out_farringtonFlexible_FIXED_synthetic_crime_monthly.csv"
RELEASED = "out_farringtonFlexible_synthetic_crime_monthly.csv"


@pytest.fixture
def made(reference):
    rows = reference("outbreaks", "in_synthetic_crime_monthly.csv")
    return np.array([[float(row[unit]) for row in rows] for unit in UNITS])


@pytest.fixture
def figures(reference):
    """Rows of one configuration by month, in the order of the units."""

    def find(configuration, file=CORRECTED):
        months = defaultdict(list)
        for row in reference("outbreaks", file):
            if row["config"] == configuration:
                months[int(row["t"])].append(row)
        assert sorted(months) == list(range(61, 85))
        assert all([row["unit"] for row in rows] == list(UNITS) for rows in months.values())
        return months

    return find


def of(rows, name):
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def assert_near(found, told, absolute=0.0):
    """Gaps stand where the program has them; else within 1e-8 of its figures."""
    np.testing.assert_allclose(found, told, rtol=1e-8, atol=absolute, equal_nan=True)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_every_configuration_matches_r(made, figures, name):
    settings = CONFIGURATIONS[name]
    for month, rows in figures(name).items():
        found = flexible_farrington(made[:, :month], None, settings)
        assert_near(found.observed, of(rows, "observed"))
        assert_near(found.expected, of(rows, "expected"))
        assert_near(found.upper, of(rows, "upperbound"))
        assert_near(found.alarm, of(rows, "alarm"))
        assert_near(found.p, of(rows, "pvalue"))
        assert_near(found.dispersion, of(rows, "phi"))
        assert_near(~np.isnan(found.slope), of(rows, "trend"))
        assert_near(found.slope / 12, of(rows, "trend_coef"))
        assert_columns_that_mean_something_else(found, rows, settings)


def assert_columns_that_mean_something_else(found, rows, settings):
    """`mu0` and `score`, as the README beside the figures says."""
    if settings.limit is Limit.POWER:
        above = found.mean * (1 + ndtri(1 - settings.alpha) * found.error)
        small = above < 700  # beyond, the exponential is infinite in the file
        assert_near(np.exp(above[small]), of(rows, "mu0")[small])
        assert_near(found.exceedance, of(rows, "score"), absolute=1e-10)
    else:
        assert_near(found.centre, of(rows, "mu0"))
        logarithm = np.log(found.mean)
        assert_near((found.observed - logarithm) / (found.limit - logarithm), of(rows, "score"))


def test_the_released_program_loses_the_dispersion_as_the_page_says(made, figures):
    """Its error of the fit has the weighted squares of relative residuals where Pearson's chi-squared should stand."""
    for month, rows in figures("noufaily_muan", RELEASED).items():
        held = baseline(np.ones(month, dtype=bool), month - 1, 4, 1, 4, 3)
        counts, design = made[:, held.months], baseline_design(held, trend=True)
        residuals = anscombe_residuals(counts, weighted_fit(counts, design, np.ones_like(counts)), design)
        weights = np.where(residuals > 2.58, np.maximum(residuals, 1e-9) ** -2.0, 1)
        weights *= weights.shape[1] / weights.sum(axis=1, keepdims=True)
        fitted = weighted_fit(counts, design, weights)
        lost = (weights * (counts / fitted.fitted - 1) ** 2).sum(axis=1) / fitted.freedom
        theirs = np.log(of(rows, "mu0") / np.exp(fitted.terms[:, 0])) / ndtri(0.99)
        np.testing.assert_allclose(theirs, np.sqrt(fitted.covariance[:, 0, 0] * lost), rtol=1e-7)


def test_the_classic_method_is_the_one_with_windows_alone(made, reference):
    for row in reference("outbreaks", "out_farrington_classic_synthetic_s60.csv"):
        alpha = float(row["config"].split("_")[2].removeprefix("a"))
        found = flexible_farrington(made[3:4, : int(row["t"])], None, replace(BY_POWER, alpha=alpha / 2))
        assert found.upper[0] == pytest.approx(float(row["upperbound"]), rel=1e-8)
        assert found.mean[0] == pytest.approx(float(row["pd_median"]), rel=1e-8)
        assert 1 - found.p[0] == pytest.approx(float(row["pd_q"]), abs=1e-8)
        assert found.alarm[0] == bool(int(row["alarm"]))
        assert np.isnan(found.slope[0]) == (row["trend"] == "0")


def test_iterations_to_the_end_move_figures_by_less_than_a_thousandth(made, monkeypatch):
    """What it costs to stop where R stops."""
    stopped = flexible_farrington(made, None, BY_POWER)
    monkeypatch.setattr("saferplan.evidence.methods.weighted_fit.STILL", 1e-15)
    to_the_end = flexible_farrington(made, None, BY_POWER)
    assert (stopped.dispersion != to_the_end.dispersion).any()
    np.testing.assert_allclose(stopped.dispersion, to_the_end.dispersion, rtol=1e-3)
    np.testing.assert_allclose(stopped.limit, to_the_end.limit, rtol=1e-4)


def test_few_cases_of_late_are_not_judged():
    counts = np.tile(np.array([[3.0], [3.0]]), 61)
    counts[:, -4:] = [[0, 0, 0, 5], [0, 0, 0, 4]]
    found = flexible_farrington(counts)
    np.testing.assert_array_equal(found.is_judged, [True, False])
    assert not np.isnan(found.upper[0])
    assert np.isnan(found.upper[1])
    assert np.isnan(found.expected[1])
    assert flexible_farrington(counts, None, replace(BY_NEGATIVE_BINOMIAL, fewest_recent=4)).is_judged.all()


def test_a_month_not_supplied_counts_for_nothing():
    counts = null_series(8, 61, 100, 3, seed=1)
    counts[0, -4:] = 0
    known = np.ones(61, dtype=bool)
    known[[20, 40, 55, 59]] = False
    of_noughts, of_thousands = (np.where(known, counts, filler) for filler in (0, 5_000))
    with_noughts, with_thousands = (flexible_farrington(each, known) for each in (of_noughts, of_thousands))
    np.testing.assert_array_equal(with_noughts.limit, with_thousands.limit)
    np.testing.assert_array_equal(with_noughts.is_judged, with_thousands.is_judged)
    assert (flexible_farrington(of_thousands).limit != with_thousands.limit).all()
    assert not with_thousands.is_judged[0]


def test_what_cannot_be_judged_says_why():
    counts = np.full((2, 36), 9.0)
    assert flexible_farrington(counts, None, replace(BY_NEGATIVE_BINOMIAL, years=3)) == Missing("too_short")
    longer, known = np.full((2, 37), 9.0), np.ones(37, dtype=bool)
    assert not isinstance(flexible_farrington(longer, known, replace(BY_NEGATIVE_BINOMIAL, years=3)), Missing)
    known[-1] = False
    assert flexible_farrington(longer, known, replace(BY_NEGATIVE_BINOMIAL, years=3)) == Missing("month_not_supplied")
    known = np.arange(37) % 2 == 0
    assert flexible_farrington(longer, known, replace(BY_NEGATIVE_BINOMIAL, years=3)) == Missing("too_short")


def test_noughts_and_single_cases_do_not_run_away():
    counts = np.zeros((4, 61))
    counts[1, -1] = 6
    counts[2, 30] = 1
    counts[3, 13::12] = 40
    found = flexible_farrington(counts)
    for each in (found.mean, found.error, found.dispersion, found.limit, found.p):
        assert np.isfinite(each).all()
    np.testing.assert_array_equal(found.is_judged, [False, True, False, False])
    assert found.alarm[1]
    floored = flexible_farrington(counts, None, replace(BY_NEGATIVE_BINOMIAL, least_events=0.5))
    assert floored.mean[1] == pytest.approx(0.5 / 46)


def test_series_do_not_touch_one_another(made):
    together, alone = flexible_farrington(made), flexible_farrington(made[2:3])
    np.testing.assert_allclose(together.p[2], alone.p[0], rtol=1e-12)


def test_a_past_outbreak_does_not_raise_the_bar():
    counts = null_series(50, 61, 60, 2, seed=3)
    before = counts.copy()
    before[:, 30] *= 4
    reweighted, plain = (flexible_farrington(before, None, replace(BY_NEGATIVE_BINOMIAL, weigh_down_above=above))
                         for above in (2.58, None))  # fmt: skip
    quiet = flexible_farrington(counts)
    assert np.mean(reweighted.limit / quiet.limit) < 1.1
    assert np.mean(plain.limit / quiet.limit) > 1.3


@pytest.mark.parametrize(
    ("mean", "dispersion", "least", "most"),
    [(150, 5.0, 0.010, 0.024), (1_750, 10.4, 0.010, 0.024), (8, 1.5, 0.005, 0.022)],
)
def test_unchanged_series_alarm_somewhat_more_often_than_alpha(mean, dispersion, least, most):
    """The negative binomial limit leaves the error of the fit aside, and a dispersion of 40 months is taken for known."""
    counts = null_series(8_000, 61, mean, dispersion, seed=11)
    assert least < flexible_farrington(counts).alarm.mean() < most
