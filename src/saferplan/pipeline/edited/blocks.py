"""A block that a person edited: its sentences and tables beside those that the report would write there."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from saferplan.pipeline.claims import EDITED, UNCHECKED, Claim, Figures, sentences_of
from saferplan.pipeline.edited.pairs import left, likeliest, pairs_of
from saferplan.pipeline.edited.passages import added, in_words, key, numbers_in, of_passage, tokens, where
from saferplan.pipeline.edited.tables import Table, of_table


def of_block(theirs: Any, ours: Any, name: str, figures: Figures) -> Iterator[Claim]:
    """At least one claim of a block whose words are not those that the report wrote: what it says, and what the report says.

    `theirs` and `ours` are its words in the document and in the report (BlockWords).
    """
    claims = list(_of_sentences(_sentences(theirs.texts), _sentences(ours.texts), name, figures))
    for table, own in zip_longest(theirs.tables, ours.tables):
        claims += _of_tables(table, own, name, figures)
    nothing = "None of its words and numbers is another than the report's: their order, or words that are not shown."
    yield from claims or [Claim(name, "", EDITED, nothing)]


def _sentences(texts: list[str]) -> list[str]:
    return [sentence for text in texts for sentence in sentences_of(text)]


def _of_sentences(theirs: list[str], ours: list[str], name: str, figures: Figures) -> Iterator[Claim]:
    same = pairs_of(theirs, ours)
    edited = likeliest(_keys(theirs), _keys(ours), same)
    for place in left(theirs, same):
        if place in edited:
            yield from of_passage(theirs[place], ours[edited[place]], name, figures)
        else:
            yield from added(theirs[place], name, figures)
    for place in left(ours, {*same.values(), *edited.values()}):
        yield Claim(name, f"Taken out: {ours[place]}", EDITED, "The report says that there.")


def _keys(sentences: list[str]) -> list[list[str]]:
    return [list(map(key, tokens(text))) for text in sentences]


def _of_tables(theirs: Table | None, ours: Table | None, name: str, figures: Figures) -> Iterator[Claim]:
    if theirs and ours:
        if theirs != ours:
            yield from of_table(theirs, ours, name, figures)
    elif theirs:
        numbers = [number for row in theirs for cell in row for number in numbers_in(cell)]
        said = f"A table: {', '.join(theirs[0])}"
        if numbers:
            yield Claim(in_words(numbers), said, UNCHECKED, f"{where(name)}: the report has no such table there.")
        else:
            yield Claim(name, said, EDITED, "The report has no such table there.")
    elif ours:
        yield Claim(name, f"Table taken out: {', '.join(ours[0])}", EDITED, "The report has it there.")
