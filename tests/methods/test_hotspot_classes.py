"""Classes of hot spots: each by a drawing of its quarters, planted on a grid, and how often chance makes one."""

import numpy as np
import pytest

from saferplan.evidence.methods.hotspot_classes import Heat, HotspotClass, classify, heat, judged_bins
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.neighbours import neighbours_of

SIDE, BINS = 9, 12
ALL = np.ones(BINS, dtype=bool)


def grid(side=SIDE):
    """Squares of a chequerboard with those that touch them, at corners too."""
    cells = [(row, column) for row in range(side) for column in range(side)]
    return neighbours_of([
        [other for other, (r, c) in enumerate(cells) if max(abs(r - row), abs(c - column)) == 1] for row, column in cells
    ])  # fmt: skip


def drawn(text, z=None):
    """One place's quarters as a row of marks, # for hot; z is 4 where it is hot and 0 where not, if not given."""
    is_hot = np.array([[mark == "#" for mark in text]])
    values = np.where(is_hot, 4.0, 0.0) if z is None else np.array([z], dtype=float)
    return Heat(values, np.where(is_hot, 0.01, 0.9), is_hot)


@pytest.mark.parametrize(("quarters", "expected", "began"), [
    ("...........#", HotspotClass.NEW, 11),
    ("........####", HotspotClass.NEW, 8),
    (".......#####", HotspotClass.SPORADIC, 7),
    ("#..........#", HotspotClass.SPORADIC, 11),
    (".########.##", HotspotClass.SPORADIC, 10),
    ("############", HotspotClass.PERSISTENT, 0),
    ("####.#######", HotspotClass.PERSISTENT, 5),
    ("###########.", HotspotClass.FORMER, None),
    ("##########..", HotspotClass.NONE, None),
    ("............", HotspotClass.NONE, None),
])  # fmt: skip
def test_each_class_as_drawn(quarters, expected, began):
    (found,) = classify(drawn(quarters), ALL)
    assert (found.name, found.first_of_run, found.hot_bins) == (expected, began, quarters.count("#"))


@pytest.mark.parametrize(("z", "expected"), [
    (np.linspace(3, 6, BINS), HotspotClass.INTENSIFYING),
    (np.linspace(6, 3, BINS), HotspotClass.DIMINISHING),
    ([4, 5, 3, 4, 5, 3, 4, 5, 3, 4, 5, 3], HotspotClass.PERSISTENT),
    (np.full(BINS, 4.0), HotspotClass.PERSISTENT),
])  # fmt: skip
def test_a_lasting_hot_spot_grows_or_fades_by_its_z(z, expected):
    (found,) = classify(drawn("#" * BINS, z), ALL)
    assert found.name == expected


def test_trends_are_adjusted_for_how_many_are_looked_at():
    """One rise of p 0.03 among twenty flat ones is what chance makes."""
    rise = [3, 3.2, 3.9, 3.3, 4.4, 3.4, 4.0, 4.2, 3.7, 4.5, 3.9, 4.3]
    flat = [[4, 5, 3, 4, 5, 3, 4, 5, 3, 4, 5, 3]] * 20
    z = np.array([rise, *flat], dtype=float)
    is_hot = np.ones(z.shape, dtype=bool)
    assert classify(drawn("#" * BINS, rise), ALL)[0].name == HotspotClass.INTENSIFYING
    assert classify(Heat(z, z * 0, is_hot), ALL)[0].name == HotspotClass.PERSISTENT


def test_bins_that_cannot_be_judged_are_left_out_and_not_cold():
    judged = ALL.copy()
    judged[[3, 4]] = False
    (found,) = classify(drawn("###..#######"), judged)
    assert (found.name, found.hot_bins, found.first_of_run) == (HotspotClass.PERSISTENT, 10, 0)
    assert classify(drawn("#" * BINS), np.arange(BINS) < BINS - 1) == Missing("few_recent")
    assert classify(drawn("#" * BINS), np.arange(BINS) >= 5) == Missing("too_short")


def test_bins_of_few_or_in_part_are_not_judged():
    counts = np.array([[10.0, 9, 30], [10, 10, 30]])
    assert judged_bins(counts, [True, True, False]).tolist() == [True, False, False]


def planted(rate, seed=1):
    """A grid in which the middle nine squares have `rate` times as many, by quarter."""
    means = np.full((SIDE * SIDE, BINS), 6.0)
    middle = [row * SIDE + column for row in (3, 4, 5) for column in (3, 4, 5)]
    means[middle] *= np.asarray(rate)
    return np.random.default_rng(seed).poisson(means), middle


@pytest.mark.parametrize(("rate", "expected"), [
    (np.full(BINS, 4.0), HotspotClass.PERSISTENT),
    (np.linspace(2, 6, BINS), HotspotClass.INTENSIFYING),
    (np.linspace(6, 2, BINS), HotspotClass.DIMINISHING),
    (np.where(np.arange(BINS) >= 10, 4.0, 1.0), HotspotClass.NEW),
    (np.where(np.arange(BINS) % 2 == 1, 4.0, 1.0), HotspotClass.SPORADIC),
    (np.where(np.arange(BINS) < 11, 4.0, 0.2), HotspotClass.FORMER),
])  # fmt: skip
def test_a_planted_hot_spot_is_called_what_it_is(rate, expected):
    counts, middle = planted(rate)
    found = classify(heat(counts, grid(), seed=2), judged_bins(counts, ALL))
    assert found[middle[4]].name == expected
    far = [place for place in range(SIDE * SIDE) if place % SIDE in (0, 8)]
    assert {found[place].name for place in far} == {HotspotClass.NONE}


def test_a_quiet_place_beside_a_busy_one_is_no_hot_spot():
    counts = np.full((SIDE * SIDE, BINS), 4.0)
    counts[[0, 1, 2, 9, 11, 18, 19, 20]] = 90
    found = heat(counts, grid(), seed=3)
    assert found.p[10].max() <= 0.05  # all around it is busy
    assert not found.is_hot[10].any()
    assert found.is_hot[1].all()


def test_one_or_two_of_a_rare_type_make_no_hot_spot():
    counts = np.zeros((SIDE * SIDE, 1))
    counts[[0, 1, 9, 10]] = [[2], [8], [8], [8]]
    found = heat(counts, grid(), seed=3)
    assert found.p[0, 0] <= 0.05
    assert found.is_hot[[0, 1, 9, 10], 0].tolist() == [False, True, True, True]


def test_chance_makes_a_hot_spot_in_one_bin_of_twenty_at_the_most():
    counts = np.random.default_rng(5).negative_binomial(2, 0.2, (81, 400))
    found = heat(counts, grid(), seed=6, dealings=1_999)
    assert np.mean(found.is_hot.any(axis=0)) == pytest.approx(0.05, abs=0.03)


def test_series_side_by_side_are_as_by_themselves():
    counts = np.stack([planted(np.full(BINS, rate), seed=4)[0] for rate in (1.0, 4.0)], axis=2)
    together, alone = heat(counts, grid(), seed=2), heat(counts[..., 1], grid(), seed=2)
    assert together.z.shape == counts.shape
    assert np.array_equal(together.is_hot[..., 1], alone.is_hot)
    assert together.p[..., 1] == pytest.approx(alone.p)
