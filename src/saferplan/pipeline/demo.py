"""`demo`: the simulated borough from nothing to its page, and what was simulated beside it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saferplan.base.errors import WorkspaceError
from saferplan.pipeline.build import Built, build
from saferplan.pipeline.demonstration import ISSUED, Truth, read_truth, simulate, truth_lines, write_truth
from saferplan.pipeline.demonstration.partners import write_partners
from saferplan.pipeline.demonstration.practice_files import write_practice
from saferplan.pipeline.settings import FILE_NAME
from saferplan.pipeline.workspace import Workspace, create_workspace, open_workspace

TRUTH = "truth.json"
PRACTICE = "practice"
FURTHER_SETTINGS = (
    """
[issued]
"""
    + "".join(f'"{path}" = "{month}"\n' for path, month in ISSUED.items())
    + """
[[series_break]]
id = "violence-2014"
from_month = "2014-10"
effect_until = "2017-03"
groups = ["Violence and sexual offences"]
effect = "up"
behaviour = "annotate"
wording = "The force came to record more of the violence that was reported to it."
citation = "Exampleshire Police, recording practice (simulated)"

[[police_generated]]
from_month = "2014-04"
categories = ["Drugs", "Possession of weapons"]
offence_codes = ["10A", "10B", "10C", "10D", "81", "90", "92A", "92C", "92D", "92E"]
"""
)


@dataclass(frozen=True)
class Demonstration:
    """The demonstration's workspace, its edition and what was simulated."""

    workspace: Workspace
    built: Built
    truth: Truth

    def truth_lines(self) -> list[str]:
        return truth_lines(self.truth)


def run_demo(folder: Path, *, today: date, heard: Callable[[str], None], practice: bool = False) -> Demonstration:
    """Simulate the borough into a workspace (once), build its edition and its pages. Raises WorkspaceError.

    With `practice` a force's extract and a partner's workbook lie in a folder of that name, to be mapped and added.
    """
    if not (folder / FILE_NAME).exists():
        if folder.exists() and any(folder.iterdir()):
            raise WorkspaceError(f"{folder} is not empty.", "Choose a new folder: saferplan demo --dir FOLDER")
        _simulate(folder, heard)
    elif not (folder / TRUTH).exists():
        raise WorkspaceError(
            f"{folder} is a workspace of your own.", "Choose a new folder: saferplan demo --dir FOLDER"
        )
    workspace = open_workspace(folder)
    built = build(workspace, today=today, heard=heard)
    if practice:
        heard("Writing the files for practice")
        write_practice(folder / PRACTICE)
    return Demonstration(workspace, built, read_truth(folder / TRUTH))


def _simulate(folder: Path, heard: Callable[[str], None]) -> None:
    heard("Simulating Exampleton-on-Tees and its neighbours")
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    truth = simulate(beside / "inbox")
    own, *others = truth.boroughs
    create_workspace(beside, own, others, simulated=True, further=FURTHER_SETTINGS)
    write_truth(truth, beside / TRUTH)
    write_partners(beside)
    if folder.exists():
        folder.rmdir()
    beside.rename(folder)
