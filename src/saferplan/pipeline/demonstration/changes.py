"""How the LSOAs of 2011 became those of 2021: a few were split, a few merged, all others keep their code."""

from dataclasses import dataclass

import numpy as np

from .mesh import Bools, Ints, Mesh, centres, grow
from .promises import BOROUGHS, Promise
from .territory import SEA

FIRST_NEW_CODE = 99_501  # LSOAs that are new in 2021
LSOAS_A_GROUP = 5  # LSOAs of 2011 share the number in their name, and differ by its letter


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    borough: int


@dataclass(frozen=True)
class Change:
    """One row of the lookup from LSOAs of 2011 to those of 2021, by position. U unchanged, S split, M merged."""

    old: int
    new: int
    indicator: str


class Changes:
    """The LSOAs of 2021, as they come about: splits, then merges, then all that stay."""

    def __init__(
        self,
        mesh: Mesh,
        neighbours: list[list[tuple[int, int]]],
        lsoa11_of: Ints,
        lsoas11: list[Area],
        rng: np.random.Generator,
    ) -> None:
        self.mesh, self.neighbours, self.lsoa11_of, self.lsoas11, self.rng = mesh, neighbours, lsoa11_of, lsoas11, rng
        self.lsoa21_of = np.full(len(lsoa11_of), SEA, dtype=np.int64)
        self.lsoas21: list[Area] = []
        self.changes: list[Change] = []
        self._letters: dict[str, int] = {}
        self._new_codes = 0

    def split_and_merge(self) -> None:
        touched: set[int] = set()
        for number, promise in enumerate(BOROUGHS):
            touched |= self._split_some(number, promise)
            touched |= self._merge_some(number, promise, touched)
        for old, area in enumerate(self.lsoas11):
            if old not in touched:
                self._add([old], area, "U", self.lsoa11_of == old)
        self._in_order_of_code()

    def _split_some(self, number: int, promise: Promise) -> set[int]:
        """Split LSOAs drawn from the half with the most cells, which can be cut finely enough."""
        sizes = np.bincount(self.lsoa11_of[self.lsoa11_of >= 0], minlength=len(self.lsoas11))
        own = [i for i, area in enumerate(self.lsoas11) if area.borough == number]
        large = sorted(own, key=lambda i: (-int(sizes[i]), i))[: len(own) // 2]
        chosen = self.rng.choice(large, size=len(promise.splits), replace=False).tolist()
        for old, children in zip(chosen, promise.splits, strict=True):
            cells = np.flatnonzero(self.lsoa11_of == old)
            starts = centres(self.mesh.seeds[cells], np.ones(len(cells)), children, self.rng)
            grown = grow(self.neighbours, self.lsoa11_of == old, {int(cells[s]): i for i, s in enumerate(starts)})
            for child in range(children):
                self._add([old], self._new_area(self.lsoas11[old]), "S", grown == child)
        return set(chosen)

    def _merge_some(self, number: int, promise: Promise, touched: set[int]) -> set[int]:
        a, b = self.lsoa11_of[self.mesh.tail], self.lsoa11_of[self.mesh.head]
        adjacent = np.unique(np.column_stack([a, b])[(a >= 0) & (a < b)], axis=0).tolist()
        pairs = [pair for pair in adjacent if all(self.lsoas11[i].borough == number for i in pair)]
        merged: set[int] = set()
        for i in self.rng.permutation(len(pairs)).tolist():
            if len(merged) == 2 * promise.merges:
                break
            if not (touched | merged) & set(pairs[i]):
                self._add(pairs[i], self._new_area(self.lsoas11[pairs[i][0]]), "M", np.isin(self.lsoa11_of, pairs[i]))
                merged |= set(pairs[i])
        return merged

    def _new_area(self, parent: Area) -> Area:
        """A new code, and the parent's name with the next letter not used before."""
        stem = parent.name[:-1]
        used = self._letters.setdefault(stem, LSOAS_A_GROUP)
        self._letters[stem] += 1
        self._new_codes += 1
        return Area(f"E010{FIRST_NEW_CODE + self._new_codes - 1}", stem + chr(ord("A") + used), parent.borough)

    def _add(self, olds: list[int], area: Area, indicator: str, cells: Bools) -> None:
        self.lsoa21_of[cells] = len(self.lsoas21)
        self.changes += [Change(old, len(self.lsoas21), indicator) for old in olds]
        self.lsoas21.append(area)

    def _in_order_of_code(self) -> None:
        order = sorted(range(len(self.lsoas21)), key=lambda i: self.lsoas21[i].code)
        position = np.append(np.argsort(order), SEA)  # the last one is for cells at sea
        self.lsoa21_of = position[self.lsoa21_of]
        self.lsoas21 = [self.lsoas21[i] for i in order]
        renumbered = [Change(c.old, int(position[c.new]), c.indicator) for c in self.changes]
        self.changes = sorted(renumbered, key=lambda c: (c.old, c.new))
