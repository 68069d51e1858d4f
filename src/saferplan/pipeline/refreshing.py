"""`refresh`: a Word report brought up to the current edition, with everything that a person wrote left as it is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.errors import InputError
from saferplan.pipeline.asked.quarterly import quarter_of, quarterly_figures
from saferplan.pipeline.reporting import is_as_written, remember_written
from saferplan.tables.editions import Edition, write_beside


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
    earlier: tuple[str, ...] = ()
    """Blocks that an earlier version named by their place, of which it is not told what they are now; left as they are."""
    lacking: tuple[tuple[str, str], ...] = ()
    """Blocks of the report that the document has not, each with what it is about: new ones, and those taken out."""


def refresh(edition: Edition, path: Path, *, today: date) -> Refreshed:
    """Fill the controls of a report anew from an edition.

    Raises InputError for a file that is no Word document, or that holds no control of a report.
    """
    from saferplan.report.documents.controls import controls_of
    from saferplan.report.documents.earlier_names import give_names
    from saferplan.report.documents.word import open_document, saved

    document = open_document(path)
    if not (found := list(controls_of(document))):
        raise InputError(
            f"{path.name} holds no block that Saferplan wrote, or a program that saved it dropped their tags.",
            "Make one with: saferplan report quarterly 2025-Q2. Save it with Word; older LibreOffice drops the tags.",
        )
    reports = {
        report: blocks_of_report(edition, report, today) for report in dict.fromkeys(each.report for each in found)
    }
    named = sum(
        give_names(document, [each for each in found if each.report == name], reports[name]) for name in reports
    )
    outcome: dict[str, list[str]] = {"changed": [], "same": [], "gone": [], "earlier": []}
    held_back = []
    for control in (found := list(controls_of(document))):
        what, reason = _settle(document, control, reports[control.report].get(control.name))
        if reason:
            held_back.append((control.name, reason))
        else:
            outcome[what].append(control.name)
    copy = _save(path, saved(document)) if named or outcome["changed"] else None
    tuples = {what: tuple(names) for what, names in outcome.items()}
    return Refreshed(path, copy, held_back=tuple(held_back), lacking=tuple(lacking(found, reports)), **tuples)


def lacking(controls: Sequence[Any], reports: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Name and subject of each block of a document's report that it has not; of one that lent it a block or two, none."""
    if not controls:
        return iter(())
    ((report, _),) = Counter(each.report for each in controls).most_common(1)
    there = {each.name for each in controls if each.report == report}
    return ((name, block.about) for name, block in reports[report].items() if name not in there)


def _settle(document: Any, control: Any, block: Any | None) -> tuple[str, str]:
    """What becomes of a control, and why it is left as it is where a person has a hand in it."""
    from saferplan.report.documents.controls import fill, forget_pictures, put_there, says_the_same
    from saferplan.report.documents.earlier_names import is_by_place
    from saferplan.report.documents.pages import section_at
    from saferplan.report.documents.word_blocks import Word

    if reason := control.held_back:
        return "", reason
    if block is None:
        return "earlier" if is_by_place(control.name) else "gone", ""
    made = block.make(Word(document, control.report, pages=section_at(document, control.element)))
    if says_the_same(control, made):
        what, reason = "same", ""
    else:
        what, reason = "changed", put_there(control, made)
    if what == "changed" and not reason:
        fill(document, control, made)
    else:
        forget_pictures(document, made)
    return what, reason


def blocks_of_report(edition: Edition, report: str, today: date) -> Mapping[str, Any]:
    """Each block of a report by the name in its tags. Raises InputError for a report that is not known."""
    from saferplan.report.documents.word import blocks_of
    from saferplan.report.quarterly.outline import quarterly_outline

    kind, _, which = report.partition(" ")
    if kind != "quarterly":
        raise InputError(
            f"The document has blocks of a report “{report}”, which is not known.", "Use the version that wrote it."
        )
    figures = quarterly_figures(edition, quarter_of(edition, which))
    return blocks_of(quarterly_outline(edition, figures, today=today))


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
