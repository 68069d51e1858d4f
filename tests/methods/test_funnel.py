"""Funnels against PHEindicatormethods without overdispersion; with it, by Spiegelhalter's formulas and simulation."""

import numpy as np
import pytest
from scipy.stats import norm
from tests.methods.conftest import column

from saferplan.evidence.methods.funnel import (
    Funnel,
    Overdispersion,
    Significance,
    Spread,
    funnel,
    funnel_limits,
    spread_beyond_chance,
    winsorised,
)
from saferplan.evidence.methods.limits import exact_limits
from saferplan.evidence.methods.missing import Missing

PER = 100_000
NORMAL = norm.ppf((np.arange(100_000) + 0.5) / 100_000)
NO_SPREAD = Spread(np.zeros(1), 1.0, 0.0)
WORDS = {
    "Low (0.001)": Significance.LOW_RARE,
    "Low (0.025)": Significance.LOW,
    "Not significant": Significance.INSIDE,
    "High (0.025)": Significance.HIGH,
    "High (0.001)": Significance.HIGH_RARE,
}


def null_areas(number, generator, spread=0.0, rate=0.05):
    denominators = generator.integers(20_000, 300_000, number).astype(float)
    true = (np.sqrt(rate) + spread * generator.standard_normal(number)) ** 2
    return generator.poisson(denominators * true).astype(float), denominators


@pytest.mark.parametrize(
    ("side", "sigmas", "name"),
    [("lower", "2s", "lower"), ("upper", "2s", "upper"), ("lower", "3s", "lower_rare"), ("upper", "3s", "upper_rare")],
)
def test_limits_drawn_match_the_independent_program(reference, side, sigmas, name):
    rows = reference("rates", "out_funnel_limits_rate.csv")
    denominators = column(rows, f"{side}_{sigmas}_population_1_year")
    baseline = column(rows, "baseline")[0] / PER
    found = getattr(funnel_limits(baseline, denominators, Overdispersion.NONE, NO_SPREAD), name) * PER
    assert len(rows) == 100
    np.testing.assert_allclose(found, column(rows, f"{side}_{sigmas}_limit"), rtol=1e-5)


@pytest.mark.parametrize(("tail", "confidence"), [("0.025", 0.95), ("0.001", 0.998)])
def test_the_ladder_of_exact_limits_matches_the_independent_program(reference, tail, confidence):
    rows = reference("rates", "out_poisson_funnel_ladder.csv")
    lower, upper = exact_limits(column(rows, "obs"), confidence)
    np.testing.assert_allclose(lower, column(rows, f"poisson_funnel_low_{tail}"), rtol=5e-5)
    np.testing.assert_allclose(upper, column(rows, f"poisson_funnel_high_{tail}"), rtol=1e-6)


def test_significance_of_each_area_matches_the_independent_program(reference):
    rows = reference("rates", "out_funnel_sig_rate.csv")
    found = funnel(column(rows, "count"), column(rows, "pop"), np.array([1e5]), Overdispersion.NONE)
    assert found.significance == tuple(WORDS[row["significance"]] for row in rows)
    assert found.baseline == pytest.approx(column(rows, "count").sum() / column(rows, "pop").sum())


def test_limits_of_a_point_on_the_grid_are_the_exact_ones_read_backwards():
    # 100 crimes have an exact upper limit of 121.63: where 121.63 are expected, 100 is the lower limit.
    found = funnel_limits(0.01, np.array([12_162.681118656818]), Overdispersion.NONE, NO_SPREAD)
    assert found.lower[0] * found.denominators[0] == pytest.approx(100)


def test_there_is_no_lower_limit_where_nothing_at_all_is_within_reach():
    found = funnel_limits(0.001, np.array([1.0, 3_000.0]), Overdispersion.NONE, NO_SPREAD)
    np.testing.assert_array_equal(found.lower, 0)


def test_winsorising_draws_in_the_tenth_at_either_end():
    np.testing.assert_array_equal(
        winsorised(np.array([-50.0, 1, 2, 3, 4, 5, 6, 7, 8, 90])), [1, 1, 2, 3, 4, 5, 6, 7, 8, 8]
    )


def test_the_spread_is_that_of_the_published_formulas():
    counts, denominators = np.array([80.0, 120, 95, 130, 70, 100, 110, 90, 140, 60]), np.full(10, 1_000.0)
    found = spread_beyond_chance(counts, denominators, 0.0995, as_published=True)
    z = (np.sqrt(counts / 1_000) - np.sqrt(0.0995)) / (1 / (2 * np.sqrt(1_000)))
    assert found.z == pytest.approx(z)
    assert found.dispersion == pytest.approx(np.mean(np.clip(z, np.sort(z)[1], np.sort(z)[8]) ** 2))
    # Equal weights of 4n: Σw − Σw²/Σw = (I − 1)·4n.
    assert found.tau_squared == pytest.approx((10 * found.dispersion - 9) / (9 * 4_000))
    undone = spread_beyond_chance(counts, denominators, 0.0995)
    assert undone.dispersion == pytest.approx(
        found.dispersion / np.mean(np.clip(NORMAL, -1.281552, 1.281552) ** 2), rel=1e-4
    )


def test_the_spread_between_areas_is_found():
    counts, denominators = null_areas(400, np.random.default_rng(1), spread=0.02)
    found = spread_beyond_chance(counts, denominators, counts.sum() / denominators.sum())
    assert np.sqrt(found.tau_squared) == pytest.approx(0.02, rel=0.1)


@pytest.mark.parametrize(
    ("method", "spread", "most"),
    [
        (Overdispersion.NONE, 0.0, 0.06),
        (Overdispersion.ADDITIVE, 0.0, 0.06),
        (Overdispersion.ADDITIVE, 0.02, 0.075),
        (Overdispersion.MULTIPLICATIVE, 0.02, 0.1),
    ],
)
def test_areas_outside_the_limits_where_none_is_unusual(method, spread, most):
    generator = np.random.default_rng(5)
    shares = []
    for _ in range(60):
        found = funnel(*null_areas(40, generator, spread), np.array([1e5]), method)
        shares.append(np.mean([each is not Significance.INSIDE for each in found.significance]))
    assert 0.02 < np.mean(shares) < most


def test_as_published_twice_as_many_ordinary_areas_are_outside():
    generator, shares = np.random.default_rng(5), []
    for _ in range(60):
        areas = null_areas(40, generator, 0.02)
        found = funnel(*areas, areas[1], as_published=True)
        shares.append(np.mean([each is not Significance.INSIDE for each in found.significance]))
    assert np.mean(shares) == pytest.approx(0.12, abs=0.02)


def test_without_overdispersion_ordinary_areas_would_nearly_all_be_outside():
    found = funnel(*null_areas(40, np.random.default_rng(5), 0.02), np.array([1e5]), Overdispersion.NONE)
    assert sum(each is not Significance.INSIDE for each in found.significance) > 25


def test_an_unusual_area_stands_out_and_z_agrees_with_the_limits():
    counts, denominators = null_areas(20, np.random.default_rng(9), 0.01)
    counts[7] *= 2
    found = funnel(counts, denominators, denominators)
    assert found.significance[7] is Significance.HIGH_RARE
    assert found.method is Overdispersion.ADDITIVE
    for place, z in enumerate(found.z):
        assert (abs(z) > 1.959964) == (found.significance[place] is not Significance.INSIDE)
        assert found.limits.lower[place] <= found.baseline <= found.limits.upper[place]


def test_fewer_than_ten_areas_are_refused():
    nine = np.full(9, 100.0)
    assert funnel(nine, nine * 1_000, nine) == Missing("under_ten_areas")
    assert isinstance(funnel(np.full(10, 100.0), np.full(10, 1e5), nine), Funnel)


def test_nothing_counted_and_no_denominator():
    ten = np.full(10, 1e5)
    assert funnel(np.zeros(10), ten, ten) == Missing("nothing_counted")
    with pytest.raises(ValueError, match="denominator"):
        funnel(np.full(10, 5.0), np.append(ten[:-1], 0), ten)
