"""Worlds of chance that measure as a partnership's own months do: what is put in is raised until draws of it do."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.measured_worlds import SIZE_POWER, measured
from saferplan.evidence.signals.null_worlds import NullWorld, draw
from saferplan.evidence.signals.panel import Panel

ROUNDS, DRAWS = 10, 12
MOST_THINNED = 0.1
"""Share of a month's straying that is not Poisson noise, below which memory is not mended any faster."""
LIMITS = {
    "together": (0.0, 1.0), "local": (1.0, 20.0), "together_memory": (0.0, 0.9), "local_memory": (0.0, 0.9),
    "next_door": (0.0, 0.9), "growth": (0.0, 1.0),
}  # fmt: skip
"""What may be put in."""
GROWTH_SPREAD = 0.3
"""By how much categories may differ in what their dispersion grows by. Of Stockton's well-filled ones it is 0.2 (burglary) to
0.65 (anti-social behaviour)."""


def null_world(panel: Panel, generator: np.random.Generator) -> NullWorld:
    """A world whose draws measure as the partnership does.

    Dispersion and memory measured on counts are smaller than those put in: part of them goes into the fit, and Poisson
    noise thins memory. So what is put in is raised by what draws fall short of what was measured, many times over; memory
    and what is next door's by as much more as they are thinned. What is taken is the mean of the later half of the times.
    """
    own = measured(panel)
    world, later = _with(own, {"growth": np.full(len(own.growth), SIZE_POWER)}), []
    for number in range(ROUNDS):
        drawn = [measured(panel.with_counts(draw(world, generator))) for _ in range(DRAWS)]
        found = {name: np.array([getattr(each, name) for each in drawn]) for name in LIMITS}
        short = {name: getattr(own, name) - each.mean(axis=0) for name, each in found.items()}
        step = {name: _gain(world, name) * each for name, each in short.items()}
        step["growth"] = _trusted(step["growth"], SIZE_POWER - world.growth, found["growth"])
        world = _with(world, {name: getattr(world, name) + each for name, each in step.items()})
        later += [world] if number >= ROUNDS // 2 else []
    return _with(world, {name: np.mean([getattr(each, name) for each in later], axis=0) for name in LIMITS})


def _trusted(told: Floats, usual: Floats, drawn: Floats) -> Floats:
    """What a history tells, so far as it tells more than chance does: few months of few cases are taken to be as elsewhere."""
    trust = GROWTH_SPREAD**2 / (GROWTH_SPREAD**2 + drawn.var(axis=0))
    found: Floats = trust * told + (1 - trust) * usual
    return found


def _with(world: NullWorld, found: Mapping[str, Floats]) -> NullWorld:
    return replace(world, **{name: np.clip(each, *LIMITS[name]) for name, each in found.items()})


def _gain(world: NullWorld, name: str) -> Floats | float:
    """How many times what draws fall short is put in: as Poisson noise thins memory, so much the more of it."""
    if name in ("local_memory", "next_door"):
        thinned: Floats = 1 / np.maximum(1 - 1 / world.local, MOST_THINNED)
        return thinned
    if name == "together_memory":
        moved = world.expected.mean(axis=1) * np.expm1(world.together)
        return float(1 / max((moved / (world.local + moved)).mean(), MOST_THINNED))
    return 1.0
