"""How each month of the year stands to the trend: the season of recorded crime and of anti-social behaviour."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.periods import MONTH_NAMES
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.axes import Scale, round_ticks
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.monthly_series import ASB_INCIDENTS, RECORDED_CRIME
from saferplan.report.charts.theme import ASB, CRIME, CRIME_BAR, INK, NARROW_UNDER, RULE, TITLE_PX
from saferplan.report.place import Place

TITLES = {RECORDED_CRIME: "Recorded crime", ASB_INCIDENTS: "ASB incidents"}
PLOT_PX = 130


@dataclass(frozen=True)
class Season:
    place: Place
    months: dict[str, list[dict[str, Any]]]
    """Twelve rows of `seasonal_index` for each indicator."""


def gather(place: Place) -> Season:
    rows = place.rows(
        "SELECT * FROM seasonal_index WHERE area_code = ? ORDER BY indicator_id, month_number", place.area_code
    )
    months = {name: [row for row in rows if row["indicator_id"] == name] for name in TITLES}
    if not any(months.values()):
        raise AbsentError("A pattern over the year needs 36 months of counts, and there are fewer.")
    return Season(place, {name: found for name, found in months.items() if found})


def against_trend(value: float) -> str:
    """1.09 → "9% above the trend"."""
    share = round(abs(value - 1) * 100)
    if share == 0:
        return "as the trend"
    return f"{share}% {'above' if value > 1 else 'below'} the trend"


def draw(season: Season, width: int) -> Drawing:
    is_narrow = width < NARROW_UNDER
    limits = [row[name] for rows in season.months.values() for row in rows for name in ("lower", "upper")]
    ticks = round_ticks(min([0.95, *limits]) * 100 - 100, max([1.05, *limits]) * 100 - 100, 4)
    parts, y = [], 2.0
    for name, rows in season.months.items():
        colour, bar = (ASB, "#c98fab") if name == ASB_INCIDENTS else (CRIME, CRIME_BAR)
        lines = [*folded(TITLES[name], width - 4, TITLE_PX, bold=True)]
        said = folded(_extremes(rows), width - 4)
        parts.append(
            paragraph(2, y + 14, lines, TITLE_PX, bold=True, colour=colour)
            + paragraph(2, y + 14 + LINE_PX * len(lines), said)
        )
        y += LINE_PX * (len(lines) + len(said)) + 14
        scale = Scale(ticks[0], ticks[-1], y + PLOT_PX, y)
        parts.append(_panel(rows, ticks, scale, width, colour, bar, is_narrow))
        y += PLOT_PX + 42
    return Drawing(width, round(y), "".join(parts))


def _panel(
    rows: list[dict[str, Any]], ticks: list[float], y: Scale, width: int, colour: str, bar: str, is_narrow: bool
) -> str:
    labels = [f"{'+' if tick > 0 else '−' if tick < 0 else ''}{abs(tick):,.0f}%" for tick in ticks]
    left, right = max(map(width_px, labels)) + 10, width - 8
    step = (right - left) / 12
    parts = []
    for tick, label in zip(ticks, labels, strict=True):
        parts.append(f'<path d="M{left:.1f},{y(tick):.1f}H{right}" stroke="{INK if tick == 0 else RULE}"/>')
        parts.append(text(left - 6, y(tick) + 5, label, anchor="end"))
    for row in rows:
        x = left + (row["month_number"] - 0.5) * step
        low, high, value = (y(row[name] * 100 - 100) for name in ("lower", "upper", "value"))
        parts.append(
            f'<path d="M{x:.1f},{low:.1f}V{high:.1f}" stroke="{bar}" stroke-width="{6 if is_narrow else 10}"/>'
        )
        parts.append(f'<circle cx="{x:.1f}" cy="{value:.1f}" r="{3.2 if is_narrow else 4.5}" fill="{colour}"/>')
        name = MONTH_NAMES[row["month_number"] - 1]
        parts.append(text(x, y.low_px + 18, name[:1] if is_narrow else name[:3], anchor="middle"))
    return "".join(parts)


def _extremes(rows: list[dict[str, Any]]) -> str:
    low, high = min(rows, key=lambda row: row["value"]), max(rows, key=lambda row: row["value"])
    names = [MONTH_NAMES[row["month_number"] - 1] for row in (high, low)]
    return f"Highest in {names[0]}, {against_trend(high['value'])}; lowest in {names[1]}, {against_trend(low['value'])}"


def title(season: Season) -> str:
    return f"Each month of the year beside the trend, {season.place.area_name}"


def lead(season: Season) -> str:
    return "The dot is the month's usual place above or below the trend; the bar is the range expected by chance (95%)."


def alt(season: Season) -> str:
    return " ".join(
        f"{TITLES[name]}: {_extremes(rows)[:1].lower()}{_extremes(rows)[1:]}." for name, rows in season.months.items()
    )


def caption(season: Season) -> str:
    return "A month whose bar crosses nought is not told apart from the trend."


def grids(season: Season) -> list[Grid]:
    columns = [GridColumn("Month", weight=2)]
    for name in season.months:
        columns += [GridColumn(TITLES[name], weight=2), GridColumn("Range expected by chance", weight=2)]
    rows = tuple(
        (MONTH_NAMES[month[0]["month_number"] - 1], *(cell for row in month for cell in _cells(row)))
        for month in zip(*season.months.values(), strict=True)
    )
    return [Grid("season-table", "Each month of the year beside the trend", tuple(columns), rows, folded=True)]


def _cells(row: dict[str, Any]) -> tuple[str, str]:
    low, high = (
        f"{'+' if row[name] > 1 else '−' if row[name] < 1 else ''}{abs(row[name] - 1) * 100:.0f}%"
        for name in ("lower", "upper")
    )
    return against_trend(row["value"]), f"{low} to {high}"


SEASON = Chart(
    "season",
    120,
    "The year's pattern",
    gather,
    title,
    lead,
    draw,
    alt,
    caption,
    grids,
    tones=(CRIME, CRIME_BAR, "#ffffff"),
)
