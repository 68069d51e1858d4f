"""Alarms merged and followed: what is one thing, what goes on, what it is called."""

import numpy as np
import pytest

from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.following import State, follow, held_by, identifier, merge
from tests.signals.made import panel

THRESHOLDS = {"scan": np.full(3, 5.0), "series": np.full(3, 3.0)}
PANEL = panel()


def alarm(
    places, excess, *, last=35, since=None, category=1, direction=1, detector="scan", strength=6.0, is_whole=False
):
    return Alarm(
        detector, category, direction, last if since is None else since, last, np.array(places), is_whole,
        100.0, 100.0 - direction * sum(excess), 110.0, strength, np.array(excess, dtype=float),
    )  # fmt: skip


def places_of(sightings):
    return [sorted(each.lead.places.tolist()) for each in sightings]


def test_an_alarm_within_another_is_the_same_thing_and_the_strangest_leads():
    cluster, one = alarm([3, 4, 5], [20, 6, 4]), alarm([3], [18], detector="series", strength=3.5)
    (sighting,) = merge([one, cluster], THRESHOLDS)
    assert sighting.lead is cluster
    assert sighting.alarms == (cluster, one)
    assert merge([alarm([3], [18], detector="series", strength=4.5), cluster], THRESHOLDS)[0].lead.detector == "series"


def test_what_shares_less_than_half_of_either_is_another_thing():
    found = merge([alarm([1, 2, 3], [10, 10, 1]), alarm([3, 4], [4, 10])], THRESHOLDS)
    assert len(found) == 2


def test_categories_and_directions_are_kept_apart():
    alarms = [alarm([1], [9]), alarm([1], [9], category=2), alarm([1], [9], direction=-1)]
    assert len(merge(alarms, THRESHOLDS)) == 3


def test_a_chain_of_alarms_that_overlap_is_one_thing():
    alarms = [alarm([1, 2], [10, 10]), alarm([2, 3], [10, 10]), alarm([3, 4], [10, 10])]
    (sighting,) = merge(alarms, THRESHOLDS)
    assert len(sighting.alarms) == 3


def test_the_order_of_alarms_changes_nothing():
    alarms = [
        alarm([1, 2], [10, 3]),
        alarm([2, 7], [9, 2], strength=5.5),
        alarm([9], [4], detector="series", strength=3.2),
    ]
    first = merge(alarms, THRESHOLDS)
    for order in ([2, 1, 0], [1, 0, 2]):
        again = merge([alarms[each] for each in order], THRESHOLDS)
        assert [each.alarms for each in again] == [each.alarms for each in first]


def test_a_signal_goes_on_while_half_its_excess_lies_where_it_lay():
    months = [
        merge([alarm([3, 4], [10, 8], last=33, since=33)], THRESHOLDS),
        merge([alarm([3], [14], last=34, since=33)], THRESHOLDS),
        merge([alarm([8], [14], last=35, since=35)], THRESHOLDS),
    ]
    went_on, other = follow(PANEL, months)
    assert [each.lead.last for each in went_on.sightings] == [33, 34]
    assert went_on.id == identifier(PANEL, months[0][0].lead)
    assert (went_on.state(35), other.state(35)) == (State.OVER, State.NEW)


def test_a_wider_signal_is_a_new_one_where_most_of_it_is_news():
    months = [
        merge([alarm([3], [10], last=34)], THRESHOLDS),
        merge([alarm([3, 4, 5], [10, 20, 20], last=35)], THRESHOLDS),
    ]
    assert len(follow(PANEL, months)) == 2


@pytest.mark.parametrize(("unseen", "signals"), [(1, 1), (2, 2)])
def test_it_may_be_out_of_sight_for_one_month_end(unseen, signals):
    first = merge([alarm([3], [10], last=30, since=29)], THRESHOLDS)
    later = merge([alarm([3], [10], last=31 + unseen, since=31 + unseen)], THRESHOLDS)
    assert len(follow(PANEL, [first, *([[]] * unseen), later])) == signals


@pytest.mark.parametrize(("now", "state"), [(30, State.GROWING), (20, State.STEADY), (12, State.FADING)])
def test_it_grows_or_fades_by_its_excess_a_month(now, state):
    months = [merge([alarm([3], [20], last=34)], THRESHOLDS), merge([alarm([3], [now], last=35)], THRESHOLDS)]
    (signal,) = follow(PANEL, months)
    assert signal.state(35) is state


def test_the_identifier_goes_by_category_direction_month_and_centre_alone():
    name = identifier(PANEL, alarm([3, 4], [10, 8]))
    assert len(name) == 8
    assert name == identifier(PANEL, alarm([3, 9], [10, 2], strength=9.0, detector="series"))
    assert name != identifier(PANEL, alarm([3, 4], [8, 10]))
    assert name != identifier(PANEL, alarm([3, 4], [10, 8], category=2))
    assert name != identifier(PANEL, alarm([3, 4], [10, 8], since=34))
    assert name != identifier(PANEL, alarm([3, 4], [10, 8], direction=-1))


def test_only_what_is_more_counts_towards_what_is_held():
    assert held_by(alarm([1, 2], [10, -5]), alarm([2], [5])) == 0
    assert held_by(alarm([1, 2], [10, -5]), alarm([1], [5])) == 1
