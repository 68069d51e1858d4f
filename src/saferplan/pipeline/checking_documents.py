"""`check report.docx`: every number that a person typed, outside the blocks and within them, and blocks that are out of date."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from saferplan.base.errors import SaferplanError
from saferplan.pipeline.claims import (
    CONTRADICTED,
    LACKING,
    NUMBER,
    STANDS,
    UNCHECKED,
    Claim,
    Figures,
    claims_in,
    known_figures,
)
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
    from saferplan.report.documents.earlier_names import is_by_place
    from saferplan.report.documents.kept_formats import texts_of
    from saferplan.report.documents.word_blocks import Word

    stale, gone, earlier = list[str](), list[str](), list[str]()
    for control in controls:
        block = reports[control.report].get(control.name)
        if block is None:
            (earlier if is_by_place(control.name) else gone).append(control.name)
            continue
        now = texts_of(block.make(Word(document, control.report)))
        if control.is_as_written:
            stale += [control.name] if texts_of([control.inside]) != now else []
        else:
            yield from _of_edited(control.name, texts_of([control.inside]), now, figures)
    for names, verdict, why in (
        (stale, CONTRADICTED, f"{_STALE}{path.name}"),
        (gone, CONTRADICTED, _GONE),
        (earlier, UNCHECKED, _EARLIER),
    ):
        if names:
            yield Claim(_many(len(names)), ", ".join(names), verdict, why)


def _many(number: int) -> str:
    return f"{number} block{'' if number == 1 else 's'}"


def _of_edited(name: str, texts: Sequence[str], now: Sequence[str], figures: Figures) -> Iterator[Claim]:
    """The numbers of a block with edited words that the report would not write there."""
    known = set(now)
    theirs = [(number, text) for text in texts if text not in known for number in _numbers(text)]
    ours = [number for text in now if text not in set(texts) for number in _numbers(text)]
    matched = SequenceMatcher(None, [number for number, _ in theirs], ours, autojunk=False)
    for what, first, last, start, end in matched.get_opcodes():
        if what != "equal":
            for place, (number, text) in enumerate(theirs[first:last]):
                said = ours[start + place] if start + place < end else ""
                yield _judged(number, text, said, name, figures)


def _judged(number: str, text: str, said: str, name: str, figures: Figures) -> Claim:
    """By its own sentence where that tells, else by what the report would write in its place."""
    own = next((each for each in claims_in(text, figures) if each.number == number), None)
    if own and own.verdict == STANDS:
        return own
    where = f"In the block “{name}”, whose words were edited"
    if said:
        return Claim(number, text, CONTRADICTED, f"{where}: the report says {said} there.")
    if own and own.verdict == CONTRADICTED:
        return own
    return Claim(number, text, UNCHECKED, f"{where}: the report has no such number there.")


def _numbers(text: str) -> list[str]:
    return [match[0].strip() for match in NUMBER.finditer(text)]
