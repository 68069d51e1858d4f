"""Places of the scan, and the circles around them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints

T = TypeVar("T")
CENTRES_AT_A_TIME = 256
GRID = 1 << 10
"""Cells a side of the grid by which places are put in an order that keeps neighbours together."""
ROUNDING = 1e-12


class Workers(Protocol):
    """Who works on parts side by side: a pool of threads, or `Unaided`."""

    def map(self, function: Callable[[Any], T], parts: Iterable[Any], /) -> Iterable[T]:
        """What the function gives for each part, in their order."""
        ...


class Unaided:
    """No threads: one part after another."""

    def map(self, function: Callable[[Any], T], parts: Iterable[Any], /) -> Iterable[T]:
        """What the function gives for each part, in their order."""
        return map(function, parts)


@dataclass(frozen=True)
class Places:
    """Places with cases by column of time. Identifiers at the same coordinates are one place.

    `identifiers` are those of each place, in alphabetical order; `counts` is places × columns, the oldest first.
    """

    identifiers: tuple[tuple[str, ...], ...]
    x: Floats
    y: Floats
    counts: Ints

    @property
    def cases(self) -> Ints:
        """Cases of each place over all time."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)

    @property
    def total(self) -> int:
        """All cases."""
        return int(self.counts.sum())


@dataclass(frozen=True)
class Circles:
    """The largest circle of each place: `neighbours[starts[i] : starts[i + 1]]`, the place itself first, then the nearest.

    A smaller circle is a shorter part of the same list. A place with more cases than the limit has none. `most_cases` are
    those of the circle that has the most.
    """

    starts: Ints
    neighbours: Ints
    most_cases: int

    def of(self, centre: int, size: int) -> Ints:
        """Places of the circle of so many places around a centre, nearest first."""
        return self.neighbours[self.starts[centre] : self.starts[centre] + size].astype(np.int64)


def places_of(identifiers: Sequence[str], x: Floats, y: Floats, counts: Ints) -> Places:
    """Places out of identifiers with coordinates (metres) and counts (identifiers × columns).

    They are put in an order that keeps neighbours together, which spares the processor's cache.
    """
    coordinates, place_of = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
    summed = np.zeros((len(coordinates), counts.shape[1]), dtype=np.int64)
    np.add.at(summed, place_of, counts)
    names: list[list[str]] = [[] for _ in coordinates]
    for identifier, place in sorted(zip(identifiers, place_of.tolist(), strict=True)):
        names[place].append(identifier)
    order = _neighbours_together(coordinates)
    return Places(
        tuple(tuple(names[place]) for place in order), coordinates[order, 0], coordinates[order, 1], summed[order]
    )


def _neighbours_together(coordinates: Floats) -> Ints:
    """Order along a Z-shaped curve through a grid (Morton 1966); within a cell by x, then y."""
    lowest = coordinates.min(axis=0)
    across = max(float(np.ptp(coordinates, axis=0).max()), ROUNDING)
    cells = np.minimum((coordinates - lowest) / across * GRID, GRID - 1).astype(np.int64)
    code = np.zeros(len(coordinates), dtype=np.int64)
    for bit in range(GRID.bit_length() - 1):
        code |= ((cells[:, 0] >> bit & 1) << 2 * bit) | ((cells[:, 1] >> bit & 1) << 2 * bit + 1)
    return np.argsort(code, kind="stable")


def circles_around(places: Places, max_share: float, max_radius: float | None, pool: Workers) -> Circles:
    """Largest circles with at most `max_share` of all cases (inclusive) and within `max_radius` metres (inclusive)."""
    from saferplan.evidence.scan.kernels import nearest_places

    amount, cases = len(places.x), places.cases
    order = np.lexsort([places.y, places.x])
    small = np.uint16 if amount <= np.iinfo(np.uint16).max else np.uint32
    most_cases = max_share * places.total * (1 + ROUNDING)
    widest = np.inf if max_radius is None else max_radius**2 * (1 + ROUNDING)

    def around(centres: Ints) -> tuple[Ints, Ints, Ints]:
        found: Ints = np.empty(len(centres) * amount, small)
        lengths, within = np.empty((2, len(centres)), np.int64)
        written = nearest_places(
            centres, places.x, places.y, order, cases, most_cases, widest, found, lengths, within
        )  # fmt: skip
        return found[:written].copy(), lengths, within

    neighbours, lengths, within = (
        np.concatenate(parts) for parts in zip(*pool.map(around, _chunks(amount)), strict=True)
    )
    return Circles(np.concatenate([[0], np.cumsum(lengths)]), neighbours, int(within.max()))


def _chunks(amount: int) -> Iterator[Ints]:
    for first in range(0, amount, CENTRES_AT_A_TIME):
        yield np.arange(first, min(first + CENTRES_AT_A_TIME, amount))
