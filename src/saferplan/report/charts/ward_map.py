"""Counts by ward. There is no ward population, so these are counts and never rates, and the title says so."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import percent, plural, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.choropleth import Choropleth, MapArea, class_breaks, draw_choropleth
from saferplan.report.charts.geography import geography_of
from saferplan.report.charts.theme import SHADES
from saferplan.report.place import Place, own_areas
from saferplan.report.wording import missing, shown

ROUNDED_TO = 10


@dataclass(frozen=True)
class WardCounts:
    place: Place
    rows: list[dict[str, Any]]
    edges: dict[str, dict[str, Any]]
    """Rows near a boundary, by ward."""

    @property
    def counted(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["count"] is not None]


def gather(place: Place) -> WardCounts:
    if place.latest_financial_year is None:
        raise AbsentError("No financial year was wholly supplied, so no counts by ward are shown.")
    rows = own_areas(place, "ward")
    if not rows:
        raise AbsentError(
            "No wards of this partnership are known in this edition.", "Put the ward boundaries into inbox/."
        )
    edges = place.rows("SELECT * FROM ward_edge WHERE period = ? ORDER BY area_code", place.latest_financial_year)
    return WardCounts(place, rows, {row["area_code"]: row for row in edges})


def draw(counts: WardCounts, width: int) -> Drawing:
    geography = geography_of(counts.place, "ward")
    if geography is None:
        raise AbsentError("No map is drawn: no ward boundaries were supplied. The table has the figures.")
    areas = [
        MapArea(row["area_code"], row["name"], row["count"], row["missing_reason"], str(number))
        for number, row in enumerate(counts.rows, start=1)
    ]
    breaks = class_breaks([row["count"] for row in counts.counted], _rounded)
    return draw_choropleth(Choropleth(geography, areas, "Recorded crimes (a count, not a rate)", whole, breaks), width)


def _rounded(value: float) -> float:
    return float(round(value / ROUNDED_TO) * ROUNDED_TO if value >= ROUNDED_TO**2 else round(value))


def title(counts: WardCounts) -> str:
    return f"Recorded crime by ward, {counts.place.latest_financial_year}: counts, not rates"


def lead(counts: WardCounts) -> str:
    return (
        "These are counts, not rates: the number of residents is not used, and a larger or busier ward "
        "has more. Crimes are placed by their published map point in the current ward boundaries."
    )


def alt(counts: WardCounts) -> str:
    text = f"Map of {plural(len(counts.rows), 'ward')} in {counts.place.area_name}. "
    if counts.counted:
        low, high = min(row["count"] for row in counts.counted), max(row["count"] for row in counts.counted)
        text += f"Counts run from {whole(low)} to {whole(high)} recorded crimes. "
    return f"{text}A larger or busier ward has more. The table below has every figure."


def caption(counts: WardCounts) -> str:
    return (
        "The numbers are those of the table, in alphabetical order; a ward too small on the map has none. "
        "Map points are approximate, so a crime within 100 metres of a boundary may lie in the next ward."
    )


def grids(counts: WardCounts) -> list[Grid]:
    columns = (
        GridColumn("Ward", weight=2), GridColumn("Number on the map", numeric=True),
        GridColumn("Recorded crimes", numeric=True), GridColumn("Share within 100 m of the boundary", numeric=True),
    )  # fmt: skip
    rows = tuple(_cells(counts, number, row) for number, row in enumerate(counts.rows, start=1))
    return [
        Grid(
            "ward-table",
            f"Recorded crime by ward, {counts.place.latest_financial_year}, in alphabetical order",
            columns,
            rows,
        )
    ]


def _cells(counts: WardCounts, number: int, row: dict[str, Any]) -> tuple[str, ...]:
    count = shown(row["count"]) if row["count"] is not None else missing(row["missing_reason"])
    return (row["name"], str(number), count, _near(counts.edges.get(row["area_code"])))


def _near(edge: dict[str, Any] | None) -> str:
    """The share near a boundary; on fewer than 20 crimes the two counts instead of a percentage."""
    if edge is None or not edge["rows"]:
        return "not available"
    if edge["rows"] < 20:
        return f"{edge['near_boundary']} of {edge['rows']}"
    return percent(edge["near_boundary"] / edge["rows"], 0)


WARD_MAP = Chart("ward-map", 410, "Wards", gather, title, lead, draw, alt, caption, grids, tones=SHADES)
