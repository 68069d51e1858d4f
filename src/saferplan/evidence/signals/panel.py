"""What signals are looked for in: counts of each category by neighbourhood and month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.methods.missing import Flags, Floats, Ints


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
    unknown: Mapping[str, Collection[Month]],
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
    return Panel(categories, places, x, y, tuple(months), counts, known)
