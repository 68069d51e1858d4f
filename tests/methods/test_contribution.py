"""What drove a change: the parts add up, always, and those against the whole are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.contribution import Direction, PartsDoNotSumError, contributions

COUNTS = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), min_size=1, max_size=15)


@given(COUNTS)
def test_parts_sum_to_the_net_change_exactly(counts):
    before, after = zip(*counts, strict=True)
    found = contributions([f"part {n}" for n in range(len(counts))], before, after, sum(before), sum(after))
    assert sum(part.change for part in found.parts) == found.net == sum(after) - sum(before)
    assert sum(part.share for part in found.parts) == pytest.approx(1 if found.movement else 0)
    sizes = [abs(part.change) for part in found.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_parts_against_the_whole_are_told_apart():
    found = contributions(["theft", "burglary", "drugs", "robbery"], [50, 30, 10, 10], [80, 20, 10, 15], 100, 125)
    assert [part.name for part in found.moving(Direction.WITH)] == ["theft", "robbery"]
    assert [part.name for part in found.moving(Direction.AGAINST)] == ["burglary"]
    assert [part.name for part in found.moving(Direction.STILL)] == ["drugs"]
    assert (found.net, found.movement) == (25, 45)
    assert found.parts[0].share == pytest.approx(30 / 45)


def test_a_whole_that_did_not_move_has_parts_that_offset():
    found = contributions(["a", "b"], [10, 20], [20, 10], 30, 30)
    assert {part.direction for part in found.parts} == {Direction.OFFSET}
    assert found.net == 0


def test_equal_movements_come_in_order_of_name():
    found = contributions(["wards west", "wards east"], [1, 1], [2, 2], 2, 4)
    assert [part.name for part in found.parts] == ["wards east", "wards west"]


@pytest.mark.parametrize(("whole_before", "whole_after"), [(101, 120), (100, 121)])
def test_parts_that_do_not_sum_to_the_whole_are_refused(whole_before, whole_after):
    with pytest.raises(PartsDoNotSumError, match="sum to"):
        contributions(["a", "b"], [60, 40], [90, 30], whole_before, whole_after)
