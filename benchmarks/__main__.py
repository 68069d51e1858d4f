"""`make bench`: calibrate, measure, print a table, exit 1 if a limit is passed by more than the noise of 25%."""

import argparse
import sys
from pathlib import Path

from benchmarks.calibration import calibrate
from benchmarks.cases import CASES, Result

NOISE = 1.25


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help=f"of {', '.join(CASES)}; all without")
    options.add_argument(
        "--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="folder of real files"
    )
    chosen = options.parse_args()
    factor = calibrate()
    print(f"This machine takes {factor:.2f} times as long as the one the limits were set on.\n")
    print(f"{'case':34} {'seconds':>9} {'÷ calibration':>14} {'peer':>9} {'ratio':>7} {'limit':>9} {'MB':>7}  verdict")
    failed = False
    for name in chosen.names or CASES:
        for result in CASES[name](chosen.shared):
            failed |= show(result, factor)
    return 1 if failed else 0


def show(result: Result, factor: float) -> bool:
    if result.left_out:
        print(f"{result.name:34} left out: {result.left_out}")
        return False
    judged = result.seconds / factor if result.peer is None else result.seconds / result.peer
    passed = judged <= result.limit * NOISE and (
        result.memory_limit is None or result.memory <= result.memory_limit * NOISE
    )
    within = judged <= result.limit and (result.memory_limit is None or result.memory <= result.memory_limit)
    verdict = "ok" if within else "within noise" if passed else "TOO SLOW" if judged > result.limit else "TOO LARGE"
    peer = f"{result.peer:9.3f}" if result.peer is not None else " " * 9
    ratio = f"{judged:7.2f}" if result.peer is not None else " " * 7
    print(
        f"{result.name:34} {result.seconds:9.3f} {result.seconds / factor:14.3f} {peer} {ratio} {result.limit:9.2f} "
        f"{result.memory:7.0f}  {verdict}"
    )
    for line in result.where:
        print(f"    {line}")
    return not passed


if __name__ == "__main__":
    sys.exit(main())
