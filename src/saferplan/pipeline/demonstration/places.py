"""Areas with their codes, residents and map points, cut from the mesh.

LSOAs of 2011 and wards are grown independently inside their borough, so LSOAs do not nest in wards.
"""

from dataclasses import dataclass

import numpy as np

from .anchors import ANCHORS, anchor_points
from .changes import LSOAS_A_GROUP, Area, Change, Changes
from .mesh import Floats, Ints, Mesh, centres, grow
from .names import street_names, ward_names
from .promises import BOROUGHS
from .territory import SEA, survey

FIRST_CODE = 99_001
POINTS_AN_LSOA = (12, 30)


@dataclass(frozen=True)
class MapPoints:
    """Where crime is shown: the cell and place of each point, and its street or what else it is."""

    cell: Ints
    places: Floats
    streets: list[str]
    anchors: list[int]  # the point of each of ANCHORS


@dataclass(frozen=True)
class Places:
    """Everything on the map. The `*_of` arrays give the position of each cell's area, -1 at sea."""

    mesh: Mesh
    borough_of: Ints
    lsoa11_of: Ints
    lsoa21_of: Ints
    ward_of: Ints
    weight_of: Floats  # of each cell, in proportion to the people who live there
    lsoas11: list[Area]
    lsoas21: list[Area]
    wards: list[Area]
    changes: list[Change]
    ward_of_lsoa21: list[int]
    residents: list[Ints]  # of each LSOA of 2011, one array a year
    points: MapPoints


def lay_out(rng: np.random.Generator) -> Places:
    mesh, weights, borough_of = survey(rng)
    neighbours = mesh.neighbours()
    lsoa11_of, lsoa_borough = _divide(mesh, neighbours, weights, borough_of, [p.lsoas for p in BOROUGHS], rng)
    # wards are evener in size than LSOAs
    ward_of, ward_borough = _divide(mesh, neighbours, weights**0.8, borough_of, [p.wards for p in BOROUGHS], rng)
    lsoas11 = _lsoas(lsoa_borough)
    changed = Changes(mesh, neighbours, lsoa11_of, lsoas11, rng)
    changed.split_and_merge()
    names = [ward_names(p.wards, rng) for p in BOROUGHS]
    return Places(
        mesh=mesh,
        borough_of=borough_of,
        lsoa11_of=lsoa11_of,
        lsoa21_of=changed.lsoa21_of,
        ward_of=ward_of,
        weight_of=weights,
        lsoas11=lsoas11,
        lsoas21=changed.lsoas21,
        wards=_wards(ward_borough, names),
        changes=changed.changes,
        ward_of_lsoa21=_best_fit(changed.lsoa21_of, ward_of, weights),
        residents=_residents(np.array(lsoa_borough), rng),
        points=_map_points(mesh, borough_of, changed.lsoa21_of, len(changed.lsoas21), rng),
    )


def _divide(
    mesh: Mesh,
    neighbours: list[list[tuple[int, int]]],
    weights: Floats,
    borough_of: Ints,
    counts: list[int],
    rng: np.random.Generator,
) -> tuple[Ints, list[int]]:
    """Divide each borough into so many areas; areas are numbered borough by borough, from north to south."""
    area_of = np.full(len(borough_of), SEA, dtype=np.int64)
    boroughs: list[int] = []
    for borough, count in enumerate(counts):
        cells = np.flatnonzero(borough_of == borough)
        chosen = cells[centres(mesh.seeds[cells], weights[cells], count, rng)]
        starts = {cell: len(boroughs) + i for i, cell in enumerate(_north_to_south(mesh, chosen))}
        area_of = np.where(borough_of == borough, grow(neighbours, borough_of == borough, starts), area_of)
        boroughs += [borough] * count
    return area_of, boroughs


def _north_to_south(mesh: Mesh, cells: Ints, rows: int = 6) -> list[int]:
    """Order cells in rows from north to south, each from west to east, as the publisher numbers areas."""
    southward = cells[np.lexsort((mesh.seeds[cells, 0], -mesh.seeds[cells, 1]))]
    ordered: list[int] = []
    for row in np.array_split(southward, rows):
        ordered += row[np.argsort(mesh.seeds[row, 0], kind="stable")].tolist()
    return ordered


def _lsoas(boroughs: list[int]) -> list[Area]:
    areas, seen = [], [0] * len(BOROUGHS)
    for i, borough in enumerate(boroughs):
        group, letter = divmod(seen[borough], LSOAS_A_GROUP)
        name = f"{BOROUGHS[borough].name} {group + 1:03d}{'ABCDE'[letter]}"
        areas.append(Area(f"E010{FIRST_CODE + i}", name, borough))
        seen[borough] += 1
    return areas


def _wards(boroughs: list[int], names: list[list[str]]) -> list[Area]:
    flat = [name for some in names for name in some]
    return [Area(f"E050{FIRST_CODE + i}", flat[i], borough) for i, borough in enumerate(boroughs)]


def _best_fit(lsoa21_of: Ints, ward_of: Ints, weights: Floats) -> list[int]:
    """The ward that holds the most of each LSOA, by the weight of its cells."""
    land = lsoa21_of >= 0
    held = np.zeros((lsoa21_of.max() + 1, ward_of.max() + 1))
    np.add.at(held, (lsoa21_of[land], ward_of[land]), weights[land])
    best: list[int] = held.argmax(axis=1).tolist()
    return best


def _residents(boroughs: Ints, rng: np.random.Generator) -> list[Ints]:
    """Residents of each LSOA of 2011, year by year, which sum to what is promised for the borough."""
    shares = np.clip(rng.normal(1, 0.11, size=len(boroughs)), 0.8, 1.28)
    years = []
    for year in range(2):
        residents = np.zeros(len(boroughs), dtype=np.int64)
        for number, promise in enumerate(BOROUGHS):
            own = boroughs == number
            residents[own] = whole(shares[own], promise.residents[year])
        years.append(residents)
        shares = shares * rng.uniform(0.985, 1.015, size=len(shares))
    return years


def whole(shares: Floats, total: int) -> Ints:
    """Whole numbers in proportion to `shares` with this sum: the largest remainders are rounded up."""
    exact = shares / shares.sum() * total
    whole: Ints = np.floor(exact).astype(np.int64)
    up = np.lexsort((np.arange(len(exact)), np.round(whole - exact, 9)))[: total - int(whole.sum())]
    whole[up] += 1
    return whole


def _map_points(mesh: Mesh, borough_of: Ints, lsoa21_of: Ints, count: int, rng: np.random.Generator) -> MapPoints:
    """Points on the way from a cell's seed to one of its corners, stopping well before the corner."""
    cells, corners = [], []
    land = np.flatnonzero(lsoa21_of[mesh.tail] >= 0)
    spokes = land[np.argsort(lsoa21_of[mesh.tail[land]], kind="stable")]
    starts = np.searchsorted(lsoa21_of[mesh.tail[spokes]], np.arange(count + 1))
    for lsoa in range(count):
        own = spokes[starts[lsoa] : starts[lsoa + 1]]
        size = min(int(rng.integers(POINTS_AN_LSOA[0], POINTS_AN_LSOA[1] + 1)), len(own))
        chosen = rng.choice(own, size=size, replace=False)
        cells.append(mesh.tail[chosen])
        corners.append(mesh.left[chosen])
    cell, corner = np.concatenate(cells), np.concatenate(corners)
    way = rng.uniform(0.1, 0.6, size=(len(cell), 1))
    places = mesh.seeds[cell] + way * (mesh.corners[corner] - mesh.seeds[cell])
    streets, anchors = street_names(len(cell), rng), anchor_points(places, borough_of[cell])
    for anchor, point in zip(ANCHORS, anchors, strict=True):
        streets[point] = anchor.name
    return MapPoints(cell, places, streets, anchors)
