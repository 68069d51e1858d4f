"""How far a figure may travel, and what stands in place of one that is suppressed.

A table that mixes sources takes the strictest of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Disclosure(StrEnum):
    OPEN = "open"
    PARTNER = "partner"
    PERSONAL = "personal"


_STRICTNESS = list(Disclosure)


def strictest(disclosures: Iterable[Disclosure]) -> Disclosure:
    """The strictest of some disclosures; `open` where there are none."""
    return max(disclosures, key=_STRICTNESS.index, default=Disclosure.OPEN)


@dataclass(frozen=True)
class Handling:
    """How one figure may be used, where its source alone does not say: a partner may open one indicator of several."""

    disclosure: Disclosure
    marking: str
    may_publish: bool


SUPPRESSED_STATUSES = ("small", "secondary")
"""Statuses of a partner's figure that the partnership's own rule suppresses."""
SUPPRESSED = "suppressed"


def suppressed_words(reason: str, below: int, *, is_count: bool = True) -> str:
    """What is printed in place of a figure: never nothing, and never nought.

    >>> suppressed_words("small", 5), suppressed_words("small", 5, is_count=False), suppressed_words("secondary", 5)
    ('fewer than 5', 'suppressed', 'suppressed')
    """
    return f"fewer than {below}" if reason == "small" and is_count else SUPPRESSED


def why_suppressed(reason: str, below: int) -> str:
    """Why a figure is suppressed, to follow its name."""
    if reason == "small":
        return f"it rests on fewer than {below} people or cases"
    return f"with it a figure of fewer than {below} could be worked out"
