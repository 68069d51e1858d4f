"""How concentrated crime is over places, beside what chance alone would give.

Crime always looks concentrated: with fewer crimes than places most places must be empty, and even crimes that fall
anywhere alike fall in clumps (Weisburd 2015, *Criminology* 53:133, on the law of crime concentration; Bernasco and
Steenbeek 2017, *J. Quantitative Criminology* 33:451, on why it must be adjusted; Levin, Rosenfeld and Deckard 2017 and
Hipp and Kim 2017 on chance). So every figure stands beside its mean and 95% range when the same number of crimes is
dealt out at random: alike to all places, or in proportion to a given measure such as residents.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from saferplan.evidence.methods.missing import NOTHING_COUNTED, Floats, Missing

SIMULATIONS = 999
CONFIDENCE = 0.95


@dataclass(frozen=True)
class ByChance:
    """Mean and 95% range of a figure when crimes are dealt out at random."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Figures:
    """Concentration of one set of counts."""

    top_share: float
    """Share of all crime in the top places."""
    half_places: float
    """The fewest places that hold half of all crime."""
    gini: float
    """Adjusted for fewer crimes than places: 0 as even as so few crimes can be, 1 all in one place of many."""


@dataclass(frozen=True)
class Concentration:
    """What was found among `places`, `top_places` of which are the top; and what chance gives."""

    places: int
    top_places: int
    found: Figures
    top_share: ByChance
    half_places: ByChance
    gini: ByChance


def concentration(
    counts: Floats, top: float, seed: int, chances: Floats | None = None, simulations: int = SIMULATIONS
) -> Concentration | Missing:
    """Concentration of whole counts of places; `top` is a share of the places, rounded up to whole ones.

    `chances` is what each place would get its crimes in proportion to (residents, say); by default all places alike.
    The same seed gives the same answer. Missing `nothing_counted` without crimes. Raises ValueError for `top` outside
    0 to 1, or chances that are negative or all zero.
    """
    counts = np.asarray(counts, dtype=float)
    weights = np.ones(len(counts)) if chances is None else np.asarray(chances, dtype=float)
    if not 0 < top <= 1:
        raise ValueError("the top share of places lies above 0 and at most at 1")
    if len(weights) != len(counts) or np.any(weights < 0) or weights.sum() <= 0:
        raise ValueError("chances: one for each place, none negative, not all zero")
    if counts.sum() == 0:
        return Missing(NOTHING_COUNTED)
    top_places = ceil(round(top * len(counts), 9))
    dealt = np.random.default_rng(seed).multinomial(int(counts.sum()), weights / weights.sum(), size=simulations)
    return Concentration(
        len(counts), top_places, figures(counts, top_places), *map(_range, _figures(dealt.astype(float), top_places))
    )


def figures(counts: Floats, top_places: int) -> Figures:
    """Concentration of counts that are not all zero.

    >>> figures(np.array([5.0, 3.0, 1.0, 1.0]), 1)
    Figures(top_share=0.5, half_places=1.0, gini=0.35)
    """
    return Figures(*(float(each[0]) for each in _figures(np.asarray(counts, dtype=float)[None, :], top_places)))


def _figures(counts: Floats, top_places: int) -> tuple[Floats, Floats, Floats]:
    """The three figures of each row of counts."""
    ordered = np.sort(counts, axis=1)
    held, total = np.cumsum(ordered[:, ::-1], axis=1), ordered.sum(axis=1)
    half = (held < total[:, None] / 2).sum(axis=1) + 1.0
    return held[:, top_places - 1] / total, half, _adjusted_gini(ordered, total)


def _adjusted_gini(ordered: Floats, total: Floats) -> Floats:
    """Bernasco and Steenbeek's G′ = max(places/crimes, 1) × (G − 1) + 1, of each row of counts in rising order.

    With fewer crimes than places the evenest they can fall is one to a place; G′ is 0 there, where G is not.
    """
    size = ordered.shape[1]
    plain = 2 * (np.arange(1, size + 1) * ordered).sum(axis=1) / (size * total) - (size + 1) / size
    return np.asarray(np.round(np.maximum(size / total, 1.0) * (plain - 1) + 1, 12))


def _range(values: Floats) -> ByChance:
    lower, upper = np.quantile(values, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return ByChance(float(np.mean(values)), float(lower), float(upper))
