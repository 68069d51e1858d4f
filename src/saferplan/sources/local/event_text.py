"""A supplier's events from XLSX, ODS or CSV to plain CSV under our names: the loader then does the only cast.

A million cells are read here, so nothing is judged but what must be: columns that look personal turn the whole file away,
keys must be keyed hashes, and of a postcode the inward part is gone before anything is written.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from saferplan.base.numerals import listed
from saferplan.sources.files import SAVE_AS_UTF8, Problem
from saferplan.sources.local.cells import same
from saferplan.sources.local.event_mapping import FLAGS, KEYS, EventColumns, EventMapping
from saferplan.sources.local.marks import is_from_1904
from saferplan.sources.local.personal import SAMPLE, looks_personal
from saferplan.sources.local.sheets import CSV_SHEET, DELIMITERS, READ_HERE, UnreadableFileError, said_plainly

ROLES = (*EventColumns.model_fields, *FLAGS)
SEARCHED_ROWS = 60
EVERY = 97  # beyond the first rows one in so many is looked at
DATES = ("from_date", "to_date", "reported")
_KEY = re.compile(r"[0-9a-fA-F]{64}")
_OUTWARD = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(?:\d[A-Z]{2})?", re.IGNORECASE)
_AMERICAN = re.compile(r"(0?\d|1[0-2])[/.-](1[3-9]|2\d|3[01])[/.-]\d{2,4}\b")


@dataclass
class EventText:
    """The rows as they were written, and what the sheet they stood in was like."""

    path: Path
    sheet: str
    heading_row: int
    rows: int = 0
    blank_lines: list[int] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    american: dict[str, int] = field(default_factory=dict)
    """Date columns that hold a date with the month first, with the row of the first."""
    from_1904: bool = False


def read_events(path: Path, rules: EventMapping, target: Path) -> EventText:
    """Write the mapped columns to `target`. Raises UnreadableFileError; no message holds a value of a personal column."""
    if path.suffix.lower() not in READ_HERE:
        raise _refused(f"Files that end in {path.suffix or 'nothing'} are not read.", "Save it as XLSX, ODS or CSV.")
    try:
        return _read_csv(path, rules, target) if path.suffix.lower() == ".csv" else _read_workbook(path, rules, target)
    except UnreadableFileError:
        target.unlink(missing_ok=True)
        raise


def _refused(reason: str, way_out: str, **place: Any) -> UnreadableFileError:
    return UnreadableFileError(Problem(reason, way_out, **place))


def _read_csv(path: Path, rules: EventMapping, target: Path) -> EventText:
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            head = opened.read(20_000)
            delimiter = max(DELIMITERS, key=lambda each: (head.count(each), -DELIMITERS.index(each)))
            opened.seek(0)
            found = _write_sheet(csv.reader(opened, delimiter=delimiter), CSV_SHEET, rules, target)
    except UnicodeDecodeError as error:
        raise _refused("The file is not UTF-8 text.", SAVE_AS_UTF8) from error
    except csv.Error as error:
        raise _refused(f"The file is no CSV: {error}.", "Save it again as CSV.") from error
    if isinstance(found, str):
        raise _refused(found, MOVED)
    return found


def _read_workbook(path: Path, rules: EventMapping, target: Path) -> EventText:
    from python_calamine import CalamineWorkbook

    with said_plainly(path):
        workbook = CalamineWorkbook.from_path(path)
        about = [each for each in workbook.sheets_metadata if str(each.typ).endswith(".WorkSheet")]
        names = [each.name for each in about if rules.sheet or str(each.visible).endswith(".Visible")]
        if rules.sheet and rules.sheet not in names:
            there = listed([f"“{name}”" for name in names])
            raise _refused(
                f"The mapping names a sheet “{rules.sheet}”, and the workbook has {there}.",
                "Correct `sheet` in the mapping.",
            )
        problem = "It has no sheet to read."
        for name in [rules.sheet] if rules.sheet else names:
            found = _write_sheet(workbook.get_sheet_by_name(name).iter_rows(), name, rules, target)
            if isinstance(found, EventText):
                found.from_1904 = is_from_1904(path)
                return found
            problem = found
    raise _refused(problem, MOVED)


MOVED = "Put the supplier's new heading into the mapping, under [columns] or [flags]."


def _write_sheet(rows: Iterable[Sequence[Any]], sheet: str, rules: EventMapping, target: Path) -> EventText | str:
    """The sheet written, or in words why it has not the mapping's headings."""
    numbered = iter(enumerate(rows, start=1))
    place = _find_headings(numbered, rules)
    if isinstance(place, str):
        return f"Sheet “{sheet}”: {place}"
    number, headings = place
    found = EventText(target, sheet, number)
    columns = _columns(headings, rules)
    watch = _Watch(headings, columns, rules)
    with target.open("w", encoding="utf-8", newline="") as opened:
        opened.write(",".join(ROLES) + "\n")
        _write_rows(numbered, opened, found, columns, watch)
    watch.refuse_personal()
    if not found.rows:
        raise _refused("It has headings and no rows below them.", "Ask the supplier for the rows.")
    found.unused = [each for place, each in enumerate(headings) if each and place not in columns.values()]
    return found


def _find_headings(numbered: Iterator[tuple[int, Sequence[Any]]], rules: EventMapping) -> tuple[int, list[str]] | str:
    wanted = list(rules.headings().values())
    nearest: tuple[int, list[str]] = (0, [])
    for number, row in numbered:
        headings = [_text(cell) for cell in row]
        held = sum(any(same(each, cell) for cell in headings) for each in wanted)
        if held == len(wanted) and rules.heading_row in (None, number):
            return number, headings
        nearest = max(nearest, (held, headings), key=lambda each: each[0])
        if number >= SEARCHED_ROWS:
            break
    missing = next((each for each in wanted if not any(same(each, cell) for cell in nearest[1])), wanted[0])
    spare = [each for each in nearest[1] if each and not any(same(each, one) for one in wanted)][:12]
    there = f"unmapped are {listed([f'“{each}”' for each in spare])}" if nearest[0] and spare else "it is not there"
    return f"the mapping names a column “{missing}”, and {there}."


def _columns(headings: list[str], rules: EventMapping) -> dict[str, int]:
    found = {}
    for role, wanted in rules.headings().items():
        places = [place for place, heading in enumerate(headings) if same(heading, wanted)]
        if len(places) > 1:
            raise _refused(
                f"The heading “{wanted}” stands above {len(places)} columns.", "Give each a heading of its own."
            )
        found[role] = places[0]
    return found


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
            if place < len(row) and len(sample) < SAMPLE * 4 and (text := _text(row[place])):
                sample.append(text)

    def refuse_personal(self) -> None:
        known = frozenset(each.casefold() for each in self._rules.categories)
        for place in self._places:
            role, heading = self._role.get(place, ""), self._headings[place]
            if role not in KEYS and (what := looks_personal(heading, self._sample[place], role=role, known=known)):
                raise personal(heading, what)


def personal(heading: str, what: str) -> UnreadableFileError:
    called = f"“{heading}”" if heading else "without a heading"
    return _refused(
        f"The column {called} looks like {what}: personal data are not read.",
        "Delete the column and save the file again; or, if it is nothing of the kind, name it under `ignore_columns` in the "
        "mapping: it is then never read.",
        column=heading,
    )


def _write_rows(
    numbered: Iterator[tuple[int, Sequence[Any]]], opened: Any, found: EventText, columns: dict[str, int], watch: _Watch
) -> None:
    writer = csv.writer(opened, lineterminator="\n")
    places = [columns.get(role, -1) for role in ROLES]
    special = [(at, role) for at, role in enumerate(ROLES) if role in columns and (role in DATES or role in _OWN)]
    blanks = 0
    for number, row in numbered:
        if not any(cell != "" and cell is not None for cell in row):
            blanks += 1
            continue
        while blanks:  # only those that a row follows: a sheet may end in a million
            opened.write("\n")
            found.blank_lines.append(number - found.heading_row - blanks + 1)
            blanks -= 1
        width = len(row)
        texts = [_text(row[place]) if 0 <= place < width else "" for place in places]
        for at, role in special:
            texts[at] = _checked(texts[at], role, number, found)
        if found.rows < SAMPLE or not found.rows % EVERY:
            watch.see(row)
        if any(texts):
            writer.writerow(texts)
        else:
            opened.write(",".join(['""'] * len(ROLES)) + "\n")
        found.rows += 1


_OWN = (*KEYS, "postcode")


def _checked(text: str, role: str, number: int, found: EventText) -> str:
    if role in KEYS:
        if text and not _KEY.fullmatch(text):
            raise _refused(
                f"Row {number}: the column that the mapping names as {role} holds something else than a keyed hash of 64 "
                "hexadecimal digits.",
                "Ask the supplier to run `saferplan hash` on the column, with a key that stays there.",
            )
        return text.lower()
    if role == "postcode":
        outward = _OUTWARD.fullmatch(text)
        return outward[1].upper() if outward else ""
    if role not in found.american and _AMERICAN.match(text):
        found.american[role] = number
    return text


def _text(cell: Any) -> str:
    """A cell as text on one line: whole numbers without a fraction, days and times as ISO."""
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() else " ".join(cell.split())
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
