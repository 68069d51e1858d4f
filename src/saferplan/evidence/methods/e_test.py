"""E-test of two Poisson counts (Krishnamoorthy and Thomson 2004, *J. Statistical Planning and Inference* 119:23).

More powerful than the exact conditional test for small counts, at the price of a level that is only nearly held. The
statistic is the difference of the two rates over its standard error under no difference (both counts pooled), the form
of Wheeler's crimepy; for equal times it is the authors' own. Like every Poisson test it knows no dispersion.
"""

from math import sqrt

import numpy as np
from scipy.special import gammaln

from saferplan.evidence.methods.missing import Floats

REACH_DEVIATIONS = 12
REACH_COUNTS = 40
TIES_WITHIN = 1e-9


def e_test(count: int, other_count: int, per: float = 1, other_per: float = 1) -> float:
    """Two-sided p that two Poisson rates differ. Raises ValueError when both counts are zero or one is negative.

    Sums, over every pair of counts that a single pooled rate could give, the chances of those at least as far apart.

    >>> round(e_test(6, 2), 4)
    0.1749
    """
    if min(count, other_count) < 0 or count + other_count == 0:
        raise ValueError("the E-test needs counts that are not negative, and at least one above zero")
    rate = (count + other_count) / (per + other_per)
    own, own_chance = _outcomes(rate * per)
    other, other_chance = _outcomes(rate * other_per)
    pooled = np.sqrt((own[:, None] + other) / (per + other_per))
    with np.errstate(invalid="ignore"):
        apart = np.abs(own[:, None] / per - other / other_per) / pooled  # nan where both are zero: no evidence
    seen = abs(count / per - other_count / other_per) / sqrt(rate)
    chance = np.outer(own_chance, other_chance)
    return min(1.0, float(chance[apart >= seen * (1 - TIES_WITHIN)].sum()))


def _outcomes(mean: float) -> tuple[Floats, Floats]:
    """The counts a Poisson of this mean may give, and their chances; what is left out has less than 1e-16."""
    reach = REACH_DEVIATIONS * sqrt(mean) + REACH_COUNTS
    outcome = np.arange(max(0.0, np.floor(mean - reach)), np.ceil(mean + reach) + 1)
    return outcome, np.exp(outcome * np.log(mean) - mean - gammaln(outcome + 1))
