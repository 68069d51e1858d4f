"""The partnership's rate beside its comparators', with the range expected by chance. Alphabetical, never a league."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import one_decimal, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.axes import Scale, round_ticks
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.theme import CRIME, CRIME_BAR, NARROW_UNDER, OTHER, OTHER_BAR, RULE
from saferplan.report.place import Place
from saferplan.report.wording import (
    HEADLINES,
    limits,
    missing,
    rate_and_limits,
    residents,
    residents_heading,
    shown,
    verdict,
)

NAME_PX, MARK_PX = 205, 30
AXIS_TITLE = "Recorded crimes per 1,000 residents"


@dataclass(frozen=True)
class Neighbours:
    place: Place
    rows: list[dict[str, Any]]

    @property
    def own(self) -> dict[str, Any] | None:
        return next((row for row in self.rows if row["role"] == "own"), None)

    @property
    def others(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["role"] == "comparator"]


def gather(place: Place) -> Neighbours:
    if place.latest_financial_year is None:
        raise AbsentError("No financial year was wholly supplied, so no yearly rate can be set beside the neighbours'.")
    rows = place.rows(_SQL, place.latest_financial_year, place.area_code)
    if not any(row["count"] is not None or row["value"] is not None for row in rows):
        raise AbsentError(f"There are no yearly counts for {place.latest_financial_year} in this edition.")
    return Neighbours(place, rows)


_SQL = """
SELECT area.area_code, area.name, area.role, figure.count, figure.denominator, figure.denominator_year, figure.value,
    figure.dispersed_lower, figure.dispersed_upper, figure.missing_reason, population.status AS residents_status,
    comparison.verdict
FROM area
LEFT JOIN measure AS figure ON figure.indicator_id = 'recorded_crime' AND figure.area_type = 'csp'
    AND figure.area_code = area.area_code AND figure.period_type = 'financial_year' AND figure.period = $1
LEFT JOIN population ON population.area_type = 'csp' AND population.area_code = area.area_code
    AND population.year = figure.denominator_year
LEFT JOIN comparison ON comparison.indicator_id = 'recorded_crime' AND comparison.area_code = $2
    AND comparison.comparator_type = 'named' AND comparison.comparator_code = area.area_code AND comparison.period = $1
WHERE area.area_type = 'csp' AND area.role IN ('own', 'comparator')
ORDER BY area.name, area.area_code
"""


def draw(neighbours: Neighbours, width: int) -> Drawing:
    if not any(row["value"] is not None for row in neighbours.rows):
        raise AbsentError("None of these areas has a rate, so no chart is drawn.")
    is_narrow = width < NARROW_UNDER
    ticks = round_ticks(0, max(_end(row) for row in neighbours.rows), 3 if is_narrow else 5)
    room = max(width_px(_label(row), bold=True) for row in neighbours.rows) + 14
    left = 10 if is_narrow else NAME_PX
    x = Scale(0, ticks[-1], left, width - max(room, width_px(whole(ticks[-1])) / 2 + 4))
    y, parts = 4.0, []
    for row in neighbours.rows:
        drawn, y = _row(row, x, y, is_narrow)
        parts.append(drawn)
    axis, bottom = _axis(ticks, x, y)
    return Drawing(width, round(bottom), "".join([axis, *parts]))


def _end(row: dict[str, Any]) -> float:
    return max(row["value"] or 0, row["dispersed_upper"] or 0)


def _label(row: dict[str, Any]) -> str:
    return one_decimal(row["value"]) if row["value"] is not None else "no rate: see the table"


def _row(row: dict[str, Any], x: Scale, y: float, is_narrow: bool) -> tuple[str, float]:
    """An area's name, interval, mark and rate, and where the next one begins: names above the marks where it is narrow.

    The partnership differs in shape, weight and size as well as in colour.
    """
    is_own = row["role"] == "own"
    lines = folded(row["name"], x.high_px if is_narrow else NAME_PX - 16, bold=is_own)
    room = LINE_PX * len(lines) + (MARK_PX if is_narrow else 14)
    middle = y + room - MARK_PX / 2 if is_narrow else y + room / 2
    name_y = y + 13 if is_narrow else middle - LINE_PX * (len(lines) - 1) / 2 + 5
    names = paragraph(
        2 if is_narrow else NAME_PX - 14, name_y, lines, anchor="start" if is_narrow else "end", bold=is_own
    )
    label = text((x(_end(row)) if row["value"] is not None else x.low_px) + 10, middle + 5, _label(row), bold=is_own)
    return names + _marks(row, x, middle, is_own) + label, y + max(room, MARK_PX + 16)


def _marks(row: dict[str, Any], x: Scale, y: float, is_own: bool) -> str:
    if row["value"] is None:
        return ""
    interval = ""
    if row["dispersed_lower"] is not None and row["dispersed_upper"] is not None:
        start, end = x(max(0, row["dispersed_lower"])), x(row["dispersed_upper"])
        bar = f'stroke="{CRIME_BAR if is_own else OTHER_BAR}" stroke-width="{12 if is_own else 7}"'
        interval = f'<path d="M{start:.1f},{y:.1f}H{end:.1f}" {bar}/>'
    at = x(row["value"])
    if is_own:
        return f'{interval}<path d="M{at:.1f},{y - 9:.1f}l9,9l-9,9l-9,-9Z" fill="{CRIME}"/>'
    return f'{interval}<circle cx="{at:.1f}" cy="{y:.1f}" r="5.5" fill="{OTHER}"/>'


def _axis(ticks: list[float], x: Scale, bottom: float) -> tuple[str, float]:
    """Gridlines behind the rows with their values below, as many as have room, and what they are of."""
    parts, taken = [], float("-inf")
    for tick in ticks:
        label = whole(tick) if tick == round(tick) else one_decimal(tick)
        half = width_px(label) / 2
        parts.append(f'<path d="M{x(tick):.1f},4V{bottom:.1f}" stroke="{RULE}"/>')
        at = max(x(tick), half)
        if at - half > taken:
            parts.append(text(at, bottom + 16, label, anchor="middle"))
            taken = at + half + 10
    title_at = max(min((x.low_px + x.high_px) / 2, x.high_px), width_px(AXIS_TITLE) / 2 + 2)
    return "".join([*parts, text(title_at, bottom + 38, AXIS_TITLE, anchor="middle")]), bottom + 46


def title(neighbours: Neighbours) -> str:
    return f"Recorded crime per 1,000 residents, {neighbours.place.latest_financial_year}"


def lead(neighbours: Neighbours) -> str:
    own = neighbours.place.area_name
    if not neighbours.others:
        return f"No comparators are named, so {own} stands alone here."
    return (
        f"Counted from police.uk. The areas {own} compares itself with, in alphabetical order. The bar is the range expected "
        "by chance, widened by how much each area's own months vary. Bars may overlap where a test still tells two areas apart: "
        "the table has the verdict."
    )


def alt(neighbours: Neighbours) -> str:
    parts = [f"{row['name']} {_finding(row)}" for row in neighbours.rows]
    told_apart = [row["name"] for row in neighbours.others if row["verdict"] in ("lower", "higher")]
    if neighbours.others:
        parts.append(f"told apart from {neighbours.place.area_name} by test: {', '.join(told_apart) or 'none'}")
    return "; ".join(parts) + "."


def _finding(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return f"no rate: {missing(row['missing_reason'])}"
    return f"{one_decimal(row['value'])} (range {limits(row)})"


def caption(neighbours: Neighbours) -> str:
    text = (
        f"The diamond and the heavier bar are {neighbours.place.area_name}. A bar shorter than its dot lies behind it. "
        "The scale starts at nought."
    )
    if any(row["residents_status"] == "superseded" for row in neighbours.rows):
        text += " These rates use population estimates that the publisher has since replaced."
    return text


def grids(neighbours: Neighbours) -> list[Grid]:
    columns = (
        GridColumn("Area", weight=3), GridColumn("Recorded crimes", numeric=True),
        GridColumn(residents_heading(neighbours.rows), numeric=True),
        GridColumn("Rate per 1,000", numeric=True), GridColumn("Range expected by chance", numeric=True, weight=2),
        GridColumn("What may be said", weight=3),
    )  # fmt: skip
    own = neighbours.own["name"] if neighbours.own else ""
    rows = tuple(_cells(row, neighbours) for row in neighbours.rows)
    year = neighbours.place.latest_financial_year
    return [
        Grid("neighbours-table", f"Recorded crime and rates by area, {year}", columns, rows, marked_row=own),
        *_wider_areas(neighbours),
    ]


def _wider_areas(neighbours: Neighbours) -> list[Grid]:
    """The partnership beside the force, the region, the country and its most similar areas, where they are known.

    Which areas are most similar is given under restriction: no public report shows it.
    """
    place = neighbours.place
    found = [place.rows(_WIDER_SQL, indicator_id, place.area_code, place.is_public) for indicator_id in HEADLINES]
    shown = next((rows for rows in found if rows), [])
    if not shown:
        return []
    columns = (
        GridColumn("Beside", weight=3), GridColumn("What it is", weight=2), GridColumn("Its rate per 1,000", numeric=True),
        GridColumn("What may be said", weight=3),
    )  # fmt: skip
    cells = tuple(
        (
            row["name"],
            WIDER[row["comparator_type"]],
            shown_rate(row["other_value"]),
            verdict(row["verdict"], place.area_name),
        )
        for row in shown
    )
    caption = f"{place.area_name} beside wider areas, {shown[0]['period']}, {HEADLINES[shown[0]['indicator_id']]}"
    return [Grid("wider-areas-table", caption, columns, cells, folded=len(cells) > FOLDED_OVER)]


WIDER = {
    "force": "The rest of the police force", "region": "The rest of the region", "country": "The rest of the country",
    "most_similar": "Among the most similar areas",
}  # fmt: skip
FOLDED_OVER = 8
_WIDER_SQL = """
SELECT comparison.*, coalesce(named.name, comparison.comparator_code) AS name
FROM comparison LEFT JOIN (SELECT area_code, max(name) AS name FROM area GROUP BY area_code) AS named
    ON named.area_code = comparison.comparator_code
WHERE indicator_id = $1 AND comparison.area_code = $2 AND comparator_type <> 'named'
    AND period = (SELECT max(period) FROM comparison WHERE indicator_id = $1 AND area_code = $2)
    AND NOT ($3 AND comparator_type = 'most_similar')
ORDER BY comparator_type, name, comparison.comparator_code
"""


def shown_rate(rate: float | None) -> str:
    return "not available" if rate is None else one_decimal(rate)


def _cells(row: dict[str, Any], neighbours: Neighbours) -> tuple[str, ...]:
    said = "This partnership" if row["role"] == "own" else verdict(row["verdict"], neighbours.place.area_name)
    return (row["name"], shown(row["count"]), residents(row, neighbours.rows), *rate_and_limits(row), said)


NEIGHBOURS = Chart("neighbours", 300, "Beside our neighbours", gather, title, lead, draw, alt, caption, grids)
