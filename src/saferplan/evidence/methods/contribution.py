"""What drove a change: the contribution of each of its parts (categories, wards) to the net change.

Plain arithmetic: parts that exclude each other and make up the whole add up to its change. A part's share is of all
movement, up and down alike, since shares of the net change grow without end as rises and falls cancel. What moved is not
why it moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class PartsDoNotSumError(ValueError):
    """The parts given are not those of the whole: some are missing, or some overlap."""


class Direction(StrEnum):
    """How a part moved beside the whole."""

    WITH = "with"
    AGAINST = "against"
    STILL = "still"
    OFFSET = "offset"
    """It moved, and the whole did not: rises and falls offset each other."""


@dataclass(frozen=True)
class Contribution:
    """One part. `share` is its change as a share of all movement, from 0 to 1."""

    name: str
    before: int
    after: int
    change: int
    share: float
    direction: Direction


@dataclass(frozen=True)
class Contributions:
    """Parts with the largest movement first, equals in order of name."""

    net: int
    movement: int
    """The sum of all changes regardless of sign."""
    parts: tuple[Contribution, ...]

    def moving(self, direction: Direction) -> tuple[Contribution, ...]:
        """The parts that moved so, the largest first."""
        return tuple(part for part in self.parts if part.direction is direction)


def contributions(
    names: Sequence[str], before: Sequence[int], after: Sequence[int], whole_before: int, whole_after: int
) -> Contributions:
    """Contributions of parts to the change of a whole.

    Raises PartsDoNotSumError unless the parts sum to the whole in both periods.

    >>> found = contributions(["burglary", "robbery"], [60, 40], [90, 30], 100, 120)
    >>> [(part.name, part.change, part.share, str(part.direction)) for part in found.parts]
    [('burglary', 30, 0.75, 'with'), ('robbery', -10, 0.25, 'against')]
    """
    for period, counts, whole in (("before", before, whole_before), ("after", after, whole_after)):
        if sum(counts) != whole:
            raise PartsDoNotSumError(f"the parts {period} sum to {sum(counts):,}, the whole is {whole:,}")
    changes = [late - early for early, late in zip(before, after, strict=True)]
    net, movement = whole_after - whole_before, sum(abs(change) for change in changes)
    parts = [
        Contribution(name, early, late, change, abs(change) / movement if movement else 0.0, _direction(change, net))
        for name, early, late, change in zip(names, before, after, changes, strict=True)
    ]
    return Contributions(net, movement, tuple(sorted(parts, key=lambda part: (-abs(part.change), part.name))))


def _direction(change: int, net: int) -> Direction:
    if change == 0:
        return Direction.STILL
    if net == 0:
        return Direction.OFFSET
    return Direction.WITH if (change > 0) == (net > 0) else Direction.AGAINST
