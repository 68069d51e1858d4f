"""Cells of partnership, crime type and month that stand in both editions with another count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.base.categories import Feed
from saferplan.pipeline.compared.causes import Cause, Reach, Span, causes_of
from saferplan.pipeline.compared.inputs import NOT_SUPPLIED, Differences
from saferplan.pipeline.compared.reaches import COUNTING, PLACING, places_of
from saferplan.pipeline.compared.side import FeedMonth, Side

_CELLS_SQL = """
SELECT csp_code, category, month, count(*) AS count FROM (
  SELECT csp_code, category, month FROM offence WHERE NOT is_foreign
  UNION ALL SELECT csp_code, 'Anti-social behaviour', month FROM asb_incident WHERE NOT is_foreign)
WHERE csp_code IS NOT NULL GROUP BY ALL"""


@dataclass(frozen=True)
class Cell:
    """One cell: rows of a CSP, crime type and month in the older edition and in the newer."""

    area_code: str
    area_name: str
    category: str
    month: date
    before: int
    after: int
    causes: tuple[Cause, ...]


def cells_moved(older: Side, newer: Side, differences: Differences) -> tuple[Cell, ...]:
    """Cells of months that both editions were supplied with by the CSP's force, whose counts differ."""
    before, after = _counts(older), _counts(newer)
    known: dict[tuple[str, date], tuple[Cause, ...]] = {}
    found = []
    for key in sorted(before.keys() | after.keys()):
        area, category, month = key
        if before.get(key, 0) != after.get(key, 0) and _in_both(older, newer, area, month):
            if (area, month) not in known:
                known[area, month] = causes_of(differences, [_reach(older, newer, area, month)])
            name = newer.names.get(area) or older.names.get(area, area)
            found.append(Cell(area, name, category, month, before.get(key, 0), after.get(key, 0), known[area, month]))
    return tuple(found)


def _counts(side: Side) -> Mapping[tuple[str, str, date], int]:
    rows: list[dict[str, Any]] = side.edition.rows(_CELLS_SQL)
    return {(row["csp_code"], row["category"], row["month"]): row["count"] for row in rows}


def _in_both(older: Side, newer: Side, area: str, month: date) -> bool:
    keys = [(side, FeedMonth(Feed.STREET.value, side.forces.get(area, ""), month)) for side in (older, newer)]
    return all(side.coverage.get(key, NOT_SUPPLIED) != NOT_SUPPLIED for side, key in keys)


def _reach(older: Side, newer: Side, area: str, month: date) -> Reach:
    span = Span(Feed.STREET.value, places_of(older, newer, [area]), month, month)
    return Reach((span,), PLACING, COUNTING)
