"""What `map` asks and prints."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from saferplan.base.errors import SettingsError
from saferplan.base.numerals import plural
from saferplan.cli.output import Lines, near, plain_objects, program, say, show
from saferplan.pipeline.map_file import Mapped, propose_mapping, save_mapping, shown_values
from saferplan.pipeline.ready_mappings import copy_ready
from saferplan.pipeline.workspace import Workspace


def asking(question: str, default: str, choices: Sequence[str]) -> str:
    """Ask on the terminal, again until the answer is one of the choices. Raises SettingsError where nobody can answer."""
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


def mapped_lines(mapped: Mapped, workspace: Workspace) -> Lines:
    """What was taken without asking, what a build would read of the file, and the next command."""
    objects: dict[str, Any] = {
        "mapping": str(mapped.path), "proposal": mapped.proposal.lines, "taken": mapped.taken, "problem": mapped.problem,
    }  # fmt: skip
    lines = [f"Taken without asking: {each}" for each in mapped.taken]
    if mapped.returned:
        found = mapped.returned
        objects |= {
            "values": len(found.values),
            "refused": plain_objects(found.refused),
            "left_out": plain_objects(found.left_out),
        }
        lines += ["The first values as they would be read:", *(f"  {each}" for each in shown_values(found))]
        left = sum(each.rows for each in found.left_out)
        lines.append(f"  {plural(len(found.values), 'value')} in all, {len(found.refused)} refused, {left} left out.")
        lines += [f"  refused {each.sheet}!{each.cell} = {each.said!r}: {each.reason}" for each in found.refused[:5]]
        lines += [f"  {each}" for each in found.differences[:5]]
    else:
        lines.append(f"Read by this mapping the file would be refused: {mapped.problem}")
    lines.append(f"Saved {near(mapped.path)}. Look through it, and correct what is not so.")
    return objects, [*lines, f"Next: put the file into {near(workspace.inbox)} and run: {program()} build"]


def map_this(workspace: Workspace, file: Path, name: str | None, yes: bool, as_json: bool) -> None:
    """Propose a mapping of a file, complete it and save it."""
    proposal = propose_mapping(file)
    for line in [] if as_json else proposal.lines:
        say(line)
    mapped = save_mapping(workspace, file, proposal, name=name, ask=None if yes else asking)
    show(as_json, *mapped_lines(mapped, workspace))


def map_ready(workspace: Workspace, ready: str, name: str | None) -> None:
    """Copy a ready mapping and say what to do with it."""
    path = copy_ready(workspace, ready, name or ready)
    say(f"Saved {near(path)}. Put the supplier's own headings and file names into it, then build.")
