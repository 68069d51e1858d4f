"""A table that a person edited, beside the report's: cell by cell, by the names of row and column.

Rows and columns are found by their names wherever they stand, so that one taken out, put in or moved is told as that and
not as a table of wrong numbers. One with the report's very figures under another name is contradicted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from saferplan.pipeline.claims import CONTRADICTED, EDITED, UNCHECKED, Claim, Figures
from saferplan.pipeline.edited.pairs import left, pairs_of
from saferplan.pipeline.edited.passages import in_words, is_number, key, numbers_in, of_passage, where

Table = list[list[str]]
Pairs = dict[int, int]


def of_table(theirs: Table, ours: Table, name: str, figures: Figures) -> Iterator[Claim]:
    """What is to be said of a table that says another thing than the report's; the first row of each are the headings."""
    columns = _columns(theirs[0], ours[0])
    rows = _rows(theirs, ours, columns)
    renamed = _renamed(_turned(theirs), _turned(ours), columns, rows)
    yield from _headings("column", theirs[0], ours[0], columns, renamed, _turned(theirs), name)
    renamed = _renamed(theirs, ours, rows, columns)
    yield from _headings("row", _names(theirs), _names(ours), rows, renamed, theirs, name)
    for row, other in rows.items():
        for column, beside in columns.items():
            said, shown = _cell(theirs, row, column), _cell(ours, other, beside)
            if said != shown:
                what = ", ".join(filter(None, (_cell(theirs, row, 0), _cell(theirs, 0, column) if row else "")))
                yield from _of_cell(said, shown, what, name, figures)


def _columns(theirs: list[str], ours: list[str]) -> Pairs:
    """By their headings; the first, which names the rows, is the first."""
    found = pairs_of(theirs, ours)
    return found if 0 in found or 0 in found.values() else {0: 0} | found


def _rows(theirs: Table, ours: Table, columns: Pairs) -> Pairs:
    """The headings; rows that say the same in every column; those of one name; a second of a name beside the first."""
    found = {0: 0} | {
        place + 1: other + 1
        for place, other in pairs_of(
            [tuple(_cell([row], 0, each) for each in columns) for row in theirs[1:]],
            [tuple(_cell([row], 0, each) for each in columns.values()) for row in ours[1:]],
        ).items()
    }
    free, spare = left(theirs, found), left(ours, found.values())
    names = pairs_of([_cell(theirs, each, 0) for each in free], [_cell(ours, each, 0) for each in spare])
    found |= {free[place]: spare[other] for place, other in names.items()}
    own = {name: place for place, name in reversed(list(enumerate(_names(ours)))) if name}
    return found | {place: own[name] for place in left(theirs, found) if (name := _cell(theirs, place, 0)) in own}


def _renamed(theirs: Table, ours: Table, lines: Pairs, across: Pairs) -> Pairs:
    """Of the lines that are not paired those that hold, under another name, what a line of the report holds."""
    beside = {place: other for place, other in across.items() if place or other}
    whole = {tuple(_cell(ours, other, each) for each in beside.values()): other for other in range(len(ours))}
    found = {}
    for place in left(theirs, lines):
        cells = tuple(_cell(theirs, place, each) for each in beside)
        if cells in whole and any(map(is_number, cells)):
            found[place] = whole[cells]
    return found


def _headings(
    what: str, theirs: list[str], ours: list[str], pairs: Pairs, renamed: Mapping[int, int], lines: Table, name: str
) -> Iterator[Claim]:
    """Rows or columns under another name, put in, and taken out."""
    for place in left(theirs, pairs):
        numbers = [number for cell in lines[place] for number in numbers_in(cell)]
        said = f"The {what} “{theirs[place]}”"
        if place in renamed:
            why = f"{where(name)}: the report has these numbers under “{ours[renamed[place]]}”."
            yield Claim(in_words(numbers), said, CONTRADICTED, why)
        elif numbers:
            yield Claim(in_words(numbers), said, UNCHECKED, f"{where(name)}: the report has no such {what} there.")
        else:
            yield Claim(name, said, EDITED, f"The report has no such {what} there.")
    gone = [ours[place] for place in left(ours, {*pairs.values(), *renamed.values()})]
    if gone:
        yield Claim(name, f"{what.capitalize()}s taken out: {'; '.join(gone)}", EDITED, "The report has them there.")


def _of_cell(said: str, shown: str, what: str, name: str, figures: Figures) -> Iterator[Claim]:
    if not said:
        yield Claim(name, f"{what}: nothing", EDITED, f"The report says {shown} there.")
    elif is_number(shown) and not _says(said, shown):
        yield Claim(said, f"{what}: {said}", CONTRADICTED, f"{where(name)}: the report says {shown} there.")
    else:
        for claim in of_passage(said, shown, name, figures):
            yield Claim(claim.number, f"{what}: {claim.sentence}", claim.verdict, claim.why)


_NEGATIVE = re.compile(r"(?:^|\s)[-−–]\s*\d|\bminus\b|^\(\s*\d[^)]*\)$", re.IGNORECASE)


def _says(said: str, shown: str) -> bool:
    """Whether a cell has the report's number, with its sign: +41 may be written 41, and neither - 41 nor (41)."""
    numbers = [{key(each).lstrip("−") for each in numbers_in(text)} for text in (shown, said)]
    return numbers[0] <= numbers[1] and (_NEGATIVE.search(said) is None) == (_NEGATIVE.search(shown) is None)


def _names(table: Table) -> list[str]:
    return [_cell(table, place, 0) for place in range(len(table))]


def _turned(table: Table) -> Table:
    """Its columns as rows, as many as there are headings."""
    return [[_cell(table, row, column) for row in range(len(table))] for column in range(len(table[0]))]


def _cell(table: Iterable[list[str]] | Table, row: int, column: int) -> str:
    """What a cell says; nothing where a row ends before it."""
    cells = list(table)[row]
    return cells[column] if column < len(cells) else ""
