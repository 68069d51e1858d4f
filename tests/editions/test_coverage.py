"""What each force supplied: gaps, partial months and known gaps as planted; the matrix fits the terminal."""

import re
from datetime import date, timedelta

import pytest
from tests.support.small import MONTHS, build_small, put, small_workspace, street_bytes, street_name, street_rows

from saferplan.base.periods import Month, months_between
from saferplan.cli.coverage import coverage_lines
from saferplan.pipeline.coverage import Coverage, FeedCoverage, ForceCoverage, coverage_of

GAP, PARTIAL = MONTHS[7], MONTHS[20]
VERIFIED = date(2026, 10, 1)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    workspace = small_workspace(tmp_path_factory.mktemp("coverage") / "w", MONTHS)
    (workspace.inbox / "police" / street_name(GAP)).unlink()
    put(workspace.inbox / "police" / street_name(PARTIAL), street_bytes(street_rows(PARTIAL)[:4]))
    return build_small(workspace).edition


def street(found):
    return next(feed for feed in found.feeds if feed.feed == "police_uk_street")


def test_the_gap_and_the_partial_month_are_found(edition):
    found = coverage_of(edition, VERIFIED)
    (force,) = street(found).forces
    assert (force.count("supplied"), force.count("partial"), force.count("not_supplied")) == (34, 1, 1)
    assert force.months[Month.parse(GAP).first_day] == "not_supplied"
    assert force.rows == 34 * 20 + 4
    (partial,) = found.partial
    assert (partial.month, partial.rows) == (Month.parse(PARTIAL).first_day, 4)
    assert partial.rows < partial.lower < partial.median == 20


def test_feeds_never_supplied_take_one_line(edition):
    _, lines = coverage_lines(coverage_of(edition, VERIFIED), 80)
    (never,) = [line for line in lines if line.startswith("Never supplied: ")]
    assert "Outcomes" in never
    assert "Stop and search" in never
    assert sum("Outcomes" in line for line in lines) == 1


def test_the_drawing_shows_each_month_where_it_belongs(edition):
    _, lines = coverage_lines(coverage_of(edition, VERIFIED), 80)
    place = lines.index("Street-level crime and anti-social behaviour")
    years, letters, drawn = lines[place + 1 : place + 4]
    assert years.split() == ["2014/15", "2015/16", "2016/17"]
    assert letters.split() == ["AMJJASONDJFM"] * 3
    assert drawn.split() == ["Smallshire", "#######.####", "########p###", "############"]


def test_the_partial_month_is_explained_with_the_setting(edition):
    _, lines = coverage_lines(coverage_of(edition, VERIFIED), 80)
    text = "\n".join(lines)
    assert "under 60% of the median" in text
    assert re.search(r"Smallshire, December 2015, .*:\n +4 rows; lower limit \d+, median 20", text)


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (180, False), (181, True)])
def test_a_known_gap_grows_old_after_180_days(edition, days, is_old):
    found = coverage_of(edition, VERIFIED + timedelta(days=days))
    assert {gap.feed for gap in found.gaps} == {"police_uk_outcomes"}
    assert [gap.is_old for gap in found.gaps] == [is_old]
    _, lines = coverage_lines(found, 80)
    assert any("look again" in line for line in lines) is is_old


def matrix(months, forces):
    """A feed of many forces, each month in one of the three states."""
    first = Month(2014, 1)
    statuses = ("supplied", "supplied", "partial", "not_supplied")
    made = [
        ForceCoverage(
            f"E{number}",
            f"Force number {number} of a long name",
            {
                month.first_day: statuses[(month.index + number) % 4]
                for month in months_between(first, first.plus(months - 1))
            },
            1_234_567,
            1_234,
        )
        for number in range(forces)
    ]
    return Coverage("2025-11.1", [FeedCoverage("police_uk_street", "Street", made)], [], [], 0.6)


@pytest.mark.parametrize("months", [1, 36, 120])
@pytest.mark.parametrize("forces", [1, 43])
@pytest.mark.parametrize("width", [60, 80, 110])
def test_the_matrix_fits_and_holds_every_month_of_every_force(months, forces, width):
    found = matrix(months, forces)
    _, lines = coverage_lines(found, width)
    drawn = lines[lines.index("Street") + 1 :]
    drawn = drawn[: next(place for place, line in enumerate(drawn) if line.endswith("elsewhere"))]
    assert max(len(line) for line in drawn) <= width
    assert all(line.isascii() for line in drawn)
    symbols = {"supplied": "#", "partial": "p", "not_supplied": "."}
    for force in found.feeds[0].forces:
        name = force.name[:24]
        text = "".join(line.removeprefix(name) for line in drawn if line.startswith(f"{name}  "))
        if forces == 1:
            assert text.replace(" ", "") == "".join(symbols[status] for status in force.months.values())
