"""The look of the panels by month, what their marks mean, and what is said of the breaks in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.month_axis import GAP_SHADE
from saferplan.report.charts.monthly_series import MonthlySeries
from saferplan.report.charts.theme import INK, MUTED, TEXT_PX, TITLE_PX
from saferplan.report.recording import Break

BADGE_PX = 16
Letters = Mapping[str, tuple[str, Break]]
"""A letter for each break, by its identifier."""


@dataclass(frozen=True)
class Look:
    """How a panel is drawn. The small form has no labels inside; its words and the key say the same."""

    colour: str
    band: str
    plot_px: int
    size: float = TEXT_PX
    is_small: bool = False

    @property
    def title_size(self) -> float:
        return TEXT_PX if self.is_small else TITLE_PX


def badge(x: float, y: float, letter: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BADGE_PX / 2:g}" fill="{INK}"/>'
        + text(x, y + 4, letter, 12, anchor="middle", bold=True, colour="#fff")
    )  # fmt: skip


def break_notes(letters: Letters, left: float, top: float, width: float) -> tuple[str, float]:
    """What each letter stands for, below the panels, and where that ends."""
    parts, y = [], top
    for letter, each in letters.values():
        lines = folded(each.caveat, width - 26)
        parts.append(badge(left + BADGE_PX / 2, y + 8, letter) + paragraph(left + 24, y + 13, lines, colour=MUTED))
        y += LINE_PX * len(lines) + 6
    return "".join(parts), y


def key_rows(series: list[MonthlySeries], look: Look, left: float, top: float, width: float) -> tuple[str, float]:
    """What the marks mean: only of marks that are there. Gives the drawing and where it ends."""
    parts, x, y = [], left, top
    for mark, words in _key_items(series, look):
        lines = folded(words, width - 34)
        wide = 34 + width_px(words) if len(lines) == 1 else width
        if x > left and x + wide > left + width:
            x, y = left, y + LINE_PX + 3
        parts.append(
            f'<g transform="translate({x:.1f},{y:.1f})">{mark}</g>{paragraph(x + 32, y + 13, lines, colour=MUTED)}'
        )
        x, y = (x + wide + 18, y) if len(lines) == 1 else (left, y + LINE_PX * len(lines) + 3)
    return "".join(parts), y + (LINE_PX + 3 if x > left else 0) + 6


def _key_items(series: list[MonthlySeries], look: Look) -> list[tuple[str, str]]:
    items: list[tuple[str, str]] = []
    if any(one.has_range for one in series):
        items += [
            (f'<rect y="2" width="26" height="13" fill="{look.band}"/>', "Range expected by chance (95%)"),
            (f'<path d="M0,8.5H26" stroke="{look.colour}" stroke-dasharray="4 3"/>', "Wider range (99.8%)"),
        ]
    if any(one.outside for one in series):
        ring = f'<circle cx="13" cy="8.5" r="5" fill="#fff" stroke="{look.colour}" stroke-width="2.4"/>'
        items.append((ring, "Outside the wider range"))
    if any(one.gaps for one in series):
        items.append(
            (
                '<rect x="7" width="12" height="17" fill="' + GAP_SHADE + '" fill-opacity="0.55"/>',
                "Not supplied, or only in part",
            )
        )
    return items
