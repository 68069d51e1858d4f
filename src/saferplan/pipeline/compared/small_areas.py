"""Figures of wards, neighbourhoods and areas of the partnership's own: too many to list, so how many moved and what can have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saferplan.base.areas import AreaType
from saferplan.base.categories import Feed
from saferplan.pipeline.compared.causes import Cause, Reach, Span, causes_of
from saferplan.pipeline.compared.inputs import Differences
from saferplan.pipeline.compared.reaches import (
    AUTHORITY_RESIDENTS,
    COUNTING,
    PLACING,
    SMALL_RESIDENTS,
    WARDS,
    places_of,
)
from saferplan.pipeline.compared.side import Side

KINDS = (AreaType.WARD, AreaType.LSOA, AreaType.CUSTOM)
_SQL = """
SELECT area_type, area_code, indicator_id, period, count, value, missing_reason
FROM measure JOIN area USING (area_type, area_code)
WHERE area_type IN ('ward', 'lsoa', 'custom') AND area.csp_code = ?"""
_SETTINGS = COUNTING | {"visited_areas", "police_generated"}
"""By which rows are counted in such an area, and rates of it refused."""


@dataclass(frozen=True)
class SmallAreas:
    """Of one kind of area within the partnership: figures that differ, or of areas that only one of the editions has."""

    area_type: str
    moved: int
    causes: tuple[Cause, ...]


def small_areas_moved(older: Side, newer: Side, differences: Differences) -> tuple[SmallAreas, ...]:
    """Counts and rates of periods in both editions that differ, by kind of area; of an area in one edition, all it has."""
    before, after = _figures(older), _figures(newer)
    was, now = ({key[:2] for key in side} for side in (before, after))
    moved = [
        area_type for (area_type, area, *rest) in before.keys() | after.keys()
        if _differ(before, after, (area_type, area, *rest), in_both=(area_type, area) in was & now)
    ]  # fmt: skip
    return tuple(
        SmallAreas(kind.value, moved.count(kind), causes_of(differences, [_reach(older, newer, kind)]))
        for kind in KINDS if kind in moved
    )  # fmt: skip


def _figures(side: Side) -> Mapping[tuple[str, ...], tuple[Any, ...]]:
    rows = side.edition.rows(_SQL, [side.area])
    return {tuple(row.values())[:4]: tuple(row.values())[4:] for row in rows}


def _differ(
    before: Mapping[tuple[str, ...], Any], after: Mapping[tuple[str, ...], Any], key: tuple[str, ...], *, in_both: bool
) -> bool:
    """A period that only one edition has, of an area in both, is no move: there is a month more."""
    return (key in before and key in after and before[key] != after[key]) if in_both else True


def _reach(older: Side, newer: Side, kind: AreaType) -> Reach:
    own = frozenset({"custom_area"}) if kind is AreaType.CUSTOM else frozenset()
    span = Span(Feed.STREET.value, places_of(older, newer, [older.area, newer.area]))
    return Reach((span,), PLACING | WARDS | SMALL_RESIDENTS | AUTHORITY_RESIDENTS, _SETTINGS | own)
