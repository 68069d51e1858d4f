"""What signals are looked for in: counts of each category by neighbourhood and month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from saferplan.base.categories import ASB
from saferplan.base.periods import Month
from saferplan.evidence.methods.missing import Flags, Floats, Ints

NOUNS = {"offence": "offence", "asb_incident": "incident", "local_event": "event"}
"""What one of a unit is called."""


@dataclass(frozen=True)
class PartnerKind:
    """A kind of event that a partner's extract tells and the police's published files do not."""

    kind: str
    supplier: str
    mapping: str
    unit: str
    flag: str = ""
    """The column by which its events are flagged among all of the unit; all of the type `kind` without one."""

    @property
    def name(self) -> str:
        """The category that it is in a panel: “Domestic abuse (Exampleton Police)”."""
        return f"{self.kind} ({self.supplier})"


@dataclass(frozen=True)
class Panel:
    """Counts, (categories, places, months), of one partnership; the last month is the newest.

    `places` are codes of LSOAs, `x` and `y` metres of where their crimes lie. `known`, (categories, months), says which months
    were supplied whole and are of the same way of recording as the newest.
    """

    categories: tuple[str, ...]
    places: tuple[str, ...]
    x: Floats
    y: Floats
    months: tuple[Month, ...]
    counts: Ints
    known: Flags
    partners: Mapping[str, PartnerKind] = field(default_factory=dict)
    """Of the categories, those that are partners'."""

    def noun_of(self, category: int) -> str:
        """What one case of a category is called."""
        name = self.categories[category]
        unit = self.partners[name].unit if name in self.partners else "asb_incident" if name == ASB else "offence"
        return NOUNS[unit]

    def last_known(self, category: int) -> int:
        """The newest month (column) of which a category is known."""
        return int(np.flatnonzero(self.known[category])[-1])

    def until(self, months: int) -> "Panel":
        """The panel as it was after so many of its months."""
        return replace(
            self, months=self.months[:months], counts=self.counts[:, :, :months], known=self.known[:, :months]
        )

    def with_counts(self, counts: Ints) -> "Panel":
        """The same places and months with other counts."""
        return replace(self, counts=counts)


def panel_of(
    rows: Sequence[tuple[str, str, Month, int]], points: Sequence[tuple[str, float, float]], months: Sequence[Month],
    unknown: Mapping[str, Collection[Month]], partners: Collection[PartnerKind] = (),
) -> Panel:  # fmt: skip
    """A panel out of rows (category, place, month, count), a point for each place, and each category's months not known.

    Categories are those of `unknown`, in the order of the alphabet.
    """
    categories = tuple(sorted(unknown))
    places = tuple(code for code, _, _ in points)
    category_of, place_of = ({name: number for number, name in enumerate(names)} for names in (categories, places))
    counts = np.zeros((len(categories), len(places), len(months)), dtype=np.int64)
    for category, place, month, count in rows:
        counts[category_of[category], place_of[place], month.index - months[0].index] += count
    x, y = np.array([[x, y] for _, x, y in points], dtype=float).reshape(-1, 2).T
    known = np.array([[month not in unknown[category] for month in months] for category in categories], dtype=bool)
    return Panel(categories, places, x, y, tuple(months), counts, known, {each.name: each for each in partners})
