"""A map in shades, with a legend that explains every shade and every pattern."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any, Protocol

from saferplan.base.numerals import plural
from saferplan.report.blocks import Drawing
from saferplan.report.charts.geography import Geography, label_place
from saferplan.report.charts.theme import INK, MUTED, NARROW_UNDER, SHADES, TEXT_PX
from saferplan.report.wording import missing

LEGEND_PX, LINE_PX, SMALL_MAP_PX = 220, 26, 310
PATTERNS = ("diagonal", "dots", "cross", "level", "plain")


@dataclass(frozen=True)
class MapArea:
    """One area of a map: a value, or the reason it has none."""

    code: str
    name: str
    value: float | None
    reason: str | None = None
    number: str = ""
    """What is written on it, where it is large enough."""


class ShadedMap(Protocol):
    """What is drawn: areas, each with a fill and its words, and the entries of the legend (fill, words)."""

    @property
    def geography(self) -> Geography: ...
    @property
    def areas(self) -> list[MapArea]: ...
    @property
    def legend_title(self) -> str: ...
    @property
    def entries(self) -> list[tuple[str, str]]: ...
    def fill(self, area: MapArea) -> str: ...
    def words(self, area: MapArea) -> str: ...


@dataclass(frozen=True)
class Choropleth:
    geography: Geography
    areas: list[MapArea]
    legend_title: str
    written: Callable[[float], str]
    """How a value is written, in the legend and on the area."""
    breaks: list[float] = field(default_factory=list)

    @property
    def reasons(self) -> list[str | None]:
        return sorted({area.reason for area in self.areas if area.value is None}, key=str)

    def fill(self, area: MapArea) -> str:
        if area.value is None:
            return f"url(#{PATTERNS[self.reasons.index(area.reason) % len(PATTERNS)]})"
        return self.shades[sum(area.value >= edge for edge in self.breaks)]

    def words(self, area: MapArea) -> str:
        return missing(area.reason) if area.value is None else self.written(area.value)

    @property
    def shades(self) -> tuple[str, ...]:
        """As many shades as there are classes, spread from the lightest to the darkest."""
        last = len(self.breaks)
        return tuple(SHADES[round(step * (len(SHADES) - 1) / max(1, last))] for step in range(last + 1))

    @property
    def entries(self) -> list[tuple[str, str]]:
        values = [area.value for area in self.areas if area.value is not None]
        entries = []
        if values:
            edges = [min(values), *self.breaks, max(values)]
            for shade, (low, high), is_last in zip(
                self.shades, pairwise(edges), [False] * len(self.breaks) + [True], strict=True
            ):
                upper = self.written(high) if is_last else f"under {self.written(high)}"
                number = sum(low <= value < high or (is_last and value == high) for value in values)
                entries.append((shade, f"{self.written(low)} to {upper} ({plural(number, 'area')})"))
        for reason in self.reasons:
            number = sum(area.value is None and area.reason == reason for area in self.areas)
            words = missing(reason)
            entries.append(
                (
                    f"url(#{PATTERNS[self.reasons.index(reason) % len(PATTERNS)]})",
                    f"{words[:1].upper()}{words[1:]} ({number})",
                )
            )
        return entries


def class_breaks(values: list[float], round_to: Callable[[float], float], classes: int = len(SHADES)) -> list[float]:
    """Edges that put about as many areas in each class, at rounded values. Fewer classes where values repeat."""
    ordered = sorted(values)
    edges = [round_to(ordered[len(ordered) * step // classes]) for step in range(1, classes)] if ordered else []
    return sorted({edge for edge in edges if ordered[0] < edge <= ordered[-1]})


def draw_choropleth(choropleth: ShadedMap, width: int) -> Drawing:
    """The map with its legend: at its side where there is room, below it where there is not."""
    is_narrow = width < NARROW_UNDER
    map_px = width - 4 if is_narrow else min(width - LEGEND_PX - 24, 560 / choropleth.geography.aspect)
    map_height = round(map_px * choropleth.geography.aspect)
    legend, legend_height = _legend(choropleth)
    across, down = (0, map_height + 52) if is_narrow else (map_px + 24, 4)
    height = down + legend_height if is_narrow else max(map_height + 44, legend_height + 8)
    body = (
        f"<defs>{_patterns()}</defs>"
        f'<g transform="translate(2,2)">{_map(choropleth, map_px)}{_scale_bar(choropleth.geography, map_px)}</g>'
        f'<g transform="translate({across:.0f},{down:.0f})" font-size="{TEXT_PX}" fill="{INK}">{legend}</g>'
    )
    return Drawing(width, round(height), body)


def _map(choropleth: ShadedMap, map_px: float) -> str:
    shapes, outlines = choropleth.geography.drawn_at(map_px)
    drawn = [area for area in choropleth.areas if area.code in shapes]
    paths = "".join(_path(choropleth, area, outlines[area.code]) for area in drawn)
    numbers = "".join(_number(choropleth, area, shapes[area.code]) for area in drawn if area.number)
    line_px = 0.4 if map_px < SMALL_MAP_PX else 0.7
    edge = f'stroke="{MUTED}" stroke-width="{line_px}" stroke-linejoin="round" fill-rule="evenodd"'
    return f'<g {edge}>{paths}</g><g text-anchor="middle" font-weight="600">{numbers}</g>'


def _path(choropleth: ShadedMap, area: MapArea, outline: str) -> str:
    """An area's outline; its title is what a pointer shows."""
    title = f"<title>{escape(area.name)}: {escape(choropleth.words(area))}</title>"
    return f'<path d="{outline}" fill="{choropleth.fill(area)}">{title}</path>'


def _number(choropleth: ShadedMap, area: MapArea, shape: Any) -> str:
    """An area's number, light on dark shades; left out where it would not fit inside."""
    x, y, room = label_place(shape)
    size = next((size for size in (14, 12, 11) if room >= 0.33 * size * max(1.5, len(area.number))), None)
    if size is None:
        return ""
    colour = "white" if choropleth.fill(area) in SHADES[3:] else INK
    at = f'x="{x:.1f}" y="{y + size * 0.35:.1f}" font-size="{size}"'
    return f'<text {at} fill="{colour}">{escape(area.number)}</text>'


def _scale_bar(geography: Geography, map_px: float) -> str:
    """A bar of a round length, at most a third of the map."""
    kilometres = next((step for step in (20, 10, 5, 2, 1) if step * 3000 <= geography.width_m), 0.5)
    length = kilometres * 1000 * map_px / geography.width_m
    y = map_px * geography.aspect + 18
    return (
        f'<path d="M0,{y - 6:.1f}V{y:.1f}H{length:.1f}V{y - 6:.1f}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
        f'<text x="{length + 8:.1f}" y="{y + 1:.1f}" font-size="{TEXT_PX}" fill="{INK}">{kilometres} km</text>'
    )


def _legend(choropleth: ShadedMap) -> tuple[str, int]:
    """The legend's elements and its height."""
    y, parts = 0, []
    for title_line, text in enumerate(_folded(choropleth.legend_title, 30)):
        parts.append(f'<text x="0" y="{14 + 18 * title_line}" font-weight="600">{escape(text)}</text>')
        y = 42 + 18 * title_line
    for fill, words in choropleth.entries:
        parts.append(f'<rect x="0.5" y="{y - 12}" width="28" height="18" fill="{fill}" stroke="{MUTED}"/>')
        folded = _folded(words, 27)
        parts += [f'<text x="38" y="{y + 2 + 17 * line}">{escape(text)}</text>' for line, text in enumerate(folded)]
        y += LINE_PX + 17 * (len(folded) - 1)
    return "".join(parts), y


def _folded(words: str, letters: int) -> list[str]:
    from textwrap import wrap

    return wrap(words, letters)


def _patterns() -> str:
    """Patterns for areas without a value: each told from the others, and from the shades, without colour."""
    marks = {
        "diagonal": '<path d="M-2,2l4,-4M0,8l8,-8M6,10l4,-4" stroke="#484f53" stroke-width="1.3"/>',
        "dots": '<circle cx="4" cy="4" r="1.5" fill="#484f53"/>',
        "cross": '<path d="M0,0l8,8M8,0l-8,8" stroke="#484f53" stroke-width="1"/>',
        "level": '<path d="M0,4h8" stroke="#484f53" stroke-width="1.5"/>',
        "plain": "",
    }
    return "".join(
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#fff"/>{mark}</pattern>'
        for name, mark in marks.items()
    )
