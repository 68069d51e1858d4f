"""Aoristic weights against crimepy, and that every event weighs one."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.aoristic import default_counts, week_hours

DAY = datetime(2024, 1, 1)


def test_matches_the_independent_program(reference):
    ranges = reference("evaluation", "in_aoristic.csv")
    starts, ends = ([datetime.fromisoformat(row[name][:26]) for row in ranges] for name in ("begin", "end"))
    expected = np.zeros((7, 24))
    for row in reference("evaluation", "out_aoristic_weekhour.csv"):
        expected[int(row["weekday"]), int(row["hour"])] = float(row["weight"])
    assert week_hours(starts, ends) == pytest.approx(expected, abs=1e-9)


def test_the_worked_example():
    found = week_hours([DAY + timedelta(hours=21.5)], [DAY + timedelta(hours=23)])
    assert (found[0, 21], found[0, 22]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**5)), max_size=20))
def test_every_event_weighs_one(ranges):
    starts = [DAY + timedelta(minutes=start) for start, _ in ranges]
    found = week_hours(
        starts, [start + timedelta(minutes=long) for start, (_, long) in zip(starts, ranges, strict=True)]
    )
    assert found.sum() == pytest.approx(len(ranges))


def test_an_end_that_is_not_known_is_an_instant_and_one_before_the_beginning_is_none():
    assert week_hours([DAY], [None])[0, 0] == 1
    with pytest.raises(ValueError, match="before"):
        week_hours([DAY], [DAY - timedelta(minutes=1)])


def test_defaults_are_counted_to_the_minute():
    starts = [DAY, DAY + timedelta(seconds=59), DAY + timedelta(hours=12), DAY + timedelta(hours=12, minutes=1)]
    assert default_counts(starts) == (2, 1)
    assert default_counts([]) == (0, 0)
