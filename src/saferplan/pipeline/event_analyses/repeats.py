"""Repeat victims, repeat places and near repeats, of extracts that have the keys or the exact places."""

from typing import Any

import numpy as np

from saferplan.base.grid import to_grid
from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.multiplicity import holm
from saferplan.evidence.methods.near_repeat import DAYS, Cell, near_repeats
from saferplan.evidence.methods.repeats import followed, repeats
from saferplan.pipeline.event_analyses.subjects import Array, Extract
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

NEAR_REPEAT_TYPES = ("Burglary", "Criminal damage and arson", "Robbery", "Vehicle crime")
"""Types whose near repeats are established (burglary, vehicle crime, arson and damage, robbery of the person)."""
SEED = 20170331  # of the random dealing of days to places, so that an edition is the same bytes everywhere
ALPHA = 0.05
SNAPPED_SHARE = 0.5
NEAR_SHARE = 0.18
"""Measured: the published map points of a borough 0.12, one irregular point a cell of 150 m 0.12, grids 0 to 0.01; addresses
along streets 0.28 to 0.55, middles of postcodes 0.41 to 0.48 (they lie in rows, and are not told apart)."""
NEAR_METRES = 25.0
FEWEST_POINTS = 200
"""So large a share of places on published map points, or on whole hundreds of metres, is no accident."""
KEYS = ("victim", "place")


def write_repeats(engine: Engine, extract: Extract, below: int) -> None:
    """Fill `event_repeat` for each kind of key that the extract has; counts of repeats under `below` are not given."""
    period = extract.in_period
    day = _days(extract.columns["from_at"])
    last = int(np.datetime64(extract.last_day, "D").astype(np.int64))
    for key_type in KEYS:
        key = extract.columns[key_type].astype(np.int64)
        if not key.any():
            continue
        for unit, category, among in extract.subjects():
            keyed, here = among & (key > 0), among & period
            found = repeats(key[keyed & period], day[keyed & period])
            few = 0 < found.repeated_keys < below
            row = extract.row(unit, category) | {
                "key_type": key_type, "events": int(here.sum()), "without_key": int((here & ~keyed).sum()), "keys": found.keys,
                "occasions": found.occasions, "repeated_keys": None if few else found.repeated_keys,
                "occasions_of_repeated": None if few else found.occasions_of_repeated, "suppress_below": below,
            } | {
                f"{name}_{each.months}": None if name == "followed" and 0 < each.followed < below else getattr(each, name)
                for each in followed(key[keyed], day[keyed], last) for name in ("judged", "followed")
            }  # fmt: skip
            engine.insert(all_tables()["event_repeat"], [tuple(row.values())])


def write_near_repeats(engine: Engine, extract: Extract) -> None:
    """Fill `near_repeat` and `near_repeat_type` for the types whose near repeats are established.

    The caller has seen that places are exact.
    """
    x, y = grid_points(extract)
    start, end = extract.columns["from_at"], extract.columns["to_at"]
    long = (_days(end) - _days(start)) > DAYS[0]
    is_exact = ~np.isnan(x) & ~(~np.isnat(end) & long)
    middle = np.where(np.isnat(end), start, start + (end - start) // 2)
    for unit, category, among in extract.subjects():
        if category not in NEAR_REPEAT_TYPES:
            continue
        here = among & extract.in_period
        used = here & is_exact
        found = near_repeats(x[used], y[used], _days(middle[used]), SEED)
        subject, reason = extract.row(unit, category), found.missing_reason if isinstance(found, Missing) else None
        engine.insert(all_tables()["near_repeat_type"], [
            (*subject.values(), int(used.sum()), int((here & ~used).sum()), reason)
        ])  # fmt: skip
        if not isinstance(found, Missing):
            _write_cells(engine, subject, found)


def _write_cells(engine: Engine, subject: dict[str, Any], found: tuple[Cell, ...]) -> None:
    adjusted = holm([cell.p for cell in found])
    engine.insert(all_tables()["near_repeat"], [
        (*subject.values(), cell.metres_from, cell.metres_to, cell.days_from, cell.days_to, cell.observed,
         round(cell.expected, 6), cell.p, bool(p <= ALPHA))
        for cell, p in zip(found, adjusted, strict=True)
    ])  # fmt: skip


def _days(at: Array) -> Array:
    found: Array = at.astype("datetime64[D]").astype(np.int64)
    return found


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
    points = np.unique(np.column_stack([x, y])[~np.isnan(x)], axis=0)
    if not len(points):
        return "no event has a point"
    hundreds = np.abs(points - np.round(points, -2)).max(axis=1) < 1
    if hundreds.mean() > SNAPPED_SHARE:
        return "its points are whole hundreds of metres"
    from scipy.spatial import cKDTree  # a tenth of a second that builds without an extract are spared

    published = _published_points(engine)
    if len(published) and (cKDTree(published).query(points)[0] < 1).mean() > SNAPPED_SHARE:
        return "its points are the published map points, not the places themselves"
    if keep_apart(points):
        return "its points keep apart from one another, as points do that each stand for an area around them"
    return ""


def keep_apart(points: Array) -> bool:
    """Whether distinct points (n × 2, metres) keep farther from one another than places thrown down at random would.

    Addresses lie in rows and come nearer; map points, middles of cells and grids of any mesh keep apart (the idea of Clark
    and Evans 1954, *Ecology* 35:445, with the fifth neighbour to tell how dense the place is). Of random points the nearest
    lies within a quarter of the way to the fifth for 1 − (15/16)⁴ = 23 in a hundred. Houses side by side keep apart too, but
    at a few metres: what is nearer than `NEAR_METRES` is not held against a file.
    """
    from scipy.spatial import cKDTree

    if len(points) < FEWEST_POINTS:
        return False
    away = cKDTree(points).query(points, k=6)[0]
    is_near = away[:, 1] < away[:, 5] / 4
    return bool(np.median(away[:, 1]) > NEAR_METRES and is_near.mean() < NEAR_SHARE)


def _published_points(engine: Engine) -> Array:
    found = engine.con.execute("SELECT longitude, latitude FROM map_point ORDER BY ALL").fetchnumpy()
    return np.column_stack(to_grid(found["longitude"], found["latitude"]))
