"""The drawing of a matrix of what was supplied: a row of cells for each force and feed."""

from dataclasses import dataclass
from itertools import groupby

from saferplan.base.periods import Month
from saferplan.report.blocks import Drawing
from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.month_axis import MonthScale, year_bands
from saferplan.report.charts.theme import CRIME, CRIME_BAR, INK, MUTED, NARROW_UNDER, RULE

CELL_PX, NAMES_PX = 15, 178
SUPPLIED, PARTIAL, ABSENT = CRIME, CRIME_BAR, "#ffffff"
STATE_TONES = (SUPPLIED, PARTIAL, ABSENT)
KEY = (("supplied", "Supplied"), ("partial", "Only in part"), ("not_supplied", "Not supplied"))


@dataclass(frozen=True)
class FeedRow:
    """A row of the matrix: cells from a first to a last month, with their state."""

    force: str
    label: str
    cells: list[tuple[Month, Month, str]]


def draw_matrix(rows: list[FeedRow], months: list[Month], width: int) -> Drawing:
    """Rows under their force; their names at the left, or above the cells where it is narrow."""
    is_narrow = width < NARROW_UNDER
    x = MonthScale(months[0], months[-1], 2 if is_narrow else NAMES_PX + 2, width - 4)
    key, y = _key(width)
    parts = [key]
    for force, held in groupby(rows, key=lambda row: row.force):
        names = folded(force, width - 6, bold=True)
        parts.append(paragraph(2, y + 14, names, bold=True))
        y += LINE_PX * len(names) + 4
        top, place = y, len(parts)
        for row in held:
            drawn, y = _row(row, x, y, is_narrow)
            parts.append(drawn)
        parts.insert(place, _aprils(months, x, top, y - 4))
        y += 8
    years = year_bands(x, y, y, 13)
    return Drawing(width, round(y + 24), "".join([*parts, years]))


def _row(row: FeedRow, x: MonthScale, y: float, is_narrow: bool) -> tuple[str, float]:
    if is_narrow:
        return text(2, y + 12, row.label, 13, colour=MUTED) + _cells(row, x, y + 17), y + 17 + CELL_PX + 6
    lines = folded(row.label, NAMES_PX - 10)
    room = max(CELL_PX + 7, LINE_PX * len(lines) + 3)
    return paragraph(2, y + 13, lines, colour=MUTED) + _cells(row, x, y), y + room


def _cells(row: FeedRow, x: MonthScale, y: float) -> str:
    """One path for each state: a full block, a half block in an outline, an empty outline struck through."""
    return "".join(
        cell_path(state, [x.span(first, last) for first, last, found in row.cells if found == state], y)
        for state, _ in KEY
    )


def cell_path(state: str, spans: list[tuple[float, float]], y: float) -> str:
    """The cells of one state."""
    if not spans:
        return ""
    inner = [(left + 0.5, right - 0.5) for left, right in spans]
    block = "".join(f"M{left:.1f},{y:.1f}H{right:.1f}v{CELL_PX}H{left:.1f}Z" for left, right in inner)
    if state == "supplied":
        return f'<path d="{block}" fill="{SUPPLIED}"/>'
    outline = f'fill="{ABSENT}" stroke="{INK}" stroke-width="0.9"'
    if state == "partial":
        half = "".join(
            f"M{left:.1f},{y + CELL_PX / 2:.1f}H{right:.1f}v{CELL_PX / 2}H{left:.1f}Z" for left, right in inner
        )
        return f'<path d="{block}" {outline}/><path d="{half}" fill="{PARTIAL}"/>'
    struck = "".join(f"M{left:.1f},{y + CELL_PX:.1f}L{right:.1f},{y:.1f}" for left, right in inner)
    return f'<path d="{block}" {outline}/><path d="{struck}" stroke="{INK}" stroke-width="1.2"/>'


def _aprils(months: list[Month], x: MonthScale, top: float, bottom: float) -> str:
    """A line where each financial year begins."""
    starts = [x(month) - x.step / 2 for month in months if month.number == 4 and month != months[0]]
    return "".join(
        f'<path d="M{start:.1f},{top:.1f}V{bottom:.1f}" stroke="{RULE}" stroke-width="1.5"/>' for start in starts
    )


def _key(width: int) -> tuple[str, float]:
    parts, across, y = [], 2.0, 2.0
    for state, words in KEY:
        wide = 22 + width_px(words) + 16
        if across + wide > width + 12:
            across, y = 2.0, y + LINE_PX + 4
        parts.append(cell_path(state, [(across, across + 15)], y) + text(across + 22, y + 13, words))
        across += wide
    return "".join(parts), y + LINE_PX + 10
