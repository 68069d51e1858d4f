"""What was not looked at for signals, in words: where nothing could be seen, nobody says that nothing is unusual."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.numerals import listed
from saferplan.tables.editions import Edition

NOTHING = "Nothing unusual at the newest month-end."
NOTHING_SEEN = "Nothing unusual at the newest month-end in what could be looked at; the rest is listed below."
NONE_CLEARED = "None is cleared to be shown."
"""Outside the partnership it is not told whether there is any."""
FEW = 2
"""Types left out of all, which are named in place of the others."""
HEADING = "What could not be looked at, or in part only"
GROUPS = {"Crime": CRIME_TYPES, "Anti-social behaviour": (ASB,)}


@dataclass(frozen=True)
class Looking:
    """Where an edition could not look. `rows` are of `signal_unjudged`."""

    rows: tuple[dict[str, Any], ...]
    is_public: bool

    @property
    def lines(self) -> list[str]:
        """Reasons with the types they are of: what was not looked at at all before what was looked at in part."""
        return [
            *(f"Not looked at: {_who(types)}. {reason}" for reason, types in self._by_reason(is_silent=True).items()),
            *(f"Looked at in part: {_who(types)}. {reason}" for reason, types in self._by_reason(is_silent=False).items()),
        ]  # fmt: skip

    def nothing_words(self, title: str) -> str:
        """What is said of a group of signals that has none to show."""
        types = GROUPS.get(title, ())
        here = {
            reason: silent for reason, all_silent in self._by_reason(is_silent=True).items()
            if (silent := [each for each in all_silent if each in types])
        }  # fmt: skip
        if here and sum(map(len, here.values())) == len(types):
            return f"Nothing could be looked at. {' '.join(here)}"
        if self.is_public:
            return NONE_CLEARED
        return NOTHING_SEEN if here else NOTHING

    def _by_reason(self, *, is_silent: bool) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row["is_silent"] is is_silent:
                found.setdefault(row["reason"], []).append(row["category"])
        return found


def looking_of(edition: Edition, *, public: bool = False) -> Looking:
    """Of partners' kinds of events nothing is said outside the partnership."""
    rows = edition.table("signal_unjudged")
    return Looking(tuple(row for row in rows if row["mapping"] is None or not public), public)


def _who(types: Sequence[str]) -> str:
    """The types by name, or that all that are published are meant, but for a few."""
    every = (*CRIME_TYPES, ASB)
    others = [each for each in every if each not in types]
    if len(others) > FEW:
        return listed(list(types))
    but = f" but {listed(others).lower()}" if others else ""
    return listed([f"every published type{but}", *(each for each in types if each not in every)])
