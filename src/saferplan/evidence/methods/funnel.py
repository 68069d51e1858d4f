"""A funnel: areas of one type against their pooled rate, with limits at 95% and 99.8% that narrow as areas grow.

Without overdispersion the limits are exact Poisson ones, read for any denominator: the count whose exact upper (lower)
confidence limit is what the pooled rate expects (Garwood 1936; Public Health England's PHEindicatormethods, whose figures
the tests hold these against).

Areas differ for reasons no two-way table knows, so those limits put most areas outside. Spiegelhalter (2005, *Statistics
in Medicine* 24:1185) measures by how much the spread of the areas exceeds chance. Z is taken on the square root of the
rate (defined for nought, near constant variance), the extreme 10% at either end are winsorised (drawn in to the next
value) so that the unusual areas do not hide themselves, and φ is the mean of the squares. Drawing in also shrinks the
mean square of ordinary areas, to 0.68 of what it was; φ is divided by that, else 12 in 100 ordinary areas would lie
outside the 95% limits (`as_published` leaves it as in the paper). Then either

* `additive` (our choice): every area has a true rate of its own, spread by τ about the pool. Limits of large areas stop
  narrowing at ±zτ. Crime counts are large, so nearly all their spread is of this kind; a multiplicative φ, an average
  over sizes, would be too narrow for the largest areas and too wide for the smallest; or
* `multiplicative`: all limits are √φ times as wide. Kept for comparison with publications that use it.

Where φ is no greater than chance allows (I·φ ≤ I − 1) both give the plain limits on the root scale. What lies outside
is unusual *among these areas*: a spread that all share is taken as given, not as right.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtri, pdtrik

from saferplan.evidence.methods.missing import FEW_AREAS, NOTHING_COUNTED, Floats, Missing

FEWEST_AREAS = 10
WINSORISED = 0.1
SHRUNK = 0.678655  # mean square of a standard normal whose outer tenths are drawn in: 0.8 − 2cφ(c) + 0.2c², c = 1.2816
USUAL, RARE = 0.95, 0.998


class Overdispersion(StrEnum):
    """How the spread between areas widens the limits."""

    NONE = "none"
    ADDITIVE = "additive"
    MULTIPLICATIVE = "multiplicative"


class Significance(StrEnum):
    """Where an area lies; the number is the chance of lying so far out on that side."""

    LOW_RARE = "low_0.001"
    LOW = "low_0.025"
    INSIDE = "not_significant"
    HIGH = "high_0.025"
    HIGH_RARE = "high_0.001"


@dataclass(frozen=True)
class FunnelLimits:
    """Limits of the rate (per one of the denominator) at each of `denominators`."""

    denominators: Floats
    lower: Floats
    upper: Floats
    lower_rare: Floats
    upper_rare: Floats
    """`lower` and `upper` at 95%, the rare ones at 99.8%."""


@dataclass(frozen=True)
class Spread:
    """How far areas spread beyond chance: z of each on the root scale, φ, and τ² of the root of the rate."""

    z: Floats
    dispersion: float
    tau_squared: float


@dataclass(frozen=True)
class Funnel:
    """Areas in the order given; rates per one of the denominator."""

    baseline: float
    rates: Floats
    z: Floats
    """Z of each area with the overdispersion of the funnel taken in."""
    significance: tuple[Significance, ...]
    limits: FunnelLimits
    """At the denominators asked for."""
    method: Overdispersion
    spread: Spread


def funnel(
    counts: Floats,
    denominators: Floats,
    grid: Floats,
    method: Overdispersion = Overdispersion.ADDITIVE,
    as_published: bool = False,
) -> Funnel | Missing:
    """A funnel of areas that do not overlap and are of one type; `grid` is where the limits are wanted for drawing.

    Missing `under_ten_areas`, or `nothing_counted` where all counts are zero. Raises ValueError for a denominator that
    is not above zero.
    """
    counts, denominators = np.asarray(counts, dtype=float), np.asarray(denominators, dtype=float)
    if len(counts) < FEWEST_AREAS:
        return Missing(FEW_AREAS)
    if np.any(denominators <= 0):
        raise ValueError("every area of a funnel needs a denominator above zero")
    if counts.sum() == 0:
        return Missing(NOTHING_COUNTED)
    baseline = float(counts.sum() / denominators.sum())
    spread = spread_beyond_chance(counts, denominators, baseline, as_published)
    own = funnel_limits(baseline, denominators, method, spread)
    widened = _root_error(denominators, method, spread)
    rates = counts / denominators
    return Funnel(
        baseline=baseline,
        rates=rates,
        z=(np.sqrt(rates) - np.sqrt(baseline)) / widened,
        significance=tuple(_significance(rate, own, place) for place, rate in enumerate(rates)),
        limits=funnel_limits(baseline, np.asarray(grid, dtype=float), method, spread),
        method=method,
        spread=spread,
    )


def spread_beyond_chance(counts: Floats, denominators: Floats, baseline: float, as_published: bool = False) -> Spread:
    """Spiegelhalter's φ and τ² from 10% winsorised z, φ undone of what winsorising shrinks unless `as_published`."""
    z = 2 * (np.sqrt(counts) - np.sqrt(denominators * baseline))
    size = len(z)
    dispersion = float((winsorised(z) ** 2).mean()) / (1.0 if as_published else SHRUNK)
    weight = 4 * denominators  # one over the variance of the root of a rate
    left = weight.sum() - (weight**2).sum() / weight.sum()
    return Spread(z, dispersion, max(0.0, (size * dispersion - (size - 1)) / float(left)))


def winsorised(values: Floats, share: float = WINSORISED) -> Floats:
    """The lowest and the highest `share` of the values drawn in to the next value."""
    ordered = np.sort(values)
    end = int(share * len(values))
    return np.clip(values, ordered[end], ordered[len(values) - 1 - end])


def funnel_limits(baseline: float, denominators: Floats, method: Overdispersion, spread: Spread) -> FunnelLimits:
    """Limits of the rate about `baseline` at the denominators given."""
    if method is Overdispersion.NONE:
        pairs = [_exact(baseline, denominators, confidence) for confidence in (USUAL, RARE)]
    else:
        error = _root_error(denominators, method, spread)
        pairs = [_root(baseline, error, confidence) for confidence in (USUAL, RARE)]
    return FunnelLimits(denominators, *pairs[0], *pairs[1])


def _exact(baseline: float, denominators: Floats, confidence: float) -> tuple[Floats, Floats]:
    expected, tail = baseline * denominators, (1 - confidence) / 2
    # Where nothing at all is within chance's reach there is no lower limit; the inverse then has no answer above −1.
    reachable = np.exp(-expected) < tail
    low = np.where(reachable, pdtrik(tail, np.where(reachable, expected, 10.0)), 0.0)
    return np.maximum(low, 0) / denominators, (pdtrik(1 - tail, expected) + 1) / denominators


def _root_error(denominators: Floats, method: Overdispersion, spread: Spread) -> Floats:
    """Standard error of the root of an area's rate."""
    chance = 1 / (4 * denominators)
    if method is Overdispersion.MULTIPLICATIVE:
        chance = chance * max(1.0, spread.dispersion)
    return np.sqrt(chance + (spread.tau_squared if method is Overdispersion.ADDITIVE else 0.0))


def _root(baseline: float, error: Floats, confidence: float) -> tuple[Floats, Floats]:
    reach = float(ndtri((1 + confidence) / 2)) * error
    return np.maximum(np.sqrt(baseline) - reach, 0) ** 2, (np.sqrt(baseline) + reach) ** 2


def _significance(rate: float, limits: FunnelLimits, place: int) -> Significance:
    if rate < limits.lower[place]:
        return Significance.LOW_RARE if rate < limits.lower_rare[place] else Significance.LOW
    if rate > limits.upper[place]:
        return Significance.HIGH_RARE if rate > limits.upper_rare[place] else Significance.HIGH
    return Significance.INSIDE
