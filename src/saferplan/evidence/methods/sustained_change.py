"""Has a series changed its level or its course within the last year, since when, and up or down?

A log-linear quasi-Poisson model of level, trend and one yearly harmonic is fitted to all months (`log_linear`), and beside
it one model for every month since when a change may have lasted: a step from that month on (three to twelve months), or a
slope that begins there (six to twelve). How much better each fits is the drop in deviance over the dispersion of the model
with the change, whose root is near Student's t (McCullagh and Nelder 1989, section 9.2.4). The best one is taken.

A change of one month or two is not called, however great: where such a one fits better, p is 1.

The best of many is better than chance gives to one. Its p is raised by p → 1 − (1 − p)^k, where k is how many independent
tries the choice amounts to among normal series of the same months: about five. It is exact about 1 in 100, and near it
elsewhere; `docs/explanation/detectors.md` says how near on counts. Months that run together are not allowed for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.special import stdtr, stdtrit

from saferplan.evidence.methods.log_linear import LARGEST_LOG, Fit, deviances, fit, seasonal_design
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Ints, Missing

SHORTEST, SHORTEST_SLOPE, LONGEST = 3, 6, 12
TOO_BRIEF = (1, 2)
"""Months a step may have lasted that is none yet; where such a one fits better, the months before were as usual."""
FEWEST_MONTHS = 25
SHARE_BEFORE = 4
"""No change is longer than one in so many of the months supplied: what was before must be known well."""
FEWEST_CASES = 10
"""Fewer in all months together than can be told apart into before and since."""
FITTED_TO_THE_END = 3
"""Changes of each series, the most promising at the first step; to fit all takes three times as long."""
LEAST_INFORMATION = 1e-12
STILL = 1e-8
NOISE_SERIES, CALLED_ALONE = 500, 0.002
CALLED = 0.01


@dataclass(frozen=True)
class Changes:
    """Changes that may be: first month (column) of each, its shape over all months, and whether it is a slope."""

    start: Ints
    shape: Floats
    """Changes × months: nought before the start."""
    is_slope: Flags


@dataclass(frozen=True)
class SustainedChange:
    """A value for each series. `since` is the first month (column) of the best change. `observed` and `expected` are of the
    months from then on, the latter had there been no change; `upper` is about as many as p of 0.01 would take.
    """

    since: Ints
    observed: Floats
    expected: Floats
    upper: Floats
    direction: Ints
    p: Floats
    is_slope: Flags
    is_judged: Flags
    """False where there are fewer than ten cases in all; `expected`, `upper` and `p` are nan there."""


@dataclass(frozen=True)
class _Best:
    """Of each series the change (`which`) that fits best, how much better, signed as the change, and the model with it."""

    which: Ints
    better: Floats
    terms: Floats
    dispersion: Floats


def sustained_change(counts: Floats, known: Flags, seed: int) -> SustainedChange | Missing:
    """The best change that lasts until the last month, of every row of `counts` (series × months).

    Missing `month_not_supplied` where the last month was not, and `too_short` under 25 months supplied, or where so many of
    the newest were not that no change can be told.
    """
    if not known[-1:].any():
        return Missing(NOT_SUPPLIED)
    changes = possible_changes(known)
    if known.sum() < FEWEST_MONTHS or not len(changes.start):
        return Missing(TOO_SHORT)
    held = np.where(known, counts, 0).astype(float)
    is_enough = held.sum(axis=1) >= FEWEST_CASES
    return _among_all(held, is_enough, _judged(held[is_enough], known, changes, seed))


def _judged(held: Floats, known: Flags, changes: Changes, seed: int) -> SustainedChange:
    usual = seasonal_design(np.arange(len(known), dtype=float), len(known) - 1)
    plain = fit(held, usual, known, still=STILL)
    best, brief = (_best_of(held, usual, each, known, plain) for each in (changes, _steps(len(known), TOO_BRIEF)))
    tries = _tries_of(known.tobytes(), seed)
    told = _told(held, usual, changes, known, best, tries)
    return replace(told, p=np.where(np.abs(brief.better) > np.abs(best.better), 1.0, told.p))


def _among_all(held: Floats, is_enough: Flags, found: SustainedChange) -> SustainedChange:
    """What was found, at its place among all series; the others say nothing but what their last month counts."""
    number, months = held.shape
    nothing, plain = np.full(number, np.nan), np.ones(number, dtype=np.int64)
    told = SustainedChange(
        plain * (months - 1), held[:, -1].copy(), nothing, nothing.copy(), plain, nothing.copy(), plain < 0, is_enough
    )
    for field in ("since", "observed", "expected", "upper", "direction", "p", "is_slope"):
        getattr(told, field)[is_enough] = getattr(found, field)
    return told


def possible_changes(known: Flags) -> Changes:
    """Steps that have lasted three to twelve months, then slopes of six to twelve, from a month supplied."""
    longest = min(LONGEST, int(known.sum()) // SHARE_BEFORE)
    lengths = [each for each in range(SHORTEST, longest + 1) if known[-each] and known[-each:].sum() >= SHORTEST]
    slopes = [each for each in lengths if each >= SHORTEST_SLOPE]
    steps = _steps(len(known), [*lengths, *slopes])
    is_slope = np.arange(len(lengths) + len(slopes)) >= len(lengths)
    rising = np.cumsum(steps.shape, axis=1) / LONGEST
    return Changes(steps.start, np.where(is_slope[:, None], rising, steps.shape), is_slope)


def _steps(months: int, lengths: Sequence[int]) -> Changes:
    start = np.array([months - each for each in lengths], dtype=np.int64)
    shape = (np.arange(months) >= start[:, None]).astype(float)
    return Changes(start, shape, np.zeros(len(start), dtype=bool))


@lru_cache(maxsize=512)
def _tries_of(known: bytes, seed: int) -> float:
    """`independent_tries` goes by which months are known alone: it is the same of all series that know the same."""
    supplied = np.frombuffer(known, dtype=bool)
    usual = seasonal_design(np.arange(len(supplied), dtype=float), len(supplied) - 1)
    return independent_tries(usual[supplied], possible_changes(supplied).shape[:, supplied], seed)


def _best_of(held: Floats, usual: Floats, changes: Changes, known: Flags, plain: Fit) -> _Best:
    """The best of the changes, fitted to the end for the few of each series that look best at the first step."""
    away, size = _first_step(held, usual, changes.shape, known, plain)
    promising = np.argsort(-np.abs(away), axis=1, kind="stable")[:, :FITTED_TO_THE_END]
    before, number = deviances(held, plain.fitted, known), len(held)
    which, better = promising[:, 0].copy(), np.full(number, -np.inf)
    terms, dispersion = np.zeros((number, usual.shape[1] + 1)), np.ones(number)
    for place, shape in enumerate(changes.shape):
        rows = np.flatnonzero((promising == place).any(axis=1))
        start = np.column_stack([plain.terms[rows], np.clip(size[rows, place], -1, 1)])
        found = fit(held[rows], np.column_stack([usual, shape]), known, start=start, still=STILL)
        drop = np.maximum(before[rows] - deviances(held[rows], found.fitted, known), 0)
        root = np.copysign(np.sqrt(drop / found.dispersion), found.terms[:, -1])
        wins = (np.abs(root) > np.abs(better[rows])) | np.isinf(better[rows])
        at = rows[wins]
        which[at], better[at], terms[at], dispersion[at] = place, root[wins], found.terms[wins], found.dispersion[wins]
    return _Best(which, better, terms, dispersion)


def _first_step(held: Floats, usual: Floats, shapes: Floats, known: Flags, plain: Fit) -> tuple[Floats, Floats]:
    """By series and change: how far the likelihood slopes there, in standard deviations, and the first step of a fit."""
    means = plain.fitted * known
    across = np.einsum("sm,cm,mk->sck", means, shapes, usual, optimize=True)
    explained = np.einsum("sck,skl,scl->sc", across, plain.covariance, across, optimize=True)
    information = np.maximum(means @ shapes.T**2 - explained, LEAST_INFORMATION)
    slope = ((held - plain.fitted) * known) @ shapes.T
    return slope / np.sqrt(information), slope / information


def independent_tries(usual: Floats, shapes: Floats, seed: int) -> float:
    """How many independent tries the choice of the best change amounts to, far out where alarms are.

    `usual` is months × terms and `shapes` changes × months, of the months supplied alone. Series of normal noise are made in
    which one change, each in turn, is called at p of 0.002; the chance that any is, is then the sum of the chances of
    each over the mean number called beside it (Naiman and Priebe 2001, *J. Computational and Graphical Statistics* 10:296).
    """
    basis = np.linalg.qr(usual)[0]
    own = shapes - (shapes @ basis) @ basis.T
    own /= np.sqrt((own**2).sum(axis=1, keepdims=True))
    freedom = usual.shape[0] - usual.shape[1] - 1
    critical = _cosine(stdtrit(freedom, 1 - CALLED_ALONE / 2), freedom)
    generator, shares = np.random.default_rng(seed), []
    for called in own:
        beyond = 1 - CALLED_ALONE / 2 * generator.uniform(size=NOISE_SERIES)
        along = _cosine(stdtrit(freedom, beyond), freedom)[:, None]
        noise = generator.standard_normal((NOISE_SERIES, len(usual)))
        noise -= (noise @ basis) @ basis.T
        noise -= np.outer(noise @ called, called)
        noise /= np.sqrt((noise**2).sum(axis=1, keepdims=True))
        cosines = np.abs((along * called + np.sqrt(1 - along**2) * noise) @ own.T)
        shares.append(np.mean(1 / np.maximum((cosines >= critical).sum(axis=1), 1)))
    return max(1.0, float(np.log1p(-CALLED_ALONE * sum(shares)) / np.log1p(-CALLED_ALONE)))


def _cosine(student: Floats, freedom: float) -> Floats:
    """Of the angle between what is left of a series and a change, by Student's t of the change."""
    return student / np.sqrt(freedom + student**2)


def _told(held: Floats, usual: Floats, changes: Changes, known: Flags, best: _Best, tries: float) -> SustainedChange:
    start, shape, freedom = changes.start[best.which], changes.shape[best.which], known.sum() - best.terms.shape[1]
    within = (np.arange(len(known)) >= start[:, None]) & known
    unchanged = np.exp(np.minimum(best.terms[:, :-1] @ usual.T, LARGEST_LOG))
    observed, expected = (held * within).sum(axis=1), (unchanged * within).sum(axis=1)
    critical = float(stdtrit(freedom, 1 + np.expm1(np.log1p(-CALLED) / tries) / 2))
    spread = np.sqrt(best.dispersion * _variance(unchanged * known, usual, shape))
    raised = unchanged * np.exp(np.minimum(critical * spread[:, None] * shape, LARGEST_LOG))
    upper = _upper(observed, expected, best.better, critical, (raised * within).sum(axis=1))
    p = _of_the_best(2 * stdtr(freedom, -np.abs(best.better)), tries)
    direction = np.where(best.better < 0, -1, 1)
    every = np.ones(len(held), dtype=bool)
    return SustainedChange(start, observed, expected, upper, direction, p, changes.is_slope[best.which], every)


def _upper(observed: Floats, expected: Floats, strongest: Floats, critical: float, by_spread: Floats) -> Floats:
    """Where there is a rise, what its own logarithm comes to at the critical value; else by the spread of the fit."""
    is_rise = (strongest >= 1) & (observed > expected)
    ratio = np.where(is_rise, observed / expected, 1.0)
    result: Floats = np.where(is_rise, expected * ratio ** (critical / np.maximum(strongest, 1)), by_spread)
    return result


def _of_the_best(single: Floats, tries: float) -> Floats:
    """p of the best of so many tries."""
    with np.errstate(divide="ignore"):  # p of 1 has no logarithm, and stays 1
        result: Floats = -np.expm1(tries * np.log1p(-single))
    return result


def _variance(means: Floats, usual: Floats, shape: Floats) -> Floats:
    """Of the size of each series' own change, were counts Poisson about these means: what is left of it by the usual."""
    size = usual.shape[1]
    products = (usual[:, :, None] * usual[:, None, :]).reshape(len(usual), -1)
    curvature = (means @ products).reshape(-1, size, size) + 1e-12 * np.eye(size)
    across = (means * shape) @ usual
    explained = np.einsum("si,si->s", across, np.linalg.solve(curvature, across[:, :, None])[:, :, 0])
    left: Floats = np.maximum((means * shape**2).sum(axis=1) - explained, np.finfo(float).tiny)
    return 1 / left
