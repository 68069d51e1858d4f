"""What the street files are made of: arrays with one position a crime or incident."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from .mesh import Bools, Ints
from .promises import MONTHS

ASB = 0  # position in CRIME_TYPES
UNPLACED = -1
OWN, FOREIGN, REPEATED, AGAIN = range(4)  # kinds of row; all but the first are planted

MIXED_FROM, NEW_FROM = MONTHS.index("2016-07"), MONTHS.index("2016-10")
"""From when street files carry some, and from when they carry only, LSOA codes of 2021."""


@dataclass(frozen=True)
class Rows:
    """Positions into BOROUGHS (where it happened), FORCES (who recorded it), MONTHS, CRIME_TYPES and the map points
    (UNPLACED if none). Rows of the same `identity` have the same Crime ID."""

    identity: Ints
    borough: Ints
    force: Ints
    month: Ints
    crime_type: Ints
    point: Ints
    kind: Ints
    known_in: Ints  # the month until which outcomes were known when the row was written
    coin: Bools  # whether the row has a code of 2021 while both vintages are used
    supplied: Bools  # whether the row stands in a street file at all

    def __len__(self) -> int:
        return len(self.identity)

    def at(self, chosen: Ints | Bools) -> "Rows":
        return Rows(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def but(self, **columns: Any) -> "Rows":
        """The same rows with other values; a single value stands for the whole column."""
        full = {name: np.broadcast_to(np.asarray(values), len(self)).copy() for name, values in columns.items()}
        return replace(self, **full)

    def with_others(self, others: Sequence["Rows"]) -> "Rows":
        return Rows(*(np.concatenate([getattr(p, f.name) for p in (self, *others)]) for f in fields(self)))

    def in_order_of_files(self, rng: np.random.Generator) -> "Rows":
        """By force and month, and in no order within a file."""
        shuffled = rng.permutation(len(self))
        return self.at(shuffled[np.argsort((self.force * len(MONTHS) + self.month)[shuffled], kind="stable")])

    @property
    def placed(self) -> Bools:
        here: Bools = self.point != UNPLACED
        return here

    @property
    def crime(self) -> Bools:
        is_crime: Bools = self.crime_type != ASB
        return is_crime

    @property
    def counted(self) -> Bools:
        """Rows that count towards the totals of their borough: no foreign ones, each Crime ID once."""
        own: Bools = self.supplied & (self.kind == OWN)
        return own


def has_new_code(month: Ints, coin: Bools) -> Bools:
    """Whether a row of a file of this month has an LSOA code of 2021."""
    new: Bools = (month >= NEW_FROM) | ((month >= MIXED_FROM) & coin)
    return new
