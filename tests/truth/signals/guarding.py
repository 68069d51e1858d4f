"""What becomes of signals that changes of the figures make, by the way of a build: tables, panel, replay, guards."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from saferplan.evidence.methods.missing import Flags
from saferplan.evidence.signals.calibration import MONTH_ENDS, replay, signals_of
from saferplan.evidence.signals.following import HALF, Followed, held_by
from saferplan.evidence.signals.guards import Guard, guards_of
from saferplan.evidence.signals.panel import Panel
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.signals.circumstances import circumstances_of
from saferplan.pipeline.signals.panel import read_panel
from saferplan.tables.engine import Engine
from tests.truth.signals.methods import Method
from tests.truth.signals.upsets import Upset, put_into
from tests.truth.signals.worlds import of_categories

RAISED, UNGUARDED, OTHERWISE = "raised", "without guards", "for another reason alone"


def became(
    engine: Engine, scope: Scope, quiet: Panel, upset: Upset, method: Method, generator: np.random.Generator, seed: int
) -> Counter[str]:  # fmt: skip
    """Signals that a change in one of the last twelve months makes, by their status; and how many there are without guards.

    `quiet` is a panel of one category. Signals that the same world makes without the change are not counted, nor are those of
    places and months in none of which it changed a count.
    """
    at = len(quiet.months) - int(generator.integers(1, MONTH_ENDS + 1))
    counts = upset.counts(quiet, at, generator)
    known = _signals(quiet.with_counts(quiet.counts), method, seed)
    touched = counts != quiet.counts[0]
    unguarded = _others(_signals(quiet.with_counts(counts[None]), method, seed), known, touched)
    breaks = upset.breaks(quiet.categories[0], quiet.months[at])
    put_into(engine, quiet, counts, upset.tables(quiet, counts, at))
    panel = read_panel(engine, scope, breaks)
    panel = of_categories(panel, [panel.categories.index(quiet.categories[0])])
    circumstances = circumstances_of(engine, scope, breaks)
    made = _others(_signals(panel, method, seed), known, touched)
    guards = [guards_of(panel, each, circumstances, ()) for each in made]
    said = {each.wording for each in circumstances}
    return Counter({UNGUARDED: len(unguarded)}) + Counter(_status(each, said) for each in guards)


def _status(guards: Sequence[Guard], said: Collection[str]) -> str:
    if not guards:
        return RAISED
    return guards[0].effect.value if any(each.wording in said for each in guards) else OTHERWISE


def _signals(panel: Panel, method: Method, seed: int) -> list[Followed]:
    return signals_of(panel, replay(panel, method.detectors, method.thresholds, seed), method.thresholds)


def _others(found: Sequence[Followed], known: Sequence[Followed], touched: Flags) -> list[Followed]:
    """Those of a place or month touched that are none of the known: of another direction, or half or more of them elsewhere."""
    return [
        each for each in found
        if _is_of(each, touched) and not any(
            each.newest.lead.direction == other.newest.lead.direction and held_by(each.newest.lead, other.newest.lead) >= HALF
            for other in known
        )
    ]  # fmt: skip


def _is_of(signal: Followed, touched: Flags) -> bool:
    """Whether any count was changed, (places, months), in a place or a month that the signal is of."""
    lead = signal.newest.lead
    return bool(touched[lead.places].any() or touched[:, signal.since : lead.last + 1].any())
