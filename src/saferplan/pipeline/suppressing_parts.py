"""Partners' figures that add up to others, though their mapping does not say so, among those that are to be suppressed."""

from collections.abc import Mapping, Sequence
from typing import Any

from saferplan.evidence.adding_up import Composed, Interval, composed
from saferplan.sources.local.values import told_by

Row = dict[str, Any]
Cell = tuple[str, tuple[str, str, str]]
"""What of a row is counted (its value; of a percentage those who did, did not, and all), of which indicator and area."""


NOT_COUNTED = ("percent", "pounds")
"""Units that are no number of people or cases; a percentage goes by its numerator and denominator."""


def told_by_mark(status: str, said: str) -> Interval | None:
    """What a partner's own mark says of the figure it keeps back; None where it keeps none back.

    >>> told_by_mark("below_threshold", "<5"), told_by_mark("below_threshold", "≤5"), told_by_mark("below_threshold", "[low]")
    ((0.0, 4.0), (0.0, 5.0), (0.0, inf))
    >>> told_by_mark("suppressed", "*"), told_by_mark("given", "3")
    ((0.0, inf), None)
    """
    if status == "suppressed":
        return 0.0, float("inf")
    if status != "below_threshold":
        return None
    return told_by(said) or (0.0, float("inf"))


def found_parts(
    periods: Sequence[tuple[Any, Mapping[Any, float], Mapping[Any, Interval]]], indicators: Mapping[str, Row]
) -> dict[str, list[Composed]]:
    """By what is counted, the sums that the figures of each mapping show.

    `periods` are, by kind and label, the counts there and what marks say of those that a supplier withholds.
    """
    figures: dict[tuple[str, str, str], dict[str, dict[Any, Interval]]] = {}
    for period, counts, withheld in periods:
        for (name, (indicator_id, *area)), known in [
            *((key, (count, count)) for key, count in counts.items()), *withheld.items(),
        ]:  # fmt: skip
            its = indicators[indicator_id]
            by_indicator = figures.setdefault((its["mapping"], its["unit"], name), {})
            by_indicator.setdefault(indicator_id, {})[(period, *area)] = known
    found: dict[str, list[Composed]] = {}
    for (_, _, name), by_indicator in figures.items():
        ordered = sorted(by_indicator.items(), key=lambda each: indicators[each[0]]["position"])
        found.setdefault(name, []).extend(composed(ordered))
    return found


def families(indicators: Mapping[str, Row], found: Mapping[str, Sequence[Composed]]) -> dict[str, str]:
    """Of each indicator one name for all those that it is bound to by sums, said or seen."""
    own = {name: row["total_id"] or name for name, row in indicators.items()}
    for each in (each for several in found.values() for each in several):
        names = {own[name] for name in (each.total, *each.parts)}
        own = {name: min(names) if family in names else family for name, family in own.items()}
    return own
