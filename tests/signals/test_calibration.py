"""The promise: how many false signals begin in a quarter of worlds that thresholds were not found on."""

from dataclasses import replace

import numpy as np
import pytest

from saferplan.evidence.signals import calibration
from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.calibration import (
    MONTHS_A_QUARTER,
    Calibration,
    calibrate,
    calibrated,
    onset_margins,
    replay,
    signals_of,
)
from saferplan.evidence.signals.fitted_worlds import null_world
from saferplan.evidence.signals.null_worlds import draw
from tests.signals.made import DETECTORS, PLACES, panel, raised

SEED = 3


@pytest.fixture(scope="module")
def found():
    return calibrate(panel(), DETECTORS, 1.0, SEED, worlds=12)


def test_the_promise_is_used_up_and_not_broken(found):
    assert found.a_quarter <= 1.0
    assert found.a_quarter > 0.7
    assert found.quarters == 12 * 11 / 3
    assert found.error == pytest.approx(np.sqrt(found.onsets) / found.quarters)


def test_on_other_worlds_it_holds_within_the_error_of_counting(found):
    generator = np.random.default_rng(99)
    world = null_world(panel(), generator)
    replays = [replay(panel().with_counts(draw(world, generator)), DETECTORS, found.thresholds, 8) for _ in range(12)]
    quarters = 12 * 11 / MONTHS_A_QUARTER
    begun = len(onset_margins(panel(), replays, found.thresholds))
    assert abs(begun / quarters - 1.0) < 3 * np.sqrt(2) * found.error


def made_alarms(seed, worlds, categories=12):
    """Alarms that no detector raised: in every category as strong as chance likes, an exponential law with a scale of its own."""
    generator = np.random.default_rng(seed)

    def alarm(last, category):
        place, strength = np.array([generator.integers(PLACES)]), 2 + generator.exponential(1 + category / 4)
        return Alarm("made", category, 1, last, last, place, False, 9.0, 3.0, 6.0, strength, np.array([6.0]))

    return [
        [[alarm(last, category) for category in range(categories)] for last in range(24, 36)] for _ in range(worlds)
    ]


def test_the_promise_holds_on_worlds_that_the_thresholds_were_not_found_on():
    """With a threshold for each of many categories, found and judged on the same worlds, a third more would begin."""
    many = replace(panel(), categories=tuple("ABCDEFGHIJKL"))
    rates = []
    for seed in range(8):
        levels = calibrated(many, made_alarms(seed, 12), DETECTORS, 1.0)
        others = made_alarms(100 + seed, 100)
        rates.append(len(onset_margins(many, others, levels.thresholds)) / (100 * 11 / MONTHS_A_QUARTER))
        assert levels.a_quarter == pytest.approx(1.0, abs=0.05)
    assert np.mean(rates) == pytest.approx(1.0, abs=0.1)


def test_every_detector_that_speaks_has_a_threshold_and_the_others_none(found):
    assert {each.id for each in DETECTORS} == set(found.thresholds)
    assert np.isinf(found.thresholds["flexible_farrington"]).all()  # 36 months are too few for it
    assert all(
        np.isfinite(found.thresholds[name]).all() for name in ("space_time_scan", "short_history", "sustained_change")
    )


def test_a_larger_promise_lowers_every_threshold(found):
    loose = calibrate(panel(), DETECTORS, 3.0, SEED, worlds=12)
    for name, level in found.thresholds.items():
        assert (loose.thresholds[name] <= level * 1.05).all()
    assert loose.onsets > found.onsets


def test_the_same_seed_gives_the_same_thresholds():
    one, two = (calibrate(panel(), DETECTORS, 1.0, 5, worlds=2) for _ in range(2))
    for name, levels in one.thresholds.items():
        assert np.array_equal(levels, two.thresholds[name])
    assert np.array_equal(one.margins, two.margins)


def test_chance_is_told_by_how_strange_false_signals_were():
    found = Calibration({}, 1.0, 4, 40.0, np.array([0.0, 0.5, 1.0, 3.0]))
    assert found.a_quarter_above(0.0) == 5 / 40
    assert found.a_quarter_above(2.0) == 2 / 40
    assert found.a_quarter_above(9.0) == 1 / 40  # never below what the quarters gone through can tell


@pytest.mark.parametrize(("category", "places", "last"), [(1, [13], 2), (2, [11, 12], 1), (0, list(range(PLACES)), 4)])
def test_what_was_put_in_is_found_where_and_since_when(found, category, places, last):
    before = panel(21)
    quiet = signals_of(before, replay(before, DETECTORS, found.thresholds, SEED), found.thresholds)
    after = raised(before, category, places, last, factor=6)
    signals = signals_of(after, replay(after, DETECTORS, found.thresholds, SEED), found.thresholds)
    new = [each for each in signals if each.newest.lead.last == 35 and each.newest.lead.category == category]
    assert new
    lead = new[0].newest.lead
    assert set(places) & set(lead.places.tolist())
    assert lead.since >= 36 - last - 1
    assert len(quiet) < len(signals) + len(new)


def test_nothing_is_said_of_a_category_in_a_month_of_which_it_is_not_known(found):
    before = raised(panel(21), 1, [12], 1, factor=12)
    known = before.known.copy()
    known[1, -1] = False
    alarms = replay(type(before)(**{**vars(before), "known": known}), DETECTORS, found.thresholds, SEED)[-1]
    assert not [each for each in alarms if each.category == 1]
    assert [each for each in replay(before, DETECTORS, found.thresholds, SEED)[-1] if each.category == 1]


@pytest.mark.parametrize("months", [1, 11])
def test_with_months_too_few_for_any_detector_nothing_is_simulated(months):
    found = calibrate(panel(months=months), DETECTORS, 1.0, SEED)
    assert all(np.isinf(levels).all() for levels in found.thresholds.values())
    assert (found.onsets, found.quarters, found.a_quarter, found.error) == (0, 0, 0, 0)
    assert min(each.months_needed for each in DETECTORS) == 12  # as `promise_words` says


def test_a_category_that_is_never_known_stops_no_other():
    history = panel()
    known = history.known.copy()
    known[1] = False
    found = calibrate(replace(history, known=known), DETECTORS, 1.0, SEED, worlds=2)
    assert np.isfinite(found.thresholds["sustained_change"][[0, 2]]).all()


def test_a_year_of_month_ends_is_gone_through(found):
    assert len(replay(panel(), DETECTORS, found.thresholds, SEED)) == calibration.MONTH_ENDS
    assert len(replay(panel(months=9), DETECTORS, found.thresholds, SEED)) == 9
