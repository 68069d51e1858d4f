"""Boundaries from files to geometries by area code; what cannot be used is refused by feature."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from saferplan.pipeline.ledger import CHANGED, Ledger, is_changed
from saferplan.sources.boundaries import features_of
from saferplan.sources.feature import Feature
from saferplan.sources.recognise import vintage_of
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


@dataclass(frozen=True)
class Boundary:
    """A boundary that was kept: its file, its properties by our names, its geometry, the year of its code."""

    file_id: int
    words: dict[str, str]
    wkb: bytes
    vintage: int | None


BOUNDARY_SOURCES = ("ons_boundary_lsoa", "ons_boundary_ward")
Read = Mapping[int, Future[list[Feature]]]
"""Features by the number of their file, as soon as they are read."""


@contextmanager
def reading_ahead(ledger: Ledger) -> Iterator[Read]:
    """Read the boundary files in a thread of their own, while rows are read by the engine."""
    with ThreadPoolExecutor(1) as pool:
        files = [pair for source_id in BOUNDARY_SOURCES for pair in ledger.numbered(source_id)]
        yield {number: pool.submit(lambda found: list(features_of(found)), found) for number, found in files}
        pool.shutdown(cancel_futures=True)


def load_boundaries(
    engine: Engine, ledger: Ledger, read: Read, source_id: str, known: set[str], authorities: set[str] | None = None
) -> dict[str, Boundary]:
    """Boundaries by area code. A code that is not among the `known` ones, where any are known, is refused."""
    kept: dict[str, Boundary] = {}
    refusals = []
    for number, found in ledger.numbered(source_id):
        assert found.source is not None
        ledger.kept[number] = 0
        code_heading = next(h for h in found.headings if found.source.columns[0].matches(h))
        headings = {c.name: h for h in reversed(found.headings) if (c := found.source.column_of(h))}
        vintage = vintage_of(found)
        if is_changed(found):
            found.status, found.problem = "refused", CHANGED
            continue
        for feature in read[number].result():
            code = feature.properties.get(code_heading, "")
            reason, way_out = _boundary_defect(code, feature.defect, kept, known)
            authority = feature.properties.get(headings.get("authority_code", ""), "")
            if not reason and authorities is not None and authority not in authorities:
                reason, way_out = NO_AUTHORITY
            if reason or feature.wkb is None:
                refusals.append((number, feature.place, code_heading, code, reason, way_out))
                continue
            words = {name: feature.properties.get(heading, "") for name, heading in headings.items()}
            kept[code] = Boundary(number, words, feature.wkb, vintage)
            ledger.kept[number] += 1
        ledger.refused[number] = found.rows_in - ledger.kept[number]
    engine.insert(all_tables()["refusal"], refusals)
    return kept


NO_AUTHORITY = (
    "The ward does not say in which authority of the lookup it lies (a property such as LAD24CD).",
    "Take the publisher's file with all its properties.",
)


def _boundary_defect(code: str, defect: str, kept: Mapping[str, Boundary], known: set[str]) -> tuple[str, str]:
    if not code:
        return "The area has no code.", "Take the publisher's file as it was downloaded."
    if code in kept:
        return "The code stands twice.", "Take the publisher's file as it was downloaded."
    if defect:
        return f"The boundary cannot be used: {defect}.", "Take the publisher's file as it was downloaded."
    if known and code not in known:
        return (
            "The code is not in the lookup supplied: it is of another vintage.",
            "Supply boundaries and lookup of one vintage.",
        )
    return "", ""
