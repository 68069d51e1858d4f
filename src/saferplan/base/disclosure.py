"""How far a figure may travel. A table that mixes sources takes the strictest of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FEWEST_PER_CELL = 5
"""Events of a cell of a partner's table under which it gives no figure."""


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
