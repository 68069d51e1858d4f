"""How many times more than binomial a monthly share varies about its own trend and season.

The share of each month is fitted by weighted least squares on a trend and one yearly harmonic, weights the months'
totals; the dispersion is Pearson's chi-squared of the binomial over the degrees of freedom left (McCullagh and Nelder
1989, section 4.5), never below 1.
"""

import numpy as np

from saferplan.evidence.methods.dispersion import FITTED, SHORTEST_MONTHS
from saferplan.evidence.methods.log_linear import seasonal_design
from saferplan.evidence.methods.missing import Flags, Floats

CLEAR_OF_ENDS = 1e-6  # a fitted share may not reach nought or one, where the binomial does not vary


def share_dispersions(counts: Floats, totals: Floats, month_index: Floats, supplied: Flags) -> Floats:
    """Dispersion of each row of shares (series × months); nan where fewer than 24 months have a total."""
    result = np.full(len(counts), np.nan)
    for row, (count, total, given) in enumerate(zip(counts, totals, supplied, strict=True)):
        used = given & (total > 0)
        if used.sum() >= SHORTEST_MONTHS:
            result[row] = _dispersion(count[used] / total[used], total[used].astype(float), month_index[used])
    return result


def _dispersion(share: Floats, total: Floats, months: Floats) -> float:
    design, root = seasonal_design(months, float(months.mean())), np.sqrt(total)
    terms = np.linalg.lstsq(design * root[:, None], share * root, rcond=None)[0]
    fitted = np.clip(design @ terms, CLEAR_OF_ENDS, 1 - CLEAR_OF_ENDS)
    chi_squared = float((total * (share - fitted) ** 2 / (fitted * (1 - fitted))).sum())
    return max(1.0, chi_squared / (len(share) - FITTED))
