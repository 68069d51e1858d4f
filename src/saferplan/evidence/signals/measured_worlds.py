"""What worlds of chance are made of, as a partnership's own months show it."""

import numpy as np
from scipy.special import pdtrik

from saferplan.evidence.methods.log_linear import fit, seasonal_design
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.methods.neighbours import Neighbours, nearest
from saferplan.evidence.signals.null_worlds import TINY, NullWorld, a_fourth
from saferplan.evidence.signals.panel import Panel

FEWEST_FOR_SEASON = 24
FEW = 10.0
"""Counts expected under which no count is too low."""
RARE = 3.2e-5
"""Chance of a normal number beyond four standard deviations."""
SIZE_POWER = 0.5
"""What dispersion less 1 grows by where a history does not tell: Taylor's law, variance as the mean to the power of 1.5."""
LEAST_BEYOND, LEAST_APART = 0.02, 0.1
"""Dispersion beyond Poisson that is told from none; and how far apart in size, as a logarithm, busy places are from others."""
NEAREST = 3
PRIOR_CASES = 0.5
"""Cases given to every neighbourhood before its own are counted, so that one without a case is not without any for ever."""


def measured(panel: Panel) -> NullWorld:
    """Level, season, shares, dispersion and memory as the partnership's months show them.

    A category of which no month is known is one without cases.
    """
    known = np.asarray(panel.known | ~panel.known.any(axis=1, keepdims=True), dtype=float)
    counts = panel.counts * panel.known[:, None, :].astype(float)
    totals = counts.sum(axis=1)
    expected, terms = _courses(panel, totals, known)
    share, local, local_memory, next_door, growth = _local(counts, known, _nearest(panel))
    level = totals.sum(axis=1) / known.sum(axis=1)
    residual = known * _residuals(totals, expected)
    dispersion = np.maximum((residual**2).sum(axis=1) / np.maximum(known.sum(axis=1) - terms, 1), 1)
    together = np.maximum(dispersion - local, 0) / np.maximum(level, 1)
    memory = np.full(len(local), _memory(residual[:, None, :], known, terms).mean())
    return NullWorld(expected, share, np.log1p(together), local, memory, local_memory, next_door, _blur(panel), growth)


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


def _local(counts: Floats, known: Floats, near: Neighbours) -> tuple[Floats, Floats, Floats, Floats, Floats]:
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
    local = np.maximum(1.0, squares / freedom)
    return share, local, _memory(residual, known, 1), next_door, _growth(residual, expected, known)


def _growth(residual: Floats, expected: Floats, known: Floats) -> Floats:
    """C: by what power dispersion less 1 grows from the second and third fourth of places by size to the busiest."""
    return np.array([_power(*each) for each in zip(residual, expected, known.sum(axis=1), strict=True)])


def _power(residual: Floats, expected: Floats, months: float) -> float:
    size, beyond = expected.sum(axis=1), (residual**2).sum(axis=1) / max(months - 1, 1) - 1
    order, fourth = np.argsort(-size, kind="stable"), a_fourth(len(size))
    busy, rest = order[:fourth], order[fourth : 3 * fourth]
    if not len(rest) or size[rest].mean() <= TINY:
        return SIZE_POWER
    more = max(beyond[busy].mean(), LEAST_BEYOND) / max(beyond[rest].mean(), LEAST_BEYOND)
    return float(np.log(more) / max(np.log(size[busy].mean() / size[rest].mean()), LEAST_APART))


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
