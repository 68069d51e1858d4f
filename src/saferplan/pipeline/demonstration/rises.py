"""Rises in a few neighbourhoods: a cluster of the newest two months, and a step that lasts. Signals should find both.

They are made by moving rows of the same borough, month and type there, so that every promised total stays.
"""

from dataclasses import dataclass

import numpy as np

from .crimes import TYPE_NAMES
from .mesh import Bools, Floats, Ints
from .places import Places
from .promises import EXAMPLETON, MONTHS
from .rows import OWN, Rows
from .territory import centre_distance

FAR_FROM_CENTRE_M = 2_000


@dataclass(frozen=True)
class Rise:
    """More of a type in some LSOAs from a month to the last one: so many rows moved there each month."""

    name: str
    crime_type: int
    first: int
    neighbourhoods: int
    rows_a_month: int
    lsoas: tuple[int, ...] = ()


CLUSTER = Rise("cluster", TYPE_NAMES.index("Vehicle crime"), MONTHS.index("2017-02"), 4, 26)
STEP = Rise("step", TYPE_NAMES.index("Criminal damage and arson"), MONTHS.index("2016-11"), 1, 11)


def with_rises(places: Places, rows: Rows, rng: np.random.Generator) -> tuple[Rows, tuple[Rise, ...]]:
    """Move rows to two places far from the centre and from one another; gives where they are as well."""
    middles = _middles(places)
    centre = int(rng.choice(np.flatnonzero(_is_far(places, middles))))
    apart = np.hypot(*(middles - middles[centre]).T)
    other = int(np.nanargmax(np.where(_is_far(places, middles), apart, np.nan)))
    found = []
    for rise, at in ((CLUSTER, centre), (STEP, other)):
        away = np.hypot(*(middles - middles[at]).T)
        lsoas = tuple(np.argsort(np.where(np.isnan(away), np.inf, away), kind="stable")[: rise.neighbourhoods].tolist())
        found.append(Rise(**{**vars(rise), "lsoas": lsoas}))
        rows = _moved(places, rows, found[-1], rng)
    return rows, tuple(found)


def _middles(places: Places) -> Floats:
    """East and north of the middle of each LSOA's map points; nan outside the first borough."""
    own = places.borough_of[places.points.cell] == EXAMPLETON
    lsoa = places.lsoa21_of[places.points.cell]
    found = np.full((len(places.lsoas21), 2), np.nan)
    for place in np.unique(lsoa[own]):
        found[place] = np.round(places.points.places[own & (lsoa == place)].mean(axis=0), 3)
    return found


def _is_far(places: Places, middles: Floats) -> Bools:
    inside = ~np.isnan(middles[:, 0])
    away = centre_distance(np.nan_to_num(middles), np.full(len(middles), EXAMPLETON))
    far: Bools = inside & (away > FAR_FROM_CENTRE_M)
    return far


def _moved(places: Places, rows: Rows, rise: Rise, rng: np.random.Generator) -> Rows:
    lsoa = places.lsoa21_of[places.points.cell]
    own = places.borough_of[places.points.cell] == EXAMPLETON
    spots = np.flatnonzero(own & np.isin(lsoa, rise.lsoas))
    point: Ints = rows.point.copy()
    for month in range(rise.first, len(MONTHS)):
        able = (
            (rows.borough == EXAMPLETON) & (rows.kind == OWN) & (rows.month == month)
            & (rows.crime_type == rise.crime_type) & rows.placed & ~np.isin(rows.point, spots)
        )  # fmt: skip
        chosen = rng.choice(np.flatnonzero(able), rise.rows_a_month, replace=False)
        point[chosen] = rng.choice(spots, rise.rows_a_month)
    return rows.but(point=point)
