"""Worlds in which nothing happened that a signal should be raised for, made after one partnership's own history.

Each category has its level, its trend and its season, each neighbourhood its share; months go up and down together by as
much as the partnership's months were measured to, neighbourhoods by as much again as they were, busy ones by so much more than
quiet ones as they were. What is high this month tends to be high next month, and what is high here to be high next door, by as
much as was measured. Counts are Poisson given a log-normal mean, to which memory and neighbourhood are easily given; in one of four
of a busy place's months the log-normal reaches farther than in the others: real months are stranger now and then.
"""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints

TINY = 1e-9
FOURTHS = 4
"""Places are taken by fourths, the busiest first: the quietest have too few cases to tell anything."""
BURST_SHARE, BURST = 0.25, 2.0
"""Share of months in which a busy place strays farther beyond Poisson chance, and how many times more, less one, the variance
of that then is. A history tells too little of it to be asked: decision 14."""
LASTING = 0.7
"""Correlation from month to month of what a neighbourhood remembers. In Stockton what strays of criminal damage in busy ones has
a correlation of 0.11, 0.07 and 0.08 one, two and three months apart: what is remembered goes slowly."""


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
    growth: Floats
    """C: power of a place's cases that its dispersion less 1 grows with."""

    def strays(self, mean: Floats) -> Floats:
        """Dispersion less 1 of counts about a mean, (C, P, M)."""
        size = mean ** self.growth[:, None, None]
        found: Floats = (self.local - 1)[:, None, None] * size / np.maximum(size.mean(axis=(1, 2), keepdims=True), TINY)
        return found


def draw(world: NullWorld, generator: np.random.Generator) -> Ints:
    """Counts of one world, (categories, places, months)."""
    months = world.expected.shape[1]
    together = _walk(generator, world.together_memory, (len(world.together), months))
    shift = np.exp(np.sqrt(world.together)[:, None] * together - world.together[:, None] / 2)
    mean = world.share[:, :, None] * (world.expected * shift)[:, None, :]
    own, about = (_lasting(generator, world.local_memory, mean.shape) for _ in range(2))
    near = world.next_door[:, None, None]
    apart = np.sqrt(1 - near) * own + np.sqrt(near) * (world.blur @ about)
    variance = np.log1p(world.strays(mean) / np.maximum(mean, TINY) * _bursting(world.share, generator, mean.shape))
    return generator.poisson(mean * np.exp(np.sqrt(variance) * apart - variance / 2))


def _bursting(share: Floats, generator: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """How many times its usual the variance of a place's month is: 1 on the average of months."""
    more = BURST * _busyness(share)[:, :, None]
    found: Floats = (1 + more * (generator.uniform(size=shape) < BURST_SHARE)) / (1 + more * BURST_SHARE)
    return found


def _busyness(share: Floats) -> Floats:
    """C × P: 1 for places as busy as the busiest fourth is on average, of others how busy they are beside it."""
    busiest = np.sort(share, axis=1)[:, -a_fourth(share.shape[1]) :]
    found: Floats = np.minimum(share / busiest.mean(axis=1, keepdims=True), 1)
    return found


def a_fourth(places: int) -> int:
    """How many places are a fourth of so many, rounded up."""
    return -(-places // FOURTHS)


def _lasting(generator: np.random.Generator, memory: Floats, shape: tuple[int, ...]) -> Floats:
    """Standard normal numbers: what neighbouring months share goes slowly, the rest is each month's own."""
    lasts = np.maximum(memory, LASTING)
    share = (memory / lasts).reshape((-1,) + (1,) * (len(shape) - 1))
    found: Floats = np.sqrt(share) * _walk(generator, lasts, shape) + np.sqrt(1 - share) * generator.standard_normal(
        shape
    )
    return found


def _walk(generator: np.random.Generator, memory: Floats, shape: tuple[int, ...]) -> Floats:
    """Standard normal numbers, correlated along the last axis."""
    found = generator.standard_normal(shape)
    memory = memory.reshape((-1,) + (1,) * (len(shape) - 2))
    fresh = np.sqrt(1 - memory**2)
    for month in range(1, shape[-1]):
        found[..., month] = memory * found[..., month - 1] + fresh * found[..., month]
    return found
