"""Repeat victims, repeat places and near repeats, of extracts that have the keys or the exact places."""

from typing import Any

import numpy as np

from saferplan.evidence.methods.missing import Missing
from saferplan.evidence.methods.multiplicity import holm
from saferplan.evidence.methods.near_repeat import DAYS, Cell, near_repeats
from saferplan.evidence.methods.repeats import followed, repeats
from saferplan.pipeline.event_analyses.exact_places import grid_points
from saferplan.pipeline.event_analyses.subjects import Array, Extract
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

NEAR_REPEAT_TYPES = ("Burglary", "Criminal damage and arson", "Robbery", "Vehicle crime")
"""Types whose near repeats are established (burglary, vehicle crime, arson and damage, robbery of the person)."""
SEED = 20170331  # of the random dealing of days to places, so that an edition is the same bytes everywhere
ALPHA = 0.05
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
                "key_type": key_type, "events": int(here.sum()),
                "without_key": None if few else int((here & ~keyed).sum()), "keys": found.keys,
                "occasions": None if few else found.occasions, "repeated_keys": None if few else found.repeated_keys,
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
