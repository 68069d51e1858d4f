"""Worlds of chance: they measure as what they were made after, and give what was put in back."""

from dataclasses import replace

import numpy as np
import pytest

from saferplan.evidence.signals import null_worlds
from saferplan.evidence.signals.fitted_worlds import null_world
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.null_worlds import draw
from tests.signals.made import MONTHS, panel, world


def mean_of(worlds, name):
    return np.mean([getattr(each, name) for each in worlds], axis=0)


def test_draws_have_the_means_and_the_variance_that_were_put_in():
    made = world(together=0.0, memory=0.0)
    generator = np.random.default_rng(3)
    counts = np.stack([draw(made, generator) for _ in range(800)])
    mean = made.share[:, :, None] * made.expected[:, None, :]
    assert counts.mean(axis=0) == pytest.approx(mean, rel=0.25, abs=0.3)
    assert counts.mean() == pytest.approx(mean.mean(), rel=0.01)
    assert (counts.var(axis=0) / mean).mean() == pytest.approx(1.3, rel=0.03)
    busy = mean > np.median(mean)
    assert (counts.var(axis=0) / mean - 1)[busy].mean() > 1.25 * (counts.var(axis=0) / mean - 1)[~busy].mean()


@pytest.mark.parametrize(
    ("local", "together", "memory", "next_door"),
    [(1.0, 0.0, 0.0, 0.0), (1.6, 0.01, 0.3, 0.0), (1.6, 0.0, 0.0, 0.3), (1.2, 0.0, 0.6, 0.0)],
)
def test_a_world_made_after_a_history_measures_as_the_history(local, together, memory, next_door):
    parts = {"local": local, "together": together, "memory": memory, "next_door": next_door}
    histories = [panel(seed, **parts) for seed in range(4)]
    told = {1.0: 0.1, 1.2: 0.04, 1.6: 0.018}[local]  # the less strays beyond Poisson, the less can be told of memory
    lacking: dict[str, list[float]] = {"together": [], "together_memory": []}
    for history in histories:
        own = measured(history)
        generator = np.random.default_rng(1)
        made = null_world(history, generator)
        again = [measured(history.with_counts(draw(made, generator))) for _ in range(40)]
        assert mean_of(again, "local") == pytest.approx(own.local, rel=0.08)
        short = {name: (mean_of(again, name) - getattr(own, name)).mean() for name in ("local_memory", "next_door")}
        assert short == pytest.approx({"local_memory": 0, "next_door": 0}, abs=told)
        for name, each in lacking.items():
            each.extend(mean_of(again, name) - getattr(own, name))
    assert np.mean(lacking["together"]) == pytest.approx(0, abs=0.012 if next_door else 0.006)
    if together:
        assert np.mean(lacking["together_memory"]) == pytest.approx(0, abs=0.05)


def test_what_moves_all_places_together_is_told_from_what_moves_each():
    together = [measured(panel(seed, local=1.0, together=0.03)) for seed in range(5, 25)]
    apart = [measured(panel(seed, local=2.0, together=0.0)) for seed in range(5, 25)]
    assert mean_of(together, "local").max() < 1.2 < 1.6 < mean_of(apart, "local").min()
    assert mean_of(together, "together").min() > 0.012 > 0.008 > mean_of(apart, "together").max()


def test_months_that_are_not_known_are_not_looked_at():
    history = panel(2)
    known = history.known.copy()
    known[:, 10] = False
    spoilt = history.counts.copy()
    spoilt[:, :, 10] = 10_000
    gap = replace(history, counts=spoilt, known=known)
    assert measured(gap).local == pytest.approx(measured(history).local, rel=0.1)
    assert measured(gap).expected.max() < 300


def test_a_category_of_few_months_takes_the_season_from_no_other():
    history = panel(2)
    known = history.known.copy()
    known[1, :20] = False
    found, before = measured(replace(history, known=known)), measured(history)
    assert found.expected[[0, 2]] == pytest.approx(before.expected[[0, 2]])
    steps = np.diff(np.log(found.expected[1]))
    assert steps == pytest.approx(np.full(len(steps), steps[0]))


def test_short_histories_have_a_level_and_a_slope_alone():
    found = measured(panel(2, months=20))
    steps = np.diff(np.log(found.expected), axis=1)
    assert steps == pytest.approx(np.broadcast_to(steps[:, :1], steps.shape))
    assert np.diff(np.log(measured(panel(2)).expected), axis=1).std() > 0.01
    assert found.expected.shape[1] == 20 < MONTHS


def test_what_neighbours_share_is_told_from_what_each_has_alone():
    shared, alone = (measured(panel(5, local=2.0, next_door=share)).next_door for share in (0.8, 0.0))
    assert shared.min() > 0.1 > 0.06 > alone.max()


def test_busy_places_are_stranger_now_and_then_and_stray_no_more_for_it(monkeypatch):
    made = replace(world(local=3.0, together=0.0, memory=0.0), growth=np.zeros(3))
    second, fourth = moments(made)
    monkeypatch.setattr(null_worlds, "BURST", 0.0)
    evenly = moments(made)
    assert second == pytest.approx(evenly[0], rel=0.04)
    assert fourth > 1.2 * evenly[1]


def test_what_a_place_remembers_goes_slowly():
    """What lasts keeps seven tenths from month to month: two months apart there is more than the square of one month's."""
    made = replace(world(local=8.0, together=0.0, memory=0.3), growth=np.zeros(3))
    generator, mean = np.random.default_rng(6), made.share[:, :, None] * made.expected[:, None, :]
    strays = np.array([(draw(made, generator) - mean) / np.sqrt(mean) for _ in range(200)])
    apart = [(strays[..., lag:] * strays[..., : strays.shape[-1] - lag]).mean() for lag in (1, 2, 3)]
    assert apart[1] / apart[0] == pytest.approx(0.7, abs=0.1)
    assert apart[2] / apart[1] == pytest.approx(0.7, abs=0.1)


def test_by_how_much_busy_places_stray_more_is_told_so_far_as_months_tell_it():
    """Nought and nine tenths were put in; what few cases do not tell is taken to be a half."""
    found = [grown(growth) for growth in (0.0, 0.9)]
    assert found[0] < 0.42 < 0.55 < found[1]


def grown(growth):
    worlds = [null_world(panel(seed, local=3.0, growth=growth), np.random.default_rng(2)) for seed in range(3)]
    return np.mean([each.growth for each in worlds])


def moments(made):
    """The second and fourth, of how far months of the busiest quarter of places stray, by Poisson's standard deviation."""
    generator, mean = np.random.default_rng(3), made.share[:, :, None] * made.expected[:, None, :]
    busy = np.argsort(-made.share, axis=1)[:, :6, None]
    strays = [np.take_along_axis((draw(made, generator) - mean) / np.sqrt(mean), busy, axis=1) for _ in range(300)]
    return tuple(np.mean(np.array(strays) ** power) for power in (2, 4))


def test_places_of_one_point_have_no_neighbours():
    history = panel(1)
    history = replace(history, x=np.zeros_like(history.x), y=np.zeros_like(history.y))
    assert draw(null_world(history, np.random.default_rng(1)), np.random.default_rng(2)).shape == history.counts.shape
