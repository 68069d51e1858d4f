"""A cluster is told against what its places had before it, as its chart draws them."""

import numpy as np
import pytest

from saferplan.evidence.signals.describing import told_by_what_was_usual, usual_months
from saferplan.evidence.signals.following import Followed, Sighting
from saferplan.evidence.signals.null_worlds import measured
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
