"""Rows of a label alone above rows of figures: “Under 18s”, and below it “Accepted”. What stands below is of those alone."""

import re
from collections.abc import Iterator

from saferplan.base.numerals import listed
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import address, same, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.proposal import Proposal
from saferplan.sources.local.sheets import Sheet, UnreadableFileError
from saferplan.sources.local.total_words import is_total

MOST_WORDS = 6
_NOTE = re.compile(r"^\W*(?:notes?|source|nb|n\.b|please|figures|see)\b|^[*†‡(\[]|[.!?]$", re.IGNORECASE)
_SHOWN = 3


def note_sections(sheet: Sheet, found: Proposal) -> None:
    """Adds to a proposal the section of each measure. Raises UnreadableFileError where a measure stands in several of them."""
    column = next((each for each, role in found.roles.items() if role == "indicator"), None)
    if column is None or "category" in found.columns:
        return
    rows: dict[str, tuple[int, int]] = {}
    for row, section in _rows(sheet, found.row, column):
        label = words(sheet.cell(row, column))
        first, before = rows.setdefault(label, (row, section))
        if before != section and label in found.indicators:
            if found.layout["layout"] == "wide":
                raise _refused(sheet, column, (first, before), (row, section))
            rows[label] = (first, 0)
    heads = {
        words(sheet.cell(row, column))
        for row in sheet.rows
        if row > found.row and is_headed_again(sheet, found.row, row, column)
    }
    found.indicators = [each for each in found.indicators if each not in heads - set(rows)]
    held = {label: section for label, (_, section) in rows.items() if section and label in found.indicators}
    found.sections = {label: words(sheet.cell(section, column)) for label, section in held.items()}
    for section in dict.fromkeys(held.values()):
        found.lines.append(_line(sheet, column, section, [label for label, each in held.items() if each == section]))


def _rows(sheet: Sheet, last: int, column: int) -> Iterator[tuple[int, int]]:
    """The rows with a figure, each with the row of the label alone above it; nought where there is none, or a blank row between."""
    section, before = 0, last
    below = [row for row in sheet.rows if row > last]
    for row, behind in zip(below, [*below[1:], 0], strict=True):
        if section and row != before + 1 and before != section:
            section = 0
        if is_headed_again(sheet, last, row, column):
            section = 0 if same(sheet.cell(row, column), sheet.cell(last, column)) else row
        elif _is_label(sheet, row, column) and behind and _has_figures(sheet, behind):
            section = row
        elif _has_figures(sheet, row):
            yield row, section
        before = row


def is_headed_again(sheet: Sheet, last: int, row: int, column: int) -> bool:
    """Whether the headings of all other columns stand in a row again, the group that its labels are of in place of the first's."""
    others = {place: cell for place, cell in sheet.rows[row].items() if place != column}
    is_again = len(others) > 1 and all(same(cell, sheet.cell(last, place)) for place, cell in others.items())
    return is_again and isinstance(sheet.rows[row].get(column), str)


def _has_figures(sheet: Sheet, row: int) -> bool:
    return any(map(is_figure, sheet.rows[row].values()))


def _is_label(sheet: Sheet, row: int, column: int) -> bool:
    """Whether nothing stands in a row but a few words in the column of measures, which are no note and no total."""
    cell = sheet.rows[row].get(column)
    if len(sheet.rows[row]) != 1 or not isinstance(cell, str):
        return False
    return not (_NOTE.search(cell.strip()) or is_total(cell) or len(cell.split()) > MOST_WORDS)


def _line(sheet: Sheet, column: int, row: int, labels: list[str]) -> str:
    section = shown_label(words(sheet.cell(row, column)), "indicator")
    shown = listed([f"“{section}: {shown_label(each, 'indicator')}”" for each in labels[:_SHOWN]])
    more = " …" if len(labels) > _SHOWN else ""
    place = f"“{section}” in {address(row, column)} stands alone above figures"
    return f"{place}: what is below is proposed as of it, {shown}{more}. If it is not, correct the titles."


def _refused(sheet: Sheet, column: int, one: tuple[int, int], other: tuple[int, int]) -> UnreadableFileError:
    label = shown_label(words(sheet.cell(one[0], column)), "indicator")
    places = " and ".join(f"{address(row, column)} ({_below(sheet, column, section)})" for row, section in (one, other))
    return UnreadableFileError(
        Problem(
            f"Sheet “{sheet.name}”: “{label}” stands in {places}: a row says what it counts, and not of which of them.",
            "Have what stands alone above the rows written into each of them, in a column of its own headed Service or Ward.",
        )
    )


def _below(sheet: Sheet, column: int, section: int) -> str:
    return f"below “{shown_label(words(sheet.cell(section, column)), 'indicator')}”" if section else "below none"
