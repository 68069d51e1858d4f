"""Made towns of addresses along streets, events in them, and what suppliers make of points that are not to be exact."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from scipy.spatial import cKDTree

Array = np.ndarray


class Town(NamedTuple):
    """Streets of houses on both sides, some of them flats that share a point; `side` and `spacing` in metres."""

    side: float
    streets: int
    spacing: tuple[float, float]
    most_houses: int = 40
    flats: float = 0.05
    hot: float = 0.01
    """The share of addresses that are some twenty times as burdened as others: shops, hostels."""

    def addresses(self, draw: Generator) -> tuple[Array, Array]:
        """Points to the metre, with the share of events that each has."""
        streets = [self._street(draw) for _ in range(self.streets)]
        points, burden = (np.concatenate(each) for each in zip(*streets, strict=True))
        burden *= np.where(draw.random(len(burden)) < self.hot, np.exp(draw.normal(3, 1, len(burden))), 1)
        return np.round(points), burden / burden.sum()

    def _street(self, draw: Generator) -> tuple[Array, Array]:
        houses, apart, angle = (
            draw.integers(3, self.most_houses),
            draw.uniform(*self.spacing),
            draw.uniform(0, 2 * np.pi),
        )
        along = np.array([np.cos(angle), np.sin(angle)])
        across = draw.uniform(12, 26) * np.array([-along[1], along[0]])
        row = draw.normal(self.side / 2, self.side / 6, 2) + np.outer(np.arange(houses) * apart, along)
        points = np.concatenate([row, row + across]) + draw.normal(0, 0.7, (2 * houses, 2))
        are_flats = draw.random(2 * houses) < self.flats
        burden = np.exp(draw.normal(0, 0.8) + draw.normal(0, 0.8, 2 * houses))
        return points, burden * np.where(are_flats, draw.integers(6, 40, 2 * houses), 1)


TOWNS = {
    "suburb": Town(12_000, 2_500, (8, 14)),
    "terraces": Town(8_000, 2_500, (5, 7)),
    "detached": Town(15_000, 2_500, (14, 22), flats=0.01),
    "villages": Town(30_000, 1_500, (12, 25), most_houses=12, flats=0.01),
    "flats": Town(8_000, 2_500, (10, 20), flats=0.5),
    "small town": Town(3_000, 150, (8, 14)),
    "shops": Town(10_000, 2_000, (8, 14), hot=0.05),
}


def events_at(addresses: tuple[Array, Array], size: int, draw: Generator, repeats: float = 0.1) -> Array:
    """Where so many events are, some of them at an address that had one already."""
    points, burden = addresses
    chosen = draw.choice(len(points), size, p=burden)
    again = int(size * repeats)
    chosen[:again] = draw.choice(chosen[again:], again)
    return points[chosen]


def one_to_a_cell(points: Array, mesh: float, draw: Generator, spread: float | None = None) -> Array:
    """Each point moved to the one of its cell: anywhere in it, or in its middle give or take `spread` of the mesh."""
    cell = np.floor(points / mesh).astype(int)
    _, which = np.unique(cell, axis=0, return_inverse=True)
    size = (which.max() + 1, 2)
    inside = draw.uniform(0, 1, size) if spread is None else 0.5 + draw.normal(0, spread, size)
    return np.round((cell + inside[which.ravel()]) * mesh)


def at_anchors(points: Array, addresses: Array, apart: float, draw: Generator) -> Array:
    """Each point moved to the nearest of some addresses that stand so far apart at least, as the published map points do."""
    tree, is_free, anchors = cKDTree(addresses), np.ones(len(addresses), dtype=bool), []
    for place in draw.permutation(len(addresses)):
        if is_free[place]:
            anchors.append(place)
            is_free[tree.query_ball_point(addresses[place], apart)] = False
    chosen = addresses[anchors]
    return chosen[cKDTree(chosen).query(points)[1]]
