"""Where the headings of a file of events stand, in one row or in two: "Committed from" above "Date" and "Time"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from saferplan.base.numerals import listed
from saferplan.sources.local.cells import same
from saferplan.sources.local.event_headings import COLUMNS, FLAGS, may_be, says_day, says_time
from saferplan.sources.local.event_mapping import EventMapping
from saferplan.sources.local.event_sheets import cell_text, refused
from saferplan.sources.local.heading_cells import joined
from saferplan.sources.local.sheets import SEARCHED_ROWS

SHOWN_HEADINGS = 12
FEWEST_HEADINGS = 2
Numbered = Iterator[tuple[int, Sequence[Any]]]
Merged = Mapping[tuple[int, int], int]
"""The cells of merged ranges, by row and column, each with the column of the first."""


def joined_headings(upper_row: int, upper: Sequence[str], lower: Sequence[str], merged: Merged) -> list[str]:
    """Each heading of the lower row behind what stands above it; an empty cell above belongs to the one on its left.

    Not beyond merged cells: there the sheet itself says what belongs together.

    >>> joined_headings(1, ["", "Committed from", ""], ["HO code", "Date", "Time"], {})
    ['HO code', 'Committed from Date', 'Committed from Time']
    """
    own = [upper[place] if place < len(upper) else "" for place in range(len(lower))]
    above, opened = list(own), ""
    for place, cell in enumerate(own):
        if (upper_row, place) in merged:
            first = merged[upper_row, place]
            above[place], opened = (upper[first] if first < len(upper) else ""), ""
        elif cell:
            opened = cell
        else:
            above[place] = opened
    return [joined((over, cell)) if cell else alone for over, cell, alone in zip(above, lower, own, strict=True)]


def find_headings(numbered: Numbered, rules: EventMapping, merged: Merged) -> tuple[int, list[str]] | str:
    """The last row of the headings and all of them, or in words which is missing."""
    wanted = list(rules.headings().values())
    nearest: tuple[int, list[str]] = (0, [])
    for number, headings in _candidates(numbered, rules.heading_rows, merged):
        held = sum(any(same(each, cell) for cell in headings) for each in wanted)
        if held == len(wanted) and rules.heading_row in (None, number - rules.heading_rows + 1):
            return number, headings
        nearest = max(nearest, (held, headings), key=lambda each: each[0])
        if number >= SEARCHED_ROWS:
            break
    missing = next((each for each in wanted if not any(same(each, cell) for cell in nearest[1])), wanted[0])
    spare = [each for each in nearest[1] if each and not any(same(each, one) for one in wanted)][:SHOWN_HEADINGS]
    there = f"unmapped are {listed([f'“{each}”' for each in spare])}" if nearest[0] and spare else "it is not there"
    return f"the mapping names a column “{missing}”, and {there}."


def _candidates(numbered: Numbered, heading_rows: int, merged: Merged) -> Iterator[tuple[int, list[str]]]:
    """Each row that may be the last of the headings, with what all their rows say together."""
    before: list[str] = []
    for number, row in numbered:
        texts = [cell_text(cell) for cell in row]
        yield number, joined_headings(number - 1, before, texts, merged) if heading_rows == 2 else texts
        before = texts


def columns_of(headings: Sequence[str], rules: EventMapping) -> dict[str, int]:
    """Where each column of the mapping stands. Raises UnreadableFileError for a heading above several."""
    found = {}
    for role, wanted in rules.headings().items():
        places = [place for place, heading in enumerate(headings) if same(heading, wanted)]
        if len(places) > 1:
            raise refused(
                f"The heading “{wanted}” stands above {len(places)} columns.",
                "Give each a heading of its own; or, where a row above tells them apart, put heading_rows = 2 into the mapping and "
                "name them with both, as in “Committed from Date”.",
            )
        found[role] = places[0]
    return found


def doubled_headings(headings: Iterable[str]) -> list[str]:
    """Headings that stand above several columns."""
    said = [each.casefold() for each in headings]
    return sorted({each for each in headings if each and said.count(each.casefold()) > 1})


def told_headings(row: Sequence[Any]) -> int:
    """How many cells of a row are headings that a column of events may have; none where a cell is no text."""
    cells = [cell for cell in row if cell not in ("", None)]
    if not all(isinstance(cell, str) for cell in cells):
        return 0
    return sum(
        says_day(cell) or says_time(cell) or any(may_be(role, cell) for role in (*COLUMNS, *FLAGS))
        for cell in cells if len(cell) <= 60
    )  # fmt: skip


def lower_row(head: Sequence[tuple[int, Sequence[Any]]], best: int, merged: Merged) -> tuple[int, list[str]] | None:
    """Two rows of headings of which the likeliest is one: the number of the lower and the joined headings.

    None where one row does: where no heading of it is doubled, or the row above tells none of these apart.
    """
    rows = {number: [cell_text(cell) for cell in row] for number, row in head if all(_is_words(cell) for cell in row)}
    for lower in (best, best + 1):
        if told_headings(rows.get(lower, [])) < FEWEST_HEADINGS or not any(rows.get(lower - 1, [])):
            continue
        if doubled := doubled_headings(rows[lower]):
            headings = joined_headings(lower - 1, rows[lower - 1], rows[lower], merged)
            if len(doubled_headings(headings)) < len(doubled):
                return lower, headings
    return None


def _is_words(cell: Any) -> bool:
    return cell is None or isinstance(cell, str)
