"""A cluster is told against what its places had before it, as its chart draws them."""

import numpy as np
import pytest

from saferplan.evidence.signals.describing import told_by_what_was_usual, usual_months
from saferplan.evidence.signals.following import Followed, Sighting
from saferplan.evidence.signals.null_worlds import measured
from saferplan.report.signals.reading import Signal
from tests.signals.made import panel
from tests.signals.test_following import alarm

PANEL = panel()
NOISE = measured(PANEL)
PLACES = [3, 4, 8]


def followed(**parts):
    seen = [Sighting(alarm(PLACES, [20, 6, 4], last=last, since=33, **parts), ()) for last in (34, 35)]
    return Followed("a", seen)


def test_a_cluster_is_held_against_what_its_places_had_before():
    told = told_by_what_was_usual(PANEL, followed(detector="space_time_scan"), NOISE)
    before, since = PANEL.counts[1][:, :33], PANEL.counts[1][:, 33:]
    share = before[PLACES].sum() / before.sum()
    lead = told.newest.lead
    assert lead.expected == pytest.approx(share * since.sum())
    assert lead.expected == pytest.approx(usual_months(PANEL, told, NOISE).usual[33:].sum())
    each = before[PLACES].sum(axis=1) / before[PLACES].sum()
    assert lead.excess == pytest.approx(since[PLACES].sum(axis=1) - lead.expected * each)
    assert told.sightings[0].lead.expected == pytest.approx(share * since[:, :2].sum())


def test_a_series_of_its_own_and_the_whole_keep_what_their_model_expected():
    for signal in (followed(detector="short_history"), followed(detector="space_time_scan", is_whole=True)):
        told = told_by_what_was_usual(PANEL, signal, NOISE)
        assert [each.lead.expected for each in told.sightings] == [each.lead.expected for each in signal.sightings]


def test_months_not_known_are_no_part_of_what_was_usual():
    gap = PANEL.known.copy()
    gap[1, 34] = False
    holed = type(PANEL)(**{**vars(PANEL), "known": gap})
    told = told_by_what_was_usual(holed, followed(detector="space_time_scan"), NOISE)
    before = PANEL.counts[1][:, :33]
    assert told.newest.lead.expected == pytest.approx(
        before[PLACES].sum() / before.sum() * PANEL.counts[1][:, [33, 35]].sum()
    )
    assert np.isfinite(told.newest.lead.excess).all()


def points_words(*shares, direction="rise"):
    points = tuple(
        {"location": f"On or near {name}", "share": share} for name, share in zip("ABCD", shares, strict=False)
    )
    return Signal({"direction": direction}, (), points, (), (), ()).points_words


def test_the_points_are_said_by_their_parts_and_one_that_holds_all_alone():
    assert points_words(0.12, 0.11, 0.09, 0.05) == (
        "Of what is more, the largest parts lie on or near A (12%), B (11%), C (9%)."
    )
    assert points_words(0.7, -0.1).endswith("the largest part lies on or near A (70%).")
    assert points_words(1.05, 0.03) == "All that is more lies on or near A."
    assert points_words(0.5, direction="fall") == points_words() == ""
