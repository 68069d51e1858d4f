"""What was found of each kind of rise put in: all batches together, with the error of so many worlds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from tests.truth.signals.measuring import MONTHS_TO_FIND
from tests.truth.signals.methods import OURS

NEVER = 99
KINDS = ("one", "all", "step", "ramp")
"""In the order of the page."""


@dataclass(frozen=True)
class Found:
    """By world the month-end at which one method found a rise, None for never."""

    months: Sequence[int | None]

    @property
    def worlds(self) -> int:
        return len(self.months)

    @property
    def share(self) -> float:
        return self.share_by(MONTHS_TO_FIND)

    def share_by(self, month: int) -> float:
        """Found at this month-end or before."""
        return self._number(month) / self.worlds

    def interval(self, month: int = MONTHS_TO_FIND) -> tuple[float, float]:
        """95% limits of the share by Wilson's score."""
        limits = binomtest(self._number(month), self.worlds).proportion_ci(method="wilson")
        return limits.low, limits.high

    @property
    def middle(self) -> int:
        """The median month-end of those found."""
        found = sorted(each for each in self.months if each is not None)
        return found[len(found) // 2] if found else NEVER

    def _number(self, month: int) -> int:
        return sum(each is not None and each <= month for each in self.months)


@dataclass(frozen=True)
class Cell:
    """One kind of rise."""

    rise: float
    amount: int
    which: str
    shape: str
    found: dict[str, Found]

    @property
    def ours(self) -> Found:
        return self.found[OURS]

    @property
    def best_rule(self) -> str:
        """The rule of thumb that found most, then soonest: chosen afterwards, in its favour."""
        rules = [name for name in self.found if name != OURS]
        return max(rules, key=lambda name: (self.found[name].share, -self.found[name].middle))

    def best_share_by(self, month: int) -> float:
        """Found at this month-end or before by the rule of thumb that had found most by then."""
        return max(each.share_by(month) for name, each in self.found.items() if name != OURS)

    @property
    def theirs(self) -> Found:
        return self.found[self.best_rule]


def cells_of(rows: Iterable[dict]) -> list[Cell]:
    """Cells in the order of their kinds, out of the rows of batches."""
    months: dict[tuple, dict[str, list[int | None]]] = {}
    for row in rows:
        kind = tuple(row["what"][1:-1])
        for name, found in row["months"].items():
            months.setdefault(kind, {}).setdefault(name, []).extend(found)
    order = sorted(months, key=lambda kind: (kind[0], kind[1], KINDS.index(kind[2]), KINDS.index(kind[3])))
    return [Cell(*kind, {name: Found(each) for name, each in months[kind].items()}) for kind in order]
