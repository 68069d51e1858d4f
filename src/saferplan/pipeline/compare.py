"""`compare`: what moved between two editions, and why; by what their tables hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.pipeline.compared.cells import Cell, cells_moved
from saferplan.pipeline.compared.facts import FactMove, fact_moves
from saferplan.pipeline.compared.figures import Headlines, headlines
from saferplan.pipeline.compared.inputs import Differences, differences_of
from saferplan.pipeline.compared.side import Side, read_side
from saferplan.pipeline.compared.small_areas import SmallAreas, small_areas_moved
from saferplan.tables.editions import Edition, edition_order


@dataclass(frozen=True)
class Comparison:
    """Two editions side by side: their inputs, the facts and headlines that moved, and the cells that differ."""

    older: str
    newer: str
    differences: Differences
    facts: tuple[FactMove, ...]
    headlines: Headlines
    cells: tuple[Cell, ...]
    small_areas: tuple[SmallAreas, ...]
    revisions: Sequence[Mapping[str, Any]]
    """Rows of the newer edition's `revision`: what two issues of one month within it gave differently."""
    names: Mapping[str, str]
    """Names of areas by code, for words."""

    @property
    def nothing_moved(self) -> bool:
        return not (self.facts or self.headlines.moved or self.headlines.only_limits or self.cells or self.small_areas)


def in_order(one: Edition, other: Edition) -> tuple[Edition, Edition]:
    """The older of two editions and the newer, by their names."""
    older, newer = sorted((one, other), key=lambda edition: edition_order(edition.name))
    return older, newer


def compare_editions(older: Edition, newer: Edition) -> Comparison:
    """Everything that moved between two editions. Raises EditionError where one cannot be read."""
    return compare_sides(read_side(older), read_side(newer))


def compare_sides(older: Side, newer: Side) -> Comparison:
    """The same of two editions that were read already."""
    differences = differences_of(older, newer)
    return Comparison(
        older.name, newer.name, differences, fact_moves(older, newer, differences), headlines(older, newer, differences),
        cells_moved(older, newer, differences), small_areas_moved(older, newer, differences), newer.edition.table("revision"),
        {**older.names, **newer.names},
    )  # fmt: skip
