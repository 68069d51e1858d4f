"""How well last year tells next quarter: hits counted by hand, worlds in which the answer is known, choice before report."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.hotspot_accuracy import accuracy, expected_hits
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.neighbours import neighbours_of
from saferplan.evidence.methods.ranking_places import RANKINGS, local_empirical_bayes, ranked_by

MONTHS = 34
RING = [[(place - 1) % 40, (place + 1) % 40] for place in range(40)]


def at(found, method, share=0.1):
    return next(each for each in found.methods if (each.method, each.share) == (method, share))


def test_places_that_tie_at_the_edge_are_taken_in_part():
    values, followed = np.array([5.0, 2, 2, 2, 1]), np.array([7.0, 6, 0, 3, 100])
    assert expected_hits(values, followed, [1, 2, 3, 4, 5]) == pytest.approx([7, 10, 13, 16, 116])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=2, max_size=9), st.data())
def test_hits_are_the_mean_over_all_ways_to_break_ties(pairs, choice):
    values, followed = np.array(pairs, dtype=float).T
    taken = choice.draw(st.integers(1, len(pairs)))
    generator = np.random.default_rng(1)
    drawn = [followed[np.lexsort((generator.random(len(values)), -values))[:taken]].sum() for _ in range(400)]
    assert expected_hits(values, followed, [taken]) == pytest.approx([np.mean(drawn)], abs=1.6)


def test_recall_and_both_indices_by_hand():
    # Forty places; place 0 has 30 a month, 1 to 3 have 10, the others 1: the top 10% hold 60 of 96.
    counts = np.ones((40, MONTHS))
    counts[0], counts[1:4] = 30, 10
    found = accuracy(counts, [True] * MONTHS, neighbours_of(RING), seed=1)
    plain, fewer = at(found, "last_12_months"), at(found, "last_12_months", 0.05)
    assert (plain.recall.value, plain.pai.value, plain.pei) == pytest.approx((60 / 96, 60 / 96 / 0.1, 1))
    assert (fewer.recall.value, fewer.pai.value) == pytest.approx((40 / 96, 40 / 96 / 0.05))
    assert (plain.recall.lower, plain.recall.upper) == pytest.approx((60 / 96, 60 / 96))
    assert (found.places, found.outside) == (40, 0)


def test_where_places_mean_nothing_the_index_is_one():
    counts = np.random.default_rng(2).poisson(3, (400, 60)).astype(float)
    ring = neighbours_of([[(place - 1) % 400, (place + 1) % 400] for place in range(400)])
    found = accuracy(counts, [True] * 60, ring, seed=3)
    for each in found.methods:
        assert each.pai.value == pytest.approx(1, abs=0.08)
        assert each.pai.lower <= each.pai.value <= each.pai.upper


def test_what_lies_at_places_without_a_record_counts_against_recall_and_not_against_chance():
    generator = np.random.default_rng(4)
    counts = (generator.random((20_000, MONTHS)) < 0.02).astype(float)
    lonely = neighbours_of([[]] * 20_000)
    found = accuracy(counts, [True] * MONTHS, lonely, seed=5, only_recorded=True)
    assert found.places == pytest.approx(20_000 * (1 - 0.98**12), rel=0.03)
    assert found.outside == pytest.approx(0.98**12, abs=0.03)
    plain = at(found, "last_12_months")
    assert plain.recall.value == pytest.approx(0.1 * (1 - found.outside), abs=0.015)
    assert plain.pai.value == pytest.approx(1, abs=0.15)


def test_the_choice_is_made_on_the_first_half_alone():
    """The latest three months tell best until the first half ends, and worst thereafter."""
    counts = np.ones((40, MONTHS))
    for month in range(MONTHS):
        moved = month // 3 if month < 24 else (month // 3) * 17 + month
        counts[[(moved + step) % 40 for step in range(4)], month] = 50
    found = accuracy(counts, [True] * MONTHS, neighbours_of(RING), seed=1)
    (chosen,) = {each.method for each in found.methods if each.is_chosen}
    before = {each.method: each.earlier_recall for each in found.methods if each.share == 0.1}
    assert before[chosen] == max(before.values())
    after = {each.method: each.recall.value for each in found.methods if each.share == 0.1}
    assert after[chosen] < max(after.values())
    assert max(found.chosen_on) + 3 <= min(found.reported_on)
    assert (min(found.chosen_on), max(found.reported_on)) == (11, MONTHS - 4)


def test_of_ways_alike_the_plainest_is_chosen():
    counts = np.tile(np.arange(40.0)[:, None], (1, MONTHS))
    found = accuracy(counts, [True] * MONTHS, neighbours_of(RING), seed=1)
    assert {each.method for each in found.methods if each.is_chosen} == {"last_12_months"}
    assert at(found, "last_12_months").gain.value == 0


def test_months_in_part_are_in_no_origin():
    counts = np.ones((40, 48)) * 5
    whole = [month != 20 for month in range(48)]
    found = accuracy(counts, whole, neighbours_of(RING), seed=1)
    used = [*found.chosen_on, *found.reported_on]
    assert not any(month - 11 <= 20 <= month + 3 for month in used)
    assert accuracy(counts[:, :25], whole[:25], neighbours_of(RING), seed=1) == Missing("too_short")


def test_a_series_with_little_in_it_is_refused():
    assert accuracy(np.zeros((40, MONTHS)), [True] * MONTHS, neighbours_of(RING), seed=1) == Missing("too_short")


def test_intervals_hold_the_long_run_mean_about_as_often_as_they_say():
    """Origins are few and share months: the interval of ten holds it less often than 95 times in 100, and is said to."""
    generator = np.random.default_rng(8)
    means = np.concatenate([np.full(4, 12.0), np.full(36, 2.0)])
    held = []
    for seed in range(60):
        counts = generator.poisson(means[:, None], (40, MONTHS)).astype(float)
        plain = at(accuracy(counts, [True] * MONTHS, neighbours_of(RING), seed=seed), "last_12_months").recall
        held.append(plain.lower <= 48 / 120 <= plain.upper)
    assert 0.7 <= np.mean(held) <= 0.98


def test_ways_of_ranking_as_they_are_described():
    counts = np.zeros((4, 12))
    counts[0, 0], counts[1, 11], counts[2, 5], counts[3, 9] = 8, 1, 2, 1
    around = neighbours_of([[1], [0], [3], [2]])
    found = {each.id: ranked_by(each, counts, [11], around)[:, 0].tolist() for each in RANKINGS}
    assert found["last_12_months"] == [8, 1, 2, 1]
    assert found["last_3_months"] == [0, 1, 0, 1]
    assert found["year_before"] == [8, 0, 0, 0]
    assert found["halved_in_6_months"][2] == pytest.approx(1)
    assert found["halved_in_3_months"][2] == pytest.approx(0.5)


def test_empirical_bayes_draws_a_place_towards_its_surroundings_by_hand():
    # Around place 0: 0, 6 and 12; mean 6, variance 24, weight (24 − 6) ÷ 24 = ¾: 6 + ¾ × (0 − 6).
    counts = np.array([0.0, 6, 12, 5, 5])
    found = local_empirical_bayes(counts, neighbours_of([[1, 2], [], [], [4], [3]]))
    assert found.tolist() == [1.5, 6, 12, 5, 5]


def test_hits_are_held_against_the_most_that_so_many_places_could_have_had():
    counts = np.random.default_rng(9).poisson(2, (40, MONTHS)).astype(float)
    found = accuracy(counts, [True] * MONTHS, neighbours_of(RING), seed=1)
    later = [counts[:, month + 1 : month + 4].sum(axis=1) for month in found.reported_on]
    best = sum(np.sort(followed)[-4:].sum() / followed.sum() for followed in later)
    plain = at(found, "last_12_months")
    assert plain.pei == pytest.approx(plain.recall.value * len(later) / best)
    assert plain.pei < 0.8
