"""`make truth`: false signals on worlds of chance, rises put in, written to the page; goes on where it was stopped.

python -m tests.truth.signals WORKSPACE [--worlds 28] [--planted 20] [--out bench-output/signals.jsonl]
"""

import argparse
import itertools
import json
import sys
import time
from pathlib import Path

import numpy as np

from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.signals.backtesting import scope_of_edition
from saferplan.pipeline.signals.panel import read_panel
from saferplan.pipeline.workspace import open_workspace
from saferplan.tables.editions import current_edition
from tests.truth.signals.measuring import MONTHS_TO_FIND, false_rate, months_to_find
from tests.truth.signals.methods import OURS, Method, level_of, methods_of
from tests.truth.signals.page import write_page
from tests.truth.signals.worlds import Planted, block_bootstrap, near_places, negative_binomial, plant

CALIBRATION_SEED, EVALUATION_SEED, PLANTED_SEED = 11, 2_000, 30_000
RISES, AREAS, SHAPES = (0.25, 0.5, 1.0), (1, 5, 20), ("step", "ramp")
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "how-well-signals-work.md"


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("workspace", type=Path)
    options.add_argument(
        "--worlds", type=int, default=28, help="worlds of chance of each kind; a year of month-ends each"
    )
    options.add_argument("--planted", type=int, default=20, help="worlds for each kind of rise put in")
    options.add_argument("--calibration", type=int, default=40, help="worlds that thresholds are found on")
    options.add_argument("--promise", type=float, default=1.0)
    options.add_argument("--out", type=Path, default=Path("bench-output/signals.jsonl"))
    chosen = options.parse_args()
    edition = current_edition(open_workspace(chosen.workspace).path)
    assert edition is not None
    engine = edition.engine()
    panel = read_panel(engine, scope_of_edition(edition, engine), breaks_of(edition))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    done = {json.dumps(row["what"]): row for row in _rows(chosen.out)}
    done["about"] = {"what": "about", "months": len(panel.months), "places": len(panel.places), "from": str(panel.months[0]),
                      "to": str(panel.months[-1]), "worlds": chosen.worlds, "planted": chosen.planted, "promise": chosen.promise,
                      "calibration": chosen.calibration, "seeds": [CALIBRATION_SEED, EVALUATION_SEED, PLANTED_SEED]}  # fmt: skip
    methods = methods_of(panel, chosen.promise, CALIBRATION_SEED, chosen.calibration, say)
    for row in itertools.chain(_false(panel, methods, chosen, done), _found(panel, methods, chosen, done)):
        with chosen.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        done[json.dumps(row["what"])] = row
    write_page(PAGE, done.values())
    say(f"Written: {PAGE}")
    return 0


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _false(panel, methods: list[Method], chosen, done):
    for kind, make in (("negative binomial", negative_binomial), ("block bootstrap", block_bootstrap)):
        generator = np.random.default_rng(EVALUATION_SEED)
        panels = [make(panel, generator) for _ in range(chosen.worlds)]
        for method in methods:
            what = ["false", kind, method.name]
            if json.dumps(what) not in done:
                rate = false_rate(panels, method, EVALUATION_SEED)
                own = None
                if method.own_threshold is not None:
                    few = panels[: max(2, chosen.worlds // 7)]
                    as_it_comes = level_of(panel, method.detectors[0], method.own_threshold)
                    own = false_rate(few, Method(method.name, method.detectors, as_it_comes), 1).a_quarter
                say(f"{kind}: {method.name} {rate.a_quarter:.2f} ± {rate.error:.2f} a quarter")
                levels = {name: each.tolist() for name, each in method.thresholds.items()}
                yield {"what": what, "onsets": rate.onsets, "quarters": rate.quarters, "a_quarter": rate.a_quarter,
                       "error": rate.error, "own": own, "thresholds": levels}  # fmt: skip


def _found(panel, methods: list[Method], chosen, done):
    start = len(panel.months) - MONTHS_TO_FIND
    for rise, amount, is_all, shape in itertools.product(RISES, AREAS, (False, True), SHAPES):
        what = ["planted", rise, amount, "all" if is_all else "one", shape]
        if json.dumps(what) in done:
            continue
        generator = np.random.default_rng(PLANTED_SEED + int(rise * 100) + 7 * amount + is_all)
        found: dict[str, list[int | None]] = {method.name: [] for method in methods}
        for _ in range(chosen.planted):
            quiet = negative_binomial(panel, generator)
            usual = np.flatnonzero(panel.counts.sum(axis=(1, 2)) / len(panel.months) >= 60)
            categories = tuple(range(len(panel.categories))) if is_all else (int(generator.choice(usual)),)
            planted = Planted(rise, near_places(panel, amount, generator), categories, start, shape == "ramp")
            after = plant(quiet, planted, generator)
            for method in methods:
                found[method.name].append(months_to_find(quiet, after, planted, method, PLANTED_SEED))
        say(f"{what[1:]}: {OURS} found {sum(each is not None for each in found[OURS])} of {chosen.planted}")
        yield {"what": what, "months": found}


if __name__ == "__main__":
    sys.exit(main())
