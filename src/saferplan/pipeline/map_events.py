"""Mapping a file of events: what is counted, which day is meant, what flags and categories mean is asked; then it is tried.

Nothing that looks personal is ignored unless a person says so: without that the mapping is saved as it is, and a build
refuses the file until the supplier takes the column out.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.numerals import listed
from saferplan.pipeline.map_kind import Answers, Look, MappedKind, Tried
from saferplan.pipeline.map_names import glob_of, supplier_of
from saferplan.pipeline.mappings import SavedMapping
from saferplan.pipeline.trying_events import try_events
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.files import Problem
from saferplan.sources.local.event_counts import COUNTED_WAY_OUT, counted_words
from saferplan.sources.local.event_mapping import Counts, EventFlag
from saferplan.sources.local.event_proposal import EventProposal, ProposedFlag
from saferplan.sources.local.event_proposing import propose_events
from saferplan.sources.local.event_words import meaning_of_word
from saferplan.sources.local.personal import may_be_said
from saferplan.sources.local.sheets import UnreadableFileError

MOST_ASKED = 15
"""More words than so many without a meaning are not asked one by one: they are listed, to be written into the mapping."""
POLICE = "police"
LEAVE = "leave unmapped"
MEANINGS = (*CRIME_TYPES, ASB, LEAVE)
FLAG_MEANINGS = ("yes", "no", "not known")
_COUNTED = (
    "What is a row: police (crimes, and ASB by category), asb_incident (each is one the police recorded), or local_event "
    "(neither: a fire, an attendance, a report to the council)?"
)

_EXACT = (
    "Has the supplier said that each point is the place itself (an address), and not a point that stands for several? Near repeats "
    "are looked for only then."
)


def _look(path: Path, sheet: str) -> Look | None:
    proposal = propose_events(path, sheet)
    if proposal is None:
        return None
    doubt = _doubt(proposal) if proposal.may_be_events and not proposal.is_sure else ""
    several = [counted_words(*each) for each in proposal.of_several.items()]
    if several and proposal.is_sure:
        raise UnreadableFileError(Problem(several[0], COUNTED_WAY_OUT))
    return Look("events", proposal, [*proposal.lines, *several], proposal.is_sure, doubt)


def _doubt(proposal: EventProposal) -> str:
    told = f"days in “{proposal.columns['from_date']}” and what happened beside them"
    if proposal.counted:
        return (
            f"it has {told}, as a list of events has, and numbers in “{proposal.counted}”, as a table of figures has. As events "
            "each row counts once, whatever number it gives."
        )
    return f"it has {told}, as a list of events has, and numbers, as a table of figures has."


def _complete(proposal: EventProposal, path: Path, name: str, answers: Answers) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": "events", "supplier": answers.get("supplier", "Who sends it?", supplier_of(name)), "files": [glob_of(path)],
        "counts": answers.get("counts", _COUNTED, proposal.counts, _countable(proposal)),
    }  # fmt: skip
    if {"easting", "longitude"} & proposal.columns.keys() and answers.is_yes("exact_points", _EXACT):
        said["exact_points"] = True
    if not proposal.is_first_sheet:
        said["sheet"] = proposal.sheet
    if proposal.heading_rows == 2:
        said["heading_rows"] = 2
    if ignored := [*answers.ignored(proposal.personal), *proposal.of_several]:  # of these --kind events was said
        said["ignore_columns"] = ignored
    said["columns"] = _columns(proposal, answers)
    if reference := _crime_reference(proposal, answers):
        said["columns"]["crime_reference"] = reference
    if leave_out := _leave_out(proposal, answers):
        said["leave_out"] = leave_out
    said["flags"] = {key: _flag(answers, flag) for key, flag in proposal.flags.items()}
    said["categories"] = _categories(proposal, said, answers)
    return {key: each for key, each in said.items() if each or key == "columns"}


def _countable(proposal: EventProposal) -> list[str]:
    """What the rows may be; without a code or a category nobody can tell which crime each is."""
    can_be_crimes = bool({"offence_code", "category"} & proposal.columns.keys())
    return [each for each in get_args(Counts) if each != POLICE or can_be_crimes]


def _columns(proposal: EventProposal, answers: Answers) -> dict[str, str]:
    """The columns; which of several days is the one it happened is asked unless its heading says so."""
    columns = dict(proposal.columns)
    days = tuple(each.heading for each in proposal.roles.days)
    if proposal.is_day_clear or len(days) < 2:
        return columns
    chosen = answers.get("from_date", "Which column is the day it happened or began?", columns["from_date"], days)
    others = {role: heading for role, heading in columns.items() if heading != chosen}
    if "to_date" not in others:
        others.pop("to_time", None)
    return {**others, "from_date": chosen}


def _crime_reference(proposal: EventProposal, answers: Answers) -> str:
    """The column by which a crime that has several rows counts once; yes by default only where its rows agree."""
    if (reference := proposal.leaving.reference) is None:
        return ""
    question = (
        f"Column “{reference.heading}” repeats references ({reference.rows:,} of the rows looked at). Is each reference one crime, "
        "so that its rows count once?"
    )
    said = answers.get("crime_reference", question, "yes" if reference.is_one_crime else "no", ("yes", "no"))
    return reference.heading if said == "yes" else ""


def _leave_out(proposal: EventProposal, answers: Answers) -> dict[str, Any]:
    """What a status says of rows that are no crimes to count: these are left out, and counted as left out."""
    if (status := proposal.leaving.status) is None:
        return {}
    values = [
        word for word, rows in status.values.items()
        if answers.get(
            f"leave out “{word}”",
            f"Column “{status.heading}”: shall rows that say “{word}” ({rows:,} of those looked at) be left out, and counted so?",
            "yes", ("yes", "no"),
        ) == "yes"
    ]  # fmt: skip
    return {"column": status.heading, "values": values} if values else {}


def _flag(answers: Answers, flag: ProposedFlag) -> dict[str, Any]:
    """A column's words, added to those that everybody writes: the next file may hold more of these."""
    yes, no = list(flag.yes), list(flag.no)
    for word in flag.unclear:
        shown = f"“{word}”" if word else "an empty cell"
        meant = answers.get(
            f"{shown} in “{flag.column}”",
            f"Column “{flag.column}”: what does {shown} mean?",
            "not known",
            FLAG_MEANINGS,
        )
        if meant != "not known":
            (yes if meant == "yes" else no).append(word)
    usual = EventFlag(column=flag.column)
    said: dict[str, Any] = {"column": flag.column}
    for key, words, written in (("yes", yes, usual.yes), ("no", no, usual.no)):
        if more := [each for each in words if each.casefold() not in {one.casefold() for one in written}]:
            said[key] = [*written, *more]
    return said


def _categories(proposal: EventProposal, said: dict[str, Any], answers: Answers) -> dict[str, str]:
    """What the supplier's words mean, where they are few and we do not know them."""
    words = unmapped_words(proposal, said["counts"])
    if len(words) > MOST_ASKED:
        return {}
    meant = {
        word: answers.get(f"category “{word}”", f"Which type of police.uk is “{word}” ({rows:,} rows looked at)?", LEAVE, MEANINGS)
        for word, rows in words.items()
    }  # fmt: skip
    return {word: each for word, each in meant.items() if each != LEAVE}


def unmapped_words(proposal: EventProposal, counts: str) -> dict[str, int]:
    """Words, or codes where there is no word, that name no crime and no ASB, the most frequent first; only where police count."""
    found: dict[str, int] = {}
    for (code, word), rows in proposal.words.most_common() if counts == POLICE else ():
        if (word or code) and not any(meaning_of_word(each) for each in (code, word) if each):
            found[word or code] = found.get(word or code, 0) + rows
    return {word: rows for word, rows in found.items() if may_be_said(word, rows)}


def _try_on(workspace: Workspace, path: Path, mapping: SavedMapping, proposal: EventProposal, today: date) -> Tried:
    """As a build would; where it would refuse the file for personal columns, also as it would without them."""
    tried = try_events(workspace, path, mapping, today)
    rest = [each for each in proposal.personal if each and each not in mapping.rules.ignore_columns]
    if not (tried.problem and rest):
        return tried
    ignored = {"ignore_columns": [*mapping.rules.ignore_columns, *rest]}
    without = try_events(workspace, path, replace(mapping, rules=mapping.rules.model_copy(update=ignored)), today)
    opening = f"Once {listed([f'“{each}”' for each in rest])} {'is' if len(rest) == 1 else 'are'} taken out:"
    tried.lines = [opening, *without.lines] if without.lines else []
    return replace(tried, objects=without.objects)


MAP_EVENTS = MappedKind("a partner's events, a row each", "docs/how-to/events.md", _look, _complete, _try_on)
