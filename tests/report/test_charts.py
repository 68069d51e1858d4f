"""What the charts draw: gaps stay gaps, classes hold every value, every kind of area is told apart."""

import re

import pytest
from small_edition import GAP, OWN

from saferplan.report import charts
from saferplan.report.charts.chart import NARROW, WIDE, in_order
from saferplan.report.charts.choropleth import class_breaks
from saferplan.report.charts.geography import geography_of
from saferplan.report.charts.trend import TREND
from saferplan.report.place import place_of
from saferplan.tables.editions import Edition


def test_charts_come_in_their_order() -> None:
    assert [chart.id for chart in in_order(charts)] == ["trend", "neighbours", "lsoa-map", "ward-map"]


def test_a_missing_month_is_a_gap_and_never_a_zero(edition: Edition) -> None:
    trend = TREND.gather(place_of(edition))
    for series in trend.series:
        assert series.counts[GAP] is None
        assert GAP not in series.known
    for width in (WIDE, NARROW):
        drawing = TREND.draw(trend, width)
        lines = re.findall(r'<path d="(M[^"]*)" stroke="#(?:12436d|801650)"', drawing.body)
        assert len(lines) == 4  # two runs on each panel, before the gap and after it
        assert sorted(line.count("L") for line in lines) == [12, 12, 21, 21]
        assert drawing.body.count("not supplied") == 2
    assert "Not supplied, and shown as a gap: May 2015." in TREND.alt(trend)
    (grid,) = TREND.grids(trend)
    assert ("May 2015", "not supplied", "not supplied") in grid.rows


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("chart", in_order(charts), ids=lambda chart: chart.id)
def test_every_chart_keeps_to_its_width(chart: charts.chart.Chart, width: int, edition: Edition) -> None:
    drawing = chart.draw(chart.gather(place_of(edition)), width)
    assert drawing.width <= width + 16
    assert "NaN" not in drawing.body
    assert "aria-" not in drawing.body


def test_the_partnership_is_told_by_shape_as_well_as_colour(edition: Edition) -> None:
    neighbours = next(chart for chart in in_order(charts) if chart.id == "neighbours")
    gathered = neighbours.gather(place_of(edition))
    assert gathered.own["area_code"] == OWN
    assert [row["name"] for row in gathered.rows] == sorted(row["name"] for row in gathered.rows)
    assert neighbours.draw(gathered, WIDE).body.count('font-weight="700"') == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([5.0], []),
        ([5.0, 5.0, 5.0], []),
        ([1.0, 2.0], [2.0]),
        ([float(value) for value in range(10)], [2.0, 4.0, 6.0, 8.0]),
    ],
)
def test_class_breaks(values: list[float], expected: list[float]) -> None:
    assert class_breaks(values, lambda value: value) == expected


def test_neighbouring_shapes_stay_together(edition: Edition) -> None:
    import shapely

    geography = geography_of(place_of(edition), "ward")
    assert geography is not None
    shapes = list(geography.drawn_at(300).values())
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes))
    west, north, east, _ = shapely.total_bounds(shapes)
    assert (west, north) == pytest.approx((0, 0), abs=1e-6)
    assert east == pytest.approx(300)
