"""Signals of the real files: the search, the calibration, a year of backtest; CPU seconds, compiled before."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import BUILD, REAL_FOLDERS, Result, in_child

SIGNALS = """
import sys, time
from pathlib import Path
from saferplan.base.periods import Month
from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.signals.calibration import LEAST_STRENGTH, calibrate, replay, signals_of
from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.signals import finding
from saferplan.pipeline.signals.backtesting import backtest, scope_of_edition
from saferplan.pipeline.signals.panel import read_panel
from saferplan.pipeline.workspace import open_workspace
from saferplan.tables.editions import current_edition
edition = current_edition(open_workspace(Path(sys.argv[1])).path)
engine = edition.engine()
panel = read_panel(engine, scope_of_edition(edition, engine), breaks_of(edition))
ours = [each for each in all_detectors() if not each.is_rule_of_thumb]
found = calibrate(panel, ours, 1.0, 1, worlds=1)  # compiles
told = {}
def timed(name, run):
    start = time.process_time()
    result = run()
    told[name] = time.process_time() - start
    return result
found = timed('calibration', lambda: calibrate(panel, ours, 1.0, finding.SEED))
timed('search', lambda: signals_of(panel, replay(panel, ours, found.thresholds, finding.SEED), found.thresholds))
timed('backtest', lambda: backtest(edition, panel.months[-12], lambda _: None))
"""
LIMITS = {
    "search": ("signals from an edition, calibrated", 15.0),
    "calibration": ("their calibration", 180.0),
    "backtest": ("twelve months of backtest", 120.0),
}


def searches(shared: Path) -> Iterator[Result]:
    """Stockton's 35 months with its neighbours, built with signals, then each part by itself."""
    if not (shared / "data").is_dir():
        for title, limit in LIMITS.values():
            yield Result(title, 0, limit, left_out="no real files beside the project")
        return
    from saferplan.pipeline.workspace import create_workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "w", "E22000030", ["E22000027", "E22000028", "E22000029"])
        for name in REAL_FOLDERS:
            shutil.copytree(shared / "data" / name, workspace.inbox / name, copy_function=shutil.copyfile)
        in_child(BUILD.replace("heard=", "with_reports=False, with_signals=True, heard="), workspace.path)
        _, memory, told = in_child(SIGNALS, workspace.path)
    for name, (title, limit) in LIMITS.items():
        yield Result(f"{title} (CPU)", float(str(told[name])), limit, memory=memory)
