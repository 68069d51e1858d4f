"""The charts by month: a gap stays a gap, what lies outside is said, a break is named where it stands."""

import re
from pathlib import Path

import pytest
from small_analyses import HIGH_MONTH
from small_edition import small_edition, small_rows, written
from small_place import GAP, LAST, PARTIAL

from saferplan.report.charts.chart import NARROW, WIDE
from saferplan.report.charts.type_ranges import TYPE_RANGES
from saferplan.report.charts.usual_range import USUAL_RANGE
from saferplan.report.place import place_of
from saferplan.tables.editions import Edition


def lines_drawn(body: str) -> list[int]:
    """How many months each unbroken run of a drawing joins."""
    return [path.count("L") + 1 for path in re.findall(r'<path class="counts" d="(M[^"]*)"', body)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_month_not_supplied_whole_breaks_the_line_and_is_never_a_zero(edition: Edition, width: int) -> None:
    found = USUAL_RANGE.gather(place_of(edition))
    assert [one.indicator_id for one in found.series] == ["recorded_crime", "asb"]
    for one in found.series:
        assert one.gaps == [GAP, PARTIAL]
    body = USUAL_RANGE.draw(found, width).body
    assert lines_drawn(body) == [13, 14, 7] * 2
    assert body.count(">not supplied</text>") == body.count(">only in part</text>") == 2


def test_gaps_are_said_in_words_and_in_the_table(edition: Edition) -> None:
    found = USUAL_RANGE.gather(place_of(edition))
    assert "Not supplied whole, and shown as a gap: May 2015 and August 2016." in USUAL_RANGE.alt(found)
    assert "A gap is not a zero." in USUAL_RANGE.caption(found)
    rows = {row[0]: row for row in USUAL_RANGE.grids(found)[0].rows}
    assert rows["May 2015"][1::2] == ("not supplied", "not supplied")
    assert rows["August 2016"][1::2] == ("only in part", "only in part")


def test_the_newest_month_and_the_months_outside_are_written_out(edition: Edition) -> None:
    found = USUAL_RANGE.gather(place_of(edition))
    body = USUAL_RANGE.draw(found, WIDE).body
    assert ">1,200 in March 2017: within the range expected by chance (1,122 to 1,517)</text>" in body
    assert ">1,200</text>" in body
    assert f">2,400 in {HIGH_MONTH.name}</text>" in body
    assert "Outside the 99.8% range: January 2016 (2,400)." in USUAL_RANGE.alt(found)


def test_a_range_names_the_whole_numbers_that_lie_within(tmp_path: Path) -> None:
    rows = small_rows()
    for row in rows["usual_range"]:
        if row["month"] == LAST.first_day and row["indicator_id"] == "drugs":
            row.update({"count": 85, "lower_95": 60.2, "upper_95": 84.9, "verdict": "above_95"})
    found = TYPE_RANGES.gather(place_of(written(rows, tmp_path)))
    assert ">85: above the 95% range (61 to 84)</text>" in TYPE_RANGES.draw(found, WIDE).body


def test_a_break_is_a_labelled_line_with_its_caveat_in_the_drawing(edition: Edition) -> None:
    found = USUAL_RANGE.gather(place_of(edition))
    crime, asb = found.series
    assert [each.id for each in crime.breaks] == ["recording-inspection-2014", "stalking-2016"]  # 2002 is long over
    assert asb.breaks == ()  # both are of crime
    words = re.sub(r"</text><text[^>]*>", " ", USUAL_RANGE.draw(found, NARROW).body)
    assert (
        "November 2014 to March 2017: Forces recorded more of the crime reported to them after an inspection." in words
    )
    assert "This is suspected, not cited." in words
    assert words.count(">A</text>") + words.count(">A ") == 2  # on the line, and in the note


def test_only_the_types_that_a_break_touches_carry_it(edition: Edition) -> None:
    series = {one.title: [each.id for each in one.breaks] for one in TYPE_RANGES.gather(place_of(edition)).series}
    assert len(series) == 13
    assert {title for title, breaks in series.items() if breaks} == {"Public order", "Violence and sexual offences"}
    assert series["Violence and sexual offences"] == [
        "recording-inspection-2014",
        "stalking-2016",
    ]  # stalking is a part of it


def test_without_ranges_the_counts_are_drawn_and_that_is_said(tmp_path: Path) -> None:
    place = place_of(small_edition(tmp_path, without=["usual_range"]))
    found = USUAL_RANGE.gather(place)
    body = USUAL_RANGE.draw(found, WIDE).body
    assert lines_drawn(body) == [13, 14, 7] * 2
    assert "Range expected by chance" not in body
    assert "under 24 months, so no range is known" in USUAL_RANGE.alt(found)
    assert USUAL_RANGE.grids(found)[0].rows[0] == ("April 2014", "1,200", "not known", "400", "not known")


def test_the_change_and_its_caveat_stand_below(edition: Edition) -> None:
    caption = USUAL_RANGE.caption(USUAL_RANGE.gather(place_of(edition)))
    assert (
        "Recorded crimes: 2016/17 against 2015/16: up 8.8%, more than chance would explain. Recording practice"
        in caption
    )


def test_the_running_year_is_projected_beside_the_naive_figure(edition: Edition) -> None:
    grid = USUAL_RANGE.grids(USUAL_RANGE.gather(place_of(edition)))[1]
    assert grid.rows[0] == ("Recorded crimes", "7,000", "14,000", "13,020 to 14,980", "14,140")


def test_thirteen_panels_stand_three_across_or_one(edition: Edition) -> None:
    found = TYPE_RANGES.gather(place_of(edition))
    wide, narrow = (TYPE_RANGES.draw(found, width) for width in (WIDE, NARROW))
    assert len(lines_drawn(wide.body)) == len(lines_drawn(narrow.body)) == 13 * 3
    assert narrow.height > 2 * wide.height
