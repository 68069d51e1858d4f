"""Series that lack the same months."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saferplan.evidence.methods.alike import rows_alike


@given(st.integers(1, 6), st.lists(st.integers(0, 63), max_size=30))
def test_rows_alike_are_the_distinct_rows(width, numbers):
    flags = np.array([[bool(number >> bit & 1) for bit in range(width)] for number in numbers]).reshape(-1, width)
    found = rows_alike(flags)
    assert sorted(place for _, places in found for place in places) == list(range(len(numbers)))
    assert len(found) == len(np.unique(flags, axis=0))
    assert all((flags[places] == row).all() for row, places in found)
