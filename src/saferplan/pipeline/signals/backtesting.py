"""`backtest`: the history gone through month by month, what would have been raised, and what followed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saferplan.base.errors import EditionError, SettingsError
from saferplan.base.periods import Month
from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.disclosure_control import Rule
from saferplan.evidence.signals.aftermath import Followup, what_followed
from saferplan.evidence.signals.alarms import alarms_of
from saferplan.evidence.signals.calibration import Calibration, signals_of
from saferplan.evidence.signals.describing import Described, describe
from saferplan.evidence.signals.following import Followed
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.telling import all_guards, told_by_what_was_usual
from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.series import months_of
from saferplan.pipeline.signals.circumstances import circumstances_of
from saferplan.pipeline.signals.finding import SEED, names_by_rows, names_of, points_of
from saferplan.pipeline.signals.panel import read_panel
from saferplan.pipeline.signals.small_figures import as_given, is_of_partner
from saferplan.tables.editions import Edition
from saferplan.tables.engine import Engine


@dataclass(frozen=True)
class Raised:
    """A signal as it would have been told when it was first raised, and what followed."""

    signal: Described
    month_end: Month
    followup: Followup


@dataclass(frozen=True)
class Backtest:
    """What would have been raised from one month-end to the last."""

    first: Month
    last: Month
    raised: tuple[Raised, ...]


def backtest(edition: Edition, first: Month, heard: Callable[[str], None]) -> Backtest:
    """Go through the month-ends from `first` with the edition's thresholds, on its rows: revised data, not as issued then.

    EditionError where signals were not looked for, SettingsError for a month outside the edition.
    """
    engine = edition.engine()
    found = _calibration(edition)
    scope = scope_of_edition(edition, engine)
    breaks = breaks_of(edition)
    panel = read_panel(engine, scope, breaks)
    if not scope.months[0] < first <= scope.months[-1]:
        raise SettingsError(
            f"--from {first}: not among the months of the edition", f"Choose one after {scope.months[0]}."
        )
    detectors = [each for each in all_detectors() if not each.is_rule_of_thumb]
    replayed = []
    for month in range(first.index - scope.months[0].index, len(scope.months)):
        heard(f"{panel.months[month].name}")
        replayed.append(alarms_of(panel.until(month + 1), detectors, found.thresholds, SEED))
    signals = signals_of(panel, replayed, found.thresholds)
    circumstances, names = circumstances_of(engine, scope, breaks), names_of(engine, scope.area)
    said = edition.manifest["parameters"]
    rule = Rule(said["suppress_below"], said["suppress_zero"], said["round_to"])
    raised = []
    for signal in signals:
        known = panel.until(signal.sightings[0].lead.last + 1)
        noise = measured(known)
        own = told_by_what_was_usual(known, Followed(signal.id, signal.sightings[:1]), noise)
        if not (given := as_given(known, [own], rule)):
            continue
        seen = given[0]
        points = points_of(engine, scope, known, seen)
        guards = all_guards(known, seen, circumstances, points, noise)
        called = names_by_rows(engine, scope, known, seen, names)
        told = describe(known, seen, signals, noise, found, called, scope.area_name, guards, points)
        followed = what_followed(panel, seen, noise)
        if is_of_partner(known, seen):
            followed = Followup(followed.verdict)  # three months of a neighbourhood may be of a few people
        raised.append(Raised(told, known.months[-1], followed))
    return Backtest(
        first, scope.months[-1], tuple(sorted(raised, key=lambda each: (each.month_end, each.signal.followed.id)))
    )


def scope_of_edition(edition: Edition, engine: Engine) -> Scope:
    """Whose edition it is, and its months."""
    (own,) = edition.rows("SELECT area_code, name, force_code FROM partnership")
    return Scope(own["area_code"], own["name"], own["force_code"], months_of(engine), None, None)


def _calibration(edition: Edition) -> Calibration:
    """The edition's thresholds."""
    rows = edition.table("signal_threshold")
    if not rows:
        raise EditionError(f"Edition {edition.name} has no thresholds for signals.", "Run `saferplan build --signals`.")
    thresholds = {
        name: np.array(
            [np.inf if row["threshold"] is None else row["threshold"] for row in rows if row["detector"] == name]
        )
        for name in {row["detector"] for row in rows}
    }
    margins = np.array([row["margin"] for row in edition.table("signal_margin")])
    return Calibration(thresholds, rows[0]["promise"], rows[0]["onsets"], rows[0]["quarters"], margins)
