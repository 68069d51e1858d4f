"""The runs, in their order: each has a name and gives a row, and what has a row already is left out."""

import itertools
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from saferplan.base.periods import Month
from saferplan.evidence.signals.calibration import WORLDS, Replay
from saferplan.evidence.signals.fitted_worlds import LIMITS, null_world
from saferplan.evidence.signals.measured_worlds import measured
from saferplan.evidence.signals.null_worlds import NullWorld, draw
from saferplan.evidence.signals.panel import Panel
from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.measuring import Scope
from saferplan.pipeline.signals.backtesting import Raised, backtest, scope_of_edition
from saferplan.pipeline.signals.panel import read_panel
from saferplan.pipeline.workspace import open_workspace
from saferplan.tables.editions import Edition, current_edition
from tests.truth.signals.guarding import became
from tests.truth.signals.measuring import MONTHS_TO_FIND, false_rate, gone_through, months_to_find, rate_of
from tests.truth.signals.methods import Method, alone_of, judged_detectors, level_of, methods_of
from tests.truth.signals.upsets import UPSETS, Upset
from tests.truth.signals.worlds import (
    NO_MEMORY,
    OWN,
    Planted,
    near_places,
    negative_binomial,
    of_categories,
    own_residuals_in_blocks,
    plant,
)
from tests.truth.signals.yardstick import longer_yardstick, yardstick

SEEDS = {"calibration": 11, "evaluation": 2_000, "rises": 30_000, "upsets": 400_000, "memory": 5_000_000,
         "yardstick": 60_000_000, "longer": 70_000_000}  # fmt: skip
KINDS = {OWN: own_residuals_in_blocks, NO_MEMORY: negative_binomial}
RISES, AREAS, CATEGORIES, SHAPES = (0.25, 0.5, 1.0), (1, 5, 20), ("one", "all"), ("step", "ramp")
KEPT_WORLDS = 40
FEW_WORLDS = 8
"""That a rule of thumb is gone through as it comes: its signals are hundreds a quarter."""
BATCH = 25
"""Worlds that are measured at once: every cell has its first batch before any has its second."""
CASES_A_MONTH = 60
"""Of a category that something is put into: with fewer a quarter more in one neighbourhood is less than one case."""

Run = tuple[list, Callable[[], dict]]
"""What is measured, and how."""


@dataclass(frozen=True)
class Subject:
    """Whose months worlds are made after."""

    edition: Edition
    scope: Scope
    panel: Panel


def subject_of(workspace: Path) -> Subject:
    edition = current_edition(open_workspace(workspace).path)
    assert edition is not None, "the workspace has no edition"
    scope = scope_of_edition(edition, edition.engine())
    return Subject(edition, scope, read_panel(edition.engine(), scope, breaks_of(edition)))


def measured_rows(
    subject: Subject, chosen: Namespace, kept: Collection[dict], say: Callable[[str], None]
) -> Iterator[dict]:
    """Rows that are not among the kept, as they come. Thresholds are the kept ones, where there are any."""
    calibrated: dict[str, list[Method]] = {}
    for kind, found_by, number in (("method", methods_of, chosen.rules), ("alone", alone_of, chosen.alone)):
        thresholds = [row for row in kept if row["what"][0] == kind]
        if not thresholds:
            order = subject.panel, chosen.promise, SEEDS["calibration"], number, say
            thresholds = [_row_of(kind, each) for each in found_by(*order)]
            yield from thresholds
        calibrated[kind] = [_method_of(row) for row in thresholds]
    done = {json.dumps(row["what"]) for row in kept}
    for what, measure in _runs(subject, calibrated["method"], calibrated["alone"], chosen):
        if json.dumps(what) not in done:
            say(" ".join(map(str, what)))
            yield {"what": what, **measure()}


def _row_of(kind: str, method: Method) -> dict:
    levels = {name: each.tolist() for name, each in method.thresholds.items()}
    detectors = [each.id for each in method.detectors]
    return {"what": [kind, method.name], "detectors": detectors, "own": method.own_threshold, "thresholds": levels}


def _method_of(row: dict) -> Method:
    by_id = {each.id: each for each in judged_detectors()}
    levels = {name: np.array(each) for name, each in row["thresholds"].items()}
    return Method(row["what"][1], [by_id[name] for name in row["detectors"]], levels, row["own"])


def _runs(subject: Subject, methods: Sequence[Method], alone: Sequence[Method], chosen: Namespace) -> Iterator[Run]:
    panel, ours = subject.panel, methods[0]
    for kind in KINDS:
        panels = cache(partial(_worlds, panel, kind, chosen.worlds))
        of_rules = [each for each in methods if each is not ours]
        yield from ((["false", kind, each.name], partial(_false, panels, each)) for each in of_rules)
        gone = cache(partial(_gone_through, panels, ours))
        yield from ((["false", kind, each.name], partial(_false_of_ours, panel, gone, each)) for each in (ours, *alone))
    for kind in ("with", "without"):
        yield ["memory", kind], partial(_memory, panel, ours, kind, chosen.worlds // 2)
    yield ["kept"], partial(_kept, panel)
    for number in range(chosen.histories):
        yield ["yardstick", number], partial(_yardstick, yardstick, panel, [SEEDS["yardstick"], number], chosen)
    for number in range(-(-chosen.histories // 2)):  # half as many, for they take longer
        yield ["longer", number], partial(_yardstick, longer_yardstick, panel, [SEEDS["longer"], number], chosen)
    yield ["past", chosen.first], partial(_past, subject.edition, chosen.first)
    for (place, upset), batch in itertools.product(enumerate(UPSETS), range(-(-chosen.upsets // BATCH))):
        yield ["upset", upset.name, batch], partial(_upset, subject, upset, ours, [SEEDS["upsets"], place, batch])
    for batch, *kind in itertools.product(range(-(-chosen.planted // BATCH)), RISES, AREAS, CATEGORIES, SHAPES):
        yield ["planted", *kind, batch], partial(_found, panel, methods, *kind, batch)


def _worlds(panel: Panel, kind: str, number: int) -> list[Panel]:
    generator = np.random.default_rng(SEEDS["evaluation"])
    return [KINDS[kind](panel, generator) for _ in range(number)]


def _false(worlds: Callable[[], list[Panel]], method: Method) -> dict:
    rate = false_rate(worlds(), method, SEEDS["evaluation"])
    return {"a_quarter": rate.a_quarter, "error": rate.error, "own": _as_it_comes(worlds(), method)}


def _gone_through(worlds: Callable[[], list[Panel]], ours: Method) -> list[Replay]:
    return gone_through(worlds(), ours.detectors, SEEDS["evaluation"])


def _false_of_ours(panel: Panel, gone: Callable[[], list[Replay]], method: Method) -> dict:
    rate = rate_of(panel, gone(), method)
    return {"a_quarter": rate.a_quarter, "error": rate.error, "own": None}


def _as_it_comes(panels: Sequence[Panel], method: Method) -> float | None:
    """A rule of thumb's false signals a quarter at its own threshold."""
    if method.own_threshold is None:
        return None
    levels = level_of(panels[0], method.detectors[0], method.own_threshold)
    few = panels[:FEW_WORLDS]
    return false_rate(few, Method(method.name, method.detectors, levels), 1).a_quarter


def _memory(panel: Panel, ours: Method, kind: str, number: int) -> dict:
    """Ours on other worlds of the kind that thresholds were found on, as they are or with their memory taken out."""
    generator = np.random.default_rng(SEEDS["memory"])
    world, none = null_world(panel, generator), np.zeros(len(panel.categories))
    if kind == "without":
        world = replace(world, local_memory=none, together_memory=none)
    rate = false_rate([panel.with_counts(draw(world, generator)) for _ in range(number)], ours, SEEDS["memory"])
    return {"a_quarter": rate.a_quarter, "error": rate.error}


def _kept(panel: Panel) -> dict:
    """What months remember and neighbours share, and how far all move together, in the months as they are and in blocks of them."""
    generator = np.random.default_rng(SEEDS["yardstick"])
    blocks = [measured(own_residuals_in_blocks(panel, generator)) for _ in range(KEPT_WORLDS)]
    return {"own": _means([measured(panel)]), "blocks": _means(blocks)}


def _means(worlds: Sequence[NullWorld]) -> dict[str, float]:
    return {name: float(np.mean([getattr(each, name) for each in worlds])) for name in LIMITS if name != "local"}


def _yardstick(judged: Callable[..., dict], panel: Panel, seed: Sequence[int], chosen: Namespace) -> dict:
    return {"rates": judged(panel, seed, WORLDS, chosen.promise)}


def _past(edition: Edition, first: str) -> dict:
    found = backtest(edition, Month.parse(first), lambda _: None)
    return {"first": found.first.name, "last": found.last.name, "raised": [_told(each) for each in found.raised]}


def _told(each: Raised) -> dict:
    said, after = each.signal, each.followup
    return {"month_end": each.month_end.name, "status": said.status, "sentence": said.sentence, "chance": said.chance,
            "reasons": [guard.wording for guard in said.guards], "followed": after.verdict, "observed": after.observed,
            "usual": after.usual}  # fmt: skip


def _upset(subject: Subject, upset: Upset, ours: Method, seed: Sequence[int]) -> dict:
    generator = np.random.default_rng(seed)
    found: Counter[str] = Counter()
    for _ in range(BATCH):
        quiet, category = negative_binomial(subject.panel, generator), _usual(subject.panel, generator)
        only = of_categories(quiet, [category]), upset, ours.of_categories([category])
        found += became(subject.edition.engine(), subject.scope, *only, generator, SEEDS["upsets"])
    return {"worlds": BATCH, "became": found}


def _usual(panel: Panel, generator: np.random.Generator) -> int:
    """A category with enough cases."""
    return int(generator.choice(np.flatnonzero(panel.counts.sum(axis=(1, 2)) / len(panel.months) >= CASES_A_MONTH)))


def _found(
    panel: Panel, methods: Sequence[Method], rise: float, amount: int, which: str, shape: str, batch: int
) -> dict:
    generator = np.random.default_rng([SEEDS["rises"], int(rise * 100), amount, which == "all", shape == "ramp", batch])
    months = [_months(panel, methods, rise, amount, which, shape, generator) for _ in range(BATCH)]
    return {"months": {method.name: [each[method.name] for each in months] for method in methods}}


def _months(
    panel: Panel, methods: Sequence[Method], rise: float, amount: int, which: str, shape: str, generator: np.random.Generator
) -> dict[str, int | None]:  # fmt: skip
    """In one world, the month-end at which each method finds a rise."""
    quiet = own_residuals_in_blocks(panel, generator)
    categories = tuple(range(len(panel.categories))) if which == "all" else (_usual(panel, generator),)
    start = len(panel.months) - MONTHS_TO_FIND
    planted = Planted(rise, near_places(panel, amount, generator), categories, start, shape == "ramp")
    after = plant(quiet, planted, generator)
    return {each.name: months_to_find(quiet, after, planted, each, SEEDS["rises"]) for each in methods}
