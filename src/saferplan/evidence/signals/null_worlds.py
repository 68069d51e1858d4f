"""Worlds in which nothing happened that a signal should be raised for, made after one partnership's own history.

Each category has its level, its trend and its season, each neighbourhood its share; months go up and down together by as
much as the partnership's months were measured to, neighbourhoods by as much again as they were, busy ones more than quiet
ones. What is high this month tends to be high next month, and what is high here to be high next door, by as much as was
measured. Counts are Poisson given a log-normal mean, to which memory and neighbourhood are easily given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import pdtrik

from saferplan.evidence.methods.log_linear import fit, seasonal_design
from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.methods.neighbours import Neighbours, nearest
from saferplan.evidence.signals.panel import Panel

FEWEST_FOR_SEASON = 24
ROUNDS, DRAWS = 10, 12
MOST_THINNED = 0.1
"""Share of a month's straying that is not Poisson noise, below which memory is not mended any faster."""
LIMITS = {
    "together": (0.0, 1.0), "local": (1.0, 20.0), "together_memory": (0.0, 0.9), "local_memory": (0.0, 0.9),
    "next_door": (0.0, 0.9),
}  # fmt: skip
"""What may be put in."""
TINY = 1e-9
FEW = 10.0
"""Counts expected under which no count is too low."""
RARE = 3.2e-5
"""Chance of a normal number beyond four standard deviations."""
SIZE_POWER = 0.5
"""What a place's month strays by beyond Poisson grows with the square root of its cases: Taylor's law, variance as the mean to
the power of 1.5. In Stockton's busiest quarter of neighbourhoods it is some three times that of the quietest."""
NEAREST = 3
PRIOR_CASES = 0.5
"""Cases given to every neighbourhood before its own are counted, so that one without a case is not without any for ever."""


@dataclass(frozen=True)
class NullWorld:
    """What worlds are made of: C categories, P places, M months."""

    expected: Floats
    """C × M, of the partnership."""
    share: Floats
    """C × P, sums to 1 by category."""
    together: Floats
    """C: variance of the logarithm of what moves all places together."""
    local: Floats
    """C: dispersion of a place's month about its share, on the average of places."""
    together_memory: Floats
    """C: correlation from one month to the next of what moves all places: few months tell it, so it is one for all categories."""
    local_memory: Floats
    next_door: Floats
    """C: correlation of what a place's month strays by with that of the three places nearest to it."""
    blur: Floats
    """P × P: weights of places about a place, of which what is next door is made; the squares of a row sum to 1."""

    def strays(self, mean: Floats) -> Floats:
        """Dispersion less 1 of counts about a mean, (C, P, M)."""
        size = mean**SIZE_POWER
        found: Floats = (self.local - 1)[:, None, None] * size / np.maximum(size.mean(axis=(1, 2), keepdims=True), TINY)
        return found


def null_world(panel: Panel, generator: np.random.Generator) -> NullWorld:
    """A world whose draws measure as the partnership does.

    Dispersion and memory measured on counts are smaller than those put in: part of them goes into the fit, and Poisson
    noise thins memory. So what is put in is raised by what draws fall short of what was measured, many times over; memory
    and what is next door's by as much more as they are thinned. What is taken is the mean of the later half of the times.
    """
    own = measured(panel)
    world, later = own, []
    for number in range(ROUNDS):
        drawn = [measured(panel.with_counts(draw(world, generator))) for _ in range(DRAWS)]
        short = {name: getattr(own, name) - np.mean([getattr(each, name) for each in drawn], axis=0) for name in LIMITS}
        world = _with(world, {name: getattr(world, name) + _gain(world, name) * short[name] for name in LIMITS})
        later += [world] if number >= ROUNDS // 2 else []
    return _with(world, {name: np.mean([getattr(each, name) for each in later], axis=0) for name in LIMITS})


def _with(world: NullWorld, found: Mapping[str, Floats]) -> NullWorld:
    return replace(world, **{name: np.clip(each, *LIMITS[name]) for name, each in found.items()})


def _gain(world: NullWorld, name: str) -> Floats | float:
    """How many times what draws fall short is put in: as Poisson noise thins memory, so much the more of it."""
    if name in ("local_memory", "next_door"):
        return 1 / np.maximum(1 - 1 / world.local, MOST_THINNED)
    if name == "together_memory":
        moved = world.expected.mean(axis=1) * np.expm1(world.together)
        return float(1 / max((moved / (world.local + moved)).mean(), MOST_THINNED))
    return 1.0


def measured(panel: Panel) -> NullWorld:
    """Level, season, shares, dispersion and memory as the partnership's months show them.

    A category of which no month is known is one without cases.
    """
    known = np.asarray(panel.known | ~panel.known.any(axis=1, keepdims=True), dtype=float)
    counts = panel.counts * panel.known[:, None, :].astype(float)
    totals = counts.sum(axis=1)
    expected, terms = _courses(panel, totals, known)
    share, local, local_memory, next_door = _local(counts, known, _nearest(panel))
    level = totals.sum(axis=1) / known.sum(axis=1)
    residual = known * _residuals(totals, expected)
    dispersion = np.maximum((residual**2).sum(axis=1) / np.maximum(known.sum(axis=1) - terms, 1), 1)
    together = np.maximum(dispersion - local, 0) / np.maximum(level, 1)
    memory = np.full(len(local), _memory(residual[:, None, :], known, terms).mean())
    return NullWorld(expected, share, np.log1p(together), local, memory, local_memory, next_door, _blur(panel))


def draw(world: NullWorld, generator: np.random.Generator) -> Ints:
    """Counts of one world, (categories, places, months)."""
    months = world.expected.shape[1]
    together = _walk(generator, world.together_memory, (len(world.together), months))
    shift = np.exp(np.sqrt(world.together)[:, None] * together - world.together[:, None] / 2)
    mean = world.share[:, :, None] * (world.expected * shift)[:, None, :]
    variance = np.log1p(world.strays(mean) / np.maximum(mean, TINY))
    own, about = (_walk(generator, world.local_memory, mean.shape) for _ in range(2))
    near = world.next_door[:, None, None]
    apart = np.sqrt(1 - near) * own + np.sqrt(near) * (world.blur @ about)
    return generator.poisson(mean * np.exp(np.sqrt(variance) * apart - variance / 2))


def _courses(panel: Panel, totals: Floats, known: Floats) -> tuple[Floats, Floats]:
    """C × M: level, slope and a yearly harmonic of each category; level and slope alone of one with under two years. C: terms."""
    index = np.array([month.index for month in panel.months], dtype=float)
    design = seasonal_design(index, float(index.mean()))
    terms = np.where(known.sum(axis=1) >= FEWEST_FOR_SEASON, design.shape[1], 2)
    expected = np.zeros_like(totals)
    for number in np.unique(terms):
        rows = terms == number
        expected[rows] = fit(totals[rows], design[:, :number], known[rows]).fitted
    return expected, terms.astype(float)


def _local(counts: Floats, known: Floats, near: Neighbours) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares of places, dispersion about share × month's total, memory of what remains, and how far it is next door's too."""
    sums = counts.sum(axis=2)
    totals = counts.sum(axis=1)
    share = (sums + PRIOR_CASES) / (sums + PRIOR_CASES).sum(axis=1, keepdims=True)
    everything = np.maximum(sums.sum(axis=1), 1)
    expected = sums[:, :, None] * totals[:, None, :] / everything[:, None, None]
    residual = _residuals(counts, expected)
    freedom = np.maximum((sums > 0).sum(axis=1) - 1, 1) * np.maximum(known.sum(axis=1) - 1, 1)
    squares = (residual**2).sum(axis=(1, 2))
    beside = np.stack([near.lag(each) for each in residual]) / np.maximum(near.sums, 1)[:, None]
    next_door = np.clip((residual * beside).sum(axis=(1, 2)) / np.maximum(squares, TINY) + 1 / counts.shape[1], 0, 1)
    return share, np.maximum(1.0, squares / freedom), _memory(residual, known, 1), next_door


def _nearest(panel: Panel) -> Neighbours:
    return nearest(panel.x, panel.y, NEAREST)


def _blur(panel: Panel) -> Floats:
    """A normal curve about each place, as wide as it is usually to its nearest places; each by itself where all are one point."""
    away = np.hypot(panel.x[:, None] - panel.x, panel.y[:, None] - panel.y)
    width = np.median(np.sort(away, axis=1)[:, 1 : NEAREST + 1].mean(axis=1)) if len(away) > 1 else 0.0
    if width <= 0:
        return np.eye(len(away))
    weights = np.exp(-(away**2) / (2 * width**2))
    found: Floats = weights / np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return found


def _residuals(counts: Floats, expected: Floats) -> Floats:
    """Pearson's, of counts drawn in to what Poisson chance goes beyond as rarely as a normal number beyond ±4.

    What a signal is raised for must not pass for how months stray by themselves. Draws are measured so too, so that what is
    drawn in of ordinary months is put back by `null_world`.
    """
    expected = np.maximum(expected, TINY)
    near, drawn = 2 * np.sqrt(expected), np.array(counts, dtype=float)
    many = drawn > expected + near + 1  # others cannot be so rare, and the quantile takes time
    drawn[many] = np.minimum(drawn[many], np.maximum(np.ceil(pdtrik(1 - RARE, expected[many])), 1))
    few = (expected > FEW) & (drawn < expected - near)
    drawn[few] = np.maximum(drawn[few], np.floor(pdtrik(RARE, expected[few])))
    found: Floats = (drawn - expected) / np.sqrt(expected)
    return found


def _memory(residual: Floats, known: Floats, terms: Floats | int) -> Floats:
    """Correlation of neighbouring months, pooled over places (axis 1), mended for the terms that were fitted."""
    together = (residual[:, :, 1:] * residual[:, :, :-1]).sum(axis=(1, 2))
    alone = np.maximum((residual**2).sum(axis=(1, 2)), TINY)
    found: Floats = np.clip(together / alone + terms / known.sum(axis=1), 0, 1)
    return found


def _walk(generator: np.random.Generator, memory: Floats, shape: tuple[int, ...]) -> Floats:
    """Standard normal numbers, correlated along the last axis."""
    found = generator.standard_normal(shape)
    memory = memory.reshape((-1,) + (1,) * (len(shape) - 2))
    fresh = np.sqrt(1 - memory**2)
    for month in range(1, shape[-1]):
        found[..., month] = memory * found[..., month - 1] + fresh * found[..., month]
    return found
