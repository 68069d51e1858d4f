"""The contract of every chart: it says its finding, shows its numbers, and is drawn whatever the figures are."""

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from scenarios import ABSENT, SCENARIOS, SIXTY, scenario
from small_place import OWN

from saferplan.report import charts
from saferplan.report.blocks import Figure, Grid
from saferplan.report.charts.chart import (
    LEAST_LIGHTNESS_STEP,
    NARROW,
    WIDE,
    AbsentError,
    Chart,
    figure_section,
    in_order,
)
from saferplan.report.place import Place, place_of

CHARTS = {chart.id: chart for chart in in_order(charts)}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
LEVELS_NAMED = {"95", "99.8", "1,000"}
"""Numbers of the method's name and of the unit, which are no findings."""

each_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
each_drawn = pytest.mark.parametrize(
    ("name", "chart"),
    [(name, chart) for name in SCENARIOS for chart in CHARTS.values() if chart.id not in ABSENT.get(name, ())],
    ids=lambda each: each.id if isinstance(each, Chart) else each,
)


@cache
def place_in(name: str) -> Place:
    return place_of(scenario(name, Path(mkdtemp(prefix="saferplan-"))))


@cache
def gathered(name: str, chart_id: str) -> Any:
    return CHARTS[chart_id].gather(place_in(name))


def words_of(grids: list[Grid]) -> str:
    return " ".join(
        " ".join(
            [grid.caption, *(column.heading for column in grid.columns), *(cell for row in grid.rows for cell in row)]
        )
        for grid in grids
    )


def numbers_shown(grids: list[Grid]) -> set[str]:
    """Every number in the tables, how many rows they have, and how many rows say the same."""
    counted = Counter(cell for grid in grids for row in grid.rows for cell in enumerate(row))
    return {
        *NUMBER.findall(words_of(grids)),
        *(str(len(grid.rows)) for grid in grids),
        *map(str, counted.values()),
        "0",
    }


def test_charts_come_in_their_order() -> None:
    assert list(CHARTS) == [
        "usual-range", "types", "season", "day-hour", "drivers", "ward-drivers", "neighbours", "funnel", "lsoa-map", "hotspots",
        "ward-map", "near-repeat", "coverage",
    ]  # fmt: skip


def test_no_two_charts_share_an_identifier() -> None:
    identifiers = [chart.id for chart in CHARTS.values()]
    for chart in CHARTS.values():
        identifiers += [grid.id for grid in chart.grids(gathered("typical", chart.id))]
    assert len(identifiers) == len(set(identifiers))


@each_chart
def test_alt_text_says_the_finding_in_numbers_of_the_table(chart: Chart) -> None:
    found = gathered("typical", chart.id)
    alt = chart.alt(found)
    assert 60 < len(alt) < 1_500
    numbers = set(NUMBER.findall(alt)) - LEVELS_NAMED
    assert numbers, "an alternative text without a number says no finding"
    shown = numbers_shown(chart.grids(found)) | set(NUMBER.findall(f"{chart.title(found)} {chart.caption(found)}"))
    assert numbers <= shown, f"not in the table: {sorted(numbers - shown)}"


@each_chart
def test_a_chart_has_a_table_with_a_row_for_what_it_draws(chart: Chart) -> None:
    grids = chart.grids(gathered("typical", chart.id))
    assert grids
    for grid in grids:
        assert grid.rows
        assert all(len(row) == len(grid.columns) for row in grid.rows)
        assert all(cell and "None" not in cell and "nan" not in cell for row in grid.rows for cell in row)


@each_chart
def test_tones_are_told_apart_in_grey(chart: Chart) -> None:
    for one, other in combinations(chart.tones, 2):
        assert abs(lightness(one) - lightness(other)) >= LEAST_LIGHTNESS_STEP, (one, other)


def lightness(colour: str) -> float:
    """CIE L* of a colour written #rrggbb (CIE 15:2004, from sRGB by IEC 61966-2-1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize(
    ("name", "chart_id"), [(name, chart_id) for name in ABSENT for chart_id in sorted(ABSENT[name])]
)
def test_a_chart_without_figures_is_absent_with_a_reason(name: str, chart_id: str) -> None:
    chart = CHARTS[chart_id]
    with pytest.raises(AbsentError) as absent:
        chart.gather(place_in(name))
    assert len(str(absent.value)) > 30
    assert str(absent.value).endswith(".")
    (notice,) = figure_section(chart, place_in(name)).blocks
    assert notice.kind == "notice"


@each_drawn
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_chart_is_drawn_within_its_width(name: str, chart: Chart, width: int) -> None:
    drawing = chart.draw(gathered(name, chart.id), width)
    assert drawing.width <= width + 16
    assert 0 < drawing.height < 6_000
    assert not re.search(r"NaN|nan|inf\b|None|aria-|\be\+", drawing.body)
    if SIXTY not in drawing.body:  # names are folded, never cut
        assert "…" not in drawing.body


@each_drawn
def test_the_words_of_a_chart_are_whole(name: str, chart: Chart) -> None:
    found = gathered(name, chart.id)
    for words in (chart.title(found), chart.lead(found), chart.alt(found), chart.caption(found)):
        assert not re.search(r"\bNone\b|\bnan\b|  |\.\.|inbox", words), words
    assert chart.title(found)
    assert not chart.title(found).endswith(".")


@each_chart
def test_a_chart_becomes_a_figure_in_two_widths(chart: Chart) -> None:
    figures = [block for block in figure_section(chart, place_in("typical")).blocks if isinstance(block, Figure)]
    assert [(figure.wide.width >= 600, figure.narrow.width <= 320) for figure in figures] == [(True, True)]


@each_chart
def test_areas_beyond_the_neighbours_are_in_the_funnel_only(chart: Chart) -> None:
    words = words_of(chart.grids(gathered("typical", chart.id)))
    assert ("Beyond" in words) == (chart.id == "funnel")
    assert "Beyond" not in chart.draw(gathered("typical", chart.id), WIDE).body


def test_the_partnership_is_told_by_shape_as_well_as_colour() -> None:
    neighbours = gathered("typical", "neighbours")
    assert neighbours.own["area_code"] == OWN
    assert [row["name"] for row in neighbours.rows] == sorted(row["name"] for row in neighbours.rows)
    assert CHARTS["neighbours"].draw(neighbours, WIDE).body.count('font-weight="600"') == 2
