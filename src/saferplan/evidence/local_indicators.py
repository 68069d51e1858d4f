"""What may be said of a partner's figure: its limits where it is a share of something, and how it stands to its target.

A percentage with its numerator and denominator has Wilson's limits, and a target within them is neither met nor missed.
A bare figure has no limits: it is set beside its target as it is, and no test is claimed.
"""

from typing import Literal

import numpy as np

from saferplan.evidence.methods.limits import proportion_limits

Against = Literal["met", "not_met", "no_clear_difference"]


def percent_limits(numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
    """Wilson's 95% limits in per cent, or None where there is nothing to make them of.

    >>> lower, upper = percent_limits(9, 18)
    >>> round(lower, 1), round(upper, 1)
    (29.0, 71.0)
    """
    if numerator is None or not denominator or not 0 <= numerator <= denominator:
        return None
    lower, upper = proportion_limits(np.array([numerator]), np.array([denominator]))
    return 100 * float(lower[0]), 100 * float(upper[0])


def against_target(
    value: float | None, target: float | None, polarity: str, limits: tuple[float, float] | None
) -> Against | None:
    """How a value stands to its target; None without a value, a target or a better way.

    >>> against_target(50.0, 60.0, "higher_is_better", (29.0, 71.0)), against_target(99, 90, "higher_is_better", None)
    ('no_clear_difference', 'met')
    """
    if value is None or target is None or polarity == "neither":
        return None
    if limits and limits[0] <= target <= limits[1]:
        return "met" if value == target else "no_clear_difference"
    is_met = value >= target if polarity == "higher_is_better" else value <= target
    return "met" if is_met else "not_met"
