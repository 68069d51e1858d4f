"""Signals into the tables of an edition."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferplan.evidence.counting import ANCHORS
from saferplan.evidence.detector import Detector
from saferplan.evidence.disclosure_control import Rule
from saferplan.evidence.signals.calibration import Calibration
from saferplan.evidence.signals.describing import Described
from saferplan.evidence.signals.following import Followed, Sighting
from saferplan.evidence.signals.null_worlds import NullWorld
from saferplan.evidence.signals.panel import Panel, PartnerKind
from saferplan.evidence.signals.unjudged import Unjudged
from saferplan.evidence.signals.usual import usual_months
from saferplan.pipeline.measuring import insert_rows
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.signals.judgements import Judgement
from saferplan.pipeline.signals.small_figures import is_of_partner, rounded, small_months
from saferplan.pipeline.suppressing import rule_of
from saferplan.tables.engine import Engine

MOST_POINTS = 5


def write_thresholds(
    engine: Engine, panel: Panel, detectors: Sequence[Detector], found: Calibration, seed: int
) -> None:
    insert_rows(engine, "signal_threshold", [
        {"detector": each.id, "category": category, "title": each.title, "promise": found.promise, "onsets": found.onsets,
         "quarters": found.quarters, "threshold": float(level) if np.isfinite(level) else None,
         "a_quarter": found.a_quarter, "standard_error": found.error, "months": len(panel.months), "seed": seed}
        for each in detectors for category, level in zip(panel.categories, found.thresholds[each.id], strict=True)
    ])  # fmt: skip


def write_unjudged(engine: Engine, panel: Panel, found: Sequence[Unjudged]) -> None:
    """Fill `signal_unjudged`."""
    insert_rows(engine, "signal_unjudged", [
        {"category": each.category, "position": position, "is_silent": each.is_silent, "reason": each.reason,
         "mapping": panel.partners[each.category].mapping if each.category in panel.partners else None}
        for position, each in enumerate(found, start=1)
    ])  # fmt: skip


def write_margins(engine: Engine, found: Calibration) -> None:
    """Fill `signal_margin`."""
    insert_rows(engine, "signal_margin", [
        {"position": position, "margin": margin} for position, margin in enumerate(found.margins.tolist(), start=1)
    ])  # fmt: skip


def write_signal(
    engine: Engine,
    panel: Panel,
    each: Described,
    rank: int,
    found: Calibration,
    settings: Settings,
    judged: Judgement | None,
    noise: NullWorld,
) -> None:
    """One signal with its places, months, sightings, points and reasons."""
    signal, lead = each.followed, each.followed.newest.lead
    partner = panel.partners.get(each.category)
    row = _signal_row(panel, each, rank, settings, judged)
    insert_rows(engine, "signal", [_of_partner(row, partner) if partner else row])
    insert_rows(engine, "signal_place", [
        {"signal_id": signal.id, "lsoa21_code": panel.places[place], "excess": None if partner else float(more)}
        for place, more in zip(lead.places, lead.excess, strict=True)
    ])  # fmt: skip
    _write_months(engine, panel, signal, noise, rule_of(settings))
    insert_rows(engine, "signal_sighting", [
        {"signal_id": signal.id, "month_end": panel.months[seen.lead.last].first_day,
         "since": panel.months[seen.lead.since].first_day, "detector": seen.lead.detector, "places": len(seen.lead.places),
         "observed": round(seen.lead.observed), "expected": float(round(seen.lead.expected)) if partner else seen.lead.expected,
         "margin": _margin(seen, found) if seen.is_raised else None}
        for seen in signal.sightings[-1 if partner else 0 :]
    ])  # fmt: skip
    insert_rows(engine, "signal_point", [
        {"signal_id": signal.id, "position": position, "location": point.location, "longitude": point.longitude,
         "latitude": point.latitude, "observed": point.observed, "expected": point.expected, "share": point.share,
         "is_anchor": point.location.removeprefix("On or near ") in ANCHORS}
        for position, point in enumerate(each.points[:MOST_POINTS], start=1)
    ])  # fmt: skip
    insert_rows(engine, "signal_reason", [
        {"signal_id": signal.id, "position": position, "effect": guard.effect.value, "reason": guard.wording}
        for position, guard in enumerate(each.guards, start=1)
    ])  # fmt: skip


def _margin(seen: Sighting, found: Calibration) -> float:
    return seen.lead.strength / float(found.thresholds[seen.lead.detector][seen.lead.category])


def _write_months(engine: Engine, panel: Panel, signal: Followed, noise: NullWorld, rule: Rule) -> None:
    lead = signal.newest.lead
    counts = panel.counts[lead.category][lead.places].sum(axis=0).tolist()
    usual = usual_months(panel, lead, noise)
    decimals = 0 if is_of_partner(panel, signal) else None
    given = [round(rule.rounded(each)) for each in counts] if is_of_partner(panel, signal) else counts
    small = small_months(panel, signal, rule)
    rows = []
    for column, (month, is_known) in enumerate(zip(panel.months, panel.known[lead.category].tolist(), strict=True)):
        is_small = bool(is_known and small[column])
        figures = {name: float(getattr(usual, name)[column]) for name in ("usual", "lower", "upper")}
        rows.append(
            {"signal_id": signal.id, "month": month.first_day, "is_in_signal": lead.since <= column <= lead.last,
             "is_small": is_small, "observed": given[column] if is_known and not is_small else None}
            | {name: (each if decimals is None else float(round(each, decimals))) if is_known else None
               for name, each in figures.items()}
        )  # fmt: skip
    insert_rows(engine, "signal_month", rows)


def _of_partner(row: dict[str, Any], partner: PartnerKind) -> dict[str, Any]:
    """A row of `signal` of partners' events, which nobody's judgement lets out."""
    return rounded(row) | {"mapping": partner.mapping, "is_police_generated": None, "is_cleared": False}


def _signal_row(
    panel: Panel, each: Described, rank: int, settings: Settings, judged: Judgement | None
) -> dict[str, Any]:
    lead = each.followed.newest.lead
    entry = judged.entry if judged else None
    detectors = dict.fromkeys(alarm.detector for alarm in each.followed.newest.alarms)
    return {
        "signal_id": each.followed.id, "rank": rank, "category": each.category,
        "direction": "rise" if lead.direction > 0 else "fall", "status": each.status, "state": each.state.value,
        "is_whole": lead.is_whole, "place": each.place,
        "first_month_end": panel.months[each.followed.sightings[0].lead.last].first_day, "since": each.since.first_day,
        "last_month": each.last.first_day, "observed": round(lead.observed), "expected": lead.expected, "excess": each.excess,
        "excess_lower": each.interval[0], "excess_upper": each.interval[1], "strength": each.strength,
        "detectors": "|".join(detectors), "false_a_quarter": each.a_quarter, "sentence": each.sentence, "chance": each.chance,
        "is_police_generated": settings.is_police_generated(each.category, each.since),
        "point_share": each.points[0].share if each.points and lead.direction > 0 else None,
        "question": each.question.question, "ask_whom": each.question.ask_whom, "earlier_signals": "|".join(each.similar),
        "judged_on": judged.judged_on if judged else None, "judgement": entry.judgement if entry else None,
        "tasked_to": entry.tasked_to or None if entry else None, "result": entry.result or None if entry else None,
        "is_cleared": bool(entry and entry.may_publish), "mapping": None, "unit": panel.noun_of(lead.category),
    }  # fmt: skip
