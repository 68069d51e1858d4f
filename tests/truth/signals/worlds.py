"""Worlds to judge signals on: of chance, by another generator than that of the calibration; and with something put in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from saferplan.evidence.signals.measured_worlds import SIZE_POWER, measured
from saferplan.evidence.signals.null_worlds import TINY, NullWorld
from saferplan.evidence.signals.panel import Panel

TERMS = 4
"""Fitted to a category's months: level, course and a yearly wave."""
_KEPT: dict[str, Any] = {}
BLOCK, ZONE = 12, 15
"""Months, and places, that stay together when residuals are put in another order."""
OWN, NO_MEMORY = "own residuals in blocks", "months without memory"
"""Kinds of worlds of chance."""


def negative_binomial(panel: Panel, generator: np.random.Generator) -> Panel:
    """Every place's month by itself, with the measured dispersion, season and trend: months have no memory.

    Busy places stray more than quiet ones by the square root of their cases (Taylor's law), whatever was measured of that.
    """
    world = _measured_once(panel)
    mean = world.share[:, :, None] * (_moved_together(world, generator) * world.expected)[:, None, :]
    as_usual = replace(world, growth=np.full(len(mean), SIZE_POWER))
    excess = np.maximum(as_usual.strays(mean), 1e-6)
    return panel.with_counts(generator.poisson(generator.gamma(mean / excess, excess)))


def _moved_together(world: NullWorld, generator: np.random.Generator) -> np.ndarray:
    variance = np.expm1(world.together)[:, None]
    return generator.gamma(1 / np.maximum(variance, 1e-6), np.maximum(variance, 1e-6), world.expected.shape)


def own_residuals_in_blocks(panel: Panel, generator: np.random.Generator) -> Panel:
    """The partnership's own residuals, every month once, in another order of blocks: nothing drawn in.

    What moves all places together is put in order by itself; what remains of places, for some fifteen neighbours at a time. So
    large months are kept, and most of what months remember and neighbours share (it ends where a block or a group of neighbours
    does); what once happened in all of the partnership happens once in each world, in another month. Residuals are widened
    (`_widened`). Groups are not brought back to the month's total, so that totals vary by a quarter more than they should: that
    makes up for part of what is lost elsewhere (decision 14). Months that are not known are taken as they are. Blocks drawn
    with repetition are farther off: a strange month comes into the months that a method learns from and into the newest, and
    seems less strange.
    """
    world, zones = _measured_once(panel), _zones(panel, generator)
    totals, share = panel.counts.sum(axis=1).astype(float), world.share[:, :, None]
    months, given = panel.counts.shape[2], np.maximum(share * totals[:, None, :], TINY)
    residual = (panel.counts - given) / np.sqrt(given) * _widened(panel)
    moved = world.expected * _together(totals, world)[:, _blocks(months, generator)]
    mean = np.maximum(share * moved[:, None, :], TINY)
    drawn = np.empty_like(residual)
    for zone in np.unique(zones):
        drawn[:, zones == zone] = residual[:, zones == zone][:, :, _blocks(months, generator)]
    wanted = mean + drawn * np.sqrt(mean)
    low = np.floor(wanted)
    counts = low + (generator.uniform(size=wanted.shape) < wanted - low)
    return panel.with_counts(np.maximum(counts, 0).astype(np.int64))


def _widened(panel: Panel) -> float:
    """What a place's residuals are widened by: as much as its share and each month's total took from them when they were fitted.

    Davison and Hinkley (1997, 6.2) do so where residuals are drawn with repetition. Where every month comes once, months stand
    as far apart as they did without it; here it makes up for what is lost of far-out months where counts are rounded and cut
    at nought. So it is right by its result, of histories of known rate, and by no theory.
    """
    _, places, months = panel.counts.shape
    return float(np.sqrt(places / max(places - 1, 1) * months / max(months - 1, 1)))


def _together(totals: np.ndarray, world: NullWorld) -> np.ndarray:
    """What each month's total is beside what was expected, (C, M), widened by what level, course and season took from it."""
    months = totals.shape[1]
    beside = totals / np.maximum(world.expected, TINY) - 1
    return np.maximum(1 + beside * np.sqrt(months / max(months - TERMS, 1)), 0)


def _measured_once(panel: Panel) -> NullWorld:
    """What was measured of the panel that worlds are made after, kept for the next world."""
    if panel is not _KEPT.get("panel"):
        _KEPT.update(panel=panel, world=measured(panel))
    return _KEPT["world"]


def _blocks(months: int, generator: np.random.Generator) -> np.ndarray:
    """All months once, in another order, a year at a time, cut at another place each time (the last goes on with the first)."""
    order = (np.arange(months) + generator.integers(months)) % months
    parts = np.split(order, np.arange(BLOCK, months, BLOCK))
    return np.concatenate([parts[each] for each in generator.permutation(len(parts))])


def _zones(panel: Panel, generator: np.random.Generator) -> np.ndarray:
    """Groups of neighbouring places, about fifteen each: every place goes to the nearest of some of them."""
    centres = generator.choice(len(panel.places), max(1, len(panel.places) // ZONE), replace=False)
    away = np.hypot(panel.x[:, None] - panel.x[centres], panel.y[:, None] - panel.y[centres])
    return np.argmin(away, axis=1)


@dataclass(frozen=True)
class Planted:
    """What was put in: by how much more, in which places and categories, from which month, at once or by and by."""

    rise: float
    places: tuple[int, ...]
    categories: tuple[int, ...]
    start: int
    is_ramp: bool


RAMP_MONTHS = 4


def plant(panel: Panel, what: Planted, generator: np.random.Generator) -> Panel:
    """More cases in some places from a month on: Poisson, about the places' own expected counts."""
    world, counts = measured(panel), panel.counts.copy()
    months = np.arange(panel.counts.shape[2])
    grown = np.clip((months - what.start + 1) / (RAMP_MONTHS if what.is_ramp else 1), 0, 1) * what.rise
    for category in what.categories:
        mean = world.share[category, list(what.places)][:, None] * world.expected[category]
        counts[category, list(what.places)] += generator.poisson(mean * grown)
    return panel.with_counts(counts)


def of_categories(panel: Panel, categories: Sequence[int]) -> Panel:
    """The same with some of its categories."""
    only = list(categories)
    named = tuple(panel.categories[each] for each in only)
    return replace(panel, categories=named, counts=panel.counts[only], known=panel.known[only])


def near_places(panel: Panel, amount: int, generator: np.random.Generator) -> tuple[int, ...]:
    """A place that is not among the emptiest, and those nearest to it."""
    cases = panel.counts.sum(axis=(0, 2))
    centre = int(generator.choice(np.flatnonzero(cases >= np.median(cases))))
    away = np.hypot(panel.x - panel.x[centre], panel.y - panel.y[centre])
    return tuple(np.argsort(away, kind="stable")[:amount].tolist())
