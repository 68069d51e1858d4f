"""The scan on the reference program's made cases: CPU seconds, compiled before, every replication to its end."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Result, in_child

SCAN = """
import sys, time, runpy
import numpy as np
from saferplan.evidence.scan.places import places_of
from saferplan.evidence.scan.scanning import ScanSettings, scan
made = runpy.run_path(sys.argv[1])
def places(name):
    xy, counts, names, _ = made['make'](name, **made['CASES'][name])
    return places_of([str(each) for each in names], xy[:, 0], xy[:, 1], counts)
scan(places('s120'), ScanSettings(replications=9))  # compiles, or loads what was compiled
table = places(sys.argv[2])
wall, cpu = time.perf_counter(), time.process_time()
found = scan(table, ScanSettings(), threads=2)
told = {'cpu': time.process_time() - cpu, 'wall': round(time.perf_counter() - wall, 1),
        'ratio': found.clusters[0].log_likelihood_ratio, 'mean': found.null.mean()}
"""
SIZES = {
    "s330": ("330 places, 60,000 cases", 0.3, 5.7),
    "s5000": ("5,000 places, 1,000,000 cases", 9.0, 191.0),
    "s35000": ("35,000 places, 5,000,000 cases", 400.0, 6700.0),
}
"""What it is, the limit in CPU seconds, and what the reference program takes (`../shared/reference/scan/method.md`)."""
MEMORY_MB = 2048.0


def scans(shared: Path) -> Iterator[Result]:
    """Prospective, 36 months, windows of up to 3, circles of up to 10% of cases, 999 replications."""
    maker = shared / "reference" / "scan" / "make_cases.py"
    for name, (title, limit, peer) in SIZES.items():
        title = f"scan: {title}"
        if not maker.is_file():
            yield Result(title, 0, limit, left_out="no reference cases beside the project")
            continue
        _, memory, told = in_child(SCAN, maker, name)
        cpu = float(str(told["cpu"]))
        yield Result(
            title, cpu, limit, memory=memory, memory_limit=MEMORY_MB,
            where=(f"{told['wall']} s by the clock on two threads; the reference program {peer:,} CPU s",
                   f"largest ratio {told['ratio']:.6f}, mean of chance {told['mean']:.3f}"),
        )  # fmt: skip
