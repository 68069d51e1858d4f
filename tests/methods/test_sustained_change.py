"""Sustained change: second implementations of what it computes, planted changes found, and unchanged series left alone."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import t as student
from tests.truth.null_series import null_series

from saferplan.evidence.methods.log_linear import seasonal_design
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.sustained_change import independent_tries, possible_changes, sustained_change

MONTHS = 61


def known_all(months=MONTHS):
    return np.ones(months, dtype=bool)


def planted(factor, length, number=300, mean=150, dispersion=5.0):
    """Unchanged series whose last months are multiplied, with the dispersion that such a mean has."""
    counts, other = (null_series(number, MONTHS, mean * of, dispersion, seed=31) for of in (1, factor))
    counts[:, -length:] = other[:, -length:]
    return counts


def by_optimiser(counts, design):
    """Largest likelihood of a Poisson log-linear model, and Pearson's dispersion there."""

    def loss(terms):
        return np.exp(design @ terms).sum() - counts @ (design @ terms)

    start = np.zeros(design.shape[1])
    start[0] = np.log(counts.mean())
    found = minimize(loss, start, method="BFGS", tol=1e-12)
    fitted = np.exp(design @ found.x)
    return -found.fun, ((counts - fitted) ** 2 / fitted).sum() / (len(counts) - design.shape[1])


def test_the_best_change_is_the_one_a_general_optimiser_finds():
    counts = planted(1.6, 5, number=4)
    found = sustained_change(counts, known_all(), 1)
    usual, changes = seasonal_design(np.arange(61.0), 60), possible_changes(known_all())
    tries = independent_tries(usual, changes.shape, 1)
    for place, row in enumerate(counts):
        plain = by_optimiser(row, usual)[0]
        tried = [by_optimiser(row, np.column_stack([usual, shape])) for shape in changes.shape]
        roots = [np.sqrt(max(0, 2 * (likelihood - plain)) / dispersion) for likelihood, dispersion in tried]
        best = int(np.argmax(roots))
        assert changes.start[best] == found.since[place]
        p = 1 - (1 - 2 * student(61 - 5).sf(roots[best])) ** tries
        assert found.p[place] == pytest.approx(p, rel=0.01)
        assert p < 0.01


@pytest.mark.parametrize("months", [25, 37, 61])
def test_the_number_of_tries_is_that_of_a_plain_simulation(months):
    usual, shapes = seasonal_design(np.arange(float(months)), months - 1), possible_changes(known_all(months)).shape
    noise = np.random.default_rng(4).standard_normal((60_000, months))
    smallest = np.ones(len(noise))
    for shape in shapes:
        design = np.column_stack([usual, shape])
        inverse = np.linalg.inv(design.T @ design)
        terms = noise @ design @ inverse
        freedom = months - design.shape[1]
        variance = ((noise - terms @ design.T) ** 2).sum(axis=1) / freedom
        single = 2 * student(freedom).sf(np.abs(terms[:, -1]) / np.sqrt(variance * inverse[-1, -1]))
        smallest = np.minimum(smallest, single)
    called = np.mean(smallest < 0.002)
    assert independent_tries(usual, shapes, 1) == pytest.approx(np.log1p(-called) / np.log1p(-0.002), rel=0.12)


@pytest.mark.parametrize("length", [3, 5, 8, 12])
@pytest.mark.parametrize(("factor", "direction"), [(1.8, 1), (0.45, -1)])
def test_a_planted_step_is_found_with_its_month(factor, direction, length):
    found = sustained_change(planted(factor, length), known_all(), 1)
    called = found.p < 0.01
    assert called.mean() > 0.9
    assert (found.direction[called] == direction).all()
    assert np.mean(np.abs(found.since[called] - (MONTHS - length)) <= 1) > 0.8
    assert np.median(found.since[called]) == MONTHS - length
    assert np.median(found.observed / found.expected) == pytest.approx(factor, rel=0.06)


def test_a_slope_that_begins_is_found_as_a_slope():
    mean = 150 * np.exp(np.maximum(np.arange(MONTHS) - (MONTHS - 11), 0) * 0.09)
    counts = np.random.default_rng(3).poisson(np.random.default_rng(2).gamma(mean / 4, 4, (200, MONTHS))).astype(float)
    found = sustained_change(counts, known_all(), 1)
    assert (found.p < 0.01).mean() > 0.9
    assert found.is_slope.mean() > 0.75


@pytest.mark.parametrize("length", [1, 2])
def test_a_change_of_a_month_or_two_is_not_called_lasting(length):
    assert np.mean(sustained_change(planted(2, length), known_all(), 1).p < 0.01) < 0.1


def test_a_peak_that_has_passed_is_no_lasting_change():
    counts = null_series(300, MONTHS, 150, 5, seed=8)
    counts[:, -20:-17] *= 2
    assert np.mean(sustained_change(counts, known_all(), 1).p < 0.01) < 0.1


@pytest.mark.parametrize(
    ("mean", "dispersion", "months"), [(150, 5.0, 25), (150, 5.0, 61), (1_750, 10.4, 37), (8, 1.5, 61), (0.5, 1.2, 37)]
)
def test_one_unchanged_series_in_a_hundred_is_called_at_one_in_a_hundred(mean, dispersion, months):
    counts = null_series(6_000, months, mean, dispersion, seed=41)
    found = sustained_change(counts, known_all(months), 1)
    called = found.p < 0.01
    assert 0.003 < called.mean() < 0.014
    assert 0.2 < np.mean(found.direction[called] > 0) < 0.8


def test_a_trend_of_years_is_no_change():
    counts = null_series(2_000, MONTHS, 150, 5, seed=6, yearly=0.15)
    assert np.mean(sustained_change(counts, known_all(), 1).p < 0.01) < 0.016


def test_changes_begin_in_months_supplied_and_leave_enough_before_them():
    changes = possible_changes(known_all(25))
    assert sorted({25 - int(start) for start in changes.start}) == [3, 4, 5, 6]
    assert 61 - possible_changes(known_all()).start.min() == 12
    known = known_all()
    known[-4] = known[-2] = False
    starts = {61 - int(start) for start in possible_changes(known).start}
    assert 4 not in starts
    assert 3 not in starts  # two months of it were supplied
    known = known_all()
    known[-6] = False
    assert {61 - int(start) for start in possible_changes(known).start} == {3, 4, 5, 7, 8, 9, 10, 11, 12}


def test_what_cannot_be_judged_says_why():
    assert sustained_change(np.ones((1, 24)), known_all(24), 1) == Missing("too_short")
    known = known_all()
    known[-13:-1] = False
    assert sustained_change(np.ones((1, MONTHS)), known, 1) == Missing("too_short")
    known[-1] = False
    assert sustained_change(np.ones((1, MONTHS)), known, 1) == Missing("month_not_supplied")


def test_only_the_most_promising_changes_are_fitted_to_the_end_and_the_best_is_among_them(monkeypatch):
    counts = np.vstack([planted(factor, 5, number=200, mean=20, dispersion=2) for factor in (1, 1.5, 0.5)])
    few = sustained_change(counts, known_all(), 1)
    monkeypatch.setattr("saferplan.evidence.methods.sustained_change.FITTED_TO_THE_END", 99)
    every = sustained_change(counts, known_all(), 1)
    assert np.mean(few.since == every.since) > 0.97
    np.testing.assert_array_equal(few.p < 0.01, every.p < 0.01)


def test_series_of_few_cases_are_not_judged_and_leave_the_others_alone():
    counts = planted(1.6, 5, number=4)
    with_few = np.insert(counts, 2, np.eye(1, MONTHS, 30)[0] * 9, axis=0)
    found, alone = sustained_change(with_few, known_all(), 1), sustained_change(counts, known_all(), 1)
    np.testing.assert_array_equal(found.is_judged, [True, True, False, True, True])
    np.testing.assert_allclose(np.delete(found.p, 2), alone.p, rtol=1e-9)
    assert np.isnan([found.p[2], found.expected[2], found.upper[2]]).all()


def test_the_seed_moves_p_a_little_and_nothing_else():
    counts = planted(1.3, 5, number=50)
    one, other = (sustained_change(counts, known_all(), seed) for seed in (1, 2))
    np.testing.assert_array_equal(one.since, other.since)
    np.testing.assert_allclose(one.p, other.p, rtol=0.05)
    assert (one.p != other.p).any()
