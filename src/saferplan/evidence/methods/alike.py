"""Series that lack the same months, found together so that they can be fitted together."""

import numpy as np

from saferplan.evidence.methods.missing import Flags, Ints


def rows_alike(flags: Flags) -> list[tuple[Flags, Ints]]:
    """The distinct rows of `flags` (series × months), each with the numbers of the rows that are like it.

    >>> [(row.tolist(), numbers.tolist()) for row, numbers in rows_alike(np.array([[True], [False], [True]]))]
    [([True], [0, 2]), ([False], [1])]
    """
    found: dict[bytes, list[int]] = {}
    for number, row in enumerate(np.asarray(flags, dtype=bool)):
        found.setdefault(row.tobytes(), []).append(number)
    return [(np.asarray(flags[numbers[0]], dtype=bool), np.array(numbers)) for numbers in found.values()]
