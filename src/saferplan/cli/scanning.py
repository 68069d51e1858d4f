"""`saferplan scan`: clusters in case and coordinate files."""

import math
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from saferplan.cli.output import Lines, plain_objects

MOST_THREADS = 8
MOST_NAMED = 12


def scan(
    cases: Annotated[Path, typer.Argument(help="Case file: an identifier, cases and a date on each line.")],
    geo: Annotated[Path, typer.Argument(help="Coordinate file: an identifier, x and y in metres on each line.")],
    max_share: Annotated[float, typer.Option(help="Largest share of all cases in a circle, up to 0.5.")] = 0.10,
    max_radius: Annotated[float | None, typer.Option(help="Largest radius in metres; no limit without it.")] = None,
    max_window: Annotated[int, typer.Option(help="Longest window, in units of time.")] = 3,
    min_window: Annotated[int, typer.Option(help="Shortest window, in units of time.")] = 1,
    unit: Annotated[str, typer.Option(help="Unit of time: day, month or year.")] = "month",
    retrospective: Annotated[
        bool, typer.Option("--retrospective", help="Look at all windows, not at those that end now.")
    ] = False,
    surveillance_from: Annotated[
        str | None, typer.Option(help="When scans like this began to be made: p allows for all of them.")
    ] = None,
    replications: Annotated[int, typer.Option(help="How many worlds of chance to compare with.")] = 999,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answer.")] = 1,
    threads: Annotated[
        int | None, typer.Option(min=1, help="How many processors to use; the answer is the same.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Find clusters of cases in place and time (space-time permutation scan statistic)."""
    from saferplan.base.errors import SettingsError
    from saferplan.cli.output import progress, show
    from saferplan.pipeline.scan_files import TimeUnit
    from saferplan.pipeline.scanning import ScanSettings, scan_files

    if unit not in list(TimeUnit):
        raise SettingsError(f"--unit {unit}: not a unit of time", f"Choose one of {', '.join(TimeUnit)}.")
    if retrospective and surveillance_from:
        raise SettingsError("--surveillance-from is of scans for what is alive now", "Leave out --retrospective.")
    settings = ScanSettings(
        max_share=max_share, max_radius=max_radius, max_window=max_window, min_window=min_window,
        is_retrospective=retrospective, replications=replications, seed=seed,
    )  # fmt: skip
    with progress() as heard:
        found = scan_files(
            cases, geo, TimeUnit(unit), settings, surveillance_from=surveillance_from,
            threads=threads or min(os.cpu_count() or 1, MOST_THREADS), heard=heard,
        )  # fmt: skip
    show(as_json, *scan_lines(found))


def scan_lines(found: Any) -> Lines:
    """Clusters for people: those that chance has not always made; all of them for programs."""
    objects = [_cluster_object(found, each) for each in found.scan.clusters]
    shown = [each for each in objects if each["p"] < 1]
    null = found.scan.null
    about = {
        "cases": int(found.table.counts.sum()), "places": len(found.table.identifiers),
        "from": str(found.days(0, 0)[0]), "to": str(found.days(0, found.table.counts.shape[1] - 1)[1]),
        "unit": str(found.table.unit), "settings": plain_objects(found.settings), "analyses": found.scan.analyses,
        "places_too_large": list(found.scan.too_large),
        "null": {"replications": len(null), "mean": float(null.mean()), "sd": float(null.std(ddof=1)), "max": float(null.max())},
        "clusters": objects,
    }  # fmt: skip
    lines = [
        f"{about['cases']:,} cases at {about['places']:,} places, {about['from']} to {about['to']}; "
        f"{len(null):,} replications, seed {found.settings.seed}."
    ]
    if found.scan.too_large:
        lines.append(f"In no circle, having more cases than one may: {_named(found.scan.too_large)}.")
    for number, each in enumerate(shown, start=1):
        lines += ["", *_cluster_lines(number, each, str(found.table.unit))]
    return about, [*lines, *([] if shown else ["", "Nothing that chance would not make in every world."])]


def _cluster_object(found: Any, cluster: Any) -> dict[str, Any]:
    first, last = found.days(cluster.first, cluster.last)
    return {
        "centre": cluster.centre, "x": cluster.x, "y": cluster.y, "radius": cluster.radius,
        "places": [list(names) for names in cluster.places], "from": str(first), "to": str(last),
        "observed": cluster.observed, "expected": cluster.expected, "ratio": cluster.observed / cluster.expected,
        "log_likelihood_ratio": cluster.log_likelihood_ratio, "p": cluster.p, "p_gumbel": cluster.p_gumbel,
        "recurrence": cluster.recurrence,
    }  # fmt: skip


def _cluster_lines(number: int, each: dict[str, Any], unit: str) -> list[str]:
    names = [" = ".join(place) for place in each["places"]]
    waited = each["recurrence"]
    return [
        f"{number}. {each['from']} to {each['to']}, {len(names):,} place{'s' if len(names) != 1 else ''} within "
        f"{each['radius']:,.2f} of {each['centre']} ({each['x']:.2f}, {each['y']:.2f})",
        f"   {each['observed']:,} cases, {each['expected']:,.2f} expected ({each['ratio']:.2f} times); "
        f"log likelihood ratio {each['log_likelihood_ratio']:.6f}",
        f"   p = {each['p']:.4g} by rank, {each['p_gumbel']:.2g} by Gumbel"
        + (
            f"; chance makes one as strong every {math.floor(waited + 0.5):,} {unit}s"
            if waited and waited >= 1.5
            else ""
        ),
        f"   {_named(names)}",
    ]


def _named(names: Any) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
