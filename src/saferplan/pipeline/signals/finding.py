"""Signals of a build: calibrate or remember the thresholds, replay twelve month-ends, describe, fill the tables."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from saferplan.base.categories import ASB
from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import Detector
from saferplan.evidence.methods.missing import Floats
from saferplan.evidence.signals.calibration import WORLDS, Calibration, calibrate, replay, signals_of
from saferplan.evidence.signals.describing import describe, in_order
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.guards import PointShare, point_shares
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.panel import Panel
from saferplan.evidence.signals.telling import all_guards, told_by_what_was_usual, while_it_goes_on
from saferplan.evidence.signals.unjudged import unjudged_of
from saferplan.evidence.signals.wording import Neighbourhood
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.neighbourhoods import wards_of
from saferplan.pipeline.registers import known_breaks
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.signals.circumstances import circumstances_of
from saferplan.pipeline.signals.judgements import read_judgements
from saferplan.pipeline.signals.panel import newest_words, read_panel, refusing_breaks, unsettled_breaks
from saferplan.pipeline.signals.small_figures import as_given, is_of_partner
from saferplan.pipeline.signals.unmatched import write_unmatched
from saferplan.pipeline.signals.writing import write_margins, write_signal, write_thresholds, write_unjudged
from saferplan.pipeline.suppressing import rule_of
from saferplan.tables.engine import Engine

SEED = 20251130
FEWEST_PLACES = 2


def find_signals(
    engine: Engine, settings: Settings, scope: Scope, judgements: Iterable[Path], heard: Callable[[str], None],
    *, worlds: int = WORLDS,
) -> None:  # fmt: skip
    """Fill the tables of signals. Nothing is found, and thresholds are empty, where no detector has months enough."""
    breaks = known_breaks(settings, scope.force)
    panel = read_panel(engine, scope, breaks)
    detectors = [each for each in all_detectors() if not each.is_rule_of_thumb]
    judged = read_judgements(judgements)
    if len(panel.places) < FEWEST_PLACES:
        write_unmatched(engine, panel, judged, (), {}, scope.area_name)
        return
    found = _calibrated(engine, panel, detectors, settings.false_signals_a_quarter, worlds, heard)
    heard("Looking for signals")
    circumstances = circumstances_of(engine, scope, breaks)
    names, noise = names_of(engine, scope.area), measured(panel)
    raised = signals_of(panel, replay(panel, detectors, found.thresholds, SEED), found.thresholds)
    told = [told_by_what_was_usual(panel, each, noise) for each in raised]
    told = [while_it_goes_on(panel, each, told, noise) for each in told]
    signals = as_given(panel, told, rule_of(settings))
    described = []
    for signal in signals:
        points = points_of(engine, scope, panel, signal)
        guards = all_guards(panel, signal, circumstances, points, noise)
        called = names_by_rows(engine, scope, panel, signal, names)
        described.append(describe(panel, signal, signals, noise, found, called, scope.area_name, guards, points))
    write_thresholds(engine, panel, detectors, found, SEED)
    write_margins(engine, found)
    newest, refusing, unsettled = (
        newest_words(engine, scope),
        refusing_breaks(scope, breaks),
        unsettled_breaks(scope, breaks),
    )
    write_unjudged(engine, panel, unjudged_of(panel, detectors, newest, refusing, unsettled))
    write_unmatched(engine, panel, judged, signals, names, scope.area_name)
    for rank, each in enumerate(in_order(described), start=1):
        write_signal(engine, panel, each, rank, found, settings, judged.get(each.followed.id), noise)


def _calibrated(
    engine: Engine,
    panel: Panel,
    detectors: Sequence[Detector],
    promise: float,
    worlds: int,
    heard: Callable[[str], None],
) -> Calibration:
    """Thresholds for this history: kept from an earlier build by content, or found anew."""
    if not engine.kept:
        return calibrate(panel, detectors, promise, SEED, worlds=worlds, heard=heard)
    digest = hashlib.sha256(panel.counts.tobytes() + panel.known.tobytes() + panel.x.tobytes() + panel.y.tobytes())
    key = engine.kept.key("signals", digest.hexdigest(), [each.id for each in detectors], promise, worlds, SEED)
    if path := engine.kept.find(key):
        return _remembered(engine.tuples("SELECT * FROM read_parquet(?) ORDER BY ALL", [path.as_posix()]), promise)
    found = calibrate(panel, detectors, promise, SEED, worlds=worlds, heard=heard)
    rows = [
        *(
            (f"{place:03d} {name}", level)
            for name, levels in found.thresholds.items()
            for place, level in enumerate(levels.tolist())
        ),
        ("(quarters)", found.quarters),
        *(("(margin)", each) for each in found.margins.tolist()),
    ]

    def write(path: Path) -> None:
        engine.run("CREATE OR REPLACE TEMP TABLE kept_signals (name VARCHAR, value DOUBLE)")
        engine.con.executemany("INSERT INTO kept_signals VALUES (?, ?)", rows)
        engine.run(f"COPY kept_signals TO '{path.as_posix()}' (FORMAT parquet)")

    engine.kept.keep(key, write, lambda: True)
    return found


def _remembered(rows: Sequence[tuple[str, float]], promise: float) -> Calibration:
    margins = np.array([value for name, value in rows if name == "(margin)"])
    (quarters,) = (value for name, value in rows if name == "(quarters)")
    thresholds: dict[str, Floats] = {}
    for name, level in rows:  # by detector the categories in their order
        if not name.startswith("("):
            detector = name.partition(" ")[2]
            thresholds[detector] = np.append(thresholds.get(detector, np.array([])), level)
    return Calibration(thresholds, promise, len(margins), quarters, margins)


def names_of(engine: Engine, area: str) -> Mapping[str, Neighbourhood]:
    """What each LSOA is called, with the ward in which most of what is recorded in it lies."""
    rows = engine.tuples("SELECT area_type, area_code, name FROM area WHERE csp_code = ?", [area])
    named = {(kind, code): name for kind, code, name in rows}
    wards = wards_of(engine, area)
    return {
        code: Neighbourhood(name, {named[ward]: 1} if (ward := ("ward", wards.get(code))) in named else {})
        for (kind, code), name in named.items() if kind == "lsoa"
    }  # fmt: skip


def names_by_rows(
    engine: Engine, scope: Scope, panel: Panel, signal: Followed, names: Mapping[str, Neighbourhood]
) -> Mapping[str, Neighbourhood]:
    """The same names with the wards in which the signal's own rows lie.

    Without any row, and of partners' events, the wards stay those of all that is recorded.
    """
    if is_of_partner(panel, signal):
        return names
    rows = _asked_of_rows(engine, scope, panel, signal, _WARDS_SQL)
    within: dict[str, dict[str, int]] = {}
    for place, ward, number in rows:
        within.setdefault(place, {})[ward] = number
    return {code: Neighbourhood(each.name, within.get(code, {})) for code, each in names.items()} if rows else names


def points_of(engine: Engine, scope: Scope, panel: Panel, signal: Followed) -> list[PointShare]:
    """Map points of a rise's places and category, by their part in what is more than usual; none of partners' events."""
    lead = signal.newest.lead
    if lead.direction < 0 or is_of_partner(panel, signal):
        return []
    rows = _asked_of_rows(engine, scope, panel, signal, _POINTS_SQL)
    return point_shares(rows, lead.expected)


_WARDS_SQL = """
SELECT lsoa21_code, name, count(*) FROM (SELECT * FROM ({rows}) WHERE month BETWEEN $since AND $last)
JOIN (SELECT area_code AS ward_code, name FROM area WHERE area_type = 'ward') USING (ward_code) GROUP BY ALL ORDER BY ALL"""
_POINTS_SQL = """
SELECT location, longitude, latitude, count(*) FILTER (month BETWEEN $since AND $last) AS during,
  count(*) FILTER (month < $since) AS before
FROM ({rows}) WHERE longitude IS NOT NULL GROUP BY ALL ORDER BY ALL"""


def _asked_of_rows(engine: Engine, scope: Scope, panel: Panel, signal: Followed, sql: str) -> list[Any]:
    """Ask something of the rows of a signal's places and category in the months that are known: `{rows}` in the SQL."""
    lead = signal.newest.lead
    category = panel.categories[lead.category]
    table, of_type = ("asb_incident", {}) if category == ASB else ("offence", {"category": category})
    rows = f"""SELECT * FROM {table} WHERE csp_code = $area AND NOT is_foreign AND list_contains($places, lsoa21_code)
      AND list_contains($known, month){" AND category = $category" if of_type else ""}"""
    known = [
        month.first_day for month, is_known in zip(panel.months, panel.known[lead.category], strict=True) if is_known
    ]
    return engine.con.execute(sql.format(rows=rows), {
        "since": panel.months[lead.since].first_day, "last": panel.months[lead.last].first_day, "area": scope.area,
        "known": known, "places": [panel.places[place] for place in lead.places], **of_type,
    }).fetchall()  # fmt: skip
