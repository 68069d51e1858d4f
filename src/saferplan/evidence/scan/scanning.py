"""One scan: settings, the answer, and the order of things."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import numpy as np

from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.scan.clusters import Candidate, clusters_of
from saferplan.evidence.scan.null import null_maxima
from saferplan.evidence.scan.places import Places, Unaided, Workers, circles_around
from saferplan.evidence.scan.significance import p_by_gumbel, p_by_rank, recurrence
from saferplan.evidence.scan.windows import windows_over

MOST_SHARE = 0.5
MOST_REPLICATIONS = 999_999
MOST_CASES = 200_000_000


class CannotScanError(ValueError):
    """What was asked makes no scan; the message says why and what would."""


@dataclass(frozen=True)
class ScanSettings:
    """How places and columns of time are scanned.

    `max_share` of all cases in a circle; `max_radius` in metres, None for no limit; windows from `min_window` to
    `max_window` columns. Prospective scans look at windows that end with the newest column, retrospective ones at all.
    `surveillance_from` is the column (the oldest is 0) at which scans began to be made: p is then of the largest ratio of
    all of them, this one included. `unit` is what a column is called where something is refused.
    """

    max_share: float = 0.10
    max_radius: float | None = None
    max_window: int = 3
    min_window: int = 1
    is_retrospective: bool = False
    surveillance_from: int | None = None
    replications: int = 999
    seed: int = 1
    unit: str = "month"


@dataclass(frozen=True)
class Cluster:
    """More cases than its places and its months have elsewhere and at other times.

    `places` are nearest to the centre first, each with all its identifiers; `first` and `last` columns, the oldest being 0;
    `radius` in the unit of the coordinates; `recurrence` in columns of time, None for retrospective scans.
    """

    centre: str
    x: float
    y: float
    radius: float
    places: tuple[tuple[str, ...], ...]
    first: int
    last: int
    observed: int
    expected: float
    log_likelihood_ratio: float
    p: float
    p_gumbel: float
    recurrence: float | None


@dataclass(frozen=True)
class Scan:
    """Clusters, the largest ratio first, and the largest ratio of each replication."""

    clusters: tuple[Cluster, ...]
    null: Floats
    analyses: int
    too_large: tuple[str, ...]
    """Places that by themselves have more cases than a circle may: they are part of no circle."""


def scan(
    places: Places, settings: ScanSettings, *, threads: int = 1, on_progress: Callable[[int], None] = lambda _: None
) -> Scan:
    """Scan. `on_progress` is told replications as they are done. Raises `CannotScanError`.

    The answer goes by the places, the settings and the seed alone, not by `threads`.
    """
    _refuse_what_cannot_be(places, settings)
    columns = places.counts.shape[1]
    oldest_end = _oldest_end(settings, columns)
    column_cases = places.counts.sum(axis=0)
    looked_at = windows_over(column_cases, settings.min_window, settings.max_window, oldest_end)
    alive = looked_at if settings.is_retrospective else windows_over(
        column_cases, settings.min_window, settings.max_window, 0
    )  # fmt: skip
    if not looked_at.share.any():
        raise CannotScanError("no cases in the windows: there is nothing that could be too much")
    with _workers(threads) as pool:
        circles = circles_around(places, settings.max_share, settings.max_radius, pool)
        if not circles.most_cases:
            raise CannotScanError("every place has more cases than a circle may: raise the largest share")
        null = null_maxima(places, circles, looked_at, settings.replications, settings.seed, pool, on_progress)
        found = clusters_of(places, circles, alive)
    analyses = 1 if settings.surveillance_from is None else oldest_end + 1
    clusters = (_cluster(places, each, null, analyses, settings) for each in found)
    return Scan(tuple(clusters), null, analyses, _too_large(places, settings.max_share))


def _workers(threads: int) -> AbstractContextManager[Workers]:
    """Threads, or none: small scans are over before a thread has begun."""
    return ThreadPoolExecutor(threads) if threads > 1 else nullcontext(Unaided())


def _oldest_end(settings: ScanSettings, columns: int) -> int:
    """How many columns before the newest the oldest window may end."""
    if settings.is_retrospective:
        return columns - settings.min_window
    return 0 if settings.surveillance_from is None else columns - 1 - settings.surveillance_from


def _cluster(places: Places, found: Candidate, null: Floats, analyses: int, settings: ScanSettings) -> Cluster:
    columns = places.counts.shape[1]
    first, last = columns - found.older, columns - 1 - found.newer
    centre, farthest = found.centre, found.members[-1]
    p = p_by_rank(found.ratio, null)
    return Cluster(
        centre=places.identifiers[centre][0],
        x=float(places.x[centre]),
        y=float(places.y[centre]),
        radius=float(np.hypot(places.x[farthest] - places.x[centre], places.y[farthest] - places.y[centre])),
        places=tuple(places.identifiers[member] for member in found.members),
        first=first,
        last=last,
        observed=int(places.counts[found.members, first : last + 1].sum()),
        expected=float(places.cases[found.members].sum() * found.share),
        log_likelihood_ratio=found.ratio,
        p=p,
        p_gumbel=p_by_gumbel(found.ratio, null),
        recurrence=None if settings.is_retrospective else recurrence(p, analyses),
    )


def _too_large(places: Places, max_share: float) -> tuple[str, ...]:
    is_large = places.cases > max_share * places.total
    return tuple(sorted(places.identifiers[place][0] for place in np.flatnonzero(is_large)))


def _refuse_what_cannot_be(places: Places, settings: ScanSettings) -> None:
    columns = places.counts.shape[1]
    longest = columns // 2 if settings.is_retrospective else columns - 1
    refusals = {
        "one place only: a cluster is where there is more than elsewhere": len(places.x) < 2,
        f"one {settings.unit} only: a cluster is when there is more than at other times": columns < 2,
        "no cases": places.total == 0,
        f"{places.total:,} cases: up to {MOST_CASES:,} can be dealt out anew": places.total > MOST_CASES,
        f"windows of {settings.min_window} to {settings.max_window} {settings.unit}s: they may be from 1 to {longest} here, "
        f"since {columns} {settings.unit}s are known": not 1 <= settings.min_window <= settings.max_window <= longest,
        f"a largest share of {settings.max_share:g}: it may be above 0 and up to {MOST_SHARE}":
            not 0 < settings.max_share <= MOST_SHARE,
        f"a largest radius of {settings.max_radius}: it may be above 0":
            settings.max_radius is not None and not settings.max_radius > 0,
        f"{settings.replications} replications: from 9 to {MOST_REPLICATIONS:,} can be made":
            not 9 <= settings.replications <= MOST_REPLICATIONS,
        f"a seed of {settings.seed}: it may be 0 or above": settings.seed < 0,
        f"surveillance that began with another {settings.unit} than the second to last of the {columns} known":
            settings.surveillance_from is not None and not 0 < settings.surveillance_from < columns,
    }  # fmt: skip
    for refusal, applies in refusals.items():
        if applies:
            raise CannotScanError(refusal)
