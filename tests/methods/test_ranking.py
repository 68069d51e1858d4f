"""Chances of ranks: by closed forms, by simulation, and by what must hold for any set of areas."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.ranking import rank_chances

AREAS = st.lists(
    st.tuples(st.integers(20, 20_000), st.integers(1_000, 200_000), st.floats(1, 30)), min_size=2, max_size=7
)


def test_two_areas_have_a_closed_form():
    found = rank_chances([900, 1_000], [1, 1], [4, 9])
    expected = norm.cdf(np.log(1_000 / 900) / np.sqrt(4 / 900 + 9 / 1_000))
    assert found.lowest == pytest.approx([expected, 1 - expected], abs=1e-12)


def test_areas_alike_share_every_rank():
    found = rank_chances([500] * 5, [1_000] * 5, [3] * 5)
    np.testing.assert_allclose(found.chances, 0.2, atol=1e-12)
    assert (list(found.lower), list(found.upper)) == ([1] * 5, [5] * 5)


@settings(max_examples=60, deadline=None)
@given(AREAS)
def test_every_area_has_a_rank_and_every_rank_an_area(areas):
    counts, denominators, dispersions = zip(*areas, strict=True)
    found = rank_chances(counts, denominators, dispersions)
    np.testing.assert_allclose(found.chances.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(found.chances.sum(axis=0), 1, atol=1e-6)
    assert ((found.lower >= 1) & (found.lower <= found.upper) & (found.upper <= len(areas))).all()


@settings(max_examples=30, deadline=None)
@given(AREAS)
def test_the_order_of_areas_does_not_matter(areas):
    found, reverse = (rank_chances(*zip(*each, strict=True)) for each in (areas, areas[::-1]))
    np.testing.assert_allclose(found.chances, reverse.chances[::-1], atol=1e-9)


def test_matches_a_simulation():
    counts, denominators, dispersions = np.array([200, 220, 260, 1_000]), np.array([10, 10, 11, 40]), np.full(4, 5.0)
    found = rank_chances(counts, denominators, dispersions)
    draws = np.random.default_rng(1).normal(np.log(counts / denominators), np.sqrt(dispersions / counts), (200_000, 4))
    ranks = draws.argsort(axis=1).argsort(axis=1)
    simulated = np.array([[(ranks[:, area] == rank).mean() for rank in range(4)] for area in range(4)])
    np.testing.assert_allclose(found.chances, simulated, atol=0.005)


def test_the_interval_of_a_rank_leaves_out_little():
    found = rank_chances([100, 200, 300, 3_000], [1] * 4, [2] * 4)
    assert found.upper[3] == found.lower[3] == 4
    for area, (lower, upper) in enumerate(zip(found.lower, found.upper, strict=True)):
        assert found.chances[area, lower - 1 : upper].sum() >= 0.95


def test_an_area_without_crimes_or_people_is_refused():
    assert rank_chances([0, 5], [1, 1], [1, 1]) == Missing("nothing_counted")
    with pytest.raises(ValueError, match="denominator"):
        rank_chances([5, 5], [1, 0], [1, 1])
