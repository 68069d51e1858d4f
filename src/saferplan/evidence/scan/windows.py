"""Windows over columns of time."""

from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints


@dataclass(frozen=True)
class Windows:
    """Windows as pairs of columns, counted back from the newest: a window from 0 to 2 is the two newest columns.

    In the order in which ties are settled: the shorter first, of equal ones the newer. `share` is their share of all cases.
    """

    pairs: Ints
    share: Floats

    @property
    def columns(self) -> int:
        """How many of the newest columns they reach back."""
        return int(self.pairs.max())


def windows_over(column_cases: Ints, shortest: int, longest: int, oldest_end: int) -> Windows:
    """All windows of these lengths that end with the newest column or up to `oldest_end` columns earlier.

    `column_cases` are all cases by column, the oldest first.
    """
    months = len(column_cases)
    pairs = [
        (end, end + length)
        for length in range(shortest, longest + 1)
        for end in range(oldest_end + 1)
        if end + length <= months
    ]
    found = np.array(pairs, dtype=np.int64)
    running = np.concatenate([[0], np.cumsum(column_cases[::-1])])
    return Windows(found, (running[found[:, 1]] - running[found[:, 0]]) / running[-1])


def newest_first(counts: Ints, columns: int) -> Ints:
    """Running sums of counts (places × columns) over so many of the newest columns, back from the newest."""
    return np.ascontiguousarray(np.cumsum(counts[:, ::-1][:, :columns], axis=1))
