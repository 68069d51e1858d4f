"""A signal is told against one usual: that of its chart. What is nothing beside it says so, and what goes on is not over."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from saferplan.evidence.methods.limits import count_limits
from saferplan.evidence.signals.aftermath import what_followed
from saferplan.evidence.signals.following import Followed, Sighting, State
from saferplan.evidence.signals.guards import Effect
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.telling import all_guards, told_by_what_was_usual, while_it_goes_on
from saferplan.evidence.signals.usual import Together, excess_limits, usual_months
from saferplan.report.signals.reading import Signal
from tests.signals.made import MONTHS, described, panel
from tests.signals.test_following import alarm

PANEL = panel()
NOISE = measured(PANEL)
PLACES = [3, 4, 8]
DETECTORS = ("space_time_scan", "sustained_change", "short_history", "flexible_farrington")


def followed(*, lasts=(34, 35), since=33, **parts):
    return Followed("a", [Sighting(alarm(PLACES, [20, 6, 4], last=last, since=since, **parts), ()) for last in lasts])


def told(signal, of=PANEL):
    return told_by_what_was_usual(of, signal, NOISE)


def with_counts(months, factor, places=PLACES, category=1, of=PANEL):
    """The panel with the counts of some places and months multiplied."""
    counts = of.counts.copy()
    where = np.ix_([category], places, months)
    counts[where] = np.round(counts[where] * factor)
    return of.with_counts(counts)


@pytest.mark.parametrize("detector", DETECTORS)
def test_whatever_raised_it_a_signal_is_held_against_what_its_places_had_before(detector):
    found = told(followed(detector=detector))
    before, since = PANEL.counts[1][:, :33], PANEL.counts[1][:, 33:]
    times = before[PLACES].sum() / np.delete(before, PLACES, axis=0).sum()
    lead = found.newest.lead
    assert lead.expected == pytest.approx(times * np.delete(since, PLACES, axis=0).sum())
    assert lead.expected == pytest.approx(usual_months(PANEL, lead, NOISE).usual[33:].sum())
    assert lead.observed == since[PLACES].sum()
    each = before[PLACES].sum(axis=1) / before[PLACES].sum()
    assert lead.excess == pytest.approx(since[PLACES].sum(axis=1) - lead.expected * each)
    assert found.sightings[0].lead.expected == pytest.approx(times * np.delete(since, PLACES, axis=0)[:, :2].sum())


def test_a_burst_does_not_raise_what_is_usual_of_its_own_places():
    """However large a part of the partnership's they are; where the rest has hardly a case, the mean of before is usual."""
    places = list(range(12))
    lead = replace(alarm(places, [1] * 12, since=33), observed=0.0)
    burst = with_counts([33, 34, 35], 5, places)
    assert usual_months(burst, lead, NOISE).usual == pytest.approx(usual_months(PANEL, lead, NOISE).usual)
    most = replace(lead, places=np.arange(23))
    counts = PANEL.counts[1][:23]
    assert usual_months(PANEL, most, NOISE).usual == pytest.approx(counts[:, :33].sum() / 33)


def test_of_a_fall_the_excess_is_what_is_fewer():
    lead = told(followed(direction=-1)).newest.lead
    assert lead.excess.sum() == pytest.approx(lead.expected - lead.observed)


def test_sentence_chart_and_what_followed_have_one_usual():
    signal = told(followed(lasts=(30,), since=28))
    months = usual_months(PANEL, signal.newest.lead, NOISE)
    assert described(PANEL, signal).excess == pytest.approx(signal.newest.lead.observed - months.usual[28:31].sum())
    assert what_followed(PANEL, followed(lasts=(30,), since=28), NOISE).usual == pytest.approx(
        months.usual[31:34].sum()
    )


def test_the_whole_is_held_against_its_mean_and_season_and_no_trend():
    """A trend fitted before would go on rising where no month ever was."""
    months = np.arange(MONTHS)
    series = np.round(400 * (1 + 0.2 * np.cos(2 * np.pi * months / 12)) * np.where(months < 30, 1 + months / 60, 1))
    counts = np.zeros_like(PANEL.counts)
    counts[1, 0] = series
    whole = replace(alarm(range(25), [1] * 25, since=30), is_whole=True)
    usual = usual_months(PANEL.with_counts(counts), whole, NOISE).usual
    level = series[:30].mean()
    assert usual[30:].mean() == pytest.approx(level * (1 + 0.2 * np.cos(2 * np.pi * months[30:] / 12)).mean(), rel=0.05)
    assert usual.max() < series[:30].max()
    early = replace(whole, since=20)
    assert usual_months(PANEL.with_counts(counts), early, NOISE).usual == pytest.approx(series[:20].mean())


def test_months_not_known_are_no_part_of_what_was_usual():
    gap = PANEL.known.copy()
    gap[1, 34] = False
    found = told(followed(detector="space_time_scan"), replace(PANEL, known=gap)).newest.lead
    others = np.delete(PANEL.counts[1], PLACES, axis=0).sum(axis=0)
    times = PANEL.counts[1][PLACES, :33].sum() / others[:33].sum()
    assert found.expected == pytest.approx(times * others[[33, 35]].sum())
    assert found.observed == PANEL.counts[1][PLACES][:, [33, 35]].sum()
    assert np.isfinite(found.excess).all()


def test_the_range_of_an_excess_takes_in_the_error_of_what_is_usual():
    alone = excess_limits(40.0, Together(20, 0, 0, 20, 20), 1.0)
    lower, upper = (float(each[0]) for each in count_limits(np.array([40.0])))
    assert alone == pytest.approx((lower - 20, upper - 20))
    wider = excess_limits(40.0, Together(20, 0, 0, 14, 27), 1.0)
    assert wider == pytest.approx((20 - np.hypot(40 - lower, 7), 20 + np.hypot(upper - 40, 6)))


@pytest.mark.parametrize("before", [12, 40, 200])
def test_the_range_holds_the_truth_nineteen_times_in_twenty(before):
    """A place with a known share of a partnership, by simulation: months before and since are Poisson, nothing has changed."""
    generator, held, draws = np.random.default_rng(5), 0, 4000
    for own, since in zip(generator.poisson(before, draws), generator.poisson(before / 5, draws), strict=True):
        low, high = (float(each[0]) for each in count_limits(np.array([float(own)])))
        lower, upper = excess_limits(float(since), Together(own / 5, 0, 0, low / 5, high / 5), 1.0)
        held += lower <= 0 <= upper
    assert 0.94 <= held / draws <= 0.99


def guards(signal, of=PANEL):
    return [(each.effect, each.wording) for each in all_guards(of, signal, (), (), NOISE)]


@pytest.mark.parametrize("direction", [1, -1])
def test_what_is_within_its_usual_range_is_downgraded_with_the_reason(direction):
    ((effect, words),) = guards(told(followed(direction=direction)))
    assert effect is Effect.DOWNGRADED
    assert words.startswith("It may be no change at all: ")
    assert f"is not {'above' if direction > 0 else 'below'} the range usual there in these months" in words
    assert guards(told(followed(), with_counts([33, 34, 35], 4)), with_counts([33, 34, 35], 4)) == []


def test_a_count_beyond_on_the_other_side_is_no_signal_of_this_one():
    much = with_counts([33, 34, 35], 4)
    assert "is not below the range usual" in guards(told(followed(direction=-1), much), much)[0][1]
    assert described(much, told(followed(direction=-1), much)).strength == 0


def test_what_its_range_leaves_open_is_downgraded():
    """30 cases in two years before and 7 in the year since: below the chart's range, and yet it may be no fewer."""
    counts = PANEL.counts.copy()
    counts[1, PLACES] = 0
    counts[1, 3, :24] = [2, 1, 1, 1] * 6
    counts[1, 3, 25:32] = 1
    few = PANEL.with_counts(counts)
    fall = told(followed(since=24, direction=-1), few)
    assert described(few, fall).interval[1] > 0
    assert (
        guards(fall, few)[0][1] == "It may be no change at all: its range leaves open whether it is fewer than usual."
    )


def on(signal, of, others=()):
    return while_it_goes_on(of, told(signal, of), others, NOISE)


def test_a_change_that_no_detector_sees_any_more_goes_on_while_its_counts_do():
    low = with_counts(list(range(22, 36)), 0.15)
    signal = followed(lasts=(26, 27), since=22, direction=-1)
    longer = on(signal, low)
    assert [(each.lead.last, each.is_raised) for each in longer.sightings] == [(26, True), (27, True), (35, False)]
    assert longer.newest.lead.observed == low.counts[1][PLACES][:, 22:].sum()
    assert described(low, longer).state is State.STEADY
    assert "since about" not in described(low, told(signal, low)).sentence


def test_it_is_over_once_two_quarters_are_as_usual():
    back = with_counts(list(range(22, 28)), 0.15)
    signal = followed(lasts=(26, 27), since=22, direction=-1)
    assert len(on(signal, back).sightings) == 2
    assert described(back, on(signal, back)).state is State.OVER


def test_a_signal_raised_now_needs_no_counts_and_a_later_one_goes_on_in_its_place():
    low = with_counts(list(range(22, 36)), 0.15)
    assert len(on(followed(direction=-1), low).sightings) == 2
    signal = followed(lasts=(26, 27), since=22, direction=-1)
    later = Followed("b", [Sighting(alarm([3, 4], [20, 6], last=33, since=31, direction=-1), ())])
    assert len(on(signal, low, [signal, later]).sightings) == 2
    elsewhere = Followed("b", [Sighting(alarm([17], [20], last=33, since=31, direction=-1), ())])
    assert len(on(signal, low, [signal, elsewhere]).sightings) == 3


def points_words(*more, direction="rise", names="ABCD"):
    points = tuple(
        {"location": f"On or near {name}", "observed": each + 2, "expected": 2.2, "latitude": 54.5 + place, "longitude": -1.25}
        for place, (name, each) in enumerate(zip(names, more, strict=False))
    )  # fmt: skip
    return Signal({"direction": direction}, (), points, (), (), ()).points_words


def test_the_points_are_said_by_how_many_more_and_never_by_parts_that_come_to_more_than_all():
    assert points_words(9, 4, 1, 1) == "The largest parts lie on or near A (9 more), B (4 more) and C (1 more)."
    assert points_words(1200, 0, -3) == "The largest part lies on or near A (1,200 more)."
    assert points_words(9, direction="fall") == points_words() == points_words(0, -1) == ""


def test_two_points_of_one_name_are_told_apart_by_where_they_lie():
    words = points_words(9, 4, 2, names="ABA")
    assert words.endswith("A (54.5000, -1.2500) (9 more), B (4 more) and A (56.5000, -1.2500) (2 more).")


def test_what_is_left_out_is_said_in_the_sentence():
    gap = PANEL.known.copy()
    gap[1, 34] = False
    holed = replace(PANEL, known=gap)
    assert "(November 2024 is not known and left out), where" in described(holed, told(followed(), holed)).sentence
    assert "left out" not in described(PANEL, told(followed())).sentence


def test_that_counts_alone_say_so_is_said_with_when_it_was_last_raised():
    row = {"state": "steady", "direction": "fall"}
    seen = [{"month_end": date(2025, 4, 1), "margin": 1.2}, {"month_end": date(2025, 11, 1), "margin": None}]
    words = "No method has raised it since the end of April 2025; by its counts since then it goes on."
    assert Signal(row, (), (), (), (), tuple(seen)).going_on == words
    assert Signal(row, (), (), (), (), tuple(seen[:1])).going_on == ""
