"""Judgements of signals that an edition has not: kept with what they were about, so that none is dropped unsaid."""

from collections.abc import Mapping, Sequence

from saferplan.evidence.signals.following import WHOLE, Followed
from saferplan.evidence.signals.identity import Meant, meant_by, nearest_to
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.wording import Neighbourhood, place_words
from saferplan.pipeline.measuring import insert_rows
from saferplan.pipeline.signals.judgements import Judgement
from saferplan.tables.engine import Engine


def write_unmatched(
    engine: Engine, panel: Panel, judged: Mapping[str, Judgement], signals: Sequence[Followed],
    names: Mapping[str, Neighbourhood], whole: str,
) -> None:  # fmt: skip
    """Fill `signal_unmatched` with the judgements of none of these signals."""
    known, rows = {each.id for each in signals}, []
    for name, judgement in judged.items():
        if name in known:
            continue
        meant = meant_by(panel, name)
        nearest = nearest_to(panel, meant, signals) if meant else None
        rows.append({
            "signal_id": name, "judged_on": judgement.judged_on, "judgement": judgement.entry.judgement,
            "about": judgement.entry.about or None, "meant": _words(meant, names, whole) if meant else None,
            "nearest_id": nearest.id if nearest else None,
        })  # fmt: skip
    insert_rows(engine, "signal_unmatched", rows)


def _words(meant: Meant, names: Mapping[str, Neighbourhood], whole: str) -> str:
    """“Shoplifting in Village (Stockton-on-Tees 015A) and about it, more than usual from October 2025”."""
    side = "more" if meant.direction > 0 else "fewer"
    if meant.centre == WHOLE:
        where = place_words(whole, True, ())
    else:
        where = place_words(whole, False, [names.get(meant.centre, Neighbourhood(meant.centre, {}))]) + " or around it"
    return f"{meant.category} {where}, {side} than usual from {meant.month.name}"
