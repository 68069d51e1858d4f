"""What of a signal of partners' events is not written, so that no count of a few people stands in an edition.

A signal of fewer than `suppress_below` is none. Of the others the figure of all its months is given, and no other that a few
could be had from: not the parts of its neighbourhoods, nor earlier month-ends, nor a small month, nor any month of its own where
one of them is small; what would be usual is given as a whole number. Counts are rounded where the partnership rounds.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from saferplan.evidence.disclosure_control import Rule
from saferplan.evidence.methods.missing import Flags
from saferplan.evidence.signals.alarms import Alarm
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.panel import Panel

ROUNDED = {"expected": 0, "excess": 0, "excess_lower": 0, "excess_upper": 0, "strength": 1}
"""Columns of a signal, and the decimals that are given of a partner's."""


def is_of_partner(panel: Panel, signal: Followed) -> bool:
    """Whether its category is a partner's."""
    return panel.categories[signal.newest.lead.category] in panel.partners


def as_given(panel: Panel, signals: Iterable[Followed], rule: Rule) -> list[Followed]:
    """Signals as they are told of: without those of partners' events that count a few, the others' counts rounded."""
    return [
        _rounded(each, rule) if is_of_partner(panel, each) else each for each in signals
        if not is_of_partner(panel, each) or each.newest.lead.observed >= rule.below
    ]  # fmt: skip


def _rounded(signal: Followed, rule: Rule) -> Followed:
    return Followed(signal.id, [replace(seen, lead=_of_rounded(seen.lead, rule)) for seen in signal.sightings])


def _of_rounded(lead: Alarm, rule: Rule) -> Alarm:
    """What is more than expected goes with the rounded count, dealt out over places as before."""
    observed = rule.rounded(lead.observed)
    before = lead.observed - lead.expected
    return replace(
        lead, observed=observed, excess=lead.excess * ((observed - lead.expected) / before if before else 1.0)
    )


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
