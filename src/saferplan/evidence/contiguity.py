"""Which areas share a boundary, however short: a corner is enough."""

from collections.abc import Sequence

import shapely

from saferplan.evidence.methods.neighbours import Neighbours, neighbours_of

GAP_DEGREES = 1e-5
"""About a metre: boundaries that were simplified each by itself may not quite meet."""


def sharing_boundary(shapes: Sequence[bytes]) -> Neighbours:
    """Neighbours among areas given as well-known binary in degrees."""
    drawn = shapely.from_wkb(list(shapes))
    one, other = shapely.STRtree(drawn).query(drawn, predicate="dwithin", distance=GAP_DEGREES)
    lists: list[list[int]] = [[] for _ in shapes]
    for place, beside in zip(one.tolist(), other.tolist(), strict=True):
        if place != beside:
            lists[place].append(beside)
    return neighbours_of(lists)
