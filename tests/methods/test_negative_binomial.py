"""Negative binomial tails and limits against scipy's distributions."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from saferplan.evidence.methods.negative_binomial import chance_of_as_many, upper_limit

MEANS = np.array([0.02, 0.7, 3.0, 41.5, 1_900.0, 250_000.0])
DISPERSIONS = (1.0, 1.3, 4.0, 25.0)


def theirs(mean, dispersion):
    return poisson(mean) if dispersion == 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)


@pytest.mark.parametrize("dispersion", DISPERSIONS)
def test_chances_match_scipy(dispersion):
    for counts in (0, 1, 2, 9, 60, 2_000):
        found = chance_of_as_many(np.full(6, float(counts)), MEANS, np.full(6, dispersion))
        expected = theirs(MEANS, dispersion).sf(counts - 1)
        np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-250)


@pytest.mark.parametrize("dispersion", DISPERSIONS)
@pytest.mark.parametrize("alpha", [0.05, 0.01, 1e-6])
def test_limits_match_scipy(dispersion, alpha):
    found = upper_limit(MEANS, np.full(6, dispersion), alpha)
    np.testing.assert_array_equal(found, theirs(MEANS, dispersion).isf(alpha))


def test_a_dispersion_next_to_one_is_poisson():
    near, exact = (chance_of_as_many(np.array([9.0]), np.array([4.0]), np.array([each])) for each in (1 + 1e-8, 1.0))
    assert near == pytest.approx(exact, rel=1e-6)
