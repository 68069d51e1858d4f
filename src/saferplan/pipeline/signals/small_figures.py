"""What of a signal of partners' events is not written, so that no count of a few people stands in an edition.

A signal of fewer than `suppress_below` is none. Of the others the figure of all its months is given, and no other that a few
could be had from: not the parts of its neighbourhoods, nor earlier month-ends, nor a small month, nor any month of its own where
one of them is small; what would be usual is given as a whole number.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from saferplan.evidence.disclosure_control import Rule
from saferplan.evidence.methods.missing import Flags
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.panel import Panel

ROUNDED = {"expected": 0, "excess": 0, "excess_lower": 0, "excess_upper": 0, "strength": 1}
"""Columns of a signal, and the decimals that are given of a partner's."""


def is_of_partner(panel: Panel, signal: Followed) -> bool:
    """Whether its category is a partner's."""
    return panel.categories[signal.newest.lead.category] in panel.partners


def large_enough(panel: Panel, signals: Iterable[Followed], below: int) -> list[Followed]:
    """Without those of partners' events that count so few."""
    return [each for each in signals if not is_of_partner(panel, each) or each.newest.lead.observed >= below]


def small_months(panel: Panel, signal: Followed, rule: Rule) -> Flags:
    """Months, of a signal of partners' events, whose counts are not given."""
    lead = signal.newest.lead
    counts = panel.counts[lead.category][lead.places].sum(axis=0)
    small = np.array([rule.is_small(float(count)) for count in counts])
    own = slice(lead.since, lead.last + 1)
    if small[own].any():
        small[own] = True
    return np.asarray(small & is_of_partner(panel, signal))


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `signal` as it is given of a partner's events."""
    return row | {name: float(round(row[name], decimals)) for name, decimals in ROUNDED.items()}
