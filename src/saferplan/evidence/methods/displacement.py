"""Weighted displacement difference: did crime fall where we acted, beside a control, and did it move next door?

(T₁ − T₀) − (C₁ − C₀), plus the same of the displacement areas and theirs; the variance is the sum of the counts (Wheeler
and Ratcliffe 2018, *Crime Science* 7:11). Periods of unequal length and areas of unequal size are weighed by dividing
each count; offences of unequal harm by multiplying the difference of each (Wheeler's amendment of 2020). Checked against
crimepy. The counts are taken for Poisson, so the limits are too narrow for crime that varies more: give `dispersion`.
Areas chosen because they were high come down by themselves, which no control that was not high can show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

from saferplan.evidence.methods.tests_of_difference import two_sided_p

CONFIDENCE = 0.9  # the authors' default


@dataclass(frozen=True)
class BeforeAfter:
    """Counts of an area before and after; `weight` is its size beside the other areas."""

    before: float
    after: float
    weight: float = 1


@dataclass(frozen=True)
class Difference:
    """An estimate and its standard error, in crimes of the before period (or in units of harm)."""

    value: float
    error: float


@dataclass(frozen=True)
class Displacement:
    """A fall is negative. `total` is `local` plus `displaced`; limits, z and two-sided p are of the total."""

    local: Difference
    displaced: Difference
    total: Difference
    z: float
    p: float
    lower: float
    upper: float


NONE = BeforeAfter(0, 0)


def displacement_difference(
    treated: BeforeAfter,
    control: BeforeAfter,
    displacement: BeforeAfter = NONE,
    displacement_control: BeforeAfter = NONE,
    periods: tuple[float, float] = (1, 1),
    confidence: float = CONFIDENCE,
    dispersion: float = 1,
) -> Displacement:
    """The difference with its limits; `periods` are the lengths before and after.

    Raises ValueError where all counts are zero or a weight is not above zero.
    """
    local = _difference(treated, control, periods, dispersion)
    displaced = _difference(displacement, displacement_control, periods, dispersion)
    total = Difference(local.value + displaced.value, sqrt(local.error**2 + displaced.error**2))
    return Displacement(local, displaced, total, *_judged(total, confidence))


def harm_difference(
    differences: Sequence[Difference], weights: Sequence[float], confidence: float = CONFIDENCE
) -> Displacement:
    """Differences of several offences (the totals of each) as one of harm; nothing is said of what was displaced."""
    value = sum(weight * each.value for each, weight in zip(differences, weights, strict=True))
    error = sqrt(sum((weight * each.error) ** 2 for each, weight in zip(differences, weights, strict=True)))
    total = Difference(value, error)
    return Displacement(total, Difference(0.0, 0.0), total, *_judged(total, confidence))


def _difference(own: BeforeAfter, control: BeforeAfter, periods: tuple[float, float], dispersion: float) -> Difference:
    if min(*periods, own.weight, control.weight) <= 0:
        raise ValueError("periods and areas are weighed by numbers above zero")
    value, variance = 0.0, 0.0
    for area, sign in ((own, 1), (control, -1)):
        for count, period, side in ((area.before, periods[0], -1), (area.after, periods[1], 1)):
            scale = period * area.weight
            value += sign * side * count / scale
            variance += dispersion * count / scale**2
    return Difference(value, sqrt(variance))


def _judged(total: Difference, confidence: float) -> tuple[float, float, float, float]:
    """Z, p and limits."""
    if total.error == 0:
        raise ValueError("a displacement difference needs at least one crime")
    z = total.value / total.error
    reach = float(ndtri((1 + confidence) / 2)) * total.error
    return z, two_sided_p(z), total.value - reach, total.value + reach
