"""What hot spots are looked for in: counts of the partnership by neighbourhood or map point, month and indicator."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from saferplan.base.categories import ASB, CRIME_TYPES, Feed
from saferplan.base.grid import to_grid
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.contiguity import sharing_boundary
from saferplan.evidence.methods.missing import Flags, Floats
from saferplan.evidence.methods.neighbours import Neighbours, nearest
from saferplan.evidence.series import Standing
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.neighbourhoods import EVENTS_SQL, middles_of
from saferplan.pipeline.series import force_standing
from saferplan.tables.engine import Engine

ALL_CRIME = "recorded_crime"
INDICATORS = (ALL_CRIME, *TYPE_INDICATORS.values())
NEAREST_LSOAS = 6
"""About as many as share a boundary."""
NEAREST_POINTS = 8


@dataclass(frozen=True)
class Counted:
    """Counts of places of one kind: indicators × places × months, in the order of INDICATORS."""

    counts: Floats
    is_whole: Flags
    """By month, whether the force's file was supplied whole."""
    neighbours: Neighbours
    codes: tuple[str, ...] = ()
    is_by_boundary: bool = False


def count_neighbourhoods(engine: Engine, scope: Scope) -> Counted | None:
    """Of LSOAs; None where it cannot be told which are neighbours."""
    codes = [code for (code,) in engine.tuples(
        "SELECT area_code FROM area WHERE area_type = 'lsoa' AND csp_code = ? ORDER BY 1", [scope.area])]  # fmt: skip
    touching = _by_boundary(engine, codes)
    neighbours = touching or _by_distance(engine, scope, codes)
    if neighbours is None:
        return None
    found = engine.con.execute(
        """SELECT list_position($indicators, indicator_id) - 1 AS indicator, list_position($codes, area_code) - 1 AS place,
          CAST(year(month) * 12 + month(month) - 1 AS INTEGER) AS month, count FROM monthly_count
        WHERE area_type = 'lsoa' AND list_contains($codes, area_code) AND list_contains($indicators, indicator_id)""",
        {"indicators": list(INDICATORS), "codes": codes},
    ).fetchnumpy()  # fmt: skip
    counts = np.zeros((len(INDICATORS), len(codes), len(scope.months)))
    counts[found["indicator"], found["place"], found["month"] - scope.months[0].index] = found["count"]
    return Counted(counts, _is_whole(engine, scope), neighbours, tuple(codes), touching is not None)


def count_points(engine: Engine, scope: Scope) -> Counted | None:
    """Of map points; None where there are none."""
    found = engine.con.execute(
        f"""SELECT longitude, latitude, CAST(dense_rank() OVER (ORDER BY longitude, latitude) - 1 AS INTEGER) AS point, category,
          CAST(year(month) * 12 + month(month) - 1 AS INTEGER) AS month, count(*) AS number
        FROM ({EVENTS_SQL}) WHERE longitude IS NOT NULL GROUP BY longitude, latitude, category, month""",
        {"area": scope.area, "asb": ASB},
    ).fetchnumpy()  # fmt: skip
    if not len(found["point"]):
        return None
    _, first = np.unique(found["point"], return_index=True)
    x, y = to_grid(*(np.asarray(found[name])[first] for name in ("longitude", "latitude")))
    counts = np.zeros((len(INDICATORS), len(first), len(scope.months)))
    row = {name: INDICATORS.index(indicator) for name, indicator in TYPE_INDICATORS.items()}
    rows = np.array([row[name] for name in found["category"]])
    counts[rows, found["point"], found["month"] - scope.months[0].index] = found["number"]
    counts[0] = counts[[row[name] for name in CRIME_TYPES]].sum(axis=0)
    return Counted(counts, _is_whole(engine, scope), nearest(x, y, NEAREST_POINTS))


def _by_boundary(engine: Engine, codes: list[str]) -> Neighbours | None:
    """None unless the boundary of each is known."""
    shapes: dict[str, Any] = dict(engine.tuples("SELECT area_code, geometry FROM boundary WHERE area_type = 'lsoa'"))
    if not codes or not all(code in shapes for code in codes):
        return None
    return sharing_boundary([bytes(shapes[code]) for code in codes])


def _by_distance(engine: Engine, scope: Scope, codes: list[str]) -> Neighbours | None:
    """The nearest by the middle of what is recorded in each; None unless something is in each."""
    middles = middles_of(engine, scope.area)
    if not codes or not all(code in middles for code in codes):
        return None
    x, y = np.array([middles[code] for code in codes]).T
    return nearest(x, y, NEAREST_LSOAS)


def _is_whole(engine: Engine, scope: Scope) -> Flags:
    return np.asarray(force_standing(engine, Feed.STREET, scope.months)[scope.force] == Standing.WHOLE)
