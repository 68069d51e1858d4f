"""Caseloads: open at the start and new come to closed and open at the end, and what is open at the end is so at the next start.

What one side comes to stands as a cell of its own, which nobody shows, with both sides as its parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saferplan.base.periods import PeriodType, last_month_named, period_of
from saferplan.evidence.agreeing_rows import Figures
from saferplan.evidence.flowing import Flow, Member, Side, flows_of
from saferplan.pipeline.suppressing_parts import NOT_COUNTED, Cell

Row = dict[str, Any]
Place = tuple[str, str, str, str]
"""Area and period: all of a cell but the indicator."""
Counts = Mapping[str, Mapping[Place, float]]
"""By indicator and place."""
FEWEST_CARRIED = 2
"""Periods whose end has to be the next one's start."""


@dataclass(frozen=True)
class Flows:
    """What flows add to the table of cells and sums."""

    cells: dict[Cell, float] = field(default_factory=dict)
    """What both sides come to, where all of one is told: the other may hold what its supplier keeps back."""
    indicators: dict[str, Row] = field(default_factory=dict)
    sums: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)
    """That cell with each side as its parts; and each start of a period with the end of the one before."""


def found_flows(counts: Mapping[Cell, float], indicators: Mapping[str, Row]) -> Flows:
    """The flows that the figures of each supplier show."""
    found = Flows()
    for figures in _by_supplier(counts, indicators):
        for flow in flows_of(list(_in_time(figures))):
            _add(found, flow, figures, indicators)
    return found


def _by_supplier(counts: Mapping[Cell, float], indicators: Mapping[str, Row]) -> list[Counts]:
    """The counts of each supplier and kind of period, in the order of its files."""
    found: dict[tuple[str, str], dict[str, dict[Place, float]]] = {}
    for (name, (indicator_id, *place)), count in sorted(
        counts.items(), key=lambda each: indicators[each[0][1][0]]["position"]
    ):
        indicator = indicators[indicator_id]
        if name == "value" and indicator["unit"] not in NOT_COUNTED:
            of_supplier = found.setdefault((indicator["supplier"], place[2]), {})
            of_supplier.setdefault(indicator_id, {})[tuple(place)] = count  # type: ignore[index]
    return list(found.values())


def _in_time(figures: Counts) -> Iterator[tuple[Member, Figures]]:
    """Each figure as of its own period, as of the one before and as of the next."""
    for shift in (0, -1, 1):
        for name, told in figures.items():
            moved = {_moved(place, -shift): (count, count) for place, count in told.items()}
            yield (name, shift), {place: known for place, known in moved.items() if place}


def _moved(place: Place, by: int) -> Place | None:
    """The same area so many periods later."""
    *area, period_type, period = place
    if not by:
        return place
    if (last := last_month_named(period)) is None:
        return None
    now = period_of(PeriodType(period_type), last)
    other = now.end.plus(1) if by > 0 else now.start.plus(-1)
    return area[0], area[1], period_type, period_of(PeriodType(period_type), other).label


def _add(found: Flows, flow: Flow, figures: Counts, indicators: Mapping[str, Row]) -> None:
    both = repr((flow.one, flow.other))
    found.indicators[both] = indicators[flow.one[0][0]] | {"title": both, "total_id": None}
    sides = flow.one, flow.other
    for place in dict.fromkeys(place for side in sides for place in figures[_now(side)]):
        total: Cell = ("value", (both, *place))
        cells = [_cells(side, place) for side in sides]
        if (known := next((sum(each) for each in map(_told, cells, [figures, figures]) if each), None)) is not None:
            found.cells[total] = known
            found.sums.extend((total, each) for each in cells)
    for start, end in ((one[0], other[0]) for one in flow.one for other in flow.other):
        found.sums.extend(_carried(start, end, figures) or _carried(end, start, figures))


def _told(cells: Sequence[Cell], figures: Counts) -> list[float]:
    """What all of some cells are; nothing where one is not told."""
    told = [figures[each[1][0]].get(each[1][1:]) for each in cells]
    return [] if None in told else [each for each in told if each is not None]


def _now(side: Side) -> str:
    """A figure of a side that is of the period itself."""
    return next(name for name, shift in side if not shift)


def _cells(side: Side, place: Place) -> tuple[Cell, ...]:
    moved = ((name, _moved(place, shift)) for name, shift in side)
    return tuple(("value", (name, *(where or place))) for name, where in moved)


def _carried(start: str, end: str, figures: Counts) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Each start with the end before it, if they are the same wherever both are told."""
    pairs = [(after, place) for place in figures[end] if (after := _moved(place, 1)) in figures[start] and after]
    if len(pairs) < FEWEST_CARRIED or any(figures[start][after] != figures[end][place] for after, place in pairs):
        return []
    return [(("value", (start, *after)), (("value", (end, *place)),)) for after, place in pairs]
