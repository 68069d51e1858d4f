"""What every detector promises, whatever history it is given."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.truth.null_series import null_series

from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import Direction, History

PLACES, MONTHS = 30, 61
DETECTORS = [pytest.param(each, id=each.id) for each in all_detectors()]
of_each = pytest.mark.parametrize("detector", DETECTORS)


def history(counts, known=None):
    """With coordinates, for detectors that look at places together."""
    counts = np.asarray(counts, dtype=np.int64)
    place = np.arange(len(counts))
    known = np.ones(counts.shape[1], dtype=bool) if known is None else known
    return History(counts, known, (place * 379.0) % 5_000, (place * 811.0) % 5_000)


def ordinary(seed=1, mean=25, months=MONTHS, places=PLACES):
    return null_series(places, months, mean, 2.5, seed=seed).astype(np.int64)


def changed(counts, factor, months=5):
    result = counts.copy()
    result[: len(result) // 2, -months:] = factor * result[: len(result) // 2, -months:]
    return result


def gaps(at):
    known = np.ones(MONTHS, dtype=bool)
    known[list(at)] = False
    return known


HISTORIES = {
    "ordinary": history(ordinary()),
    "rises": history(changed(ordinary(), 3)),
    "falls": history(changed(ordinary(), 0)),
    "sparse": history(ordinary(mean=0.3)),
    "all noughts": history(np.zeros((PLACES, MONTHS))),
    "noughts but the last month": history(np.pad(np.full((PLACES, 1), 9), ((0, 0), (MONTHS - 1, 0)))),
    "all alike": history(np.full((PLACES, MONTHS), 7)),
    "one place": history(ordinary(places=1)),
    "no place": history(np.zeros((0, MONTHS))),
    "one month": history(ordinary(months=1)),
    "no month": history(np.zeros((PLACES, 0))),
    "a year": history(ordinary(months=12)),
    "a year and a half": history(ordinary(months=18)),
    "one place, a year and a half": history(ordinary(months=18, places=1)),
    "two years and a half": history(ordinary(months=30)),
    "gaps": history(ordinary(), gaps([5, 6, 7, 30, 47, 58])),
    "last month not known": history(ordinary(), gaps([60])),
    "every other month": history(ordinary(), np.arange(MONTHS) % 2 == 0),
    "nothing known": history(ordinary(), np.zeros(MONTHS, dtype=bool)),
    "huge": history(ordinary() * 10_000_000),
    "huge and nothing": history(ordinary() * np.array([[0], [10_000_000]]).repeat(PLACES // 2, axis=0)),
}
of_histories = pytest.mark.parametrize("given_history", HISTORIES.values(), ids=HISTORIES)


def assert_kept(detector, given_history, found):
    """Shapes, reasons, ranges, and that an alarm is a strength above the threshold."""
    rows = len(found.members)
    for each in (found.since, found.observed, found.expected, found.upper, found.strength, found.p, found.direction):
        assert each.shape == (rows,)
    assert len(found.missing_reason) == rows
    judged = np.array([reason is None for reason in found.missing_reason], dtype=bool)
    assert all(reason is None or re.fullmatch("[a-z_]+", reason) for reason in found.missing_reason)
    np.testing.assert_array_equal(np.isnan(found.strength), ~judged)
    for each in (found.expected, found.upper, found.p):
        assert np.isnan(each[~judged]).all()
    assert np.isfinite(found.expected[judged]).all()
    assert np.isfinite(found.strength[judged]).all()
    assert ((found.p[judged] >= 0) & (found.p[judged] <= 1) | np.isnan(found.p[judged])).all()
    assert ((found.since >= 0) | ~judged).all()
    assert ((found.since < given_history.months) | ~judged).all()
    for threshold in (detector.threshold, 0.5 * detector.threshold, 1e9):
        np.testing.assert_array_equal(found.alarms(threshold), np.nan_to_num(found.strength, nan=-1) > threshold)
    assert_directions(detector, found, judged)
    assert_observed(given_history, found, judged)


def assert_directions(detector, found, judged):
    directions = {1: Direction.RISE, -1: Direction.FALL}
    assert {directions[int(each)] for each in found.direction[judged]} <= set(detector.looks_for) | {Direction.RISE}
    alarms = found.alarms(detector.threshold)
    assert {directions[int(each)] for each in found.direction[alarms]} <= set(detector.looks_for)


def assert_observed(given_history, found, judged):
    """What was observed is the cases of the members from the first month on, in months that are known."""
    counts = given_history.counts * given_history.known
    for row in np.flatnonzero(judged):
        members = found.members[row]
        assert len(set(members.tolist())) == len(members) > 0
        assert found.observed[row] == counts[members, found.since[row] :].sum()


@of_each
@of_histories
def test_every_detector_keeps_its_promise_on_every_history(detector, given_history):
    assert_kept(detector, given_history, detector.detect(given_history, 1))


@of_each
def test_a_history_under_the_months_needed_is_never_judged(detector):
    short = history(ordinary()).until(detector.months_needed - 1)
    found = detector.detect(short, 1)
    assert all(found.missing_reason)
    assert not found.alarms(detector.threshold).any()
    enough = detector.detect(history(ordinary()).until(detector.months_needed), 1)
    assert not all(enough.missing_reason)


@of_each
@pytest.mark.parametrize("name", ["rises", "gaps", "sparse"])
def test_the_same_answer_twice(detector, name):
    once, twice = (detector.detect(HISTORIES[name], 5) for _ in range(2))
    for field in ("since", "observed", "expected", "upper", "strength", "p", "direction"):
        np.testing.assert_array_equal(getattr(once, field), getattr(twice, field))
    assert once.missing_reason == twice.missing_reason


@of_each
@pytest.mark.parametrize("name", ["rises", "a year and a half"])
def test_the_order_of_places_changes_nothing(detector, name):
    given_history = HISTORIES[name]
    order = np.random.default_rng(3).permutation(PLACES)
    shuffled = History(given_history.counts[order], given_history.known, given_history.x[order], given_history.y[order])
    plain, other = detector.detect(given_history, 2), detector.detect(shuffled, 2)
    by_members = {tuple(sorted(members)): row for row, members in enumerate(plain.members)}
    assert len(other.members) == len(plain.members)
    for row, members in enumerate(other.members):
        same = by_members[tuple(sorted(order[members]))]
        assert other.since[row] == plain.since[same]
        assert other.observed[row] == plain.observed[same]
        assert other.missing_reason[row] == plain.missing_reason[same]
        assert other.strength[row] == pytest.approx(plain.strength[same], rel=1e-6, abs=1e-9, nan_ok=True)


@of_each
def test_what_stands_under_a_gap_is_not_looked_at(detector):
    known = gaps([4, 20, 33, 45, 57, 59])
    counts = ordinary()
    plain = detector.detect(history(counts, known), 1)
    filled = detector.detect(history(np.where(known, counts, 1_000), known), 1)
    np.testing.assert_array_equal(plain.strength, filled.strength)
    np.testing.assert_array_equal(plain.observed, filled.observed)


@of_each
def test_a_great_rise_is_an_alarm_and_a_great_fall_is_one_where_falls_are_looked_for(detector):
    """Of one month or of four: a rule that looks at a year is blind to its fourth month, one for lasting changes to the first."""
    usual = ordinary(mean=60, months=detector.months_needed + 8)
    for factor, direction in ((4, Direction.RISE), (0, Direction.FALL)):
        found = [detector.detect(history(changed(usual, factor, months)), 1) for months in (1, 4)]
        sign = 1 if direction is Direction.RISE else -1
        called = any((each.alarms(detector.threshold) & (each.direction == sign)).any() for each in found)
        assert called == (direction in detector.looks_for)


@of_each
@settings(max_examples=15, deadline=None)
@given(
    months=st.integers(1, 64), places=st.integers(1, 4), mean=st.floats(0, 40), seed=st.integers(0, 1_000),
    share_known=st.sampled_from([1.0, 0.95, 0.8]),
)  # fmt: skip
def test_made_histories_of_all_shapes(detector, months, places, mean, seed, share_known):
    generator = np.random.default_rng(seed)
    counts = generator.poisson(mean * generator.gamma(1, 1, (places, 1)), (places, months))
    given_history = history(counts, generator.uniform(size=months) < share_known)
    assert_kept(detector, given_history, detector.detect(given_history, seed))


def test_detectors_are_named_and_described_once():
    found = all_detectors()
    assert len({each.id for each in found}) == len(found) >= 9
    for each in found:
        assert re.fullmatch(r"[a-z][a-z_0-9]+", each.id)
        assert each.title
        assert each.strength_is
        assert each.threshold > 0
        assert each.looks_for
        assert each.is_rule_of_thumb or each.source


@pytest.mark.parametrize(
    "detector", [pytest.param(each, id=each.id) for each in all_detectors() if not each.looks_at_places_together]
)
def test_a_rise_judged_by_itself_is_an_alarm_where_it_is_above_its_limit(detector):
    found = detector.detect(HISTORIES["rises"], 1)
    is_rise = (found.direction == 1) & (found.strength > 0.5 * detector.threshold)
    np.testing.assert_array_equal(found.alarms(detector.threshold)[is_rise], (found.observed > found.upper)[is_rise])
