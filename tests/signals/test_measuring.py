"""What `tests/truth/signals` measures with: rises put in are found, what was there anyway is not counted, shares have limits."""

from dataclasses import replace

import numpy as np
import pytest

from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.signals.calibration import replay, signals_of
from saferplan.evidence.signals.null_worlds import draw
from tests.signals import made
from tests.signals.made import DETECTORS, MONTHS, PLACES, panel
from tests.truth.signals import guarding, worlds, yardstick
from tests.truth.signals.cells import Found, cells_of
from tests.truth.signals.measuring import false_rate, gone_through, months_to_find, rate_of
from tests.truth.signals.methods import OURS, Method, judged_detectors, level_of, threshold_of
from tests.truth.signals.worlds import Planted, plant

OURS_HERE = Method(OURS, DETECTORS, {each.id: np.full(3, 4.0) for each in DETECTORS})
QUIET = panel()
START = len(QUIET.months) - 6


def put_in(rise, categories=(1,), *, is_ramp=False):
    return Planted(rise, (6, 7, 8), categories, START, is_ramp)


def found(what, quiet=QUIET):
    planted = plant(QUIET, what, np.random.default_rng(3))
    return months_to_find(planted if quiet is None else quiet, planted, what, OURS_HERE, 1)


def test_a_great_rise_is_found_at_once_and_none_never():
    assert found(put_in(5.0)) == 1
    assert found(put_in(5.0, (0, 1, 2))) == 1
    assert found(put_in(0.0)) is None


def test_a_ramp_is_found_later():
    assert 1 < found(put_in(5.0, is_ramp=True)) <= 4


def test_what_the_world_says_without_the_rise_is_not_counted():
    assert found(put_in(5.0), quiet=None) is None


def test_residuals_in_blocks_are_widened_by_what_fits_took_from_them():
    """Measured as the fits leave them, they are narrower than chance; in blocks they are as wide as chance is."""
    poisson = made.world(local=1.0, together=0.0, memory=0.0)
    busy, generator = replace(poisson, expected=poisson.expected * 40), np.random.default_rng(5)
    histories = [QUIET.with_counts(draw(busy, generator)) for _ in range(20)]
    blocks = [worlds.own_residuals_in_blocks(each, generator) for each in histories]
    fitted = (1 - 1 / MONTHS) * (1 - 1 / PLACES)
    assert np.mean([strays_within(each) for each in histories]) == pytest.approx(fitted, abs=0.01)
    assert np.mean([strays_within(each) for each in blocks]) == pytest.approx(1, abs=0.01)


def test_where_alarms_tie_lots_decide_so_that_a_rule_of_percentages_keeps_the_promise_too():
    """Of small counts the same percentages come again and again: without lots the rate leaps over what was promised."""
    generator = np.random.default_rng(8)
    quiet = made.world(local=1.0, together=0.0, memory=0.0)
    drawn = [QUIET.with_counts(draw(quiet, generator)) for _ in range(30)]
    rule = next(each for each in all_detectors() if each.id == "percent_on_last_year")
    by_lot = next(each for each in judged_detectors() if each.id == rule.id)
    begun = [begun_by(each, drawn) for each in (rule, by_lot)]
    assert begun[1] == pytest.approx(1.0, abs=0.02)
    assert abs(begun[0] - 1) > 2 * abs(begun[1] - 1)


def begun_by(rule, drawn):
    levels = level_of(QUIET, rule, threshold_of(drawn, rule, 1.0, 0))
    return false_rate(drawn, Method(rule.id, [rule], levels), 0).a_quarter


def strays_within(history):
    """How far places' months lie about their share of the month's total, of Poisson's variance."""
    share = history.counts.sum(axis=2) / history.counts.sum(axis=(1, 2))[:, None]
    mean = share[:, :, None] * history.counts.sum(axis=1)[:, None, :]
    return ((history.counts - mean) ** 2 / mean).mean()


def row(batch, months, kind=(0.5, 5, "one", "step")):
    return {"what": ["planted", *kind, batch], "months": months}


def test_batches_of_a_cell_are_taken_together_and_the_best_rule_is_the_one_that_found_most_then_soonest():
    first = {OURS: [1, None], "ears_c1": [2, None], "ears_c2": [1, None]}
    later = {OURS: [2, 3], "ears_c1": [2, None], "ears_c2": [1, None]}
    one, other = cells_of([row(0, first), row(1, later), row(0, first, (0.25, 1, "all", "ramp"))])
    assert (one.rise, other.rise) == (0.25, 0.5)
    assert other.ours == Found([1, None, 2, 3])
    assert (other.ours.share, other.ours.middle) == (0.75, 2)
    assert other.best_rule == "ears_c2"


def test_a_share_has_the_limits_of_wilson():
    """8 of 10: 0.490 to 0.943 (Wilson 1927; Brown, Cai and DasGupta 2001)."""
    months = [1, 2, 3, 4, 5, 6, 6, 6, None, None]
    assert Found(months).interval() == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert Found(months).interval(1) == pytest.approx((0.0179, 0.4042), abs=1e-4)
    assert [Found(months).share_by(month) for month in (1, 3, 6)] == [0.1, 0.3, 0.8]


def test_the_yardstick_judges_thresholds_on_blocks_of_the_history_and_on_the_worlds_it_came_from(monkeypatch):
    seen = []

    def still(history, generator):
        """Every month the same: no method that learns from a history finds anything in it."""
        seen.append(history)
        mean = history.counts.mean(axis=2, keepdims=True).round().astype(np.int64)
        return history.with_counts(np.broadcast_to(mean, history.counts.shape).copy())

    monkeypatch.setattr(yardstick, "own_residuals_in_blocks", still)
    rates = yardstick.yardstick(QUIET, [1, 2], 6, 1.0)
    assert {OURS, "space_time_scan", "sustained_change", "ears_c1"} <= set(rates)
    assert all(each["blocks"] == 0 for each in rates.values())
    assert 0 < rates[OURS]["known"] < 4
    (history,) = {id(each): each for each in seen}.values()
    assert not np.array_equal(history.counts, QUIET.counts), "the history is a draw, not the partnership's own months"


@pytest.mark.parametrize("months", [MONTHS + 23, MONTHS + 25])
def test_a_longer_history_ends_where_the_panel_does_and_goes_on_as_it_went_before(months):
    """The made world's season comes again every year; a course of 1% a month is put upon it."""
    usual, month = made.world(local=1.0, together=0.0, memory=0.0), np.arange(-months, 0)
    growing = replace(usual, expected=usual.expected * 1.01 ** month[-MONTHS:])
    longer, years = yardstick.lengthened(QUIET, growing, months)
    assert longer.months[-1] == QUIET.months[-1]
    assert {longer.counts.shape[2], years.expected.shape[1], longer.known.shape[1], len(longer.months)} == {months}
    assert np.array_equal(years.expected[:, -MONTHS:], growing.expected)
    of_the_year = (month + MONTHS) % 12  # the panel's first month is the year's first
    assert years.expected == pytest.approx(usual.expected[:, of_the_year] * 1.01**month)


def test_a_history_that_is_longer_already_stays_as_it_is():
    longer, years = yardstick.lengthened(QUIET, made.world(), MONTHS - 1)
    assert longer.months == QUIET.months
    assert years.expected.shape[1] == MONTHS


def test_worlds_gone_through_once_tell_what_each_method_tells_of_them_by_itself():
    generator = np.random.default_rng(4)
    drawn = [QUIET.with_counts(draw(made.world(), generator)) for _ in range(4)]
    gone = gone_through(drawn, DETECTORS, 1)
    for detectors in (DETECTORS, *([each] for each in DETECTORS)):
        method = Method("any", detectors, {each.id: np.full(3, 2.6) for each in detectors})
        assert rate_of(QUIET, gone, method) == false_rate(drawn, method, 1)
    assert (
        rate_of(QUIET, gone, replace(OURS_HERE, thresholds=dict.fromkeys(OURS_HERE.thresholds, np.full(3, 2.6)))).onsets
        > 0
    )


def test_what_begins_where_a_change_of_the_figures_touched_nothing_is_not_of_the_change():
    levels = {each.id: np.full(3, 4.0) for each in DETECTORS}
    after = made.raised(QUIET, 1, [11, 12], 1, factor=12)
    found = signals_of(after, replay(after, DETECTORS, levels, 1), levels)
    places, before = found[0].newest.lead.places, np.zeros((PLACES, MONTHS), dtype=bool)
    elsewhere = np.setdiff1d(np.arange(PLACES), places)
    before[elsewhere, 0] = True
    assert guarding._others(found[:1], [], before) == []
    for place, month in ((places[0], 0), (elsewhere[0], MONTHS - 1)):
        touched = before.copy()
        touched[place, month] = True
        assert guarding._others(found[:1], [], touched) == found[:1]
        assert guarding._others(found[:1], found[:1], touched) == []


def test_blocks_hold_every_month_once_and_most_keep_the_one_before_them():
    order = worlds._blocks(35, np.random.default_rng(4))
    assert sorted(order.tolist()) == list(range(35))
    kept = (np.diff(order) % 35 == 1).sum()
    assert 35 - 1 - kept <= 5  # six blocks meet five times
    assert not np.array_equal(order, np.arange(35))


def test_own_residuals_in_blocks_keep_the_partnerships_cases_in_each_place_about_as_they_were():
    drawn = [worlds.own_residuals_in_blocks(QUIET, np.random.default_rng(seed)).counts for seed in range(10)]
    assert np.mean(drawn, axis=0).sum(axis=2) == pytest.approx(QUIET.counts.sum(axis=2), rel=0.1)
    assert not np.array_equal(drawn[0], QUIET.counts)
