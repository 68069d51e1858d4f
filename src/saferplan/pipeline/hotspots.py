"""Hot spots of a build: classes of neighbourhoods by type over quarters, and how well last year's places tell next quarter's."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import product
from typing import Any

import numpy as np

from saferplan.base.categories import CRIME_TYPES
from saferplan.base.periods import Month
from saferplan.evidence.catalogue_of_types import TYPE_INDICATORS
from saferplan.evidence.methods.dealings import dealt_beside
from saferplan.evidence.methods.hotspot_accuracy import accuracy
from saferplan.evidence.methods.hotspot_classes import Heat, PlaceClass, classify, heat, judged_bins
from saferplan.evidence.methods.local_statistics import local_moran
from saferplan.evidence.methods.missing import Flags, Floats, Missing
from saferplan.evidence.methods.multiplicity import benjamini_hochberg
from saferplan.evidence.methods.ranking_places import RANKINGS
from saferplan.pipeline.hotspot_counts import INDICATORS, Counted, count_neighbourhoods, count_points
from saferplan.pipeline.measuring import Scope, insert_rows
from saferplan.pipeline.neighbourhoods import wards_of
from saferplan.pipeline.settings import Settings
from saferplan.tables.engine import Engine

SEED = 20180131  # of the dealing and the bootstrap, so that an edition is the same bytes everywhere
QUARTER_MONTHS = 3
FEWEST_PLACES = 10
PATTERN_DEALINGS = 1_999


def find_hotspots(engine: Engine, settings: Settings, scope: Scope) -> None:
    """Fill `hotspot` and `hotspot_accuracy`; nothing under ten neighbourhoods, a quarter, or without knowing neighbours."""
    with looking_for_hotspots(engine, settings, scope) as write:
        write()


@contextmanager
def looking_for_hotspots(engine: Engine, settings: Settings, scope: Scope) -> Iterator[Callable[[], None]]:
    """Look for them in a thread of its own, while others count and measure; what is given waits for it and fills the tables."""
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(_found, engine.beside(), scope, _police_generated(settings, scope.months[-1]))

        def write() -> None:
            for name, rows in found.result().items():
                insert_rows(engine, name, rows)

        yield write


def _found(engine: Engine, scope: Scope, generated: Mapping[str, bool | None]) -> dict[str, list[dict[str, Any]]]:
    """Rows by table; none where there is too little to look in."""
    with closing(engine):
        lsoas = count_neighbourhoods(engine, scope)
        if lsoas is None or len(lsoas.codes) < FEWEST_PLACES or len(scope.months) < QUARTER_MONTHS:
            return {}
        points, wards = count_points(engine, scope), wards_of(engine, scope.area)
    kinds = [("lsoa", lsoas), *([("map_point", points)] if points else [])]
    return {
        "hotspot": _place_rows(scope, lsoas, wards, generated),
        "hotspot_accuracy": [row for kind, each in kinds for row in _accuracy_rows(scope, each, kind, generated)],
    }


def _place_rows(
    scope: Scope, lsoas: Counted, wards: Mapping[str, str], generated: Mapping[str, bool | None]
) -> list[dict[str, Any]]:
    """A row for each neighbourhood and indicator."""
    quarters, is_whole, firsts = in_quarters(lsoas, scope.months)
    found = heat(np.moveaxis(quarters, 0, 2), lsoas.neighbours, SEED)
    patterns = _patterns(quarters[:, :, -1].T, lsoas)
    rows = []
    for row, indicator in enumerate(INDICATORS):
        own = found.of_series(row)
        judged = judged_bins(quarters[row], is_whole)
        classes = classify(own, judged)
        shared = {
            "indicator_id": indicator, "first_month": firsts[0].first_day, "last_month": scope.months[-1].first_day,
            "quarters": int(judged.sum()), "neighbours_by": "boundary" if lsoas.is_by_boundary else "distance",
            "is_police_generated": generated[indicator],
            "missing_reason": classes.missing_reason if isinstance(classes, Missing) else None,
        }  # fmt: skip
        newest = _newest(quarters[row], own, is_whole)
        for place, code in enumerate(lsoas.codes):
            found_class = None if isinstance(classes, Missing) else classes[place]
            rows.append(
                shared | newest[place] | patterns[place][row] | _class_columns(found_class, firsts)
                | {"lsoa21_code": code, "ward_code": wards.get(code), "neighbours": int(lsoas.neighbours.numbers[place])}
            )  # fmt: skip
    return rows


def in_quarters(lsoas: Counted, months: tuple[Month, ...]) -> tuple[Floats, Flags, list[Month]]:
    """Counts by quarter back from the newest month, whether each was supplied whole, and the first month of each."""
    number = len(months) // QUARTER_MONTHS
    kept = len(months) - number * QUARTER_MONTHS
    counts = lsoas.counts[:, :, kept:]
    quarters = counts.reshape(*counts.shape[:2], number, QUARTER_MONTHS).sum(axis=3)
    is_whole = np.asarray(lsoas.is_whole[kept:].reshape(number, -1).all(axis=1))
    return quarters, is_whole, list(months[kept::QUARTER_MONTHS])


def _newest(counts: Floats, found: Heat, is_whole: Flags) -> list[dict[str, Any]]:
    """Figures of the newest quarter by place; none where it was not supplied whole."""
    if not is_whole[-1]:
        return [dict.fromkeys(("count", "places_count", "z", "p"))] * len(counts)
    return [
        {"count": int(count), "places_count": int(counts[:, -1].sum()), "z": None if np.isnan(z) else float(z), "p": float(p)}
        for count, z, p in zip(counts[:, -1], found.z[:, -1], found.p[:, -1], strict=True)
    ]  # fmt: skip


def _class_columns(found: PlaceClass | None, firsts: list[Month]) -> dict[str, Any]:
    if found is None:
        return dict.fromkeys(("hotspot_class", "since", "hot_quarters", "trend_tau", "trend_p"))
    return {
        "hotspot_class": found.name.value, "hot_quarters": found.hot_bins,
        "since": None if found.first_of_run is None else firsts[found.first_of_run].first_day,
        "trend_tau": found.trend and found.trend.tau, "trend_p": found.trend and found.trend.p,
    }  # fmt: skip


def _patterns(newest: Floats, lsoas: Counted) -> list[list[dict[str, Any]]]:
    """Local Moran of places × indicators: which way, and its p, two-sided."""
    found = local_moran(newest, lsoas.neighbours.row_standardised)
    dealt = dealt_beside(newest, lsoas.neighbours, SEED, PATTERN_DEALINGS)
    p = np.minimum(1, 2 * np.minimum(dealt.more, dealt.less))
    known = lsoas.neighbours.numbers > 0
    for column in range(p.shape[1]):
        p[known, column] = benjamini_hochberg(p[known, column].tolist())
    words = {True: "high", False: "low"}
    rows: list[list[dict[str, Any]]] = [[{} for _ in INDICATORS] for _ in lsoas.codes]
    for place, row in product(range(len(rows)), range(len(INDICATORS))):
        pattern = f"{words[bool(found.is_high[place, row])]}_among_{words[bool(found.is_among_high[place, row])]}"
        rows[place][row] = {
            "pattern": pattern if known[place] else None, "pattern_p": float(p[place, row]) if known[place] else None,
        }  # fmt: skip
    return rows


def _accuracy_rows(
    scope: Scope, counted: Counted, place_type: str, generated: Mapping[str, bool | None]
) -> list[dict[str, Any]]:
    """Of each indicator that has origins enough. Rows are as revised since: an edition holds no other."""
    titles = {each.id: each.title for each in RANKINGS}
    rows = []
    for counts, indicator in zip(counted.counts, INDICATORS, strict=True):
        only_recorded = place_type == "map_point"
        found = accuracy(counts, counted.is_whole, counted.neighbours, SEED, only_recorded=only_recorded)
        if isinstance(found, Missing):
            continue
        shared = {
            "indicator_id": indicator, "place_type": place_type, "places": found.places, "outside": found.outside,
            "chosen_origins": len(found.chosen_on), "reported_origins": len(found.reported_on),
            "first_origin": scope.months[found.reported_on[0]].first_day,
            "last_origin": scope.months[found.reported_on[-1]].first_day, "rows_as": "revised",
            "is_police_generated": generated[indicator],
        }  # fmt: skip
        for each in found.methods:
            rows.append(shared | {
                "ranking": each.method, "share": each.share, "title": titles[each.method], "is_chosen": each.is_chosen,
                "earlier_recall": each.earlier_recall, "pei": each.pei,
                **{name + end: getattr(getattr(each, name), part) for name in ("recall", "pai", "gain")
                   for end, part in (("", "value"), ("_lower", "lower"), ("_upper", "upper"))},
            })  # fmt: skip
    return rows


def _police_generated(settings: Settings, last: Month) -> dict[str, bool | None]:
    """By the classification of types in force in the newest month; None without one, and for all crime together."""
    by_type = {TYPE_INDICATORS[name]: settings.is_police_generated(name, last) for name in CRIME_TYPES}
    return {indicator: by_type.get(indicator) for indicator in INDICATORS}
