"""p by dealings: against all dealings of a small map, uniform under chance, honest where one place has most."""

from itertools import permutations

import numpy as np
import pytest
from scipy.special import ndtr

from saferplan.evidence.methods.dealings import dealt_around, dealt_beside
from saferplan.evidence.methods.local_statistics import getis_ord_star
from saferplan.evidence.methods.neighbours import nearest, neighbours_of

MAP = neighbours_of([[1, 2], [0, 2, 3], [0, 1, 4], [1, 4], [2, 3, 5], [4], []])
VALUES = np.array([[1.0], [4], [2], [2], [3], [30], [5]])


def exact(weights, *, keeping):
    """Chance of as much or more, and of as little or less, at each place, by all dealings."""
    found = weights @ VALUES[:, 0]
    orders = np.array(list(permutations(range(7))))
    more, less = [], []
    for place in range(7):
        own = orders[orders[:, place] == place] if keeping else orders
        sums = VALUES[own, 0] @ weights[place]
        more.append((sums >= found[place]).mean())
        less.append((sums <= found[place]).mean())
    return more, less


def test_p_around_a_place_is_that_of_all_dealings():
    more, _ = exact(MAP.weights.toarray() + np.eye(7), keeping=False)
    assert dealt_around(VALUES, MAP, seed=3, dealings=40_000)[:, 0] == pytest.approx(more, abs=0.01)


def test_p_beside_a_place_is_that_of_all_dealings_that_leave_it_its_own():
    more, less = exact(MAP.weights.toarray(), keeping=True)
    found = dealt_beside(VALUES, MAP, seed=3, dealings=40_000)
    assert found.more[:6, 0] == pytest.approx(more[:6], abs=0.01)
    assert found.less[:6, 0] == pytest.approx(less[:6], abs=0.01)
    assert np.isnan(found.more[6, 0])
    assert np.isnan(found.less[6, 0])


def test_p_is_uniform_where_chance_dealt():
    generator = np.random.default_rng(4)
    neighbours = nearest(*generator.random((2, 60)), 5)
    values = generator.poisson(400, size=(60, 200))
    for p in (dealt_around(values, neighbours, 5, 999), dealt_beside(values, neighbours, 5, 999).more):
        assert [np.mean(p <= level) for level in (0.01, 0.1, 0.5)] == pytest.approx([0.01, 0.1, 0.5], abs=0.012)


def test_the_normal_distribution_makes_a_hot_spot_of_all_around_a_town_centre():
    # One of 60 places has nearly all: a place with its five neighbours holds it by chance six times in sixty.
    generator = np.random.default_rng(6)
    neighbours = nearest(*generator.random((2, 60)), 5)
    values = np.full((60, 1), 2.0)
    values[7] = 400
    beside = np.flatnonzero(neighbours.weights.toarray()[:, 7])
    assert len(beside)
    assert (ndtr(-getis_ord_star(values, neighbours)[beside]) < 0.005).all()
    assert dealt_around(values, neighbours, seed=1)[beside] == pytest.approx(0.1, abs=0.015)


def test_the_same_seed_gives_the_same_answer_and_one_series_does_not_touch_another():
    values = np.random.default_rng(7).poisson(4, (7, 3)).astype(float)
    together = dealt_beside(values, MAP, seed=9, dealings=700)
    assert np.array_equal(together.more, dealt_beside(values, MAP, seed=9, dealings=700).more, equal_nan=True)
    alone = dealt_beside(values[:, 1:2], MAP, seed=9, dealings=700)
    assert np.array_equal(together.more[:, 1:2], alone.more, equal_nan=True)


def test_weights_that_differ_are_refused_and_those_of_rows_that_differ_are_not():
    assert dealt_around(VALUES, MAP.row_standardised, 1, 99) == pytest.approx(dealt_around(VALUES, MAP, 1, 99))
    uneven = MAP.with_self.row_standardised
    uneven.weights.data[0] = 3
    with pytest.raises(ValueError, match="alike"):
        dealt_around(VALUES, uneven, 1, 99)
    for other in (VALUES + 0.5, -VALUES):
        with pytest.raises(ValueError, match="whole counts"):
            dealt_around(other, MAP, 1, 99)
    with pytest.raises(ValueError, match="a row for each place"):
        dealt_around(VALUES[:, 0], MAP, 1, 99)
