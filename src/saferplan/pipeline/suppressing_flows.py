"""Caseloads: open at the start and new come to closed and open at the end, and what is open at the end is so at the next start.

What two figures come to stands as a cell of its own, which nobody shows, with both pairs as its parts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from saferplan.base.periods import PeriodType, last_month_named, period_of
from saferplan.evidence.adding_up import Composed, Figures
from saferplan.evidence.flowing import Flow, flows_of
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, Cell

Row = dict[str, Any]
BETWEEN = " + "
FEWEST_CARRIED = 2
"""Periods whose end has to be the next one's start."""


@dataclass(frozen=True)
class Flows:
    """What flows add to the table of cells and sums."""

    cells: dict[Cell, float] = field(default_factory=dict)
    """What two figures come to, where both are told."""
    indicators: dict[str, Row] = field(default_factory=dict)
    seen: dict[tuple[str, str], list[Composed]] = field(default_factory=dict)
    carried: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)
    """The start of a period, with the end of the one before."""


def found_flows(counts: Mapping[Cell, float], indicators: Mapping[str, Row]) -> Flows:
    """The flows that the figures of each supplier show."""
    found = Flows()
    for figures in _by_supplier(counts, indicators):
        ordered = sorted(figures.items(), key=lambda each: indicators[each[0]]["position"])
        for flow in flows_of([(name, _told(cells)) for name, cells in ordered]):
            _add(found, flow, figures, indicators)
    return found


def _by_supplier(counts: Mapping[Cell, float], indicators: Mapping[str, Row]) -> list[dict[str, dict[Cell, float]]]:
    found: dict[tuple[str, str], dict[str, dict[Cell, float]]] = {}
    for cell, count in counts.items():
        name, (indicator_id, _, _, period_type, _) = cell
        indicator = indicators[indicator_id]
        if name == "value" and indicator["unit"] not in NOT_COUNTED:
            found.setdefault((indicator["supplier"], period_type), {}).setdefault(indicator_id, {})[cell] = count
    return list(found.values())


def _told(cells: Mapping[Cell, float]) -> Figures:
    return {of[1:]: (count, count) for (_, of), count in cells.items()}


def _add(found: Flows, flow: Flow, figures: Mapping[str, Mapping[Cell, float]], indicators: Mapping[str, Row]) -> None:
    both = BETWEEN.join((*flow.one, "", *flow.other))
    rows = 0
    for first, second in (flow.one, flow.other):
        for (name, of), count in figures[first].items():
            if (other := figures[second].get((name, (second, *of[1:])))) is not None:
                found.cells[name, (both, *of[1:])] = count + other
                rows += 1
    found.indicators[both] = indicators[flow.one[0]] | {"title": both, "total_id": None}
    found.seen["value", both] = [Composed(both, pair, rows) for pair in (flow.one, flow.other)]
    for start, end in ((one, other) for one in flow.one for other in flow.other):
        found.carried.extend(_carried(figures[start], figures[end]) or _carried(figures[end], figures[start]))


def _carried(starts: Mapping[Cell, float], ends: Mapping[Cell, float]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Each start with the end before it, if they are the same wherever both are told."""
    pairs = [(start, end) for end in ends for start in _next_of(end, starts)]
    if len(pairs) < FEWEST_CARRIED or any(starts[start] != ends[end] for start, end in pairs):
        return []
    return [(start, (end,)) for start, end in pairs]


def _next_of(end: Cell, starts: Mapping[Cell, float]) -> Iterator[Cell]:
    """The cell of the period after that of another."""
    name, (_, kind, code, period_type, period) = end
    if last := last_month_named(period):
        after = period_of(PeriodType(period_type), last.plus(1)).label
        start_id = next(iter(starts))[1][0]
        if (cell := (name, (start_id, kind, code, period_type, after))) in starts:
            yield cell
