"""`saferplan check` judges and places partners' events as a build does, and says what of them is not known."""

import json

import pytest
from typer.testing import CliRunner

from saferplan.cli.commands import app
from tests.local_events.made import MAPPING, ROWS, X, Y, extract, row
from tests.support.small import build_small, check_small, put, small_workspace

FAR = [row(HO_code="46", X=X, Y=Y + 40_000), row(HO_code="999", Class="", X=568_244 + 6_450, Y=Y)]
"""A point in no area that is known, and one in the next partnership of a code that is none."""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = small_workspace(tmp_path / "w")
    put(made.mappings / "smallshire.toml", MAPPING)
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def outside(tmp_path):
    return extract(tmp_path / "smallshire-extract-2017-03.xlsx", [*ROWS, *FAR])


def test_events_are_refused_and_placed_as_in_a_build(workspace, outside):
    build_small(workspace)
    checked = check_small(outside)
    (found,) = checked.events
    assert (found.events, found.own, found.elsewhere, found.outside, found.without_place) == (8, 5, 1, 1, 1)
    assert found.without_meaning == 2
    assert found.unknown == [
        ("category", "Witchcraft", 1), ("domestic_abuse", "maybe", 1), ("offence_code", "999", 1), ("ward", "Nowhere Quay", 1),
    ]  # fmt: skip
    extract(workspace.inbox / outside.name, [*ROWS, *FAR])
    edition = build_small(workspace).edition
    built = [each["csp_code"] for each in edition.table("local_event")]
    assert [built.count(each) for each in ("E22099001", "E22099002", None)] == [5, 1, 2]
    refused = [(each["line"], each["column_name"], each["reason"]) for each in edition.table("refusal")]
    assert [(each["line"], each["column_name"], each["reason"]) for each in checked.refusals] == refused


def test_it_is_said_and_in_json_too(workspace, outside):
    build_small(workspace)
    found = CliRunner().invoke(app, ["check", str(outside)])
    assert found.exit_code == 3
    assert "Events of mappings/smallshire.toml:" in found.output
    assert "6 events in the partnership, 1 in others of the force." in found.output  # 2018 is no longer to come
    assert "1 event with a point outside every area that is known here." in found.output
    assert "1 event without a point and without a ward that is known here." in found.output
    assert "offence code “999” (1)" in found.output
    (said,) = json.loads(CliRunner().invoke(app, ["check", str(outside), "--json"]).output)["events"]
    assert (said["own"], said["outside"]) == (6, 1)


def test_before_the_first_build_nothing_is_said_to_be_outside(workspace, outside):
    (found,) = check_small(outside).events
    assert not found.has_areas
    lines = CliRunner().invoke(app, ["check", str(outside)]).output
    assert "Not put to areas: there is no edition yet. Build once, then look again." in lines
    assert "outside every area" not in lines
    assert "Nowhere Quay" not in lines


def test_without_wards_the_points_are_put_to_their_neighbourhoods(workspace, outside):
    (workspace.inbox / "ward24_smallshire.geojson").unlink()
    build_small(workspace)
    (found,) = check_small(outside).events
    assert (found.own, found.elsewhere, found.outside, found.without_place) == (4, 1, 1, 2)
