"""Rules by which offices tell a change today, kept so that they can be beaten on the record.

None of them knows the chance of a false alarm: a percentage takes no account of how small the numbers are, and a standard
deviation of a year holds the season within it.
"""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.log_linear import MONTHS_A_YEAR
from saferplan.evidence.methods.missing import NOT_SUPPLIED, TOO_SHORT, Flags, Floats, Missing


@dataclass(frozen=True)
class OnLastYear:
    """Sums of the last months and of the same a year before; `percent` is nan where there were none."""

    observed: Floats
    before: Floats
    percent: Floats


@dataclass(frozen=True)
class Deviations:
    """The last month, and how many standard deviations from the mean it lies; nan where there is no spread."""

    observed: Floats
    mean: Floats
    spread: Floats
    away: Floats


def on_last_year(counts: Floats, known: Flags, months: int) -> OnLastYear | Missing:
    """Percentage change of the last `months` on the same of a year before. Missing where one was not supplied."""
    if counts.shape[1] < MONTHS_A_YEAR + months:
        return Missing(TOO_SHORT)
    now, then = slice(-months, None), slice(-MONTHS_A_YEAR - months, -MONTHS_A_YEAR)
    if not (known[now].all() and known[then].all()):
        return Missing(NOT_SUPPLIED)
    observed, before = counts[:, now].sum(axis=1).astype(float), counts[:, then].sum(axis=1).astype(float)
    percent = np.where(before > 0, 100 * (observed - before) / np.maximum(before, 1), np.nan)
    return OnLastYear(observed, before, percent)


def standard_deviations_away(counts: Floats, known: Flags, months: int = MONTHS_A_YEAR) -> Deviations | Missing:
    """The last month against mean and standard deviation of the newest `months` supplied before it."""
    if not known[-1:].any():
        return Missing(NOT_SUPPLIED)
    held = counts[:, np.flatnonzero(known[:-1])][:, -months:].astype(float)
    if held.shape[1] < months:
        return Missing(TOO_SHORT)
    mean, spread, observed = held.mean(axis=1), held.std(axis=1, ddof=1), counts[:, -1].astype(float)
    away = np.where(spread > 0, (observed - mean) / np.where(spread > 0, spread, 1), np.nan)
    return Deviations(observed, mean, spread, away)
