"""Breaks in how crime is recorded or published, as a report shows them: which months and which series they touch."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from saferplan.base.home_office import SUBGROUPS
from saferplan.base.periods import Month
from saferplan.report.place import Place

_TYPE_OF = {each.name: each.category for each in SUBGROUPS}


@dataclass(frozen=True)
class Break:
    """A row of `series_break`. `types` are the types of the street files it touches; None for all."""

    id: str
    first: Month
    last: Month
    wording: str
    is_suspected: bool
    types: frozenset[str] | None
    row: dict[str, Any]

    @property
    def when(self) -> str:
        return self.first.name if self.first == self.last else f"{self.first.name} to {self.last.name}"

    @property
    def caveat(self) -> str:
        """When, what, and whether that is only suspected."""
        return f"{self.when}: {self.wording}" + (" This is suspected, not cited." if self.is_suspected else "")

    def touches(self, types: Collection[str]) -> bool:
        return self.types is None or not self.types.isdisjoint(types)


def all_breaks(place: Place) -> list[Break]:
    """Every break that may concern this partnership's force, in the order of their months."""
    rows = place.rows(
        "SELECT * FROM series_break WHERE coalesce(force_code, ?) = ? ORDER BY from_month, break_id",
        place.force_code or "", place.force_code or "",
    )  # fmt: skip
    return [_break(row) for row in rows]


def _break(row: dict[str, Any]) -> Break:
    groups = [name for name in row["groups"].split("|") if name]
    types = {_TYPE_OF.get(name) or name for name in groups}
    suspected = row["status"] == "suspected"
    first, last = Month.of(row["from_month"]), Month.of(row["effect_until"])
    return Break(row["break_id"], first, last, row["wording"], suspected, frozenset(types) if groups else None, row)


def breaks_in(place: Place, feed: str, first: Month, last: Month) -> list[Break]:
    """The breaks of a feed that fall into, or still work their way through, a run of months."""
    return [
        each for each in all_breaks(place)
        if each.row["feed"] in (None, feed) and each.first <= last and each.last >= first
    ]  # fmt: skip


def groups_named(series_break: Break) -> str:
    """What a break touches, as people read it."""
    names = [name for name in series_break.row["groups"].split("|") if name]
    return ", ".join(names) if names else "All types"
