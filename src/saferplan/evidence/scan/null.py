"""What chance makes: the largest ratio of each of many worlds in which places and times have no tie."""

from collections.abc import Callable

import numpy as np

from saferplan.evidence.methods.missing import Floats, Ints
from saferplan.evidence.scan.places import Circles, Places, Workers
from saferplan.evidence.scan.windows import Windows

STAGES = (4096, 256, 16, 1)
"""Every so manieth centre is looked at first: what is found there spares most of the work on the rest."""


def null_maxima(
    places: Places, circles: Circles, windows: Windows, replications: int, seed: int, pool: Workers,
    on_progress: Callable[[int], None],
) -> Floats:  # fmt: skip
    """The largest ratio of each replication. The same for every number of threads: lanes are seeded by their number.

    Times are dealt to cases anew in each; of prospective scans only the newest columns matter, and drawing those alone
    without replacement gives them the same distribution.
    """
    from saferplan.evidence.scan.kernels import LANES

    owner = np.repeat(np.arange(len(places.x), dtype=circles.neighbours.dtype), places.cases)
    batches = -(-replications // LANES)

    def batch(number: int) -> Floats:
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, number])))
        found = _batch_maxima(places, circles, windows, owner.copy(), generator)
        on_progress(LANES)
        return found

    return np.concatenate(list(pool.map(batch, range(batches))))[:replications]


def _batch_maxima(
    places: Places, circles: Circles, windows: Windows, owner: Ints, generator: np.random.Generator
) -> Floats:
    from saferplan.evidence.scan.kernels import LANES, deal, raise_maxima
    from saferplan.evidence.scan.statistic import smallest_counts

    column_cases = places.counts.sum(axis=0)[::-1][: windows.columns].copy()
    counts = np.empty((len(places.x), windows.columns, LANES), np.int32)
    deal(owner, column_cases, generator, counts)
    most_expected = circles.most_cases * float(windows.share.max())
    maxima = np.zeros(LANES)
    for centres in _stages(len(places.x)):
        smallest = smallest_counts(float(maxima.min()), most_expected, float(places.total))
        raise_maxima(
            centres, circles.starts, circles.neighbours, places.cases, counts, windows.pairs, windows.share, smallest,
            most_expected, float(places.total), maxima,
        )  # fmt: skip
    return maxima


def _stages(amount: int) -> list[Ints]:
    """All centres, those of the coarser stages first."""
    number = np.arange(amount)
    coarsest = np.array([next(place for place, every in enumerate(STAGES) if each % every == 0) for each in number])
    return [number[coarsest == stage] for stage in range(len(STAGES))]
