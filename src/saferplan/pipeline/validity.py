"""The guard before an analysis: what its source supports is asked first, and what it lacks is said by name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.base.numerals import listed
from saferplan.base.validity import ANALYSES, Analysis, Support, analysis_named, lacking
from saferplan.sources.contract import Source
from saferplan.sources.recognise import all_sources
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

NO_REASONS: Mapping[Support, str] = {}


def require(analysis_id: str, source_id: str, rows: Sequence[Mapping[str, Any]] = ()) -> None:
    """Let an analysis of a source go on; `rows` of an edition's `analysis` know partners' files too.

    Raises SettingsError that names what the source cannot tell.
    """
    if analysis_id not in {each.id for each in ANALYSES}:
        raise SettingsError(
            f"There is no analysis “{analysis_id}”.", f"The analyses are: {', '.join(each.id for each in ANALYSES)}."
        )
    analysis = analysis_named(analysis_id)
    source = next((each for each in all_sources() if each.id == source_id), None)
    if source is None:
        _require_of_edition(analysis, source_id, rows)
    elif missing := lacking(analysis, source.supports):
        said = listed([each.value for each in missing], "or")
        raise SettingsError(_refusal(analysis, source.title, said), analysis.way_out)


def _require_of_edition(analysis: Analysis, source_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same of a partner's file, of which only an edition knows what stands in its columns."""
    own = [row for row in rows if row["source_id"] == source_id]
    if not own:
        known = dict.fromkeys([*(each.id for each in _evented()), *(row["source_id"] for row in rows)])
        raise SettingsError(f"There is no source “{source_id}”.", f"The sources are: {', '.join(known)}.")
    for row in own:
        if row["analysis_id"] == analysis.id and not row["is_supported"]:
            raise SettingsError(_refusal(analysis, source_id, row["lacking"]), row["way_out"])


def _refusal(analysis: Analysis, source: str, missing: str) -> str:
    return f"“{analysis.title}” cannot be made of {source}: it does not tell {missing}."


def _evented() -> list[Source]:
    """The sources of events: those that support anything."""
    return [source for source in all_sources() if source.supports]


def asked() -> list[dict[str, Any]]:
    """Every analysis asked of every published source of events, as rows of `analysis`."""
    return [row for source in _evented() for row in asked_of(source.id, source.supports)]


def asked_of(
    source_id: str, supports: Iterable[Support], reasons: Mapping[Support, str] = NO_REASONS
) -> list[dict[str, Any]]:
    """Every analysis asked of one source; `reasons` say why something that its columns promise cannot be read from it."""
    supported = set(supports) - set(reasons)
    rows = []
    for analysis in ANALYSES:
        missing = [
            each.value + (f" ({reasons[each]})" if each in reasons else "") for each in lacking(analysis, supported)
        ]
        rows.append({
            "analysis_id": analysis.id, "source_id": source_id, "title": analysis.title, "is_supported": not missing,
            "lacking": listed(missing) or None, "way_out": analysis.way_out if missing else None,
        })  # fmt: skip
    return rows


def write_analyses(engine: Engine) -> None:
    """Fill `analysis`."""
    engine.insert(all_tables()["analysis"], [tuple(row.values()) for row in asked()])
