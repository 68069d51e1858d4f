"""What a method gives when it has no answer: the reason, in a word that tables, facts and pages share."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

TOO_SHORT = "too_short"
"""Fewer months than the method needs."""
FEW_AREAS = "under_ten_areas"
"""Fewer areas than a funnel needs."""
NOTHING_COUNTED = "nothing_counted"
"""Counts of nought where the method needs something to have happened."""
NOT_SUPPLIED = "month_not_supplied"
"""A month that the method must know was not supplied."""
NO_COORDINATES = "no_coordinates"
"""Places of which nobody knows where they are, where the method looks at neighbours."""
TOO_FEW_EVENTS = "under_fifty_events"
"""Fewer events than pairs of them can be judged by."""
TOO_MANY_CASES = "too_many_cases"
"""More cases than worlds of chance can be made of in the memory of a laptop."""
TOO_MANY_PAIRS = "too_many_pairs"
"""So many events so close together that dealing their days at random would take minutes."""

FEW_RECENT = "few_recent"
"""So few cases in the last months that a method would rather say nothing."""
FEW_CASES = "few_cases"
"""So few cases in all that before and since cannot be told apart."""
NO_SPREAD = "no_spread"
"""Months all alike, where the method measures by how far they stray."""
LONG_ENOUGH = "long_enough"
"""A history that another method, which needs more of it, can judge."""
NO_OTHERS = "no_others"
"""No other places, or too quiet ones, where the method needs their season."""


@dataclass(frozen=True)
class Missing:
    """No answer, and why."""

    missing_reason: str
