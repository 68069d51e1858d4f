"""A break that refuses a change refuses it everywhere: in the drivers, in their charts, wherever a part of it is shown."""

import pytest
from tests.support.small import MONTHS, build_small, small_workspace

from saferplan.pipeline.workspace import open_workspace
from saferplan.report.charts.chart import NARROW, WIDE, AbsentError
from saferplan.report.charts.diverging import NOT_GIVEN
from saferplan.report.charts.drivers import DRIVERS
from saferplan.report.charts.ward_drivers import WARD_DRIVERS
from saferplan.report.place import place_of

BREAK = """
[[series_break]]
id = "anew-2016"
from_month = "2016-04"
behaviour = "refuse"
wording = "The force counts in a new way."
"""


def built(folder, text):
    workspace = small_workspace(folder, MONTHS)
    settings = workspace.path / "saferplan.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + text, encoding="utf-8")
    return build_small(open_workspace(workspace.path)).edition


def fact(edition, fact_id):
    (row,) = edition.rows("SELECT * FROM fact WHERE fact_id = ?", [fact_id])
    return row


@pytest.fixture(scope="module")
def of_all(tmp_path_factory):
    return built(tmp_path_factory.mktemp("all") / "w", BREAK)


@pytest.fixture(scope="module")
def of_burglary(tmp_path_factory):
    return built(tmp_path_factory.mktemp("burglary") / "w", f'{BREAK}groups = ["Burglary"]\n')


@pytest.mark.parametrize("fact_id", ["what-drove-it", "where-it-changed"])
def test_no_change_of_the_whole_is_taken_apart_across_it(of_all, fact_id):
    found = fact(of_all, fact_id)
    assert found["status"] == "refused"
    assert found["sentence"].startswith("How crime is recorded changed between 2016/17 and the year before")
    assert of_all.table("contribution") == []


@pytest.mark.parametrize("chart", [DRIVERS, WARD_DRIVERS], ids=lambda chart: chart.id)
def test_no_chart_of_it_is_drawn(of_all, chart):
    with pytest.raises(AbsentError, match="How crime is recorded changed between the two years"):
        chart.gather(place_of(of_all))


def test_a_type_whose_change_is_refused_is_left_out_and_said(of_burglary):
    found = fact(of_burglary, "what-drove-it")
    assert found["status"] == "stated"
    assert "burglary" not in found["sentence"]
    caveats = [row["text"] for row in of_burglary.rows("SELECT text FROM fact_caveat WHERE fact_id = 'what-drove-it'")]
    assert any("Left out, for how it is recorded changed between: burglary." in text for text in caveats)
    (row,) = of_burglary.rows("SELECT * FROM contribution WHERE part = 'Burglary'")
    assert (row["net"], row["share"]) == (None, None)
    assert row["count"] > 0
    assert fact(of_burglary, "where-it-changed")["status"] == "stated"  # of a total over it, which is annotated


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_chart_shows_no_bar_of_that_type(of_burglary, width):
    found = DRIVERS.gather(place_of(of_burglary))
    body = DRIVERS.draw(found, width).body
    assert body.count(NOT_GIVEN) == 1
    assert body.count("<rect") == 12
    assert "Burglary" not in DRIVERS.alt(found)
    assert "No bar is drawn where a part's recording changed between: Burglary." in DRIVERS.caption(found)
    (row,) = [row for row in DRIVERS.grids(found)[0].rows if row[0] == "Burglary"]
    assert row[3] == "not given"
