"""Concentration: worked figures, the adjusted Gini at its ends, and chance against exact answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.concentration import concentration, figures
from saferplan.evidence.methods.missing import Missing


def test_shares_and_fewest_places_worked_by_hand():
    found = figures(np.array([40.0, 5, 25, 10, 10, 2, 2, 2, 2, 2]), 1)
    assert (found.top_share, found.half_places) == (0.4, 2)
    assert figures(np.array([50.0, 50]), 1).half_places == 1


def test_gini_with_more_crimes_than_places_is_the_plain_one():
    counts = np.array([1.0, 2, 3, 4])
    plain = np.abs(counts[:, None] - counts).sum() / (2 * 16 * counts.mean())
    assert figures(counts, 1).gini == pytest.approx(plain)


def test_gini_with_fewer_crimes_than_places():
    assert figures(np.array([1.0] * 5 + [0] * 95), 1).gini == 0
    assert figures(np.array([5.0] + [0] * 99), 1).gini == pytest.approx(1 - 1 / 5)
    assert figures(np.array([3.0] * 4), 1).gini == 0


@given(st.lists(st.integers(0, 30), min_size=2, max_size=40).filter(any))
def test_gini_lies_between_nought_and_one(counts):
    assert 0 <= figures(np.array(counts, dtype=float), 1).gini < 1


def test_chance_alone_looks_concentrated_and_is_said_to():
    counts = np.random.default_rng(1).poisson(2, 200)
    found = concentration(counts, 0.1, seed=7)
    assert (found.places, found.top_places) == (200, 20)
    assert found.found.top_share > 0.2
    for name in ("top_share", "half_places", "gini"):
        chance = getattr(found, name)
        assert chance.lower <= getattr(found.found, name) <= chance.upper
        assert chance.lower <= chance.mean <= chance.upper


def test_chance_agrees_with_an_exact_answer():
    # Two crimes in two places: both in one with chance a half, so the top place holds 1 or ½, on average ¾.
    found = concentration(np.array([1, 1]), 0.5, seed=3, simulations=4_000)
    assert found.top_share.mean == pytest.approx(0.75, abs=0.01)


def test_crime_in_proportion_to_residents_is_no_more_than_chance_gives_it():
    residents = np.linspace(100, 10_000, 120)
    counts = np.random.default_rng(2).multinomial(3_000, residents / residents.sum())
    alike, by_residents = concentration(counts, 0.1, 5), concentration(counts, 0.1, 5, chances=residents)
    assert alike.found.top_share > alike.top_share.upper
    assert by_residents.top_share.lower <= by_residents.found.top_share <= by_residents.top_share.upper


def test_the_same_seed_gives_the_same_answer():
    counts = np.arange(30)
    assert concentration(counts, 0.2, seed=11) == concentration(counts, 0.2, seed=11)
    assert concentration(counts, 0.2, seed=11) != concentration(counts, 0.2, seed=12)


def test_refusals():
    assert concentration(np.zeros(10), 0.1, 1) == Missing("nothing_counted")
    with pytest.raises(ValueError, match="top share"):
        concentration(np.ones(10), 0, 1)
    with pytest.raises(ValueError, match="chances"):
        concentration(np.ones(10), 0.1, 1, chances=np.zeros(10))
