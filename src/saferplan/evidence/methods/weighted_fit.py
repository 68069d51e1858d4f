"""Log-linear fits of weighted counts, many series at once, that start and stop as R's `glm` does.

Iteratively reweighted least squares (McCullagh and Nelder 1989, section 2.5) from the counts plus a tenth, until the
deviance moves by less than a hundred-millionth. The last step is not taken quite to the end, and dispersion and covariance
are those of the weights before it, so they stray from the limit of the iterations by a ten-thousandth at most. That
changes no alarm anybody would see, and lets every figure be held against R's to its last printed digit; `log_linear` is
the one to use where nothing is held against R.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from saferplan.evidence.methods.log_linear import deviances
from saferplan.evidence.methods.missing import Floats

MOST_ITERATIONS = 25
STILL = 1e-8
START = 0.1
REACH = 30.0
"""Logarithms of means are kept within this: a series of zeros sinks by one each iteration."""


@dataclass(frozen=True)
class WeightedFit:
    """A fit of s series of m months by k terms."""

    terms: Floats
    """s × k, on the scale of the logarithm."""
    fitted: Floats
    """s × m."""
    working: Floats
    """s × m, weights of the last iteration: prior weight times mean."""
    covariance: Floats
    """s × k × k of the terms, were the counts Poisson."""
    dispersion: Floats
    """s, Pearson's chi-squared over `freedom`; may be under 1."""
    freedom: int


def weighted_fit(counts: Floats, design: Floats, weights: Floats) -> WeightedFit:
    """Fit every row of `counts` (series × months) by `design` (months × terms); all `weights` are above nought."""
    terms = np.zeros((len(counts), design.shape[1]))
    fitted, working = counts + START, np.empty_like(counts)
    deviance, moving = deviances(counts, fitted, weights), np.arange(len(counts))
    for _ in range(MOST_ITERATIONS):
        before, own = fitted[moving], counts[moving]
        working[moving] = weights[moving] * before
        terms[moving] = _least_squares(np.log(before) + (own - before) / before, design, working[moving])
        fitted[moving] = np.exp(np.clip(terms[moving] @ design.T, -REACH, REACH))
        now, last = deviances(own, fitted[moving], weights[moving]), deviance[moving]
        deviance[moving] = now
        moving = moving[np.abs(now - last) >= STILL * (np.abs(now) + START)]
        if not len(moving):
            break
    freedom = len(design) - design.shape[1]
    dispersion = (working * (counts / fitted - 1) ** 2).sum(axis=1) / freedom
    return WeightedFit(terms, fitted, working, _inverse(working, design), dispersion, freedom)


def _least_squares(response: Floats, design: Floats, weights: Floats) -> Floats:
    """Terms of every series. Normal equations scaled to a unit diagonal, so that an empty season can be solved."""
    curvature, scale = _scaled(weights, design)
    right = ((weights * response) @ design / scale)[:, :, None]
    result: Floats = np.linalg.solve(curvature, right)[:, :, 0] / scale
    return result


def _inverse(weights: Floats, design: Floats) -> Floats:
    curvature, scale = _scaled(weights, design)
    result: Floats = np.linalg.inv(curvature) / (scale[:, :, None] * scale[:, None, :])
    return result


def _scaled(weights: Floats, design: Floats) -> tuple[Floats, Floats]:
    size = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    curvature = (weights @ products).reshape(-1, size, size)
    scale = np.sqrt(np.einsum("sii->si", curvature))
    return curvature / (scale[:, :, None] * scale[:, None, :]), scale


def leverages(found: WeightedFit, design: Floats) -> Floats:
    """Series × months: how far each month pulls its own fitted value (the hat matrix's diagonal)."""
    result: Floats = found.working * np.einsum("mi,sij,mj->sm", design, found.covariance, design)
    return result


def anscombe_residuals(counts: Floats, found: WeightedFit, design: Floats) -> Floats:
    """Series × months: residuals of counts on the two-thirds power, near normal with variance 1 (Anscombe 1953)."""
    dispersion = np.maximum(found.dispersion, 1)[:, None]
    room = np.maximum(1 - leverages(found, design), np.finfo(float).eps)
    away = counts ** (2 / 3) * found.fitted ** (-1 / 6) - np.sqrt(found.fitted)
    result: Floats = 1.5 * away / np.sqrt(dispersion * room)
    return result


def two_sided_p(found: WeightedFit, term: int) -> Floats:
    """Of one term against nought, by Student's t with the fit's own dispersion; 1 where there is no spread to judge by."""
    spread = np.sqrt(found.dispersion * found.covariance[:, term, term])
    away = np.abs(found.terms[:, term]) / np.where(spread > 0, spread, np.inf)
    result: Floats = 2 * stdtr(found.freedom, -away)
    return result
