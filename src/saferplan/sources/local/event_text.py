"""A supplier's events from XLSX, ODS or CSV to plain CSV under our names: the loader then does the only cast.

A million cells are read here, so nothing is judged but what must be: columns that look personal turn the whole file away,
keys must be keyed hashes, and of a postcode the inward part is gone before anything is written.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saferplan.sources.local.cells import address
from saferplan.sources.local.crime_references import CrimeReferences, Repeats, may_be_reference, names_a_crime
from saferplan.sources.local.date_orders import SHORT_YEARS_WAY_OUT, YEAR_DAY_DATE, unclear_years
from saferplan.sources.local.event_counts import COUNTED_WAY_OUT, counted_words, other_than_one
from saferplan.sources.local.event_days import NO_TIME, is_time
from saferplan.sources.local.event_heading_rows import columns_of, find_headings
from saferplan.sources.local.event_mapping import FLAGS, KEYS, STATUS, EventColumns, EventMapping
from saferplan.sources.local.event_sheets import (
    Rows,
    SheetRows,
    cell_text,
    first_behind,
    merged_of,
    opened_sheets,
    refused,
    width_of,
)
from saferplan.sources.local.marks import is_from_1904, sheets_of
from saferplan.sources.local.personal import SAMPLE, looks_personal
from saferplan.sources.local.sheets import UnreadableFileError
from saferplan.sources.local.swapped_dates import SWAP_WAY_OUT, SwappedDates

ROLES = (*EventColumns.model_fields, *FLAGS, STATUS)
EVERY = 97  # beyond the first rows one in so many is looked at
DATES = ("from_date", "to_date", "reported")
KEYED_HASH = re.compile(r"[0-9a-fA-F]{64}")
OUTWARD_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(?:\d[A-Z]{2})?", re.IGNORECASE)
AMERICAN_DATE = re.compile(r"(0?\d|1[0-2])[/.-](1[3-9]|2\d|3[01])[/.-]\d{2,4}\b")


@dataclass
class EventText:
    """The rows as they were written, and what the sheet they stood in was like."""

    path: Path
    sheet: str
    heading_row: int
    width: int = 0
    """Of a CSV file, how many columns its headings have: what stands behind them was moved by a comma. Nought of a workbook."""
    rows: int = 0
    blank_lines: list[int] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    american: dict[str, int] = field(default_factory=dict)
    """Date columns that hold a date with the month first, with the row of the first."""
    year_day: dict[str, int] = field(default_factory=dict)
    """Date columns that hold a date with the day between year and month, with the row of the first."""
    swapped: dict[str, SwappedDates] = field(default_factory=lambda: {role: SwappedDates("row ") for role in DATES})
    """What the dates of each column look like that a spreadsheet may have taken the wrong way round."""
    crimes: CrimeReferences = field(default_factory=CrimeReferences)
    repeated: dict[str, Repeats] = field(default_factory=dict)
    """Columns that no mapping reads and that may hold references of crimes, by heading."""
    untold: dict[tuple[str, int], str] = field(default_factory=dict)
    """What stands in a column of times and is no time of day, by column and row."""
    beyond: dict[int, str] = field(default_factory=dict)
    """Rows of a CSV file with a cell behind the last heading, each with the address of the first such cell."""
    from_1904: bool = False
    unread: dict[str, str] = field(default_factory=dict)
    """The other sheets of the workbook, each with why it is not read."""


def read_events(path: Path, rules: EventMapping, target: Path, crimes: CrimeReferences | None = None) -> EventText:
    """Write the mapped columns to `target`; `crimes` numbers the references of several files alike.

    Raises UnreadableFileError; no message holds a value of a personal column.
    """
    crimes = crimes or CrimeReferences()
    problem = "It has no sheet to read."
    try:
        with opened_sheets(path, rules.sheet) as sheets:
            for name, rows in sheets:
                found = _write_sheet(rows, name, rules, target, crimes)
                if isinstance(found, EventText):
                    if path.suffix.lower() != ".csv":
                        found.from_1904 = is_from_1904(path)
                        found.unread = _unread(path, name, rules)
                    return found
                problem = found
    except UnreadableFileError:
        target.unlink(missing_ok=True)
        raise
    raise refused(problem, MOVED)


def _unread(path: Path, read: str, rules: EventMapping) -> dict[str, str]:
    other = (
        f"The mapping names the sheet “{read}”." if rules.sheet else f"Events are read from one sheet, here “{read}”."
    )
    hidden = "The sheet is hidden, and the mapping does not name it."
    return {
        name: hidden if is_hidden and not rules.sheet else other
        for name, is_hidden in sheets_of(path).items() if name != read
    }  # fmt: skip


MOVED = "Put the supplier's new heading into the mapping, under [columns] or [flags]."


def _write_sheet(rows: Rows, sheet: str, rules: EventMapping, target: Path, crimes: CrimeReferences) -> EventText | str:
    """The sheet written, or in words why it has not the mapping's headings."""
    numbered = iter(enumerate(rows, start=1))
    place = find_headings(numbered, rules, merged_of(rows))
    if isinstance(place, str):
        return f"Sheet “{sheet}”: {place}"
    number, headings = place
    found = EventText(
        target, sheet, number, crimes=crimes, width=0 if isinstance(rows, SheetRows) else width_of(headings)
    )
    columns = columns_of(headings, rules)
    watch = _Watch(headings, columns, rules)
    references = _references(headings, columns, rules)
    found.repeated = {heading: Repeats() for heading in references}
    with target.open("w", encoding="utf-8", newline="") as opened:
        opened.write(",".join(ROLES) + "\n")
        _write_rows(numbered, opened, found, columns, watch, references)
    watch.refuse_personal()
    watch.refuse_counts()
    _refuse_unclear(found, headings, columns)
    if not found.rows:
        raise refused("It has headings and no rows below them.", "Ask the supplier for the rows.")
    found.unused = [each for place, each in enumerate(headings) if each and place not in columns.values()]
    return found


def _references(headings: list[str], columns: dict[str, int], rules: EventMapping) -> dict[str, int]:
    """The column that may tell crimes apart where the mapping names none: one that is called so, else one called a reference."""
    ignored = {each.casefold() for each in rules.ignore_columns}
    free = {
        heading: place for place, heading in enumerate(headings)
        if place not in columns.values() and heading.casefold() not in ignored and headings.count(heading) == 1
    }  # fmt: skip
    if "crime_reference" in columns:
        return {}
    called = [each for each in free if names_a_crime(each)] or [each for each in free if may_be_reference(each)]
    return {heading: free[heading] for heading in called[:1]}


def _refuse_unclear(found: EventText, headings: list[str], columns: dict[str, int]) -> None:
    """Days that a spreadsheet took for months, and years of two figures that may stand first."""
    for role, seen in found.swapped.items():
        if swap := seen.found:
            raise _unclear(headings[columns[role]], swap.words, SWAP_WAY_OUT, swap.place, swap.real)
        if short := unclear_years(seen.dates):
            raise _unclear(headings[columns[role]], short.words, SHORT_YEARS_WAY_OUT, short.place, short.value)


def _unclear(heading: str, words: str, way_out: str, place: str, value: str) -> UnreadableFileError:
    line = int(place.removeprefix("row "))
    return refused(f"The column “{heading}” cannot be read: {words}", way_out, line=line, column=heading, value=value)


def is_looked_at(place: int) -> bool:
    """Whether the gate looks at the row that has so many before it: at the first ones, and then at one in so many."""
    return place < SAMPLE or not place % EVERY


class _Watch:
    """A sample of every column that is not ignored, to be looked at before anything of the file is used."""

    def __init__(self, headings: list[str], columns: dict[str, int], rules: EventMapping) -> None:
        self._headings, self._rules = headings, rules
        self._role = {place: role for role, place in columns.items()}
        ignored = [each.casefold() for each in rules.ignore_columns]
        self._places = [place for place, each in enumerate(headings) if each.casefold() not in ignored]
        self._sample: dict[int, list[str]] = {place: [] for place in self._places}

    def see(self, row: Sequence[Any]) -> None:
        for place in self._places:
            sample = self._sample[place]
            if place < len(row) and len(sample) < SAMPLE * 4 and (text := cell_text(row[place])):
                sample.append(text)

    def refuse_personal(self) -> None:
        known = frozenset(each.casefold() for each in self._rules.categories)
        for place in self._places:
            role, heading = self._role.get(place, ""), self._headings[place]
            if role not in _NEVER_KEPT and (
                what := looks_personal(heading, self._sample[place], role=role, known=known)
            ):
                raise personal(heading, what)

    def refuse_counts(self) -> None:
        """Raises UnreadableFileError where a column that is not read says that rows stand for several events."""
        for place in self._places:
            heading = self._headings[place]
            if place not in self._role and (several := other_than_one(heading, self._sample[place])):
                raise refused(counted_words(heading, several), COUNTED_WAY_OUT, column=heading)


def personal(heading: str, what: str) -> UnreadableFileError:
    called = f"“{heading}”" if heading else "without a heading"
    return refused(
        f"The column {called} looks like {what}: personal data are not read.",
        "Delete the column and save the file again; or, if it is nothing of the kind, name it under `ignore_columns` in the "
        "mapping: it is then never read.",
        column=heading,
    )


def _write_rows(
    numbered: Iterator[tuple[int, Sequence[Any]]], opened: Any, found: EventText, columns: dict[str, int], watch: _Watch,
    references: dict[str, int],
) -> None:  # fmt: skip
    writer = csv.writer(opened, lineterminator="\n")
    places = [columns.get(role, -1) for role in ROLES]
    special = [(at, role) for at, role in enumerate(ROLES) if role in columns and (role in DATES or role in _OWN)]
    blanks = 0
    for number, row in numbered:
        if not _holds_something(row):
            blanks += 1
            continue
        while blanks:  # only those that a row follows: a sheet may end in a million
            opened.write("\n")
            found.blank_lines.append(number - found.heading_row - blanks + 1)
            blanks -= 1
        width = len(row)
        if found.width and (behind := first_behind(row, found.width)):
            found.beyond[number] = address(number, behind)
            texts = [MOVED_CELLS if role == "from_date" else "" for role in ROLES]
        else:
            texts = [cell_text(row[place]) if 0 <= place < width else "" for place in places]
            for at, role in special:
                texts[at] = _checked(texts[at], role, number, found)
        for heading, place in references.items():
            found.repeated[heading].see(cell_text(row[place]) if place < width else "")
        if is_looked_at(found.rows):
            watch.see(row)
        if any(texts):
            writer.writerow(texts)
        else:
            opened.write(",".join(['""'] * len(ROLES)) + "\n")
        found.rows += 1


MOVED_CELLS = "its cells have moved"
"""What is written for the day of a row that a stray comma has cut: no day, so that the row is refused whatever else it says."""


def _holds_something(row: Sequence[Any]) -> bool:
    """Whether a row has more than blanks: a space somebody left in the last row of a sheet makes no million of rows."""
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)


TIMES = ("from_time", "to_time")
_NEVER_KEPT = (*KEYS, "crime_reference")
"""Columns of which no value is kept: keyed hashes, and references that become numbers of our own."""
_OWN = (*KEYS, "postcode", "crime_reference", *TIMES)


def _checked(text: str, role: str, number: int, found: EventText) -> str:
    if role in KEYS:
        if text and not KEYED_HASH.fullmatch(text):
            raise refused(
                f"Row {number}: the column that the mapping names as {role} holds something else than a keyed hash of 64 "
                "hexadecimal digits.",
                "Ask the supplier to run `saferplan hash` on the column, with a key that stays there.",
            )
        return text.lower()
    if role == "crime_reference":
        return found.crimes.number_of(text)
    if role == "postcode":
        outward = OUTWARD_POSTCODE.fullmatch(text)
        return outward[1].upper() if outward else ""
    if role in TIMES:
        if text.casefold() not in NO_TIME and not is_time(text):
            found.untold[role, number] = text
        return text
    if found.swapped[role].see(text, number):
        if role not in found.american and AMERICAN_DATE.match(text):
            found.american[role] = number
        if role not in found.year_day and YEAR_DAY_DATE.match(text):
            found.year_day[role] = number
    return text
