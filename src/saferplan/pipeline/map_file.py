"""`map`: look at a partner's file, say what each row and column seems to be, and make a mapping of it for next time.

What can be seen is proposed; what cannot be seen is asked: whether up is good, whether a figure may be shown outside, what
words mean. Defaults are the cautious ones, and are named. What a kind of mapping looks for and asks is its own module's.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import tomli_w

from saferplan.base.errors import InputError, SettingsError
from saferplan.base.numerals import listed
from saferplan.pipeline.map_events import MAP_EVENTS
from saferplan.pipeline.map_indicators import MAP_INDICATORS
from saferplan.pipeline.map_kind import Answers, Asked, Look, MappedKind, Question, Tried
from saferplan.pipeline.map_names import name_of
from saferplan.pipeline.mappings import FOLDER, KINDS, SavedMapping, checked_mapping, free_place
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.local.event_proposing import unread_day
from saferplan.sources.local.sheets import UnreadableFileError, sheet_names
from saferplan.tables.editions import write_beside

MAPPED: dict[str, MappedKind] = {"events": MAP_EVENTS, "indicators": MAP_INDICATORS}
"""Kinds of mapping in the order in which a file is looked at for them."""


@dataclass
class Mapped:
    """A mapping that was saved, what the file was taken to be, what was not asked, and what a build would read of it."""

    path: Path
    look: Look
    tried: Tried
    taken: list[str] = field(default_factory=list)
    """Defaults that nobody confirmed."""


def propose_mapping(path: Path, kind: str | None = None, sheet: str | None = None) -> Look:
    """What a file (or one sheet of it) seems to be, or what it is as a file of `kind`.

    Raises InputError where it is nothing that can be mapped, or has no such sheet.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}.", "Check the spelling.")
    if kind is not None and kind not in MAPPED:
        raise SettingsError(f"There is no kind of mapping “{kind}”.", f"The kinds are: {', '.join(MAPPED)}.")
    kinds = [kind] if kind else list(MAPPED)
    try:
        found = _first_look(path, kinds, _known_sheet(path, sheet), is_said=kind is not None)
        unread = unread_day(path, _known_sheet(path, sheet)) if found is None and "events" in kinds else ""
    except UnreadableFileError as error:
        raise InputError(f"{path.name}: {error.problem.reason}", error.problem.way_out) from error
    if found is None:
        way_out = f"Have the days written as 18/04/2014, or: {_by_hand(kinds)}" if unread else _by_hand(kinds)
        raise InputError(f"{path.name}: {_NOTHING[kind]} {unread}".rstrip(), way_out)
    return found


_NOTHING = {
    None: "no row of it looks like headings with periods and values, or with the days of events, below or beside them.",
    "events": "no row of it looks like headings with the days of events below them.",
    "indicators": "no row of it looks like headings with periods and values below or beside them.",
}


def _first_look(path: Path, kinds: Sequence[str], sheet: str, *, is_said: bool) -> Look | None:
    """The first kind that is sure, or that was said; a file that may be of a kind before it is not taken for another."""
    for kind in kinds:
        look = MAPPED[kind].look(path, sheet)
        if look and (look.is_sure or is_said):
            return look
        if look and look.doubt:
            raise InputError(f"{path.name}: {look.doubt}", _SAY_WHICH)
    return None


_SAY_WHICH = (
    "Say which it is: --kind events where each row is one crime, incident or attendance; --kind indicators where each row holds "
    "a figure."
)


def _known_sheet(path: Path, sheet: str | None) -> str:
    """The sheet's name as the workbook writes it; empty where none was asked for."""
    if sheet is None:
        return ""
    names = sheet_names(path)
    found = [name for name in names if name.casefold() == sheet.strip().casefold()]
    if not found:
        there = listed([f"“{name}”" for name in names]) or "no sheets"
        raise InputError(f"{path.name} has no sheet “{sheet}”; it has {there}.", "Give one of these with --sheet.")
    return found[0]


def _by_hand(kinds: Sequence[str]) -> str:
    return f"Write the mapping by hand: see {listed([MAPPED[kind].guide for kind in kinds], 'or')}."


def questions_of(path: Path, look: Look, name: str | None = None) -> list[Question]:
    """All that `save_mapping` would ask of a file, in its order."""
    found: list[Question] = []

    def note(text: str, default: str, choices: Sequence[str]) -> str:
        found.append(Question(text, default, tuple(choices)))
        return default

    MAPPED[look.kind].complete(look.proposal, path, name or name_of(path), Answers(note, []))
    return found


def save_mapping(
    workspace: Workspace, path: Path, look: Look, *, name: str | None, ask: Asked | None, today: date
) -> Mapped:
    """Complete a proposal by asking (or by defaults where `ask` is None), check it, try it on the file and save it.

    Raises WorkspaceError where there is a mapping of that name, and SettingsError where the answers do not fit together.
    """
    name = name or name_of(path)
    target = free_place(workspace.mappings, name)
    kind, taken = MAPPED[look.kind], list[str]()
    said = kind.complete(look.proposal, path, name, Answers(ask, taken))
    content = f"# How a supplier's files are read. Every key is described in {kind.guide}.\n" + tomli_w.dumps(said)
    rules = checked_mapping(KINDS[look.kind].model, f"{FOLDER}/{target.name}", said)
    source = KINDS[look.kind].source_of(name, rules)
    mapping = SavedMapping(name, look.kind, hashlib.sha256(content.encode()).hexdigest(), rules, source)
    tried = kind.try_on(workspace, path, mapping, look.proposal, today)
    workspace.mappings.mkdir(exist_ok=True)
    write_beside(target, content.encode())
    return Mapped(target, look, tried, taken)
