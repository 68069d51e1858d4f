"""`refresh`: a Word report brought up to the current edition, with everything that a person wrote left as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.errors import InputError
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.reporting import is_as_written, remember_written
from saferplan.tables.editions import Edition, write_beside

Makers = Mapping[str, Callable[[Any], list[Any]]]


@dataclass(frozen=True)
class Refreshed:
    """What became of each control, by the name of its block."""

    path: Path
    kept_copy: Path | None
    """The document as it was; none where nothing had to change."""
    changed: tuple[str, ...]
    same: tuple[str, ...]
    held_back: tuple[tuple[str, str], ...]
    """Blocks left as they are, each with the reason."""
    gone: tuple[str, ...]
    """Blocks that the report has no longer; left as they are."""


def refresh(edition: Edition, path: Path, *, today: date) -> Refreshed:
    """Fill the controls of a report anew from an edition.

    Raises InputError for a file that is no Word document, or that holds no control of a report.
    """
    from saferplan.report.documents.controls import controls_of
    from saferplan.report.documents.word import open_document, saved

    document = open_document(path)
    found = list(controls_of(document))
    if not found:
        raise InputError(
            f"{path.name} holds no block that Saferplan wrote, or a program that saved it dropped their tags.",
            "Make one with: saferplan report quarterly 2025-Q2. Save it with Word; older LibreOffice drops the tags.",
        )
    makers = {
        report: makers_of_report(edition, report, today) for report in dict.fromkeys(each.report for each in found)
    }
    outcome: dict[str, list[str]] = {"changed": [], "same": [], "gone": []}
    held_back = []
    for control in found:
        what, reason = _settle(document, control, makers[control.report].get(control.name))
        if reason:
            held_back.append((control.name, reason))
        else:
            outcome[what].append(control.name)
    copy = _save(path, saved(document)) if outcome["changed"] else None
    changed, same, gone = (tuple(outcome[name]) for name in ("changed", "same", "gone"))
    return Refreshed(path, copy, changed, same, tuple(held_back), gone)


def _settle(document: Any, control: Any, make: Callable[[Any], list[Any]] | None) -> tuple[str, str]:
    """What becomes of a control, and why it is left as it is where a person has a hand in it."""
    from saferplan.report.documents.controls import fill, forget_pictures, put_there, says_the_same
    from saferplan.report.documents.pages import section_at
    from saferplan.report.documents.word_blocks import Word

    if reason := control.held_back:
        return "", reason
    if make is None:
        return "gone", ""
    made = make(Word(document, control.report, pages=section_at(document, control.element)))
    if says_the_same(control, made):
        what, reason = "same", ""
    else:
        what, reason = "changed", put_there(control, made)
    if what == "changed" and not reason:
        fill(document, control, made)
    else:
        forget_pictures(document, made)
    return what, reason


def makers_of_report(edition: Edition, report: str, today: date) -> Makers:
    """What makes each block of a report by the name in its tags. Raises InputError for a report that is not known."""
    from saferplan.report.documents.word import makers_of
    from saferplan.report.quarterly.outline import quarterly_outline

    kind, _, which = report.partition(" ")
    if kind != "quarterly":
        raise InputError(
            f"The document has blocks of a report “{report}”, which is not known.", "Use the version that wrote it."
        )
    figures = quarterly_figures(edition, quarter_of(edition, which))
    return makers_of(quarterly_outline(edition, figures, today=today))


def _save(path: Path, content: bytes) -> Path:
    """The document as it was beside it, then the new one in its place; gives the path of the copy.

    A copy of an earlier refresh is never written over.
    """
    before = path.read_bytes()
    copy = _free(path, before)
    was_as_written = is_as_written(path)
    write_beside(copy, before)
    write_beside(path, content)
    if was_as_written:
        remember_written(path)
    return copy


def _free(path: Path, content: bytes) -> Path:
    """A name for the copy: the first that is free, or holds the same."""
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}.before-refresh{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not copy.exists() or copy.read_bytes() == content:
            return copy
        number += 1
