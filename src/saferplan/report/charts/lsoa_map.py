"""Rates by LSOA: neighbourhoods of about 1,600 people. Where there is no rate, a pattern says why."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import one_decimal, plural
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.choropleth import Choropleth, MapArea, class_breaks, draw_choropleth
from saferplan.report.charts.geography import geography_of
from saferplan.report.charts.theme import SHADES
from saferplan.report.place import Place, own_areas
from saferplan.report.wording import rate_and_limits, residents, residents_heading, shown


@dataclass(frozen=True)
class LsoaRates:
    place: Place
    rows: list[dict[str, Any]]

    @property
    def rated(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["value"] is not None]


def gather(place: Place) -> LsoaRates:
    if place.latest_financial_year is None:
        raise AbsentError("No financial year was wholly supplied, so no rates by LSOA are shown.")
    rows = own_areas(place, "lsoa")
    if not rows:
        raise AbsentError(
            "No LSOAs of this partnership are known in this edition.", "Put the lookup of LSOAs into inbox/."
        )
    return LsoaRates(place, rows)


def draw(rates: LsoaRates, width: int) -> Drawing:
    geography = geography_of(rates.place, "lsoa")
    if geography is None:
        raise AbsentError("No map is drawn: no boundaries of LSOAs were supplied. The table has the figures.")
    areas = [MapArea(row["area_code"], row["name"], row["value"], row["missing_reason"]) for row in rates.rows]
    breaks = class_breaks([row["value"] for row in rates.rated], lambda value: float(round(value)))
    choropleth = Choropleth(geography, areas, "Recorded crimes per 1,000 residents", _written, breaks)
    return draw_choropleth(choropleth, width)


def _written(value: float) -> str:
    return f"{value:,.0f}"


def title(rates: LsoaRates) -> str:
    return f"Recorded crime per 1,000 residents by LSOA, {rates.place.latest_financial_year}"


def lead(rates: LsoaRates) -> str:
    return (
        "An LSOA is a neighbourhood of about 1,600 people, used for statistics. The published map points are "
        "approximate, and in places where people shop, work or go out a rate by residents says little. "
        "Each shade covers about the same number of LSOAs."
    )


def alt(rates: LsoaRates) -> str:
    text = f"Map of {plural(len(rates.rows), 'LSOA')} in {rates.place.area_name}. "
    if rates.rated:
        low, high = min(row["value"] for row in rates.rated), max(row["value"] for row in rates.rated)
        text += f"Rates run from {one_decimal(low)} to {one_decimal(high)} per 1,000 residents. "
    without = len(rates.rows) - len(rates.rated)
    return f"{text}{plural(without, 'area')} without a rate. The table below has every figure."


def caption(rates: LsoaRates) -> str:
    text = "A difference between two shades may be no more than chance: the table gives the range for each LSOA."
    if any(row["residents_status"] == "superseded" for row in rates.rows):
        text += " These rates use population estimates that the publisher has since replaced."
    return text


def grids(rates: LsoaRates) -> list[Grid]:
    columns = (
        GridColumn("LSOA", weight=3), GridColumn("Recorded crimes", numeric=True),
        GridColumn(residents_heading(rates.rows), numeric=True),
        GridColumn("Rate per 1,000", numeric=True), GridColumn("Range expected by chance", numeric=True, weight=2),
    )  # fmt: skip
    rows = tuple(
        (row["name"], shown(row["count"]), residents(row, rates.rows), *rate_and_limits(row)) for row in rates.rows
    )
    year = rates.place.latest_financial_year
    return [Grid("lsoa-table", f"Recorded crime by LSOA, {year}, in alphabetical order", columns, rows, folded=True)]


LSOA_MAP = Chart(
    "lsoa-map", 400, "Neighbourhoods (LSOAs)", gather, title, lead, draw, alt, caption, grids, tones=SHADES
)
