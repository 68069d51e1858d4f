"""A made partnership: places on a grid, categories with seasons and dispersion of their own, and what can be put into it."""

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.signals.calibration import Calibration
from saferplan.evidence.signals.describing import describe
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.null_worlds import NullWorld, draw
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.wording import Neighbourhood

CATEGORIES = ("Anti-social behaviour", "Burglary", "Shoplifting")
SIDE, MONTHS = 5, 36
PLACES = SIDE * SIDE
DETECTORS = [each for each in all_detectors() if not each.is_rule_of_thumb]


def world(months=MONTHS, local=1.3, together=0.004, memory=0.1, next_door=0.0, growth=0.5):
    month = np.arange(months)
    season = 1 + 0.15 * np.cos(2 * np.pi * month / 12)
    share = np.random.default_rng(7).dirichlet(np.full(PLACES, 4.0), len(CATEGORIES))
    every = np.ones(len(CATEGORIES))
    return NullWorld(
        np.array([150, 60, 90])[:, None] * season,
        share,
        together * every,
        local * every,
        memory * every,
        memory * every,
        next_door * every,
        blurred(1.0),
        growth * every,
    )


def blurred(width):
    """Weights about places of the grid, a normal curve as wide as so many of its steps."""
    place = np.arange(PLACES)
    away = np.hypot(place[:, None] % SIDE - place % SIDE, place[:, None] // SIDE - place // SIDE)
    weights = np.exp(-(away**2) / (2 * width**2))
    return weights / np.sqrt((weights**2).sum(axis=1, keepdims=True))


def panel(seed=1, months=MONTHS, **parts):
    side = np.arange(PLACES)
    counts = draw(world(months, **parts), np.random.default_rng(seed))
    return Panel(
        CATEGORIES, tuple(f"E010000{place:02d}" for place in side), 700.0 * (side % SIDE), 700.0 * (side // SIDE),
        tuple(Month(2022, 1).plus(each) for each in range(months)), counts, np.ones((len(CATEGORIES), months), dtype=bool),
    )  # fmt: skip


def described(made, signal):
    """A signal in words, with thresholds and names made up."""
    every = {each: np.full(len(CATEGORIES), 5.0) for each in ("scan", *(each.id for each in DETECTORS))}
    found = Calibration(every, 1.0, 1, 10.0, np.array([1.0]))
    names = {code: Neighbourhood(f"Exampleton {code[-2:]}", {}) for code in made.places}
    return describe(made, signal, [signal], measured(made), found, names, "Exampleton", (), ())


def raised(before, category, places, last, factor=2.5):
    """The same with more of a category in some places in the last months."""
    counts = before.counts.copy()
    counts[category, places, -last:] = np.round(counts[category, places, -last:] * factor) + 3
    return before.with_counts(counts)
