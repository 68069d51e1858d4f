"""The imaginary land: coast, river and borough boundaries, in metres east and north of the middle of the force area.

The land is an island with a wavy coast. A river runs from the west and opens into an estuary in the east; it parts
some of the boroughs, and other lines, as wavy as the coast, part the rest.
"""

from dataclasses import dataclass

import numpy as np

from .mesh import Bools, Floats, Ints, Mesh, grow, scatter, triangulate
from .promises import BOROUGHS

MIDDLE = (567_600, 537_000)  # easting and northing: in the open North Sea
HALF_WIDTH_M, HALF_HEIGHT_M = 18_432, 14_336
ISLAND = (14_500.0, 10_800.0)  # half axes
SEA = -1


@dataclass(frozen=True)
class Ripples:
    """Waves of several lengths laid over each other: what makes a line look drawn by nature."""

    turns: Floats
    phases: Floats
    heights: Floats

    @classmethod
    def draw(cls, rng: np.random.Generator, height_m: float, length_m: float) -> "Ripples":
        lengths = length_m / 1.6 ** np.arange(8)
        angles = rng.uniform(0, 2 * np.pi, size=8)
        turns = 2 * np.pi / lengths * np.array([np.cos(angles), np.sin(angles)])
        return cls(turns, rng.uniform(0, 2 * np.pi, size=8), (height_m * lengths / length_m).astype(np.float64))

    def at(self, places: Floats) -> Floats:
        waves: Floats = np.sin(places @ self.turns + self.phases) @ self.heights
        return waves


@dataclass(frozen=True)
class Land:
    """The lie of the land, as functions of places."""

    coast: Ripples
    border: Ripples
    river: Ripples

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Land":
        return cls(Ripples.draw(rng, 650, 9_000), Ripples.draw(rng, 420, 6_000), Ripples.draw(rng, 260, 5_000))

    def above_river(self, places: Floats) -> Floats:
        """Metres north of the river's middle line, which meanders."""
        east = places[:, 0]
        bends = 900 * np.sin(east / 2_600) + 350 * np.sin(east / 1_150 + 1)
        metres: Floats = places[:, 1] - 1_400 - bends * np.clip(1.3 - east / 14_000, 0.2, 1) - self.river.at(places)
        return metres

    def inland(self, places: Floats) -> Floats:
        """Roughly the metres to the nearest water; negative at sea and in the estuary."""
        out = np.hypot(places[:, 0] / ISLAND[0], places[:, 1] / ISLAND[1])
        from_coast = (1 - out) * ISLAND[1] + self.coast.at(places)
        half_width = np.minimum((places[:, 0] - 3_600) * 0.085, 900)
        metres: Floats = np.minimum(from_coast, np.abs(self.above_river(places)) - half_width)
        return metres

    def borough(self, places: Floats) -> Ints:
        """Which of BOROUGHS a place on land would be in."""
        north = self.above_river(places) > 0
        east = places[:, 0] + self.border.at(places)
        in_north = np.where(east + 0.25 * places[:, 1] > 4_400, 1, 0)
        in_south = np.select([east - 0.1 * places[:, 1] < -1_900, east + 0.2 * places[:, 1] < 3_900], [0, 2], 3)
        boroughs: Ints = np.where(north, in_north, in_south).astype(np.int64)
        return boroughs


def crowding(places: Floats) -> Floats:
    """How densely people live, 1 in a town centre, falling to a rural floor."""
    density = np.full(len(places), 0.03)
    for promise in BOROUGHS:
        for centre in promise.centres:
            apart = np.hypot(places[:, 0] - centre.east, places[:, 1] - centre.north) / centre.reach_m
            density = np.maximum(density, 0.6 * np.exp(-((apart / 1.2) ** 4)) + 0.4 * np.exp(-((2.2 * apart) ** 2)))
    return density


def centre_distance(places: Floats, borough: Ints) -> Floats:
    """Metres from the main town centre of the place's borough."""
    mains = np.array([(p.centres[0].east, p.centres[0].north) for p in BOROUGHS], dtype=np.float64)
    metres: Floats = np.hypot(*(places - mains[borough]).T)
    return metres


def survey(rng: np.random.Generator) -> tuple[Mesh, Floats, Ints]:
    """The mesh over land and sea, the weight of each cell (for spreading areas) and the borough of each cell."""
    land = Land.draw(rng)

    def wanted(places: Floats) -> Floats:
        inland = land.inland(places)
        on_land = np.clip(80 / crowding(places), 64, 256)
        return np.where(inland > 0, on_land, np.clip(-inland * 0.6, 128, 1_024))

    seeds, areas = scatter(HALF_WIDTH_M, HALF_HEIGHT_M, wanted, rng)
    mesh = triangulate(seeds)
    places = seeds.astype(np.float64)
    borough = np.where(land.inland(places) > 0, land.borough(places), SEA)
    return mesh, areas * crowding(places) ** 1.3, _in_one_piece(mesh, borough)


def _in_one_piece(mesh: Mesh, borough: Ints) -> Ints:
    """Cut off islets become sea; a piece of a borough that lies beyond another borough joins the nearest one."""
    neighbours = mesh.neighbours()
    mainland = np.full(len(borough), SEA, dtype=np.int64)
    for number, promise in enumerate(BOROUGHS):
        allowed: Bools = borough == number
        middle = np.array([promise.centres[0].east, promise.centres[0].north])
        apart = np.hypot(*(mesh.seeds - middle).T)
        start = int(np.where(allowed, apart, np.inf).argmin())
        mainland[grow(neighbours, allowed, {start: number}) == number] = number
    starts = {int(cell): int(mainland[cell]) for cell in np.flatnonzero(mainland >= 0)}
    return grow(neighbours, borough >= 0, starts)
