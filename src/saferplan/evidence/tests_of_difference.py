"""Whether two counts, or two rates, differ by more than such series vary by themselves.

Both tests work on the logarithm of the ratio, with variance φ₁/c₁ + φ₂/c₂: the delta method for quasi-Poisson counts.
With φ = 1 they are the usual large-sample tests of a rate ratio (Rothman, Greenland and Lash 2008, chapter 14).
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from scipy.special import ndtr, ndtri

SAME_WITHIN = 0.05
ALPHA = 0.05


@dataclass(frozen=True)
class Ratio:
    """A ratio of two figures with its 95% limits and the two-sided p that it differs from one."""

    value: float
    lower: float
    upper: float
    p: float


def ratio_of_rates(
    count: float, per: float, dispersion: float, other_count: float, other_per: float, other_dispersion: float
) -> Ratio:
    """The first rate over the second. Counts must be above zero."""
    spread = sqrt(dispersion / count + other_dispersion / other_count)
    middle = log(count / per) - log(other_count / other_per)
    reach = float(ndtri(1 - ALPHA / 2)) * spread
    p = 2 * float(ndtr(-abs(middle) / spread))
    return Ratio(exp(middle), exp(middle - reach), exp(middle + reach), p)


def change_verdict(ratio: Ratio) -> str:
    """`about_the_same` only if the whole interval lies within ±5%; an interval across one is `no_clear_change`."""
    if ratio.lower >= 1 - SAME_WITHIN and ratio.upper <= 1 + SAME_WITHIN:
        return "about_the_same"
    if ratio.lower <= 1 <= ratio.upper:
        return "no_clear_change"
    return "up" if ratio.value > 1 else "down"


def holm(p_values: list[float]) -> list[float]:
    """P values adjusted for their number (Holm 1979), in the order given.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted
