"""Dispersion of monthly series: against scipy's own optimiser, a simulation with a known answer, and its guards."""

import numpy as np
from scipy.optimize import minimize

from saferplan.evidence.methods.dispersion import degrees_of_freedom, dispersions

MONTHS = np.arange(48.0)
MEAN = 1500 + 3 * MONTHS + 120 * np.sin(2 * np.pi * MONTHS / 12)


def by_optimiser(counts):
    """The same model, fitted by a general optimiser instead of reweighted least squares."""
    angle = 2 * np.pi * MONTHS / 12
    design = np.column_stack([np.ones(48), MONTHS / 50, np.sin(angle), np.cos(angle)])

    def loss(terms):
        return np.exp(design @ terms).sum() - counts @ (design @ terms)

    fitted = np.exp(design @ minimize(loss, [np.log(counts.mean()), 0, 0, 0], method="BFGS", tol=1e-10).x)
    return ((counts - fitted) ** 2 / fitted).sum() / 44


def test_matches_a_second_implementation():
    counts = np.random.default_rng(5).negative_binomial(150, 150 / (150 + MEAN), size=(5, 48))
    found = dispersions(counts, MONTHS, np.ones(48, bool))
    np.testing.assert_allclose(found, [by_optimiser(row) for row in counts], rtol=1e-4)


def test_finds_the_dispersion_that_was_simulated():
    factor = 8.0
    generator = np.random.default_rng(11)
    counts = generator.poisson(generator.gamma(MEAN / (factor - 1), factor - 1, size=(400, 48)))
    found = dispersions(counts, MONTHS, np.ones(48, bool))
    assert abs(found.mean() - factor) < 0.35


def test_never_below_one_and_one_for_series_of_zeros():
    counts = np.vstack([np.full(48, 100), np.zeros(48, int)])
    np.testing.assert_array_equal(dispersions(counts, MONTHS, np.ones(48, bool)), [1.0, 1.0])


def test_under_24_supplied_months_there_is_none():
    supplied = np.ones(48, bool)
    supplied[23:] = False
    counts = np.random.default_rng(1).poisson(MEAN)
    assert np.isnan(dispersions(counts, MONTHS, supplied)).all()
    supplied[23] = True
    assert not np.isnan(dispersions(counts, MONTHS, supplied)).any()


def test_a_month_not_supplied_is_left_out_rather_than_taken_for_zero():
    counts = np.random.default_rng(2).poisson(MEAN)
    gap = np.ones(48, bool)
    gap[20] = False
    with_gap = counts.copy()
    with_gap[20] = 0
    assert dispersions(with_gap, MONTHS, gap)[0] < 2
    assert dispersions(with_gap, MONTHS, np.ones(48, bool))[0] > 20


def test_sparse_series_do_not_run_away():
    counts = np.zeros((3, 48), int)
    counts[0, 7] = 1
    counts[1, 40:] = 30
    counts[2, ::7] = 2
    found = dispersions(counts, MONTHS, np.ones(48, bool))
    assert np.isfinite(found).all()
    assert (found < 100).all()


def test_quarters_need_eight_and_find_the_same_dispersion():
    quarters = np.arange(1, 48, 3.0)
    mean = 4_000 * (1 + 0.1 * np.sin(2 * np.pi * quarters / 12))
    counts = np.random.default_rng(4).negative_binomial(1_000, 1_000 / (1_000 + mean), size=(500, 16))
    found = dispersions(counts, quarters, np.ones(16, bool), shortest=8)
    assert abs(np.median(found) - 5) < 0.5
    assert np.isnan(dispersions(counts, quarters, np.ones(16, bool))).all()


def test_degrees_of_freedom_are_the_months_supplied_less_the_terms_fitted():
    supplied = np.ones((2, 30), bool)
    supplied[1, :3] = False
    np.testing.assert_array_equal(degrees_of_freedom(supplied), [26, 23])
