"""`compare`: what moved between two editions, and why; by what their tables hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.pipeline.compared.cells import Cell, cells_moved
from saferplan.pipeline.compared.facts import FactMove, fact_moves
from saferplan.pipeline.compared.figures import Headlines, headlines
from saferplan.pipeline.compared.inputs import Differences, differences_of
from saferplan.pipeline.compared.side import Side, read_side
from saferplan.pipeline.compared.tables import TableMove, table_moves
from saferplan.tables.editions import Edition, edition_order


@dataclass(frozen=True)
class Comparison:
    """Two editions side by side: their inputs, the facts and headlines that moved, the cells and the rows that differ."""

    older: str
    newer: str
    differences: Differences
    facts: tuple[FactMove, ...]
    headlines: Headlines
    cells: tuple[Cell, ...]
    tables: tuple[TableMove, ...]
    """Every table of figures of which rows differ, those of small areas too."""
    revisions: Sequence[Mapping[str, Any]]
    """Rows of the newer edition's `revision`: what two issues of one month within it gave differently."""
    names: Mapping[str, str]
    """Names of areas by code, for words."""

    @property
    def nothing_moved(self) -> bool:
        """Whether every fact, and every row of the tables of figures, is the same in both."""
        return not (self.facts or self.headlines.moved or self.headlines.only_limits or self.cells or self.tables)


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
        cells_moved(older, newer, differences), table_moves(older, newer, differences),
        newer.edition.table("revision"), {**older.names, **newer.names},
    )  # fmt: skip
