"""The partnership's rate beside its comparators', with the range expected by chance. Alphabetical, never a league."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from saferplan.base.numerals import one_decimal
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.theme import CRIME, CRIME_BAR, INK, NARROW_UNDER, OTHER, OTHER_BAR, RULE, as_values, drawn
from saferplan.report.place import Place
from saferplan.report.wording import limits, missing, rate_and_limits, residents, residents_heading, shown, verdict

NAME_PX, NAME_LETTERS, NAME_LETTERS_NARROW, LINE_PX = 205, 22, 34, 18
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
    AND comparison.comparator_code = area.area_code AND comparison.period = $1
WHERE area.area_type = 'csp' AND area.role IN ('own', 'comparator')
ORDER BY area.name, area.area_code
"""


def draw(neighbours: Neighbours, width: int) -> Drawing:
    import altair

    if not any(row["value"] is not None for row in neighbours.rows):
        raise AbsentError("None of these areas has a rate, so no chart is drawn.")
    is_narrow = width < NARROW_UNDER
    names = [wrap(row["name"], NAME_LETTERS_NARROW if is_narrow else NAME_LETTERS) for row in neighbours.rows]
    row_px = _row_px(max(map(len, names)), is_narrow)
    marks = [_mark(row, name) for row, name in zip(neighbours.rows, names, strict=True)]
    for position, mark in enumerate(marks, start=1):
        lines = mark["name"].count("\n") + 1
        mark["y"] = position * row_px - (16 if is_narrow else row_px / 2)
        mark["name_y"] = mark["y"] - (LINE_PX * (lines - 0.05) if is_narrow else LINE_PX / 2 * (lines - 1))
    inner = width - 44 if is_narrow else width - NAME_PX - 60
    layers = _layers(marks, row_px * len(marks), is_narrow)
    return drawn(altair.layer(*layers).properties(width=inner, height=row_px * len(marks)), side_px=14)


def _row_px(lines: int, is_narrow: bool) -> int:
    """Room for an area: its name at the left where there is width for it, else above its interval."""
    return 34 + LINE_PX * lines if is_narrow else max(46, 14 + LINE_PX * lines)


def _mark(row: dict[str, Any], name: list[str]) -> dict[str, Any]:
    """An area as the chart draws it; without a rate it has a name and no mark."""
    known = row["value"] is not None
    return {
        "value": row["value"],
        "lower": row["dispersed_lower"] if known else None,
        "upper": row["dispersed_upper"] if known else None,
        "end": max(row["value"], row["dispersed_upper"] or 0) if known else 0,
        "label": one_decimal(row["value"]) if known else "no rate: see the table",
        "name": "\n".join(name),
        "own": row["role"] == "own",
    }


def _layers(marks: list[dict[str, Any]], height: int, is_narrow: bool) -> list[Any]:
    import altair

    furthest = max(mark["end"] for mark in marks) * (1.25 if is_narrow else 1.12)
    y = altair.Y("y:Q", axis=None, scale=altair.Scale(domain=[height, 0], nice=False))
    axis = altair.Axis(title=AXIS_TITLE, tickCount=4 if is_narrow else 6, gridColor=RULE, labelFlush=False)
    scale = altair.Scale(domain=[0, furthest or 1], nice=False)
    base = altair.Chart(as_values(marks)).encode(y=y)
    layers: list[Any] = []
    for is_own in (False, True):
        mine = base.transform_filter(altair.datum.own == is_own)
        layers += _area_layers(mine, axis, scale, is_own=is_own, is_narrow=is_narrow)
    return layers


def _area_layers(mine: Any, axis: Any, scale: Any, *, is_own: bool, is_narrow: bool) -> list[Any]:
    """Interval, dot, figure and name. The partnership differs in shape, weight and size as well as in colour."""
    import altair

    weight, colour, bar, shape = (700, CRIME, CRIME_BAR, "diamond") if is_own else (400, OTHER, OTHER_BAR, "circle")
    bar_px, dot_px2 = (12, 190) if is_own else (7, 90)
    shrunk = 0.65 if is_narrow else 1
    known = mine.transform_filter("isValid(datum.value)")
    interval = known.transform_filter("isValid(datum.lower)").mark_rule(strokeWidth=bar_px * shrunk, color=bar)
    dot = known.mark_point(shape=shape, size=dot_px2 * shrunk, fill=colour, stroke=None, opacity=1)
    figure = mine.mark_text(align="left", dx=10, fontWeight=weight, color=INK)
    return [
        interval.encode(x=altair.X("lower:Q", axis=axis, scale=scale), x2="upper:Q"),
        dot.encode(x=altair.X("value:Q", axis=axis, scale=scale)),
        figure.encode(x=altair.X("end:Q", axis=axis, scale=scale), text="label:N"),
        _names(mine, is_narrow, weight),
    ]


def _names(mine: Any, is_narrow: bool, weight: int) -> Any:
    import altair

    align, x_px = ("left", 0) if is_narrow else ("right", -14)
    style = {"lineBreak": "\n", "lineHeight": LINE_PX, "fontWeight": weight, "color": INK, "baseline": "middle"}
    names = mine.mark_text(align=align, **style)
    return names.encode(x=altair.value(x_px), y=altair.Y("name_y:Q", axis=None), text="name:N")


def title(neighbours: Neighbours) -> str:
    return f"Recorded crime per 1,000 residents, {neighbours.place.latest_financial_year}"


def lead(neighbours: Neighbours) -> str:
    own = neighbours.place.area_name
    if not neighbours.others:
        return f"No comparators are named in saferplan.toml, so {own} stands alone here."
    return (
        f"The areas {own} compares itself with, in alphabetical order. The bar is the range expected by chance, "
        "widened by how much each area's own months vary. Bars may overlap where a test still tells two areas apart: "
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
    text = f"The diamond and the heavier bar are {neighbours.place.area_name}. The scale starts at nought."
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
    return [Grid("neighbours-table", f"Recorded crime and rates by area, {year}", columns, rows, marked_row=own)]


def _cells(row: dict[str, Any], neighbours: Neighbours) -> tuple[str, ...]:
    said = "This partnership" if row["role"] == "own" else verdict(row["verdict"], neighbours.place.area_name)
    return (row["name"], shown(row["count"]), residents(row, neighbours.rows), *rate_and_limits(row), said)


NEIGHBOURS = Chart("neighbours", 2, "Beside our neighbours", gather, title, lead, draw, alt, caption, grids)
