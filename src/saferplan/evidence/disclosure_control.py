"""Which figures of people are suppressed, so that none can be had from what is still shown.

**Primary**: a count from 1 to one under the threshold; nought too where that is wished. **Secondary**: where a total is shown
beside its parts, a suppressed part could be had by subtraction, so another is suppressed with it: the smallest of that sum,
then the next, until nothing is exposed. In a table of two dimensions a cell stands in the sum of its row and in that of its
column, and what protects it in one is exposed in the other until that is protected too.

What is exposed is found as an attacker would find it, who has every figure shown, every sum, and the words in place of the
suppressed ones: “fewer than 5” says from 1 to 4, “suppressed” says 5 or more. Within these the least and the most that a
cell may be are sought (linear programmes; a sum alone in closed form). A cell that may be one number only is exposed: two
cells “fewer than 5” that come to 8 are both 4, and so are two that come to 2 both 1.

References: Hundepool and others (2012), Statistical Disclosure Control, chapter 4; the sums of tables of one and two
dimensions are totally unimodular, so the limits of the linear programmes are whole numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf

from saferplan.evidence.feasible_cells import SLACK, Interval, Key, Sought, Sum, feasible, tables_of

__all__ = ["Interval", "Key", "Rule", "Sum", "Suppressed", "feasible", "suppress"]


class Suppressed(StrEnum):
    """Why a figure is not shown."""

    SMALL = "small"
    SECONDARY = "secondary"
    WHOLE = "whole"
    """Nothing else protects a cell: so few are in the table that all of it is suppressed, noughts among it."""


@dataclass(frozen=True)
class Rule:
    """From what a count is shown, and whether nought is; shown counts are rounded where a base is given."""

    below: int = 5
    zero: bool = False
    """Whether nought is suppressed too."""
    round_to: int = 0

    def is_small(self, count: float | None) -> bool:
        """Whether a count is not shown by itself."""
        return count is not None and count < self.below and (count > 0 or self.zero)

    def rests_on_few(self, numerator: float, denominator: float) -> bool:
        """Whether a share would tell of a few: of those who did, of those who did not, or of all."""
        return any(map(self.is_small, (numerator, denominator, denominator - numerator)))

    def known_of(self, reason: Suppressed) -> Interval:
        """What the word in place of a figure says of it."""
        if reason is Suppressed.WHOLE:
            return 0.0, inf
        return (0.0 if self.zero else 1.0, self.below - 1.0) if reason is Suppressed.SMALL else (float(self.below), inf)

    def rounded(self, count: float) -> float:
        """A count as it is shown.

        >>> Rule(round_to=5).rounded(12), Rule(round_to=5).rounded(12.5), Rule().rounded(12)
        (10, 15, 12)
        """
        return self.round_to * floor(count / self.round_to + 0.5) if self.round_to else count


def suppress(
    counts: Mapping[Key, float],
    sums: Sequence[Sum],
    rule: Rule,
    *,
    withheld: Mapping[Key, Interval] | None = None,
    beside: frozenset[Key] = frozenset(),
) -> dict[Key, Suppressed]:
    """The counts that are not shown, each with its reason.

    `withheld` are cells whose figure its supplier keeps back, with what its mark says of it; they are protected like our
    own. `beside` are to be suppressed in any case, because of figures of another table.
    """
    kept_back = dict(withheld or {})
    found = {key: Suppressed.WHOLE for key in counts if key in beside}
    found |= {key: Suppressed.SMALL for key, count in counts.items() if rule.is_small(count)}
    known = {*counts, *kept_back}
    for table in tables_of([each for each in sums if known.issuperset(each.keys)], known):
        keys = dict.fromkeys(key for each in table for key in each.keys)
        own = {key: counts[key] for key in keys if key in counts}
        first = {key: found[key] for key in keys if key in found}
        found |= _suppressed(own, table, rule, first, {key: kept_back[key] for key in keys if key in kept_back})
    return found


def _suppressed(
    counts: Mapping[Key, float], sums: Sequence[Sum], rule: Rule, first: Mapping[Key, Suppressed],
    withheld: Mapping[Key, Interval],
) -> dict[Key, Suppressed]:  # fmt: skip
    """What is not shown of one table of which some is not in any case."""
    hidden = dict(first)
    sought = Sought()
    while True:
        found = feasible(
            counts, sums, {key: rule.known_of(why) for key, why in hidden.items()} | dict(withheld), sought
        )
        exposed = [key for key, (least, most) in found.items() if most - least < 1 - SLACK]
        if not exposed:
            return hidden
        if (chosen := _next(set(exposed), counts, sums, hidden)) is None:
            return dict.fromkeys(counts, Suppressed.WHOLE)
        hidden[chosen[0]] = Suppressed.SECONDARY


def _next(
    exposed: set[Key], counts: Mapping[Key, float], sums: Sequence[Sum], hidden: Mapping[Key, Suppressed]
) -> tuple[Key] | None:
    """The cell to suppress next: of the sums that expose a cell a part, before a total, before any cell of a sum.

    Of several the one that stands in most of those sums, so that rows and columns close; of these the smallest.
    """
    alone = [each for each in sums if sum(key in hidden for key in each.keys) == 1 and exposed & set(each.keys)]
    telling = alone or [each for each in sums if exposed & set(each.keys)]
    totals = {each.total for each in sums}
    ways = (
        [key for each in telling for key in each.parts if key not in totals],
        [key for each in telling for key in each.keys],
        [key for each in sums for key in each.keys],
    )
    for way in ways if telling else ():
        stands = Counter(key for key in way if key not in hidden and counts.get(key))
        if stands:
            return (min(stands, key=lambda key: (-stands[key], counts[key], str(key))),)
    return None
