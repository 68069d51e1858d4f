"""Whether the points of an extract are the places themselves, or each stands for an area around it.

A mapping says it, for only the supplier knows (`exact_points`); here the points are asked whether they contradict it.
"""

import numpy as np

from saferplan.base.grid import to_grid
from saferplan.pipeline.event_analyses.subjects import Array, Extract
from saferplan.tables.engine import Engine

NOT_SAID = "its mapping does not say that points are exact, which only the supplier can know"
MOST = 0.5
"""More than so large a share of places on published map points, or on one grid, is no accident."""
MESHES = range(500, 19, -1)
"""Metres. What is rounded to 10 metres is near enough for bands of 100."""
FEWEST_POINTS, MOST_POINTS = 20, 2_000
FEWEST_EVENTS = 2_000
NEAR_METRES = 25.0
SHARED_SHARE, NEAR_SHARE = 0.2, 0.09


def grid_points(extract: Extract) -> tuple[Array, Array]:
    """Metres of the British National Grid, to a tenth; NaN where there is no point."""
    longitude, latitude = extract.columns["longitude"], extract.columns["latitude"]
    is_known = ~np.isnan(longitude)
    x, y = np.full(len(longitude), np.nan), np.full(len(longitude), np.nan)
    if is_known.any():
        x[is_known], y[is_known] = to_grid(longitude[is_known], latitude[is_known])
    return np.round(x, 1), np.round(y, 1)


def why_not_exact(engine: Engine, extract: Extract) -> str:
    """Why the places of an extract are not taken for exact, in words; empty where they are."""
    x, y = grid_points(extract)
    every = np.column_stack([x, y])[~np.isnan(x)]
    points = np.unique(every, axis=0)
    if not len(points):
        return "no event has a point"
    if (np.abs(points - np.round(points, -2)).max(axis=1) < 1).mean() > MOST:
        return "its points are whole hundreds of metres"
    from scipy.spatial import cKDTree  # a tenth of a second that builds without an extract are spared

    published = _published_points(engine)
    if len(published) and (cKDTree(published).query(points)[0] < 1).mean() > MOST:
        return "its points are the published map points, not the places themselves"
    if _are_rounded_degrees(extract):
        return "its points are degrees of three decimals or fewer"
    if mesh := mesh_of(points):
        return f"its points lie on a grid of {mesh} metres"
    if stand_for_areas(every):
        return "its points are shared by many events and have no others near by, as points that each stand for an area around them"
    return ""


def _are_rounded_degrees(extract: Extract) -> bool:
    thousands = np.column_stack([extract.columns["longitude"], extract.columns["latitude"]]) * 1_000
    known = thousands[~np.isnan(thousands[:, 0])]
    return bool((np.abs(known - np.round(known)).max(axis=1) < 1e-6).mean() > MOST)


def mesh_of(points: Array) -> int:
    """The mesh in metres of the grid on which most of some distinct points (n × 2) lie, wherever it begins; nought for none."""
    if len(points) < FEWEST_POINTS:
        return 0
    some = points[:: -(-len(points) // MOST_POINTS)]
    return next((mesh for mesh in MESHES if _share_on(some, mesh) > MOST), 0)


def _share_on(points: Array, mesh: int) -> float:
    """The share that lies within a metre of the grid of this mesh on which most lie."""
    rest = np.round(points) % mesh
    each, times = np.unique(rest[:, 0] * mesh + rest[:, 1], return_counts=True)
    most = each[times.argmax()]
    away = (rest - [most // mesh, most % mesh] + mesh / 2) % mesh - mesh / 2
    return float((np.abs(away).max(axis=1) <= 1).mean())


def stand_for_areas(events: Array) -> bool:
    """Whether the points of events (n × 2, metres) are each shared by many and keep apart, as map points and anchors do.

    An address has others within `NEAR_METRES`, and where events are dense enough for many to fall on a point already taken,
    many fall next door too. Where a point stands for the addresses around it those are one point, and none is next door. So:
    a fifth of the points or more have several events, and those with another point near by are fewer than 0.09 of them.

    Measured on made towns (streets of 3 to 40 houses 5 to 25 m apart, flats that share a point, places a hundred times as
    burdened, up to 30% of events repeats at the same address): for addresses the second number is 0.1 to 2.5 from 2,000 events
    on; for irregular points, one to a cell, up to 0.06 at 100 m and more, below 0.09 in nine files of ten at 75 m, 0.08 to 0.25
    at 50 m; for those in the middles of cells, give or take an eighth, under 0.01 from 50 m on. For the published map points of
    Cleveland and of its boroughs, a month to a year of them, it is 0 to 0.06. So irregular cells of 50 m are mostly not told, nor
    any in fewer than 2,000 events, where repeats alone share points; and an estate that is nothing but blocks of flats comes near
    being refused.
    """
    from scipy.spatial import cKDTree

    if len(events) < FEWEST_EVENTS:
        return False
    points, times = np.unique(events, axis=0, return_counts=True)
    if len(points) < FEWEST_POINTS:
        return True
    shared = int((times > 1).sum())
    near = int((cKDTree(points).query(points, k=2)[0][:, 1] < NEAR_METRES).sum())
    return shared >= SHARED_SHARE * len(points) and near < NEAR_SHARE * shared


def _published_points(engine: Engine) -> Array:
    found = engine.con.execute("SELECT longitude, latitude FROM map_point ORDER BY ALL").fetchnumpy()
    return np.column_stack(to_grid(found["longitude"], found["latitude"]))
