"""The likelihood ratio of a window, and the smallest count that could make it larger than one already found.

This and `kernels.py` are compiled by numba, which takes seconds to import: nothing but the scan imports them.
"""

from math import log
from typing import Any

import numpy as np
from numba import njit

FEWEST_CASES = 2
"""Cases below which a window is no cluster, as in the reference program."""
CELLS_A_CASE, FEWEST_CELLS, MOST_CELLS = 16, 64, 1 << 16
"""Of expected counts in the table of smallest counts."""


@njit(nogil=True, cache=True)
def log_likelihood_ratio(observed: float, expected: float, total: float) -> float:
    """c·ln(c/μ) + (N−c)·ln((N−c)/(N−μ)), and 0 where no more was observed than expected."""
    if observed < FEWEST_CASES or observed <= expected:
        return 0.0
    ratio = observed * log(observed / expected)
    rest = total - observed
    if rest > 0:
        ratio += rest * log(rest / (total - expected))
    return ratio


@njit(nogil=True, cache=True)
def smallest_counts(floor: float, most_expected: float, total: float) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Smallest count whose ratio is above `floor`, by cell of expected counts from 0 to `most_expected`.

    It is that of the lower end of the cell, so never above that of any expected count within: a count below it need not
    be looked at, one from it on has to be worked out.
    """
    cells = int(min(max(CELLS_A_CASE * most_expected, FEWEST_CELLS), MOST_CELLS))
    counts = np.empty(cells + 1, np.int32)
    count = FEWEST_CASES
    for cell in range(cells + 1):
        expected = cell * most_expected / cells
        while expected > 0 and count < total and log_likelihood_ratio(count, expected, total) <= floor:
            count += 1
        counts[cell] = count
    return counts
