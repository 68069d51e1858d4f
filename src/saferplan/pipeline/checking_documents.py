"""`check report.docx`: every number that a person typed, outside the blocks and within them, and blocks that are out of date."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from saferplan.base.errors import SaferplanError
from saferplan.pipeline.claims import (
    CONTRADICTED,
    LACKING,
    UNCHECKED,
    Claim,
    Figures,
    claims_in,
    known_figures,
)
from saferplan.pipeline.edited.blocks import of_block
from saferplan.pipeline.refreshing import blocks_of_report, lacking
from saferplan.tables.editions import Edition

_STALE = "The edition says otherwise by now. Bring the document up to it: saferplan refresh "
_GONE = "The report has it no longer: take it out, or make it words of your own."
_EARLIER = "An earlier version named it by its place alone. Hold it against a fresh report, and copy it from there."
_ABSENT = "The report has them: newer ones, or ones that somebody took out. Copy what is wanted out of a fresh report."


def check_document(edition: Edition, path: Path, *, today: date) -> list[Claim]:
    """Every number that was typed, then the blocks that say what the edition does not, and those that are not there.

    Raises InputError for a file that is no Word document.
    """
    from saferplan.report.documents.controls import controls_of, typed_texts
    from saferplan.report.documents.earlier_names import give_names
    from saferplan.report.documents.word import open_document

    document, figures = open_document(path), known_figures(edition)
    claims = [claim for text in typed_texts(document) for claim in claims_in(text, figures)]
    found, reports = list(controls_of(document)), {}
    for report in dict.fromkeys(each.report for each in found):
        own = [each for each in found if each.report == report]
        try:
            reports[report] = blocks_of_report(edition, report, today)
        except SaferplanError as error:
            claims.append(Claim(_many(len(own)), report, UNCHECKED, str(error)))
        else:
            give_names(document, own, reports[report])
    known = [each for each in controls_of(document) if each.report in reports]
    claims += _of_blocks(document, known, reports, figures, path)
    if absent := list(lacking(known, reports)):
        names = "; ".join(f"{name} (“{about}”)" for name, about in absent)
        claims.append(Claim(_many(len(absent)), names, LACKING, _ABSENT))
    return claims


def _of_blocks(
    document: Any, controls: Sequence[Any], reports: Mapping[str, Mapping[str, Any]], figures: Figures, path: Path
) -> Iterator[Claim]:
    from saferplan.report.documents.block_words import block_words
    from saferplan.report.documents.earlier_names import is_by_place
    from saferplan.report.documents.word_blocks import Word

    stale, gone, earlier = list[str](), list[str](), list[str]()
    for control in controls:
        block = reports[control.report].get(control.name)
        if block is None:
            (earlier if is_by_place(control.name) else gone).append(control.name)
            continue
        says, now = block_words([control.inside]), block_words(block.make(Word(document, control.report)))
        if not control.is_as_written:
            yield from of_block(says, now, control.name, figures)
        elif says != now:
            stale.append(control.name)
    for names, verdict, why in (
        (stale, CONTRADICTED, f"{_STALE}{path.name}"),
        (gone, CONTRADICTED, _GONE),
        (earlier, UNCHECKED, _EARLIER),
    ):
        if names:
            yield Claim(_many(len(names)), ", ".join(names), verdict, why)


def _many(number: int) -> str:
    return f"{number} block{'' if number == 1 else 's'}"
