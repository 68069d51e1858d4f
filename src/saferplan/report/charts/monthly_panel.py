"""A series by month over the range expected by chance: one panel, in the large and in the small form."""

from dataclasses import dataclass, field

from saferplan.base.numerals import whole
from saferplan.base.periods import Month
from saferplan.report.charts.axes import Scale, counts_axis, drawn_path, horizontals, ticks_px
from saferplan.report.charts.lettering import LINE_PX, Box, folded, paragraph, text, text_box, width_px
from saferplan.report.charts.month_axis import MonthScale, gap_bands, year_bands
from saferplan.report.charts.monthly_key import BADGE_PX, Letters, Look, badge
from saferplan.report.charts.monthly_series import GAPS, MonthlySeries, MonthRow
from saferplan.report.charts.theme import INK
from saferplan.report.recording import Break

MOST_LABELLED = 6


@dataclass
class Panel:
    """A panel as it comes about: its parts, and the room that its labels have taken."""

    series: MonthlySeries
    look: Look
    x: MonthScale
    y: Scale
    parts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)


def panel_words(series: MonthlySeries, width: float, look: Look) -> tuple[list[str], list[str]]:
    """The lines of a panel's title and of what is said of its newest month."""
    said = series.newest.short_words if look.is_small else series.newest.verdict_words
    return folded(series.title, width, look.title_size, bold=True), folded(said, width, look.size)


def words_px(lines: int) -> int:
    return LINE_PX * lines + 12


def head_px(beside: list[MonthlySeries], width: float, look: Look) -> int:
    """Room for the badges of breaks above the plots of panels that stand beside one another."""
    rows = [len(set(_badge_rows(one, _across(one, 0, width, look)).values())) for one in beside]
    return (BADGE_PX + 4) * max(rows, default=0)


def _badge_at(each: Break, x: MonthScale) -> float:
    """Where a badge stands: on the line of the break's first month, or inside the plot where that lies before it."""
    start = x.span(max(each.first, x.first), x.last)[0]
    return min(max(start, x.left + (0 if each.first > x.first else BADGE_PX / 2)), x.right - BADGE_PX / 2)


def _badge_rows(series: MonthlySeries, x: MonthScale) -> dict[str, int]:
    """Above the plot, the lowest row in which each break's badge and bar lie on no other."""
    ends: list[float] = []
    found = {}
    for each in series.breaks:
        at = _badge_at(each, x)
        row = next((row for row, end in enumerate(ends) if at - BADGE_PX - 1 >= end), len(ends))
        ends[row : row + 1] = [max(at, x.span(each.first, min(each.last, x.last))[1] - BADGE_PX / 2)]
        found[each.id] = row
    return found


def draw_panel(
    series: MonthlySeries, left: float, top: float, width: float, look: Look, letters: Letters, lines: int, head: int
) -> str:
    """The panel as SVG.

    Its words take the room of `lines` lines, and badges that of `head` pixels, so that panels beside one another stand level.
    """
    title, said = panel_words(series, width, look)
    parts = [paragraph(left, top + 14, title, look.title_size, bold=True, colour=look.colour)]
    parts.append(paragraph(left, top + 14 + LINE_PX * len(title), said, look.size))
    plot_top = top + words_px(lines)
    panel = _laid_out(series, left, plot_top + head, width, look)
    _ground(panel)
    _range(panel)
    _breaks(panel, letters)
    _line(panel)
    _outside(panel)
    return "".join([*parts, *panel.parts])


def _ticks(series: MonthlySeries, look: Look) -> list[float]:
    widest = [row.rare_limits or row.limits for row in series.rows]
    highest = max([*series.known.values(), *(limits[1] for limits in widest if limits)], default=0)
    return counts_axis(highest * (1.02 if look.is_small else 1.06), 2 if look.is_small else 4)


def _across(series: MonthlySeries, left: float, width: float, look: Look) -> MonthScale:
    """The months between the room for the counts' scale and, in the large form, for the newest count."""
    newest = "" if look.is_small or series.newest.count is None else whole(series.newest.count)
    right = left + width - (width_px(newest, look.size, bold=True) + 10 if newest else 4)
    return MonthScale(
        series.rows[0].month, series.rows[-1].month, left + ticks_px(_ticks(series, look), look.size), right
    )


def _laid_out(series: MonthlySeries, left: float, top: float, width: float, look: Look) -> Panel:
    ticks, x = _ticks(series, look), _across(series, left, width, look)
    y = Scale(0, ticks[-1], top + look.plot_px, top)
    ground = year_bands(x, y.high_px, y.low_px, look.size) + horizontals(ticks, y, x.left, x.right, look.size)
    return Panel(series, look, x, y, [ground])


def _ground(panel: Panel) -> None:
    words = {
        month: _gap_words(row, panel.look) for row in panel.series.rows if row.count is None for month in [row.month]
    }
    drawn, boxes = gap_bands(words, panel.x, panel.y.high_px, panel.y.low_px, panel.look.size)
    panel.parts.append(drawn)
    panel.taken += boxes


def _gap_words(row: MonthRow, look: Look) -> str:
    words = GAPS.get(row.reason or "", GAPS["month_not_supplied"])
    return words[2] if look.is_small else words[1]


def _range(panel: Panel) -> None:
    """The 95% range as a band and the edges of the 99.8% range, where there is one, as dashed lines."""
    rows = [row for row in panel.series.rows if row.limits]
    if not rows:
        return
    x, y = panel.x, panel.y
    upper = [(x(row.month), y(max(0, row.limits[1]))) for row in rows if row.limits]
    lower = [(x(row.month), y(max(0, row.limits[0]))) for row in rows if row.limits]
    panel.parts.append(
        f'<path d="{drawn_path(_wide(upper, x) + _wide(lower, x)[::-1], closed=True)}" fill="{panel.look.band}"/>'
    )
    for side in (0, 1) if all(row.rare_limits for row in rows) else ():
        edge = [(x(row.month), y(max(0, row.rare_limits[side]))) for row in rows if row.rare_limits]
        style = f'fill="none" stroke="{panel.look.colour}" stroke-width="1" stroke-dasharray="4 3" stroke-opacity="0.8"'
        panel.parts.append(f'<path d="{drawn_path(_wide(edge, x))}" {style}/>')


def _wide(points: list[tuple[float, float]], x: MonthScale) -> list[tuple[float, float]]:
    """Half a month more at either end, so that a single month has a width."""
    return [(points[0][0] - x.step / 2, points[0][1]), *points, (points[-1][0] + x.step / 2, points[-1][1])]


def _breaks(panel: Panel, letters: Letters) -> None:
    """A dashed line where a break begins, its letter above; a bar as long as it may still be working its way in."""
    x, y = panel.x, panel.y
    rows = _badge_rows(panel.series, x)
    badges = []
    for each in panel.series.breaks:
        at, centre = _badge_at(each, x), y.high_px - BADGE_PX / 2 - 3 - (BADGE_PX + 4) * rows[each.id]
        last = x.span(each.first, min(each.last, x.last))[1]
        if last > at + BADGE_PX / 2:
            panel.parts.append(f'<path d="M{at:.1f},{centre:.1f}H{last:.1f}" stroke="{INK}" stroke-width="3"/>')
        if each.first > x.first:
            line = f'd="M{at:.1f},{centre:.1f}V{y.low_px:.1f}"'
            panel.parts.append(f'<path {line} stroke="{INK}" stroke-width="1.2" stroke-dasharray="2 2"/>')
        badges.append(badge(at, centre, letters[each.id][0]))
    panel.parts += badges


def _line(panel: Panel) -> None:
    """The counts, broken at every gap, a dot for each month; the newest ringed and written out."""
    x, y, look = panel.x, panel.y, panel.look
    known = panel.series.known
    runs: dict[int, list[tuple[float, float]]] = {}
    for place, (month, count) in enumerate(known.items()):
        runs.setdefault(month.index - place, []).append((x(month), y(count)))
    for points in runs.values():
        style = (
            f'fill="none" stroke="{look.colour}" stroke-width="{1.5 if look.is_small else 2.2}" stroke-linejoin="round"'
        )
        panel.parts.append(f'<path class="counts" d="{drawn_path(points)}" {style}/>')
    radius = min(2.2, max(1.0, x.step / 3.2))
    panel.parts += [_dot(point, radius, look.colour) for points in runs.values() for point in points]
    newest = panel.series.newest
    if newest.count is not None:
        at = (x(newest.month), y(newest.count))
        panel.parts.append(_dot(at, 3.2 if look.is_small else 4.5, look.colour))
        if not look.is_small:
            label_x, label_y = x.right + 6, min(max(at[1] + 5, y.high_px + 10), y.low_px)
            panel.parts.append(text(label_x, label_y, whole(newest.count), look.size, bold=True, colour=look.colour))


def _dot(at: tuple[float, float], radius: float, colour: str) -> str:
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{colour}"/>'


def _outside(panel: Panel) -> None:
    """Months outside the 99.8% range: ringed, and labelled where there is room for it. The table has them all."""
    for row in panel.series.outside:
        at = (panel.x(row.month), panel.y(row.count or 0))
        ring = f'fill="#fff" stroke="{panel.look.colour}" stroke-width="2.4"'
        panel.parts.append(
            f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{4 if panel.look.is_small else 5.5:g}" {ring}/>'
        )
    others = [row for row in panel.series.outside if row.month != panel.series.newest.month]
    if not panel.look.is_small:
        for row in others[-MOST_LABELLED:]:
            _label_outside(panel, row.month, row.count or 0, is_above=row.verdict == "above_998")


def _label_outside(panel: Panel, month: Month, count: int, *, is_above: bool) -> None:
    words, look, x, y = f"{whole(count)} in {month.name}", panel.look, panel.x, panel.y
    half = width_px(words, look.size) / 2
    middle = min(max(x(month), x.left + half + 2), x.right - half - 2)
    for offset in (-10, 20) if is_above else (20, -10):
        baseline = y(count) + offset
        box = text_box(middle, baseline, words, look.size, anchor="middle")
        if box.top >= y.high_px and box.bottom <= y.low_px and not box.meets(panel.taken):
            panel.taken.append(box)
            panel.parts.append(text(middle, baseline, words, look.size, anchor="middle"))
            return
