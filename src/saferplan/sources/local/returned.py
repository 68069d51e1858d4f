"""What came of a partner's file: values, refused cells and what was left out, each with its sheet and cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from saferplan.base.periods import Period
from saferplan.sources.local.values import Status

SHOWN_CHARACTERS = 200


@dataclass(frozen=True)
class Value:
    """One value that was read, or the status that says why there is none."""

    indicator_id: str
    area: str
    """What the file calls the area; empty where it names none."""
    period: Period
    number: float | None
    numerator: float | None
    denominator: float | None
    status: Status
    said: str
    may_publish: bool
    sheet: str
    row: int
    cell: str
    area_cell: str
    is_blank: bool
    """Whether nothing at all stood there."""


@dataclass(frozen=True)
class Refused:
    """A cell that could not be used, why, and the way out."""

    sheet: str
    row: int
    cell: str
    said: str
    reason: str
    way_out: str


@dataclass(frozen=True)
class LeftOut:
    """What is no value and was not meant to be one: notes, totals, sheets that no mapping names."""

    sheet: str
    row: int
    cell: str
    said: str
    reason: str
    rows: int = 1
    """How many rows (or values side by side) it stands for; none where it was no place of a value."""


@dataclass
class Returned:
    """A file read. Rows in are values + refused + left out, whatever stands in it."""

    values: list[Value] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    """Totals that are not the sum of what they add, in words."""
    notes: list[str] = field(default_factory=list)
    """What else a person ought to know of the file."""

    @property
    def rows_in(self) -> int:
        return len(self.values) + len(self.refused) + sum(each.rows for each in self.left_out)

    def add(self, other: "Returned") -> None:
        self.values += other.values
        self.refused += other.refused
        self.left_out += other.left_out
        self.differences += other.differences
        self.notes += other.notes


def gathered(left_out: Iterable[LeftOut]) -> list[LeftOut]:
    """One line for a row of which several places were left out for the same reason."""
    found: dict[tuple[str, int, str], LeftOut] = {}
    for each in left_out:
        key = (each.sheet, each.row, each.reason)
        before = found.get(key)
        rows = each.rows + (before.rows if before else 0)
        first = before or each
        found[key] = LeftOut(first.sheet, first.row, first.cell, first.said, first.reason, rows)
    return list(found.values())
