"""The drawing of a funnel: limits as two shades, areas as marks, names at the side or in a key where there is no room."""

from dataclasses import dataclass
from math import exp, log
from typing import Any

from saferplan.base.numerals import one_decimal, whole
from saferplan.report.blocks import Drawing
from saferplan.report.charts.axes import Scale, drawn_path, round_ticks
from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.monthly_key import badge
from saferplan.report.charts.theme import (
    CRIME,
    FUNNEL_INNER,
    FUNNEL_OUTER,
    INK,
    MUTED,
    NARROW_UNDER,
    OTHER,
    OTHER_BAR,
    RULE,
    TEXT_PX,
)

PLOT_PX, NAMES_PX = 330, 190
AXIS_TITLE = "Recorded crimes per 1,000 residents"


@dataclass(frozen=True)
class FunnelMark:
    """An area of a funnel. One without a label is a dot like many others."""

    residents: float
    rate: float
    label: str
    role: str


@dataclass(frozen=True)
class Frame:
    """Where residents (on a scale of ratios) and rates lie."""

    across: Scale
    down: Scale

    def at(self, residents: float, rate: float) -> tuple[float, float]:
        return self.across(log(max(residents, 1))), self.down(rate)


def draw_funnel(marks: list[FunnelMark], limits: list[dict[str, Any]], baseline: float, width: int) -> Drawing:
    """The funnel, names of labelled areas at its right where it is wide, else as letters with a key below."""
    is_narrow = width < NARROW_UNDER
    labelled = [mark for mark in marks if mark.label]
    names_px = 0 if is_narrow or not labelled else NAMES_PX
    sizes = [mark.residents for mark in marks] + [row["denominator"] for row in limits]
    highest = max([mark.rate for mark in marks] + [baseline])
    ticks = round_ticks(0, max(highest * 1.05, 1), 5)
    left = max(width_px(whole(tick)) for tick in ticks) + 12
    low, high = log(max(min(sizes) * 0.97, 1)), log(max(sizes) * 1.03 + 1)
    right = width - names_px - 10
    key, top = _key_of_shades(baseline, width)
    frame = Frame(Scale(low, high, left, right), Scale(0, ticks[-1], top + PLOT_PX, top + 6))
    parts = [key, _ground(frame, ticks, limits, baseline), _sizes(frame)]
    parts += [
        _mark(mark, frame) for mark in sorted(marks, key=lambda mark: ("other", "comparator", "own").index(mark.role))
    ]
    height = frame.down.low_px + 50.0
    if is_narrow:
        drawn, height = _key(labelled, frame, width, height)
    else:
        drawn, height = _names(labelled, frame, right + 22, width, height)
    return Drawing(width, round(height), "".join([*parts, drawn]))


def _ground(frame: Frame, ticks: list[float], limits: list[dict[str, Any]], baseline: float) -> str:
    across, down = frame.across, frame.down
    parts = []
    for inner, fill in (("998", FUNNEL_OUTER), ("95", FUNNEL_INNER)):
        upper = [frame.at(row["denominator"], min(row[f"upper_{inner}"], ticks[-1])) for row in limits]
        lower = [frame.at(row["denominator"], max(row[f"lower_{inner}"], 0)) for row in limits]
        if len(upper) > 1:
            parts.append(f'<path d="{drawn_path(upper + lower[::-1], closed=True)}" fill="{fill}"/>')
    for tick in ticks:
        label = whole(tick) if tick == round(tick) else one_decimal(tick)
        parts.append(f'<path d="M{across.low_px:.1f},{down(tick):.1f}H{across.high_px:.1f}" stroke="{RULE}"/>')
        parts.append(text(across.low_px - 8, down(tick) + 5, label, anchor="end"))
    line = f'd="M{across.low_px:.1f},{down(baseline):.1f}H{across.high_px:.1f}"'
    parts.append(f'<path {line} stroke="{INK}" stroke-width="1.3" stroke-dasharray="6 3"/>')
    return "".join(parts)


def _key_of_shades(baseline: float, width: int) -> tuple[str, float]:
    """What the shades and the line are, above the plot, and where that ends."""
    swatch = '<rect x="{{x:.1f}}" y="{{y:.1f}}" width="26" height="13" fill="{fill}"/>'
    line = f'<path d="M{{x:.1f}},{{y:.1f}}m0,6h26" stroke="{INK}" stroke-width="1.3" stroke-dasharray="6 3"/>'
    items = (
        (line, f"Rate of all, {one_decimal(baseline)}"), (swatch.format(fill=FUNNEL_INNER), "Range expected by chance (95%)"),
        (swatch.format(fill=FUNNEL_OUTER), "Wider range (99.8%)"),
    )  # fmt: skip
    parts, x, y = [], 2.0, 2.0
    for mark, words in items:
        wide = 32 + width_px(words)
        if x > 2 and x + wide > width:
            x, y = 2.0, y + LINE_PX + 3
        parts.append(mark.format(x=x, y=y + 2) + text(x + 32, y + 13, words, colour=MUTED))
        x += wide + 18
    return "".join([*parts, text(2, y + 42, AXIS_TITLE)]), y + 50


def _sizes(frame: Frame) -> str:
    """Round numbers of residents below the plot."""
    x, bottom = frame.across, frame.down.low_px
    lowest, highest = exp(x.low), exp(x.high)
    rounds = [step * 10**power for power in range(0, 9) for step in (1, 2, 5)]
    parts, taken = [], x.low_px - 20
    for size in [each for each in rounds if lowest <= each <= highest]:
        at, half = x(log(size)), width_px(whole(size)) / 2
        if at - half > taken and at + half < x.high_px + 10:
            parts.append(text(at, bottom + 22, whole(size), anchor="middle"))
            parts.append(f'<path d="M{at:.1f},{bottom:.1f}v4" stroke="{INK}"/>')
            taken = at + half + 8
    parts.append(text((x.low_px + x.high_px) / 2, bottom + 41, "Residents", anchor="middle"))
    return "".join(parts)


def _mark(mark: FunnelMark, frame: Frame) -> str:
    x, y = frame.at(mark.residents, mark.rate)
    if mark.role == "own":
        return f'<path d="M{x:.1f},{y - 9:.1f}l9,9l-9,9l-9,-9Z" fill="{CRIME}" stroke="#fff" stroke-width="1.5"/>'
    if mark.role == "comparator":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{OTHER}" stroke="#fff" stroke-width="1.5"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{MUTED}" fill-opacity="0.75"/>'


def _names(labelled: list[FunnelMark], frame: Frame, left: float, width: int, height: float) -> tuple[str, float]:
    """Names beside the plot, each at the height of its mark or as near as there is room, with a thin line to it."""
    ordered = sorted(labelled, key=lambda mark: -mark.rate)
    lines = [folded(mark.label, width - left - 4, bold=mark.role == "own") for mark in ordered]
    tops = _spread([frame.at(0, mark.rate)[1] - LINE_PX * len(each) / 2 for mark, each in zip(ordered, lines, strict=True)],
                   [LINE_PX * len(each) + 4 for each in lines], frame.down.high_px - 6, frame.down.low_px)  # fmt: skip
    parts = []
    for mark, each, top in zip(ordered, lines, tops, strict=True):
        x, y = frame.at(mark.residents, mark.rate)
        to = top + LINE_PX * len(each) / 2
        parts.append(
            f'<path d="M{x + 8:.1f},{y:.1f}L{left - 6:.1f},{to:.1f}" stroke="{OTHER_BAR}" stroke-width="1" fill="none"/>'
        )
        is_own = mark.role == "own"
        parts.append(paragraph(left, top + 13, each, TEXT_PX, bold=is_own, colour=CRIME if is_own else INK))
    return "".join(parts), max(
        height, *(top + LINE_PX * len(each) + 4 for top, each in zip(tops, lines, strict=True)), 0
    )


def _spread(tops: list[float], rooms: list[float], first: float, last: float) -> list[float]:
    """Places in the same order that do not overlap, moved as little as pushing down and then up allows."""
    placed: list[float] = []
    for top in tops:
        after = placed[-1] + rooms[len(placed) - 1] if placed else first
        placed.append(max(top, after))
    limit = last
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], limit - rooms[place])
        limit = placed[place]
    shift = max(0.0, first - placed[0]) if placed else 0.0
    return [top + shift for top in placed]


def _key(labelled: list[FunnelMark], frame: Frame, width: int, top: float) -> tuple[str, float]:
    """Letters beside the marks that a key below names: the partnership first, the others in alphabetical order."""
    ordered = sorted(labelled, key=lambda mark: (mark.role != "own", mark.label))
    parts, y = [], top + 6
    taken: list[tuple[float, float]] = []
    for place, mark in enumerate(ordered):
        letter = chr(ord("A") + place % 26)
        x, at = frame.at(mark.residents, mark.rate)
        spots = [
            (x + 15, at),
            (x - 15, at),
            (x, at - 17),
            (x, at + 17),
            (x + 13, at - 13),
            (x + 13, at + 13),
            (x + 30, at),
            (x - 30, at),
        ]
        inside = [spot for spot in spots if frame.across.low_px < spot[0] < width - 9]
        free = [
            spot for spot in inside if all(abs(spot[0] - each[0]) > 17 or abs(spot[1] - each[1]) > 17 for each in taken)
        ]
        if free:
            taken.append(free[0])
            parts.append(badge(*free[0], letter))
        lines = folded(mark.label, width - 28, bold=mark.role == "own")
        parts.append(badge(10, y + 8, letter) + paragraph(26, y + 13, lines, bold=mark.role == "own"))
        y += LINE_PX * len(lines) + 5
    return "".join(parts), y + 4
