"""Which row, column or sentence of a document is which of the report."""

from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher

LEAST_ALIKE, IN_PLACE = 0.45, 0.2
"""Share of words that two sentences have in common, in one order, from which the one may be the other edited; and how much
less is enough where it stands behind the same sentence."""


def pairs_of(theirs: Sequence[Hashable], ours: Sequence[Hashable]) -> dict[int, int]:
    """The equal ones by place: those that stand in the same order, then those that have moved."""
    found = dict[int, int]()
    for block in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
        found |= {block.a + step: block.b + step for step in range(block.size)}
    for place in left(theirs, found):
        free = [other for other in left(ours, found.values()) if ours[other] == theirs[place]]
        if free:
            found[place] = free[0]
    return dict(sorted(found.items()))


def likeliest(theirs: Sequence[Sequence[str]], ours: Sequence[Sequence[str]], found: dict[int, int]) -> dict[int, int]:
    """Of what is not paired yet the pairs with the most words in common, the likest first."""
    before = {-1: -1} | found
    alike = [
        (
            -SequenceMatcher(None, theirs[place], ours[other], autojunk=False).ratio()
            - (IN_PLACE if before.get(place - 1) == other - 1 else 0),
            place,
            other,
        )
        for place in left(theirs, found)
        for other in left(ours, found.values())
    ]
    more: dict[int, int] = {}
    for ratio, place, other in sorted(alike):
        if -ratio >= LEAST_ALIKE and place not in more and other not in more.values():
            more[place] = other
    return more


def left(all_of: Sequence[object], found: Iterable[int]) -> list[int]:
    """The places that are not among those found."""
    held = set(found)
    return [place for place in range(len(all_of)) if place not in held]
