"""Repeat victims and places: counted by hand, and against the plainest reading of the rule."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.repeats import WINDOWS, Followed, Repeats, followed, repeats

EVENTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 800)), max_size=40)


def test_a_day_of_one_key_is_one_occasion():
    assert repeats(np.array([7, 7, 7]), np.array([3, 3, 3])) == Repeats(1, 1, 0, 0)
    assert repeats(np.array([], dtype=int), np.array([], dtype=int)) == Repeats(0, 0, 0, 0)


def test_only_occasions_whose_months_after_are_known_are_judged():
    """On day 100 of 190 the next 91 days are not all known: it is not counted as not followed."""
    key, day = np.array([1, 1, 2, 3]), np.array([0, 91, 100, 99])
    assert followed(key, day, 190)[0] == Followed(3, 3, 1)
    assert followed(key, day, 191)[0] == Followed(3, 4, 1)


@given(EVENTS)
def test_the_plainest_reading_agrees(events):
    key, day = (np.array([event[place] for event in events], dtype=int) for place in (0, 1))
    once = set(events)
    for found in followed(key, day, 800):
        days = WINDOWS[found.months]
        judged = [(who, when) for who, when in once if when + days <= 800]
        assert found.judged == len(judged)
        assert found.followed == sum(
            any(when < later <= when + days for who2, later in once if who2 == who) for who, when in judged
        )
    counts = {who: sum(each == who for each, _ in once) for who, _ in once}
    again = [number for number in counts.values() if number > 1]
    assert repeats(key, day) == Repeats(len(counts), len(once), len(again), sum(again))
