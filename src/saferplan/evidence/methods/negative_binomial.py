"""Chances and limits of negative binomial counts, by mean and by how many times the variance exceeds it.

With mean m and dispersion φ the variance is φ·m: gamma-mixed Poisson counts whose gamma has shape m/(φ−1). At φ = 1 they
are Poisson. Tails are the regularised incomplete beta and gamma functions (Johnson, Kemp and Kotz 2005, *Univariate
Discrete Distributions*, sections 4.2 and 5.6), so very small ones keep their digits.
"""

import numpy as np
from scipy.special import betainc, gammainc

from saferplan.evidence.methods.missing import Floats

POISSON_BELOW = 1 + 1e-9
FURTHEST_SPREADS = 60
"""Standard deviations within which every limit is looked for."""


def chance_of_as_many(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """The chance of `counts` or more; 1 for nought. Arrays broadcast; `dispersion` is 1 or more."""
    counts, mean, dispersion = np.broadcast_arrays(counts, mean, dispersion)
    is_poisson = dispersion < POISSON_BELOW
    some = np.maximum(counts, 1)
    excess = np.where(is_poisson, 1.0, dispersion - 1)
    mixed = betainc(some, mean / excess, excess / (1 + excess))
    return np.where(counts < 1, 1.0, np.where(is_poisson, gammainc(some, mean), mixed))


def upper_limit(mean: Floats, dispersion: Floats, alpha: float) -> Floats:
    """The smallest whole number that chance exceeds with probability `alpha` or less. Found by halving, so exact."""
    spread = np.sqrt(mean * dispersion)
    low = np.full(np.shape(mean), -1.0)
    high = np.ceil(mean + FURTHEST_SPREADS * (spread + dispersion))
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        is_enough = chance_of_as_many(middle + 1, mean, dispersion) <= alpha
        low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
    return high
