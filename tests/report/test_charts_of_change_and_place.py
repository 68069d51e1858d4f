"""Drivers, funnel, season and maps: signed numbers, no league, neighbours that stay together."""

import re
from pathlib import Path

import pytest
from small_analyses import NETS
from small_edition import small_rows, written
from small_place import AWKWARD_NAME, LONG_NAME, OWN

from saferplan.report.charts.axes import counts_axis, round_ticks
from saferplan.report.charts.chart import NARROW, WIDE, AbsentError
from saferplan.report.charts.choropleth import class_breaks
from saferplan.report.charts.coverage_matrix import COVERAGE_MATRIX
from saferplan.report.charts.diverging import signed
from saferplan.report.charts.drivers import DRIVERS
from saferplan.report.charts.funnel import FUNNEL
from saferplan.report.charts.geography import geography_of
from saferplan.report.charts.lettering import folded, width_px
from saferplan.report.charts.season import SEASON, against_trend
from saferplan.report.charts.ward_drivers import WARD_DRIVERS
from saferplan.report.place import place_of
from saferplan.tables.editions import Edition


def test_drivers_are_sorted_and_labelled_with_signed_numbers(edition: Edition) -> None:
    found = DRIVERS.gather(place_of(edition))
    body = DRIVERS.draw(found, WIDE).body
    labels = re.findall(r">([+−]?\d[\d,]*)</text>", body)
    assert labels == [signed(net) for net in sorted(NETS, reverse=True)]
    assert labels[0] == "+260"
    assert labels[-1] == "−123"
    assert "Net change +880: 14,740 against 13,860" in body
    assert [row[0] for row in DRIVERS.grids(found)[0].rows][:2] == ["Bicycle theft", "Burglary"]  # the table by name


def test_rises_lie_right_of_nought_and_falls_left(edition: Edition) -> None:
    body = DRIVERS.draw(DRIVERS.gather(place_of(edition)), NARROW).body
    (zero,) = {float(x) for x in re.findall(r'<path d="M([\d.]+),[\d.]+v18"', body)}
    bars = [
        (float(x), float(wide), fill)
        for x, wide, fill in re.findall(r'<rect x="([\d.]+)".*?width="([\d.]+)".*?fill="(\S+)"', body)
    ]
    assert len(bars) == len(NETS)
    for (left, wide, fill), net in zip(bars, sorted(NETS, reverse=True), strict=True):
        edge = left if net >= 0 else left + wide
        assert edge == pytest.approx(zero, abs=0.2)
        assert (fill == "#12436d") == (net > 0)


def test_rows_in_no_ward_are_named_and_stand_last_in_the_table(edition: Edition) -> None:
    found = WARD_DRIVERS.gather(place_of(edition))
    assert "In no ward, or not known +530" in WARD_DRIVERS.alt(found)
    rows = WARD_DRIVERS.grids(found)[0].rows
    assert [row[0] for row in rows[-2:]] == ["In no ward, or not known", "All recorded crime"]
    assert "(elsewhere)" not in WARD_DRIVERS.draw(found, WIDE).body


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_funnel_names_the_partnership_and_its_comparators_only(edition: Edition, width: int) -> None:
    found = FUNNEL.gather(place_of(edition))
    words = re.sub(r"</text><text[^>]*>", " ", FUNNEL.draw(found, width).body)
    assert "Exampleton-on-Tees, 10.0" in words
    assert "Bread &lt;b&gt;&amp; Butter&lt;/b&gt;" in words
    assert "Beyond" not in words
    assert len(re.findall(r'r="2.6"', words)) == 21


def test_the_funnels_table_is_no_league(edition: Edition) -> None:
    found = FUNNEL.gather(place_of(edition))
    names = [row[0] for row in FUNNEL.grids(found)[0].rows]
    assert names == sorted(names)
    assert {AWKWARD_NAME, LONG_NAME} < set(names)
    assert found.own is not None
    assert found.own["area_code"] == OWN


def test_fewer_than_ten_areas_make_no_funnel(tmp_path: Path) -> None:
    rows = small_rows()
    rows["funnel_point"] = rows["funnel_point"][:9]
    with pytest.raises(AbsentError, match="Fewer than 10 areas"):
        FUNNEL.gather(place_of(written(rows, tmp_path)))


def cells(body: str, fill: str) -> int:
    return sum(path.count("Z") for path in re.findall(rf'<path d="([^"]*)" fill="{fill}"/>', body))


def test_the_matrix_has_a_cell_a_month_and_one_for_a_quarter(edition: Edition) -> None:
    found = COVERAGE_MATRIX.gather(place_of(edition))
    body = COVERAGE_MATRIX.draw(found, NARROW).body
    supplied = 34 + 36 + 27 + 12 + 36 + 36 + 0 + 12
    assert cells(body, "#12436d") == supplied + 1  # and one in the key
    assert cells(body, "#74a3cd") == 1 + 1
    struck = re.findall(r'<path d="([^"]*)" stroke="#0b0c0c" stroke-width="1.2"/>', body)
    assert sum(path.count("M") for path in struck) == 1 + 9 + 36 + 1


def test_the_matrix_says_gaps_foreign_rows_and_what_is_known_to_be_missing(edition: Edition) -> None:
    found = COVERAGE_MATRIX.gather(place_of(edition))
    matrix, gaps = COVERAGE_MATRIX.grids(found)
    assert matrix.rows[0] == (
        "Exampleshire Police: Crime and ASB",
        "34 of 36 months",
        "August 2016",
        "May 2015",
        "54,900",
        "137",
    )
    assert matrix.rows[3][1] == "12 of 12 quarters"
    assert matrix.rows[3][4] == "19,200"  # a quarter's rows stand in each of its months and are said once
    assert "not supplied: April 2014 to December 2014" in COVERAGE_MATRIX.alt(found)
    assert "rows that a force recorded in another force's area: counted nowhere" in COVERAGE_MATRIX.caption(found)
    assert [row[2] for row in gaps.rows] == ["every force"]  # Gwent is no force of this edition


def test_a_feed_of_which_nothing_came_is_said_and_not_drawn(tmp_path: Path) -> None:
    rows = small_rows()
    for row in rows["coverage"]:
        if row["feed"] == "home_office_csp":
            row.update({"status": "not_supplied", "rows": 0})
    found = COVERAGE_MATRIX.gather(place_of(written(rows, tmp_path)))
    assert "No file of these months was supplied of: Home Office" in COVERAGE_MATRIX.caption(found)
    assert "Home Office" not in COVERAGE_MATRIX.draw(found, WIDE).body


@pytest.mark.parametrize(
    ("value", "words"), [(1.09, "9% above the trend"), (0.9, "10% below the trend"), (1.001, "as the trend")]
)
def test_a_months_place_by_the_trend(value: float, words: str) -> None:
    assert against_trend(value) == words


def test_the_season_names_its_highest_and_lowest_month(edition: Edition) -> None:
    alt = SEASON.alt(SEASON.gather(place_of(edition)))
    assert "Recorded crime: highest in May, 10% above the trend; lowest in June, 10% below the trend." in alt


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 0, [0, 0.5, 1]), (0, 9, [0, 5, 10]), (-4, 11, [-10, 0, 10, 20]), (0, 10_000_000, [0, 5_000_000, 10_000_000])],
)
def test_round_ticks_hold_their_values(low: float, high: float, expected: list[float]) -> None:
    assert round_ticks(low, high, 2) == expected


def test_counts_have_whole_ticks() -> None:
    assert counts_axis(0, 4) == [0, 1]
    assert counts_axis(3, 4) == [0, 1, 2, 3]


def test_lines_fit_and_break_at_hyphens_before_letters() -> None:
    lines = folded("Kingston-upon-Longwater, Outer District", 90)
    assert lines == ["Kingston-", "upon-", "Longwater,", "Outer District"]
    assert all(
        width_px(line) <= 90 for line in folded("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 90)
    )


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
    shapes = list(geography.drawn_at(300)[0].values())
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes))
    west, north, east, _ = shapely.total_bounds(shapes)
    assert (west, north) == pytest.approx((0, 0), abs=1e-6)
    assert east == pytest.approx(300)
