"""Where areas of the partnership's own lie, and whose figures they are: no area is counted where nobody's rows are known.

An area is counted from the rows of one police force: the partnership's own where it holds some of the area, and else the
one that holds most of it. An area that lies in none would be nought in every month, and is refused.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from saferplan.base.areas import AreaType
from saferplan.base.errors import SettingsError
from saferplan.base.grid import to_degrees, to_grid
from saferplan.base.numerals import listed
from saferplan.evidence.counting import CUSTOM_REACH_SQL
from saferplan.evidence.placing import OVERLAP_SHARE, Shapes
from saferplan.pipeline.custom_area import CustomArea
from saferplan.pipeline.settings import Settings
from saferplan.tables.engine import Engine, quoted

Place = tuple[str | None, str]
"""A CSP and its police force; no CSP where only the force's map points are known."""
AROUND_POINTS = 0.005
"""Degrees around a force's map points that are taken for its area where boundaries are not known: about 500 metres."""
POINTS_SQL = """SELECT DISTINCT longitude, latitude FROM offence WHERE force_code = ? AND csp_code IS NOT NULL AND NOT is_foreign
  AND longitude IS NOT NULL AND latitude IS NOT NULL"""


@dataclass(frozen=True)
class Ground:
    """The area of the edition's forces in pieces, each with the place it belongs to."""

    places: list[Place]
    tree: Any

    def shares(self, drawn: Any) -> dict[Place, float]:
        """What share of a drawn area lies in each place."""
        found: dict[Place, float] = {}
        for piece in self.tree.query(drawn, predicate="intersects").tolist():
            shared = shapely.area(shapely.intersection(drawn, self.tree.geometries[piece]))
            found[self.places[piece]] = found.get(self.places[piece], 0.0) + float(shared / drawn.area)
        return found


def settle_reach(engine: Engine, settings: Settings, lsoas: Shapes) -> None:
    """Fill `custom_reach` and say of each area whose rows it counts. Raises SettingsError for one that no force holds."""
    areas = [area for area in settings.custom_area if not area.is_of_points]
    if not areas:
        return
    place_of = {code: (csp, force) for code, csp, force in engine.tuples(
        "SELECT area_code, csp_code, force_code FROM area WHERE area_type = 'lsoa' ORDER BY area_code")}  # fmt: skip
    ground = _ground(engine, lsoas, place_of)
    engine.run("CREATE OR REPLACE TEMP TABLE custom_ground (area_code VARCHAR, csp_code VARCHAR, ground_share DOUBLE)")
    for area in areas:
        drawn = area.ground
        shares = ground.shares(drawn) if drawn is not None else _listed_shares(place_of[each] for each in area.lsoas)
        _settle(engine, area.code, _force_of(engine, area, shares, ground))
        known = [(area.code, csp, round(share, 4)) for (csp, _), share in shares.items() if csp and share > 0]
        engine.add("custom_ground", known or [(area.code, settings.area, None)])
    engine.step("where own areas lie", CUSTOM_REACH_SQL)


def _settle(engine: Engine, code: str, force: str) -> None:
    """Rows are counted in an area where they are of its force (`evidence.counting`)."""
    engine.run(
        f"UPDATE area SET force_code = {quoted(force)} WHERE area_type = 'custom' AND area_code = {quoted(code)}"
    )


def _listed_shares(places: Iterable[Place]) -> dict[Place, float]:
    found = list(places)
    return {place: found.count(place) / len(found) for place in found}


def _ground(engine: Engine, lsoas: Shapes, place_of: dict[str, Place]) -> Ground:
    """LSOA by LSOA where a force's boundaries are whole; else what holds the force's map points and the LSOAs that are known."""
    drawn = dict(zip(lsoas.codes, lsoas.geometries, strict=True))
    in_part = {force for code, (_, force) in place_of.items() if code not in drawn}
    pieces = [(place, drawn[code]) for code, place in place_of.items() if place[1] not in in_part]
    for force in sorted(in_part):
        known = [drawn[code] for code, place in place_of.items() if place[1] == force and code in drawn]
        points = shapely.MultiPoint(np.array(engine.tuples(POINTS_SQL, [force])).reshape(-1, 2))
        pieces.append(((None, force), shapely.union_all([*known, points.convex_hull.buffer(AROUND_POINTS)])))
    return Ground([place for place, _ in pieces], shapely.STRtree([geometry for _, geometry in pieces]))


def _force_of(engine: Engine, area: CustomArea, shares: dict[Place, float], ground: Ground) -> str:
    held: dict[str, float] = {}
    for (_, force), share in shares.items():
        held[force] = held.get(force, 0.0) + share
    held = {force: share for force, share in held.items() if share > OVERLAP_SHARE}
    if not held:
        raise SettingsError(*_nowhere(engine, area.code, area.ground, ground))
    own = engine.value("SELECT force_code FROM area WHERE role = 'own' AND area_type = 'csp'")
    supplied = {force for (force,) in engine.tuples("SELECT DISTINCT force_code FROM offence")}
    return max(held, key=lambda force: (force == own, force in supplied, held[force], force))


def _nowhere(engine: Engine, code: str, drawn: Any, ground: Ground) -> tuple[str, str]:
    """What is said of an area that no force of the edition holds: where it lies, the likely cause and the way out."""
    forces = [name for (name,) in engine.tuples(
        f"SELECT name FROM area WHERE area_type = '{AreaType.FORCE}' AND role <> 'beyond' ORDER BY name")]  # fmt: skip
    middle = drawn.centroid
    east, north = to_grid(middle.x, middle.y)
    said = (
        f"“{code}” lies outside the area of {listed(forces, 'or')}, where nothing is known of what was recorded: at longitude "
        f"{middle.x:.4f}, latitude {middle.y:.4f} (easting {east:.0f}, northing {north:.0f})."
    )
    if _exchanged_lies_inside(drawn, ground):
        return said, "With easting and northing exchanged it lies inside: give the easting first."
    return said, (
        "Give it on the grid that it is drawn on, easting or longitude first. If it does lie there, add a partnership of that "
        "force to comparators and the force's files to inbox/."
    )


def _exchanged_lies_inside(drawn: Any, ground: Ground) -> bool:
    def exchanged(longitude: Any, latitude: Any) -> tuple[Any, Any]:
        east, north = to_grid(longitude, latitude)
        found: tuple[Any, Any] = to_degrees(north, east)
        return found

    other = shapely.transform(drawn, exchanged, interleaved=False)
    return all(map(math.isfinite, other.bounds)) and sum(ground.shares(other.buffer(0)).values()) > OVERLAP_SHARE
