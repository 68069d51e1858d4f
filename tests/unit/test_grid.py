"""Degrees and metres: a published point, there and back, and no projection made twice."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from saferplan.base import grid


def test_a_published_point_lies_where_it_is_published():
    """Caister water tower, the worked example of Ordnance Survey's guide to coordinate systems. Without the survey's correction
    grid the conversion is good to five metres."""
    x, y = grid.to_grid(1.716073973, 52.658007833)
    assert (x, y) == pytest.approx((651_409.804, 313_177.45), abs=5)
    assert grid.to_degrees(x, y) == pytest.approx((1.716073973, 52.658007833), abs=1e-6)


def test_a_projection_is_made_once_for_a_thread_and_gives_the_same_in_all():
    """Made for every boundary it cost a build two seconds."""
    grid.to_grid(-1.3, 54.5)
    before = grid._made.cache_info().misses
    for _ in range(50):
        grid.to_grid(-1.3, 54.5)
    assert grid._made.cache_info().misses == before
    longitude = np.linspace(-3, 1, 500)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: grid.to_grid(longitude, longitude * 0 + 53), range(40)))
    assert all(np.array_equal(each, found[0]) for each in found)
