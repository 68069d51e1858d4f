"""Partners' figures that add up to others, though their mapping does not say so, among those that are to be suppressed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from saferplan.evidence.adding_up import Composed, Figures, Interval, composed
from saferplan.evidence.kinds_of_part import kind_of_part
from saferplan.sources.local.values import told_by

Row = dict[str, Any]
Cell = tuple[str, tuple[str, str, str, str, str]]
"""What of a row is counted (its value; of a percentage those who did, did not, and all), of which indicator, area and period."""


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
    counts: Mapping[Cell, float], withheld: Mapping[Cell, Interval], indicators: Mapping[str, Row]
) -> dict[tuple[str, str], list[Composed]]:
    """By what is counted and its total, the sums that the figures of each supplier show, of whatever mapping and unit.

    `withheld` is what marks say of the figures that a supplier keeps back.
    """
    figures: dict[tuple[str, str, str], dict[str, dict[Any, Interval]]] = {}
    for (name, (indicator_id, kind, code, period_type, period)), known in _intervals(counts, withheld):
        of_supplier = figures.setdefault((indicators[indicator_id]["supplier"], period_type, name), {})
        of_supplier.setdefault(indicator_id, {})[kind, code, period] = known
    units = {name: its["unit"] for name, its in indicators.items()}
    titles = {name: its["title"] for name, its in indicators.items()}
    found: dict[tuple[str, str], list[Composed]] = {}
    for (_, _, name), of_supplier in figures.items():
        ordered = sorted(of_supplier.items(), key=lambda each: indicators[each[0]]["position"])
        for each in composed_of_units(ordered, units, titles):
            found.setdefault((name, each.total), []).append(each)
    return found


def _intervals(counts: Mapping[Cell, float], withheld: Mapping[Cell, Interval]) -> Iterable[tuple[Cell, Interval]]:
    return [*((key, (count, count)) for key, count in counts.items()), *withheld.items()]


def composed_of_units(
    figures: Sequence[tuple[str, Figures]], units: Mapping[str, str], titles: Mapping[str, str]
) -> list[Composed]:
    """What adds up among counts whatever their unit, for a total may be called by another than its parts.

    Those of one unit are looked at by themselves too: others may stand between them.
    """
    of_one = [
        [each for each in figures if units[each[0]] == unit]
        for unit in dict.fromkeys(units[name] for name, _ in figures)
    ]
    several = [figures, *of_one] if len(of_one) > 1 else of_one
    kinds = {name: kind_of_part(titles[name]) for name, _ in figures}
    return list(dict.fromkeys(each for some in several for each in composed(some, kinds)))
