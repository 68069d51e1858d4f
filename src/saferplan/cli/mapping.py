"""What `map` asks and prints."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.cli.output import Lines, near, plain_objects, program, say, show
from saferplan.pipeline import today
from saferplan.pipeline.map_file import MAPPED, Mapped, propose_mapping, save_mapping
from saferplan.pipeline.ready_mappings import copy_ready
from saferplan.pipeline.workspace import Workspace


def asking(question: str, default: str, choices: Sequence[str]) -> str:
    """Ask on the terminal, again until the answer is one of the choices or how one alone of them begins.

    Raises SettingsError where nobody can answer.
    """
    shown = f" ({', '.join(choices)})" if choices else ""
    while True:
        sys.stderr.write(f"{question}{shown} [{default}] ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise SettingsError(
                "There is nobody to ask: the answers have ended.", "Run it with --yes to take the defaults."
            )
        answer = line.strip() or default
        if not choices or answer in choices:
            return answer
        begun = [each for each in choices if each.casefold().startswith(answer.casefold())]
        if len(begun) == 1:
            return begun[0]


def mapped_lines(mapped: Mapped, workspace: Workspace) -> Lines:
    """What was taken without asking, what a build would read of the file, and the next command."""
    objects: dict[str, Any] = {
        "mapping": str(mapped.path), "kind": mapped.look.kind, "proposal": mapped.look.lines, "taken": mapped.taken,
        "problem": mapped.tried.problem, **{name: plain_objects(each) for name, each in mapped.tried.objects.items()},
    }  # fmt: skip
    lines = [f"Taken without asking: {each}" for each in mapped.taken]
    if mapped.tried.problem:
        lines.append(f"Read by this mapping the file would be refused: {mapped.tried.problem}")
    lines += mapped.tried.lines
    lines.append(f"Saved {near(mapped.path)}. Look through it, and correct what is not so.")
    return objects, [*lines, f"Next: put the file into {near(workspace.inbox)} and run: {program()} build"]


def map_this(
    workspace: Workspace, file: Path, name: str | None, kind: str | None, sheet: str | None, yes: bool, as_json: bool
) -> None:
    """Propose a mapping of a file, complete it and save it."""
    look = propose_mapping(file, kind, sheet)
    for line in [] if as_json else [f"It looks like {MAPPED[look.kind].what}.", *look.lines]:
        say(line)
    mapped = save_mapping(workspace, file, look, name=name, ask=None if yes else asking, today=today())
    show(as_json, *mapped_lines(mapped, workspace))


def map_ready(workspace: Workspace, ready: str, name: str | None) -> None:
    """Copy a ready mapping and say what to do with it."""
    path = copy_ready(workspace, ready, name or ready)
    say(f"Saved {near(path)}. Put the supplier's own headings and file names into it, then build.")
