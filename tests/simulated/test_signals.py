"""The cluster and the step that were put into the simulated borough: signals find both, where and since when."""

import shutil
from datetime import date

import pytest

from saferplan.pipeline.build import build
from saferplan.pipeline.signals import finding
from saferplan.pipeline.signals.asking import found_signals
from saferplan.pipeline.workspace import open_workspace

WORLDS = 6
"""Fewer than a build takes: thresholds are rougher, and found in seconds."""


@pytest.fixture(scope="module")
def signals(demonstration, tmp_path_factory):
    workspace = open_workspace(shutil.copytree(demonstration.workspace.path, tmp_path_factory.mktemp("signals") / "w"))
    before = finding.find_signals.__kwdefaults__
    finding.find_signals.__kwdefaults__ = {"worlds": WORLDS}
    made = build(workspace, today=date(2017, 7, 1), with_reports=False, with_signals=True).edition
    finding.find_signals.__kwdefaults__ = before
    return found_signals(made)


def of(signals, trap):
    """Signals of the type that was put in, seen at the newest month-end, that take in a place of it."""
    return [
        each for each in signals
        if each.row["category"] == trap["category"] and not each.is_over and each.row["direction"] == "rise"
        and {row["lsoa21_code"] for row in each.places} & set(trap["where"].split())
    ]  # fmt: skip


def test_the_cluster_is_found_in_its_neighbourhoods_and_months(signals, truth):
    trap = truth.traps["cluster"]
    (found,) = of(signals, trap)
    assert {row["lsoa21_code"] for row in found.places} >= set(trap["where"].split())
    assert len(found.places) <= 7
    assert str(found.row["since"])[:7] == trap["when"]
    assert found.row["observed"] >= trap["how_many"]
    assert found.row["expected"] < trap["how_many"] / 3
    assert sum(row["excess"] for row in found.places) == pytest.approx(trap["how_many"], rel=0.35)


def test_the_step_is_found_at_its_neighbourhood_and_about_its_month(signals, truth):
    trap = truth.traps["step"]
    (found,) = of(signals, trap)
    assert {row["lsoa21_code"] for row in found.places} == {trap["where"]}
    assert str(found.row["first_month_end"])[:7] in ("2016-11", "2016-12", "2017-01", "2017-02")
    assert found.row["state"] != "new"


def test_a_revision_within_three_months_is_said(signals, truth):
    """The file for December 2016 was supplied twice, with other counts of both types."""
    now = [each for name in ("cluster", "step") for each in of(signals, truth.traps[name])]
    assert now
    for each in now:
        assert each.row["status"] != "raised"
        assert any("A newer file changed" in reason and "December 2016" in reason for reason in each.reasons)


def test_nothing_is_raised_of_what_was_not_put_in_but_at_the_rate_of_chance(signals, truth):
    planted = {each.id for name in ("cluster", "step") for each in of(signals, truth.traps[name])}
    assert len([each for each in signals if each.id not in planted]) <= 8  # promised: about four in a year


def test_what_is_usual_is_the_same_in_sentence_chart_and_places(signals):
    """The scan expects more of a cluster than its places had before: its own cases are dealt out with the others."""
    clusters = [each for each in signals if each.sightings[-1]["detector"] == "space_time_scan"]
    assert clusters
    for each in clusters:
        usual = sum(month["usual"] for month in each.months if month["is_in_signal"])
        assert each.row["expected"] == pytest.approx(usual)
        assert sum(place["excess"] for place in each.places) == pytest.approx(each.row["excess"])
