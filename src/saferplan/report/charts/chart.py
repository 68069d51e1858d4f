"""What a chart is: declared once in a file of its own, found by being there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from saferplan.base.discovery import declarations
from saferplan.report.blocks import Block, Drawing, Figure, Grid, Notice, Section, Text
from saferplan.report.place import Place

LEAST_LIGHTNESS_STEP = 9
"""How far apart in lightness (CIE L*, 0 to 100) any two tones of a chart lie at the least, so that they differ in grey."""
WIDE, NARROW = 700, 300
"""Drawn widths in pixels. The page shows the narrow one on a telephone, the wide one elsewhere and in print."""


class AbsentError(Exception):
    """There is nothing to draw; `reason` tells the reader why, `way_out` the analyst what would allow it."""

    def __init__(self, reason: str, way_out: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


@dataclass(frozen=True)
class Chart:
    """A chart, its words and its tables.

    `gather` reads the edition once; the other functions are given what it found. It raises AbsentError where the
    edition holds no figures; `draw` raises it where there are figures and no picture can be made of them.
    """

    id: str
    order: int
    heading: str
    gather: Callable[[Place], Any]
    title: Callable[[Any], str]
    lead: Callable[[Any], str]
    draw: Callable[[Any, int], Drawing]
    alt: Callable[[Any], str]
    caption: Callable[[Any], str]
    grids: Callable[[Any], list[Grid]]
    tones: tuple[str, ...] = ()
    is_public: bool = True
    """Whether it stands in a report that may leave the partnership."""


@cache
def in_order(package: ModuleType) -> tuple[Chart, ...]:
    return tuple(sorted(declarations(package, Chart), key=lambda chart: (chart.order, chart.id)))


def figure_section(chart: Chart, place: Place) -> Section:
    """A section of the report: the chart with its words and tables, or what is missing for it."""
    try:
        gathered = chart.gather(place)
    except AbsentError as reason:
        return Section(chart.id, chart.heading, (_notice(chart, reason, place),))
    blocks: list[Block] = [
        Text(f"{chart.id}-lead", chart.lead(gathered)),
        _figure(chart, gathered, place),
        *chart.grids(gathered),
    ]
    return Section(chart.id, chart.heading, tuple(blocks))


def _notice(chart: Chart, absent: AbsentError, place: Place) -> Notice:
    """Why there is no picture; what would allow it is for those who can do something about it."""
    return Notice(f"{chart.id}-absent", f"{absent.reason} {'' if place.is_public else absent.way_out}".strip())


def _figure(chart: Chart, gathered: Any, place: Place) -> Figure | Notice:
    try:
        wide, narrow = chart.draw(gathered, WIDE), chart.draw(gathered, NARROW)
    except AbsentError as reason:
        return _notice(chart, reason, place)
    return Figure(
        id=chart.id,
        title=chart.title(gathered),
        alt=chart.alt(gathered),
        caption=chart.caption(gathered),
        wide=wide,
        narrow=narrow,
    )
