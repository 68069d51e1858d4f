"""The map of hot spots: each class told from the others, names in order, nothing of it in a public report."""

import re
from pathlib import Path

import pytest
from small_edition import small_rows, written
from small_place import LONG_NAME

from saferplan.report.charts.chart import WIDE, AbsentError
from saferplan.report.charts.hotspots import FILLS, HOTSPOTS
from saferplan.report.outline import outline_of
from saferplan.report.page import html_text
from saferplan.report.place import place_of
from saferplan.tables.editions import Edition


def test_every_class_has_a_fill_of_its_own_and_an_entry_in_the_legend(edition: Edition) -> None:
    body = HOTSPOTS.draw(HOTSPOTS.gather(place_of(edition)), WIDE).body
    drawn = dict(re.findall(r'fill="([^"]+)"><title>Exampleton 00(\d)A', body))
    assert len(drawn) == len(set(FILLS.values())) == 7
    titles = re.findall(r"<title>Exampleton 00\dA: ([^<]+)</title>", body)
    assert titles == ["persistent", "new", "intensifying", "diminishing", "on and off", "former", *["no hot spot"] * 3]
    for words in ("New (1 area)", "Persistent (1 area)", "No hot spot (3 areas)"):
        assert f">{words}</text>" in body
    (new,) = re.findall(r'<path [^>]*fill="([^"]+)"><title>Exampleton 001A', body)
    assert new == "url(#cross)"


def test_hot_spots_are_named_in_order_with_ward_class_and_beginning(edition: Edition) -> None:
    named, types, accuracy = HOTSPOTS.grids(HOTSPOTS.gather(place_of(edition)))
    assert [row[0] for row in named.rows] == [f"Exampleton 00{place}A" for place in range(6)]
    assert named.rows[0] == ("Exampleton 000A", "Ward Z", "Persistent", "April 2014 or before", "9 of 12", "90")
    assert named.rows[1][2:4] == ("New", "January 2017")
    assert named.rows[2][1] == "not known"
    assert named.rows[4][1] == f"{LONG_NAME} Ward"
    assert named.rows[5][2:4] == ("Former", "not now")
    of_type = {row[0]: row[1:] for row in types.rows}
    assert of_type["Robbery"] == (
        "5", "1 new, 1 intensifying, 1 persistent, 1 diminishing and 1 on and off", "Exampleton 000A", "90 of 450")  # fmt: skip
    assert of_type["Shoplifting"][:2] == ("0", "none")
    assert of_type["Theft from the person"][0] == "not judged"
    assert [row[0] for row in types.rows] == sorted(of_type)
    assert accuracy.rows[0] == (
        "Recorded crime", "LSOAs", "count of the last twelve months", "42% (40% to 44%)", "4.2 (4.2 to 4.2)")  # fmt: skip
    assert len(accuracy.rows) == 2 * (len(of_type) - 1)


def test_without_a_hot_spot_there_is_a_map_and_no_empty_table(tmp_path: Path) -> None:
    rows = small_rows()
    for row in rows["hotspot"]:
        row.update({"hotspot_class": "none", "since": None, "missing_reason": None})
    found = HOTSPOTS.gather(place_of(written(rows, tmp_path)))
    assert [grid.id for grid in HOTSPOTS.grids(found)] == ["hotspots-types", "hotspots-accuracy"]
    assert "0 hot spots of recorded crime" in HOTSPOTS.alt(found)
    assert "No hot spot (9 areas)" in HOTSPOTS.draw(found, WIDE).body


def test_what_could_not_be_judged_is_absent_with_a_reason(tmp_path: Path) -> None:
    rows = small_rows()
    for row in rows["hotspot"]:
        row.update({"hotspot_class": None, "missing_reason": "too_short"})
    with pytest.raises(AbsentError, match="two years of whole quarters"):
        HOTSPOTS.gather(place_of(written(rows, tmp_path)))


def test_hot_spots_stand_in_no_public_report(edition: Edition) -> None:
    assert 'id="hotspots"' in html_text(outline_of(edition))
    public = html_text(outline_of(edition, public=True))
    assert 'id="hotspots"' not in public
    assert "hot spot" not in public.lower()
    assert 'id="lsoa-map"' in public
