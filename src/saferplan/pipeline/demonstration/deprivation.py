"""Deprivation of the simulated LSOAs of 2011, as ranks among all of England's: poorer near a town centre."""

from pathlib import Path

import numpy as np

from .files import write_csv
from .mesh import Ints
from .places import Places
from .territory import centre_distance

LSOAS_OF_ENGLAND = 32_844  # rank 1 is the most deprived
REACH_M = 2_500


def draw_ranks(places: Places, rng: np.random.Generator) -> Ints:
    """A rank for each LSOA of 2011, all different."""
    count = len(places.lsoas11)
    land = places.lsoa11_of >= 0
    label = places.lsoa11_of[land]
    cells = np.bincount(label, minlength=count)
    middle = np.column_stack([np.bincount(label, places.mesh.seeds[land, axis], count) / cells for axis in (0, 1)])
    apart = centre_distance(middle, np.array([area.borough for area in places.lsoas11]))
    poverty = np.exp(-((apart / REACH_M) ** 2)) + rng.normal(0, 0.25, size=count)
    likely = np.linspace(1.6, 0.6, LSOAS_OF_ENGLAND)  # the area is poorer than the country
    ranks = np.sort(rng.choice(LSOAS_OF_ENGLAND, count, replace=False, p=likely / likely.sum())) + 1
    found = np.empty(count, dtype=np.int64)
    found[np.argsort(-np.round(poverty, 9), kind="stable")] = ranks
    return found


def write_deprivation(directory: Path, places: Places, ranks: Ints) -> dict[str, int]:
    deciles = (10 * (ranks - 1)) // LSOAS_OF_ENGLAND + 1
    rows = zip((area.code for area in places.lsoas11), deciles.tolist(), ranks.tolist(), strict=True)
    return write_csv(directory, "deprivation/imd2019_lsoa11.csv", "lsoa11_code,IMD_decile,IMD_rank", rows)
