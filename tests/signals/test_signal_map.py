"""The map of a signal shades what is of the signal, and says fewer as fewer; its chart speaks of the range it has."""

import re
from datetime import date

import pytest

from saferplan.base.periods import Month
from saferplan.report.charts.choropleth import MapArea
from saferplan.report.charts.monthly_key import Look
from saferplan.report.charts.monthly_panel import draw_panel
from saferplan.report.charts.monthly_series import MonthlySeries, MonthRow
from saferplan.report.charts.theme import SHADES
from saferplan.report.signals.blocks import _month_row
from saferplan.report.signals.map import NOT_PART, OUTSIDE, SignalMap


def shaded(*values, is_fall=False):
    return SignalMap(None, [MapArea(str(place), str(place), value) for place, value in enumerate(values)], is_fall)


def test_places_outside_are_not_part_of_it_and_those_with_fewer_are_no_class_of_more():
    found = shaded(None, None, 60.0, 13.0, 0.0, -4.0)
    assert found.entries == [
        (SHADES[1], "13 more (1 area)"),
        (SHADES[4], "60 more (1 area)"),
        (SHADES[0], "As many as usual, or fewer (2 areas)"),
        (OUTSIDE, f"{NOT_PART} (2 areas)"),
    ]
    assert [found.words(area) for area in found.areas] == [
        "not part of this signal", "not part of this signal", "60 more than usual", "13 more than usual", "0 more than usual",
        "4 fewer than usual",
    ]  # fmt: skip
    assert [found.fill(area) for area in found.areas] == [OUTSIDE, OUTSIDE, SHADES[4], SHADES[1], SHADES[0], SHADES[0]]


def test_a_fall_says_fewer():
    found = shaded(38.0, None, -3.0, is_fall=True)
    assert found.legend_title == "Fewer than usual"
    assert [words for _, words in found.entries] == [
        "38 fewer (1 area)", "As many as usual, or more (1 area)", f"{NOT_PART} (1 area)",
    ]  # fmt: skip
    assert [found.words(area) for area in found.areas] == [
        "38 fewer than usual",
        "not part of this signal",
        "3 more than usual",
    ]


@pytest.mark.parametrize("values", [[12, 12, 12, 12, 13, 40], [1], [1, 2, 3, 4, 5, 6, 7, 8], [5, 5]])
def test_no_class_is_empty_and_every_area_is_in_one(values):
    found = shaded(*map(float, values))
    numbers = [int(re.search(r"\((\d+) area", words)[1]) for _, words in found.entries]
    assert all(numbers)
    assert sum(numbers) == len(values)
    assert len({fill for fill, _ in found.entries}) == len(found.entries)
    assert found.entries[-1][0] == SHADES[-1]


def row(count, verdict="above_95"):
    return MonthRow(Month(2025, 1), count, None, (6.2, 27.8), None, verdict)


def test_a_chart_with_one_range_speaks_of_no_wider_one():
    assert row(40).verdict_words == "40 in January 2025: above the 95% range (7 to 27)"
    assert row(40).short_words == "40: above the range (7 to 27)"
    assert row(20, "usual").verdict_words.endswith("within the range expected by chance (7 to 27)")
    both = MonthRow(Month(2025, 1), 40, None, (6.2, 27.8), (2, 45), "above_95")
    assert both.verdict_words.endswith("(7 to 27), not the wider one")
    assert both.short_words == "40: above the 95% range (7 to 27)"


def test_a_month_that_is_not_known_may_have_been_supplied_in_part_or_lie_before_a_break():
    gap = {"month": date(2025, 11, 1), "observed": None, "is_small": False, "lower": None, "upper": None}
    assert _month_row(gap).verdict_words == "November 2025: not known whole, or not comparable"
    assert _month_row(gap | {"is_small": True}).verdict_words == "November 2025: too few to be given"


@pytest.mark.parametrize(("rare", "edges"), [(None, 0), ((2.0, 45.0), 2)])
def test_the_edges_of_a_wider_range_are_drawn_where_there_is_one(rare, edges):
    rows = tuple(MonthRow(Month(2025, each), 20, None, (6.2, 27.8), rare, "usual") for each in (1, 2, 3))
    series = MonthlySeries("a", "Offences each month", rows, ())
    drawn = draw_panel(series, 0, 0, 300, Look("#111111", "#eeeeee", 150, is_small=True), {}, 2, 0)
    assert drawn.count('stroke-dasharray="4 3"') == edges
    assert 'fill="#eeeeee"' in drawn
