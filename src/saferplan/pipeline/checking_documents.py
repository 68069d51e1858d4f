"""`check report.docx`: every number that a person typed, outside the blocks and within them, and blocks that are out of date."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from saferplan.base.errors import SaferplanError
from saferplan.pipeline.claims import CONTRADICTED, NUMBER, STANDS, UNCHECKED, Claim, Figures, claims_in, known_figures
from saferplan.pipeline.refreshing import makers_of_report
from saferplan.tables.editions import Edition


def check_document(edition: Edition, path: Path, *, today: date) -> list[Claim]:
    """Every number that was typed, then the blocks that say what the edition does not.

    Raises InputError for a file that is no Word document.
    """
    from saferplan.report.documents.controls import controls_of, typed_texts
    from saferplan.report.documents.word import open_document

    document, figures = open_document(path), known_figures(edition)
    claims = [claim for text in typed_texts(document) for claim in claims_in(text, figures)]
    by_report: dict[str, list[Any]] = {}
    for control in controls_of(document):
        by_report.setdefault(control.report, []).append(control)
    for report, controls in by_report.items():
        claims += _of_blocks(edition, document, report, controls, figures, path, today)
    return claims


def _of_blocks(
    edition: Edition, document: Any, report: str, controls: Sequence[Any], figures: Figures, path: Path, today: date
) -> Iterator[Claim]:
    from saferplan.report.documents.kept_formats import texts_of
    from saferplan.report.documents.word_blocks import Word

    try:
        makers = makers_of_report(edition, report, today)
    except SaferplanError as error:
        yield Claim(_many(len(controls)), report, UNCHECKED, str(error))
        return
    stale = []
    for control in controls:
        make = makers.get(control.name)
        now = texts_of(make(Word(document, control.report))) if make else []
        if control.is_as_written:
            stale += [control.name] if texts_of([control.inside]) != now else []
        else:
            yield from _of_edited(control.name, texts_of([control.inside]), now, figures)
    if stale:
        why = f"The edition says otherwise by now. Bring the document up to it: saferplan refresh {path.name}"
        yield Claim(_many(len(stale)), ", ".join(stale), CONTRADICTED, why)


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
