"""What a method gives when it has no answer: the reason, in a word that tables, facts and pages share."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

TOO_SHORT = "too_short"
"""Fewer months than the method needs."""
FEW_AREAS = "under_ten_areas"
"""Fewer areas than a funnel needs."""
NOTHING_COUNTED = "nothing_counted"
"""Counts of nought where the method needs something to have happened."""
NOT_SUPPLIED = "month_not_supplied"
"""A month that the method must know was not supplied."""


@dataclass(frozen=True)
class Missing:
    """No answer, and why."""

    missing_reason: str
