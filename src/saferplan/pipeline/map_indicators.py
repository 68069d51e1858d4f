"""Mapping a partner's figures: whether up is good, what they are called and counted in, and how often they come, is asked."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.numerals import plural
from saferplan.pipeline.map_kind import Answers, Look, MappedKind, Tried
from saferplan.pipeline.map_names import glob_of, supplier_of
from saferplan.pipeline.map_parts import add_parts
from saferplan.pipeline.mappings import SavedMapping
from saferplan.pipeline.workspace import Workspace
from saferplan.sources.local.measure_units import counts_no_people, is_in_pounds, says_no_people, says_percent
from saferplan.sources.local.proposal import Proposal
from saferplan.sources.local.proposing import propose
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.returned import Returned, Value
from saferplan.sources.local.sheets import UnreadableFileError, read_sheets
from saferplan.sources.local.split_columns import is_whole

SHOWN_VALUES, SHOWN_REFUSED = 6, 5
CADENCES = ("month", "quarter", "financial_year")
POLARITIES = ("lower_is_better", "higher_is_better", "neither")


def _look(path: Path, sheet: str) -> Look | None:
    proposal = propose(read_sheets(path), sheet)
    return Look("indicators", proposal, proposal.lines) if proposal else None


def _complete(proposal: Proposal, path: Path, name: str, answers: Answers) -> dict[str, Any]:
    supplier = answers.get("supplier", "Who sends it?", supplier_of(name))
    cadence = answers.get("cadence", "How often?", proposal.cadence or "quarter", CADENCES)
    may_publish = answers.is_yes("may_publish", "May its figures be shown outside the partnership?")
    said: dict[str, Any] = {
        "kind": "indicators", "supplier": supplier, "files": [glob_of(path)],
        **proposal.layout, "cadence": cadence, "due_days": 30, "may_publish": may_publish,
    }  # fmt: skip
    if ignored := answers.ignored(proposal.personal):
        said["ignore_columns"] = ignored
    if only := _only(proposal, answers):
        said["only"] = only
    said["columns"] = proposal.columns
    said["indicator"] = _told_apart([
        _indicator(answers, called, name, number, proposal)
        for number, called in enumerate(proposal.indicators or [""], start=1)
    ])  # fmt: skip
    add_parts(said, path, answers)
    return said


REFUSE = "refuse"


def _only(proposal: Proposal, answers: Answers) -> dict[str, str]:
    """Of each column that splits the figures the value whose rows are read; a total where there is one, else none."""
    found = {
        heading: answers.get(
            f"only “{heading}”",
            f"Column “{heading}” splits the figures: which value's rows are to be read ({REFUSE}: none, until totals come)?",
            next(filter(is_whole, values), REFUSE), (*values, REFUSE),
        )
        for heading, values in proposal.splits.items()
    }  # fmt: skip
    return {heading: value for heading, value in found.items() if value != REFUSE}


def _told_apart(indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ids that come to the same, of "Satisfied" and "% satisfied", with a number behind all but the first."""
    seen: dict[str, int] = {}
    for each in indicators:
        seen[each["id"]] = times = seen.get(each["id"], 0) + 1
        each["id"] += f"_{times}" if times > 1 else ""
    return indicators


MOST_LETTERS = 50
"""Of an identifier that is made from a name, to its last whole word."""
_ASB = re.compile(r"\b(asb|anti-?social behaviour)( \w+)? (cases|reports|incidents|complaints|calls)\b", re.IGNORECASE)
"""Anti-social behaviour as a council or landlord counts it, which is never added to that of the police."""


def _unit(called: str, measured: str, proposal: Proposal) -> str:
    """What it seems to be counted in: percent where it is written or called so, or where its own rows say how many of how many."""
    if called in proposal.percentages | proposal.shares or says_percent(measured):
        return "percent"
    if is_in_pounds(measured) or called in proposal.in_pounds:
        return "pounds"
    return "local_asb_report" if _ASB.search(measured) else "number"


def _indicator(answers: Answers, called: str, name: str, number: int, proposal: Proposal) -> dict[str, Any]:
    label = called or supplier_of(name)
    measured = called or proposal.columns.get("value", "")
    stem = re.sub(r"[^a-z0-9]+", "_", f"{name} {called}".casefold()).strip("_")
    stem = stem if len(stem) <= MOST_LETTERS else stem[:MOST_LETTERS].rpartition("_")[0]
    taken_id = re.sub(r"^[^a-z]+", "", stem) or f"indicator_{number}"
    shown = f"{proposal.sections[called]}: {label}" if called in proposal.sections else label
    title = answers.get(f"title of {label}", f"{label}: what is it called on a page?", shown)
    unit = answers.get(
        f"unit of {label}", f"{label}: what is it counted in (people, percent, pounds, local_asb_report, …)?",
        _unit(called, measured, proposal),
    )  # fmt: skip
    polarity = answers.get(f"polarity of {label}", f"{label}: which way is better?", "neither", POLARITIES)
    said: dict[str, Any] = {"id": taken_id, "title": title, "unit": unit, "polarity": polarity}
    is_sure = called in proposal.fractional and says_no_people(measured)
    if unit != "percent" and counts_no_people(measured) and not _is_suppressed(answers, label, is_sure):
        said["suppress"] = False
    return {**said, "called": [called]} if called else said


def _is_suppressed(answers: Answers, label: str, is_sure: bool) -> bool:
    """Whether small figures are suppressed: yes by default, unless its name and its values both say that it counts nobody."""
    question = (
        f"{label}: as an average, a rate, a time or a cost it seems to count no people or cases. Shall small figures of it be "
        "suppressed all the same?"
    )
    return answers.is_yes(f"suppress small figures of {label}", question, "no" if is_sure else "yes")


def _try_on(workspace: Workspace, path: Path, mapping: SavedMapping, proposal: Proposal, today: date) -> Tried:
    try:
        found = read_return(path, mapping.rules)
    except UnreadableFileError as error:
        return Tried(problem=f"{error.problem.reason} {error.problem.way_out}")
    left = sum(each.rows for each in found.left_out)
    lines = [
        "The first values as they would be read:", *(f"  {each}" for each in shown_values(found)),
        f"  {plural(len(found.values), 'value')} in all, {len(found.refused)} refused, {left} left out.",
        *(f"  refused {each.sheet}!{each.cell} = {each.said!r}: {each.reason}" for each in found.refused[:SHOWN_REFUSED]),
        *(f"  {each}" for each in [*found.notes, *found.differences][:SHOWN_REFUSED]), *_contradicting(found),
    ]  # fmt: skip
    return Tried(lines, {"values": len(found.values), "refused": found.refused, "left_out": found.left_out})


def _contradicting(returned: Returned) -> list[str]:
    """How many values of the file contradict another of it: something tells them apart that the mapping does not read."""
    groups: dict[tuple[str, str, str], list[Value]] = {}
    for value in returned.values:
        if not value.is_blank:
            groups.setdefault((value.indicator_id, value.area.casefold(), value.period.label), []).append(value)
    several = [group for group in groups.values() if len({(each.number, each.status) for each in group}) > 1]
    if not several:
        return []
    one, other = several[0][:2]
    return [
        f"  {plural(sum(map(len, several)), 'value')} would be refused in a build, for another is given for the same indicator, "
        f"area and period: {one.sheet}!{one.cell} and {other.cell}. Does a column tell them apart that is not read?"
    ]


def shown_values(returned: Returned) -> list[str]:
    """The first values as a build would read them."""
    return [
        f"{value.sheet}!{value.cell}: {value.indicator_id}{f', {value.area}' if value.area else ''}, {value.period.label}: "
        + (f"{value.number:g}" if value.number is not None else value.status.replace("_", " "))
        for value in returned.values[:SHOWN_VALUES]
    ]


MAP_INDICATORS = MappedKind("a partner's figures", "docs/how-to/local-indicators.md", _look, _complete, _try_on)
