"""`map`: look at a partner's file, say what each row and column seems to be, and make a mapping of it for next time.

What can be seen is proposed; what cannot be seen is asked: whether up is good, whether a figure may be shown outside, what
the figures are called and counted in. Defaults are the cautious ones, and are named.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from saferplan.base.errors import InputError, SettingsError, WorkspaceError
from saferplan.pipeline.mappings import FOLDER, KINDS, checked_mapping
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.local.proposing import Proposal, propose
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.returned import Returned
from saferplan.sources.local.sheets import UnreadableFileError, read_sheets
from saferplan.tables.editions import write_beside

Asked = Callable[[str, str, Sequence[str]], str]
"""Asks a question, with the default and the answers there are (none: any); gives the answer."""
SHOWN_VALUES = 6
CADENCES = ("month", "quarter", "financial_year")
POLARITIES = ("lower_is_better", "higher_is_better", "neither")


@dataclass
class Mapped:
    """A mapping that was saved, what the file was taken to be, what was not asked, and what a build would read of it."""

    path: Path
    proposal: Proposal
    taken: list[str] = field(default_factory=list)
    """Defaults that nobody confirmed."""
    returned: Returned | None = None
    problem: str = ""


def propose_mapping(path: Path) -> Proposal:
    """What a file seems to be. Raises InputError where it cannot be read or holds no table."""
    if not path.is_file():
        raise InputError(f"There is no file {path}.", "Check the spelling.")
    try:
        proposal = propose(read_sheets(path))
    except UnreadableFileError as error:
        raise InputError(f"{path.name}: {error.problem.reason}", error.problem.way_out) from error
    if proposal is None:
        raise InputError(
            f"{path.name}: no row of it looks like headings with periods and values below or beside them.",
            "Write the mapping by hand: see docs/how-to/local-indicators.md.",
        )
    return proposal


@dataclass(frozen=True)
class Question:
    """What a proposal cannot know: a question, the cautious answer, and the answers there are (none: any)."""

    text: str
    default: str
    choices: tuple[str, ...]


def questions_of(path: Path, proposal: Proposal, name: str | None = None) -> list[Question]:
    """All that `save_mapping` would ask of a file, in its order."""
    found: list[Question] = []

    def note(text: str, default: str, choices: Sequence[str]) -> str:
        found.append(Question(text, default, tuple(choices)))
        return default

    _complete(proposal, path, name or name_of(path), note, [])
    return found


def save_mapping(
    workspace: Workspace, path: Path, proposal: Proposal, *, name: str | None, ask: Asked | None
) -> Mapped:
    """Complete a proposal by asking (or by defaults where `ask` is None), check it, try it on the file and save it.

    Raises WorkspaceError where there is a mapping of that name, and SettingsError where the answers do not fit together.
    """
    name = name or name_of(path)
    target = workspace.mappings / f"{name}.toml"
    if target.exists():
        raise WorkspaceError(
            f"There is a mapping {FOLDER}/{target.name} already.", "Choose another --name, or edit it."
        )
    mapped = Mapped(target, proposal)
    said = _complete(proposal, path, name, ask, mapped.taken)
    rules = checked_mapping(KINDS["indicators"].model, f"{FOLDER}/{target.name}", said)
    try:
        mapped.returned = read_return(path, rules)
    except UnreadableFileError as error:
        mapped.problem = f"{error.problem.reason} {error.problem.way_out}"
    workspace.mappings.mkdir(exist_ok=True)
    write_beside(target, (HEAD + tomli_w.dumps(said)).encode())
    return mapped


HEAD = "# How a supplier's files are read. Every key is described in docs/how-to/local-indicators.md.\n"


def name_of(path: Path) -> str:
    """A name for a mapping from a file's: without what changes from one return to the next."""
    words = re.sub(
        r"[^a-z]+",
        "-",
        re.sub(r"\b(q[1-4]|fy|return|returns|final|v\d+)\b", " ", path.stem.casefold().replace("_", " ")),
    )
    return words.strip("-")[:40].strip("-") or "supplier"


def glob_of(path: Path) -> str:
    """Names of the files to come: digits, and a quarter before them, are what changes."""
    stem = re.sub(r"(?i)(?:\bq(?:uarter)?\s*)?\d+(?:[-_. /]*\d+)*", "*", path.stem)
    stem = re.sub(r"\*[-_. *]*\*", "*", stem)
    if not stem.strip("*-_. "):
        return path.name  # a pattern of nothing but what changes would take any file
    return f"{stem if '*' in stem else stem + '*'}{path.suffix.lower()}"


class _Answers:
    """Asks, or takes the default and writes down that nobody was asked."""

    def __init__(self, ask: Asked | None, taken: list[str]) -> None:
        self._ask, self._taken = ask, taken

    def get(self, key: str, question: str, default: str, choices: Sequence[str] = ()) -> str:
        if self._ask is None:
            self._taken.append(f"{key} = {default}")
            return default
        answer = self._ask(question, default, choices).strip() or default
        if choices and answer not in choices:
            raise SettingsError(f"“{answer}” is no answer to: {question}", f"The answers are: {', '.join(choices)}.")
        return answer


def _complete(proposal: Proposal, path: Path, name: str, ask: Asked | None, taken: list[str]) -> dict[str, Any]:
    answers = _Answers(ask, taken)
    supplier = answers.get("supplier", "Who sends it?", name.replace("-", " ").capitalize())
    cadence = answers.get("cadence", "How often?", proposal.cadence or "quarter", CADENCES)
    may_publish = (
        answers.get("may_publish", "May its figures be shown outside the partnership?", "no", ("yes", "no")) == "yes"
    )
    said: dict[str, Any] = {
        "kind": "indicators", "supplier": supplier, "files": [glob_of(path)],
        **proposal.layout, "cadence": cadence, "due_days": 30, "may_publish": may_publish,
    }  # fmt: skip
    said["columns"] = proposal.columns
    said["indicator"] = [
        _indicator(answers, called, name, number, proposal)
        for number, called in enumerate(proposal.indicators or [""], start=1)
    ]
    return said


def _indicator(answers: _Answers, called: str, name: str, number: int, proposal: Proposal) -> dict[str, Any]:
    label = called or name.replace("-", " ").capitalize()
    stem = re.sub(r"[^a-z0-9]+", "_", f"{name} {called}".casefold()).strip("_")[:44].strip("_")
    taken_id = re.sub(r"^[^a-z]+", "", stem) or f"indicator_{number}"
    title = answers.get(f"title of {label}", f"{label}: what is it called on a page?", label)
    unit = answers.get(
        f"unit of {label}", f"{label}: what is it counted in (people, percent, pounds, local_asb_report, …)?",
        "percent" if called in proposal.percentages else "number",
    )  # fmt: skip
    polarity = answers.get(f"polarity of {label}", f"{label}: which way is better?", "neither", POLARITIES)
    said = {"id": taken_id, "title": title, "unit": unit, "polarity": polarity}
    return {**said, "called": [called]} if called else said


def shown_values(returned: Returned) -> list[str]:
    """The first values as a build would read them."""
    return [
        f"{value.sheet}!{value.cell}: {value.indicator_id}{f', {value.area}' if value.area else ''}, {value.period.label}: "
        + (f"{value.number:g}" if value.number is not None else value.status.replace("_", " "))
        for value in returned.values[:SHOWN_VALUES]
    ]
