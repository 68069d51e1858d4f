"""Looking at a file of events: where its headings stand, and what is in its columns, by the rows the gate looks at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from saferplan.sources.local import event_fitting as fitting
from saferplan.sources.local.cells import address, column_letters
from saferplan.sources.local.event_heading_rows import FEWEST_HEADINGS, doubled_headings, lower_row, told_headings
from saferplan.sources.local.event_headings import moment_of, says_date
from saferplan.sources.local.event_leaving import leaving_of
from saferplan.sources.local.event_proposal import EventProposal, ProposedFlag
from saferplan.sources.local.event_roles import Column, Roles, roles_of
from saferplan.sources.local.event_said import SHOWN_CHARACTERS, said_of
from saferplan.sources.local.event_sheets import Rows, cell_text, merged_of, opened_sheets
from saferplan.sources.local.event_text import is_looked_at
from saferplan.sources.local.first_rows import first_rows
from saferplan.sources.local.personal import looks_personal
from saferplan.sources.local.sheets import SEARCHED_ROWS


def propose_events(path: Path, wanted: str = "") -> EventProposal | None:
    """The proposal of the first sheet, or of the wanted one, that has a column of days below headings; None where none has.

    Of a long workbook it sees the first rows. Raises UnreadableFileError.
    """
    found: EventProposal | None = None
    others = []
    with first_rows(path) as seen, opened_sheets(seen, wanted) as sheets:
        for place, (name, rows) in enumerate(sheets):
            looked = None if found else _look(name, rows)
            if looked:
                found, looked.is_first_sheet = looked, not place and not wanted
            else:
                others.append(name)
    if found:
        found.other_sheets, found.is_part = others, seen != path
        found.lines = said_of(found)
    return found


def unread_day(path: Path, wanted: str = "") -> str:
    """Where a heading speaks of days and no days stand below it: the first cell that cannot be read, in words; else nothing."""
    with first_rows(path) as seen, opened_sheets(seen, wanted) as sheets:
        for name, rows in sheets:
            head = list(islice(enumerate(rows, start=1), SEARCHED_ROWS))
            number, headings = max(head, key=lambda each: told_headings(each[1]), default=(0, ()))
            if found := _unread_below(head, number, [cell_text(each) for each in headings]):
                return f"In sheet “{name}” {found}"
    return ""


def _unread_below(head: Sequence[tuple[int, Sequence[Any]]], heading_row: int, headings: Sequence[str]) -> str:
    for place, heading in enumerate(headings):
        if not (says_date(heading) and moment_of(heading)) or _is_measure(head, heading_row, place, heading):
            continue
        for number, row in head:
            said = cell_text(row[place]) if number > heading_row and place < len(row) else ""
            if said and not fitting.are_days([said], said_so=True):
                shown = "what stands" if looks_personal("", [said]) else f"“{said[:SHOWN_CHARACTERS]}”"
                return f"{shown} in cell {address(number, place)} below “{heading}” cannot be read as a day."
    return ""


def _is_measure(head: Sequence[tuple[int, Sequence[Any]]], heading_row: int, place: int, heading: str) -> bool:
    """Whether numbers stand below a heading that has a day in it and more words: “Feel safe during day (%)”."""
    said = [cell_text(row[place]) for number, row in head if number > heading_row and place < len(row)]
    return len(heading.split()) > 1 and fitting.are_numbers([each.rstrip("%") for each in said if each])


def _look(name: str, rows: Rows) -> EventProposal | None:
    numbered = enumerate(rows, start=1)
    head = list(islice(numbered, SEARCHED_ROWS))
    best = max(head, key=lambda each: told_headings(each[1]), default=(0, []))
    if told_headings(best[1]) < FEWEST_HEADINGS:
        return None
    two = lower_row(head, best[0], merged_of(rows))
    last, headings = two or (best[0], [cell_text(cell) for cell in best[1]])
    looked_at, total = _sample(row for number, row in chain(head, numbered) if number > last)
    columns = [_column(place, heading, looked_at) for place, heading in enumerate(headings)]
    doubled = doubled_headings(headings)
    roles = roles_of([each for each in columns if each.heading and each.heading not in doubled])
    if "from_date" not in roles.columns:
        return None
    kept = [*roles.columns.values(), *roles.flags.values()]
    personal = {each.heading: what for each in columns if each not in kept and each.values and (what := each.looks())}
    flags = {name: _flag(column) for name, column in roles.flags.items()}
    words = _words(roles, headings, looked_at)
    return EventProposal(
        name, last, True, len(looked_at), total, roles, flags, personal, words, doubled=doubled,
        empty=[each.heading for each in columns if each.heading and not each.values],
        nameless=[column_letters(place) for place, each in enumerate(columns) if not each.heading and each.values],
        leaving=leaving_of(roles, headings, looked_at), heading_rows=2 if two else 1,
    )  # fmt: skip


def _sample(rows: Iterator[Sequence[Any]]) -> tuple[list[list[str]], int]:
    """The rows that the gate for personal data would look at, as text, and how many there are in all."""
    looked_at: list[list[str]] = []
    total = 0
    for row in rows:
        if any(cell != "" and cell is not None for cell in row):
            if is_looked_at(total):
                looked_at.append([cell_text(cell) for cell in row])
            total += 1
    return looked_at, total


def _column(place: int, heading: str, rows: Sequence[Sequence[str]]) -> Column:
    values = [row[place] for row in rows if place < len(row) and row[place]]
    return Column(heading, values, len(values) < len(rows))


def _flag(column: Column) -> ProposedFlag:
    yes, no, unclear = fitting.flag_words(column.values) or ([], [], [])
    return ProposedFlag(column.heading, yes, no, [*unclear, *([""] if column.has_blanks else [])])


def _words(roles: Roles, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Counter[tuple[str, str]]:
    places = [
        headings.index(roles.columns[role].heading) if role in roles.columns else -1
        for role in ("offence_code", "category")
    ]
    return Counter((_at(row, places[0]), _at(row, places[1])) for row in rows)


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""
