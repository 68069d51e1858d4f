"""`make truth`: false signals on worlds of chance, rises put in, changes of the figures, the past gone through; a page of it.

Goes on where it was stopped: what was measured is kept in a file, a row each, thresholds among it. Another file for another
promise, workspace or code.

python -m tests.truth.signals WORKSPACE [--worlds 160] [--planted 200] [--out bench-output/signals.jsonl]
"""

import argparse
import json
import sys
import time
from pathlib import Path

from saferplan.evidence.signals.calibration import WORLDS
from tests.truth.signals.page import write_page
from tests.truth.signals.runs import FEW_WORLDS, SEEDS, Subject, measured_rows, subject_of

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "how-well-signals-work.md"
MONTHS_BACK = 18
"""Month-ends of the past that are gone through, where none is named."""


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("workspace", type=Path)
    options.add_argument("--worlds", type=int, default=160, help="worlds of chance of each kind; a year each")
    options.add_argument("--planted", type=int, default=200, help="worlds for each kind of rise put in")
    options.add_argument("--upsets", type=int, default=100, help="worlds for each change of the figures")
    options.add_argument(
        "--alone", type=int, default=240, help="worlds that thresholds of a method by itself are found on"
    )
    options.add_argument(
        "--rules", type=int, default=960, help="worlds that thresholds of a rule of thumb are found on"
    )
    options.add_argument(
        "--histories", type=int, default=8, help="histories of known rate that the blocks are judged on"
    )
    options.add_argument("--promise", type=float, default=1.0)
    options.add_argument("--out", type=Path, default=Path("bench-output/signals.jsonl"))
    options.add_argument("--from", dest="first", help="month-end that the past is gone through from")
    options.add_argument("--page", type=Path, default=PAGE, help="where the page is written, its pictures beside it")
    options.add_argument("--only-page", action="store_true", help="measure nothing more; write the page")
    chosen = options.parse_args()
    subject = subject_of(chosen.workspace)
    chosen.first = chosen.first or str(subject.panel.months[-MONTHS_BACK])
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    kept = _rows(chosen.out)
    for row in [] if chosen.only_page else measured_rows(subject, chosen, list(kept), say):
        with chosen.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        kept.append(row)
    write_page(chosen.page, _about(subject, chosen), kept)
    say(f"Written: {chosen.page}")
    return 0


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _about(subject: Subject, chosen: argparse.Namespace) -> dict:
    panel = subject.panel
    return {"months": len(panel.months), "places": len(panel.places), "from": panel.months[0].name, "to": panel.months[-1].name,
            "promise": chosen.promise, "calibration": WORLDS, "alone": chosen.alone, "rules": chosen.rules, "worlds": chosen.worlds,
            "few": FEW_WORLDS, "seeds": ", ".join(map(str, SEEDS.values()))}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
