"""A mesh of small cells, and areas made of them.

Every area of the simulation (borough, ward, LSOA) is a set of cells, so areas of one kind tile exactly: neighbours
share their vertices, whatever the vertices are rounded to. A cell belongs to a seed, and its corners are the centroids
of the Delaunay triangles around it. (Voronoi cells would do, but have edges too short to survive the rounding.)
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LARGEST_M, SMALLEST_M = 1024, 64
INNER = 0.3  # a seed keeps this share of its square's side away from the edge: no slivers


@dataclass(frozen=True)
class Mesh:
    """Seeds (one a cell), corners (one a triangle) and the half-edges between seeds.

    The half-edge from cell `tail` to cell `head` has corner `left` on its left and corner `right` on its right.
    """

    seeds: Ints
    corners: Floats
    tail: Ints
    head: Ints
    left: Ints
    right: Ints

    def neighbours(self) -> list[list[tuple[int, int]]]:
        """For each cell its neighbours, with the distance in metres."""
        apart = np.hypot(*(self.seeds[self.head] - self.seeds[self.tail]).T).round().astype(np.int64)
        order = np.lexsort((self.head, self.tail))
        heads, metres = self.head[order].tolist(), apart[order].tolist()
        starts = np.searchsorted(self.tail[order], np.arange(len(self.seeds) + 1)).tolist()
        return [list(zip(heads[a:b], metres[a:b], strict=True)) for a, b in pairwise(starts)]


def scatter(
    half_width: int, half_height: int, wanted: Callable[[Floats], Floats], rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Seeds around the origin, one in each square of a quadtree, and the area of each seed's square.

    `wanted` gives the side of the squares wanted at each place, in metres.
    """
    east, north = np.meshgrid(
        np.arange(-half_width, half_width, LARGEST_M), np.arange(-half_height, half_height, LARGEST_M)
    )
    corners, side = np.column_stack([east.ravel(), north.ravel()]).astype(np.int64), LARGEST_M
    seeds, areas = [], []
    while len(corners):
        split = (wanted((corners + side / 2).astype(np.float64)) < side) & (side > SMALLEST_M)
        kept = corners[~split]
        inset = rng.uniform(INNER / 2, 1 - INNER / 2, size=kept.shape)
        seeds.append(kept + np.rint(side * inset).astype(np.int64))
        areas.append(np.full(len(kept), float(side * side)))
        side //= 2
        quarters = np.array([(0, 0), (side, 0), (0, side), (side, side)], dtype=np.int64)
        corners = (corners[split][:, None, :] + quarters).reshape(-1, 2)
    return np.concatenate(seeds), np.concatenate(areas)


def triangulate(seeds: Ints) -> Mesh:
    """The mesh over these seeds (whole metres, all different)."""
    triangles = _triangles(seeds)
    tail = triangles.ravel()
    head = np.roll(triangles, -1, axis=1).ravel()
    left = np.repeat(np.arange(len(triangles), dtype=np.int64), 3)
    forth, back = tail * len(seeds) + head, head * len(seeds) + tail
    order = np.argsort(forth)
    found = np.minimum(np.searchsorted(forth[order], back), len(forth) - 1)
    twin = order[found]
    inner = forth[twin] == back  # edges of the hull have a triangle on one side only
    corners = seeds[triangles].mean(axis=1)
    return Mesh(seeds, corners, tail[inner], head[inner], left[inner], left[twin][inner])


def _triangles(seeds: Ints) -> Ints:
    """Seeds of each Delaunay triangle, anticlockwise, in an order of our own."""
    parts = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(seeds)))
    vertices = np.rint(shapely.get_coordinates(parts)).astype(np.int64).reshape(-1, 4, 2)[:, :3]
    keys, wanted = _key(seeds), _key(vertices)
    order = np.argsort(keys)
    triangles: Ints = order[np.searchsorted(keys[order], wanted)].astype(np.int64)
    a, b, c = (seeds[triangles[:, i]] for i in range(3))
    clockwise = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) < (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    triangles[clockwise] = triangles[clockwise][:, ::-1]
    first = np.argmin(triangles, axis=1)
    triangles = np.take_along_axis(triangles, (first[:, None] + np.arange(3)) % 3, axis=1)
    return triangles[np.lexsort(triangles.T[::-1])]


def _key(points: Ints) -> Ints:
    keys: Ints = points[..., 0] * 10_000_000 + points[..., 1]
    return keys


def grow(neighbours: list[list[tuple[int, int]]], allowed: Bools, starts: dict[int, int]) -> Ints:
    """Give each allowed cell the label of the start that is nearest along the mesh; cells never reached get -1.

    What grows from one start is in one piece by construction.
    """
    labels = [-1] * len(allowed)
    open_cells = allowed.tolist()
    queue = sorted((0, label, cell) for cell, label in starts.items())
    while queue:
        metres, label, cell = heapq.heappop(queue)
        if labels[cell] >= 0:
            continue
        labels[cell] = label
        for other, apart in neighbours[cell]:
            if open_cells[other] and labels[other] < 0:
                heapq.heappush(queue, (metres + apart, label, other))
    return np.array(labels, dtype=np.int64)


def centres(places: Ints, weights: Floats, count: int, rng: np.random.Generator, rounds: int = 8) -> list[int]:
    """Positions of `count` places spread by weight (weighted k-means, then the nearest place to each mean)."""
    means = places[rng.choice(len(places), size=count, replace=False, p=weights / weights.sum())].astype(np.float64)
    for _ in range(rounds):
        nearest = _squares(places, means).argmin(axis=1)
        total = np.bincount(nearest, weights, count)
        for axis in (0, 1):
            sums = np.bincount(nearest, weights * places[:, axis], count)
            means[:, axis] = np.where(total > 0, np.rint(sums / np.maximum(total, 1e-9)), means[:, axis])
    apart, chosen = _squares(places, means), []
    for i in range(count):
        chosen.append(int(apart[:, i].argmin()))
        apart[chosen[-1]] = np.inf  # no two means take the same place
    return chosen


def _squares(places: Ints, means: Floats) -> Floats:
    squares: Floats = (places[:, :1] - means[:, 0]) ** 2 + (places[:, 1:] - means[:, 1]) ** 2
    return squares


def outlines(mesh: Mesh, labels: Ints) -> dict[int, list[list[int]]]:
    """Rings of corners around each labelled area: the outer one first, anticlockwise, then any holes, clockwise.

    Three cells meet at a corner, so an area's border passes a corner at most once and the rings are simple.
    """
    border = (labels[mesh.tail] != labels[mesh.head]) & (labels[mesh.tail] >= 0)
    steps: dict[int, dict[int, int]] = {}
    for label, start, end in zip(
        labels[mesh.tail[border]].tolist(), mesh.right[border].tolist(), mesh.left[border].tolist(), strict=True
    ):
        steps.setdefault(label, {})[start] = end
    return {
        label: sorted(_rings(steps[label]), key=lambda ring: -_signed_area(mesh.corners[ring]))
        for label in sorted(steps)
    }


def _rings(step: dict[int, int]) -> list[list[int]]:
    rings = []
    while step:
        start = min(step)
        ring = [start, step.pop(start)]
        while ring[-1] != start:
            ring.append(step.pop(ring[-1]))
        rings.append(ring)
    return rings


def _signed_area(ring: Floats) -> float:
    east, north = ring.T
    return float((east[:-1] * north[1:] - east[1:] * north[:-1]).sum()) / 2
