"""Case and coordinate files as SaTScan reads them: an identifier, cases and a date a line; an identifier and x and y a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from pathlib import Path

import numpy as np

from saferplan.base.errors import InputError
from saferplan.evidence.methods.missing import Floats, Ints

MOST_COLUMNS = 20_000
MOST_CELLS = 200_000_000
DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", re.ASCII)
LENGTH = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
WORD = re.compile(r'"([^"]*)"|([^\s,]+)')
MOST_DEGREES = 180
MOST_METRES = 1e9
THREE_WORDS = "Give three words a line, with spaces or commas between."
_NO_HEADINGS = " If the line holds headings, take it out."


class TimeUnit(StrEnum):
    """The unit of the windows."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def number_of(self, day: date) -> int:
        """Numbers that follow one another, one for each unit."""
        return {
            TimeUnit.DAY: day.toordinal(),
            TimeUnit.MONTH: day.year * 12 + day.month - 1,
            TimeUnit.YEAR: day.year,
        }[self]  # fmt: skip

    def first_day(self, number: int) -> date:
        """The day on which a unit begins."""
        if self is TimeUnit.DAY:
            return date.fromordinal(number)
        return date(number // 12, number % 12 + 1, 1) if self is TimeUnit.MONTH else date(number, 1, 1)

    def written(self, number: int) -> str:
        """A unit as the files write it: 2024/03/31, 2024/03, 2024."""
        letters = {TimeUnit.DAY: 10, TimeUnit.MONTH: 7, TimeUnit.YEAR: 4}[self]
        return self.first_day(number).isoformat().replace("-", "/")[:letters]

    def last_day(self, number: int) -> date:
        """The day on which a unit ends."""
        return self.first_day(number + 1) - timedelta(days=1)


@dataclass(frozen=True)
class CaseTable:
    """Counts by identifier and unit of time. `first` is the number of the first unit."""

    identifiers: tuple[str, ...]
    x: Floats
    y: Floats
    counts: Ints
    first: int
    unit: TimeUnit


def read_case_table(cases: Path, coordinates: Path, unit: TimeUnit) -> CaseTable:
    """Both files together. From the first unit that has a case to the last; InputError names file, line and value."""
    places = _coordinates(coordinates)
    number = {name: place for place, name in enumerate(places)}
    rows = list(_cases(cases, unit, number, coordinates))
    if not any(count for _, count, _ in rows):
        raise InputError(f"{cases.name}: no cases", "Give a file with an identifier, cases and a date on each line.")
    times = [time for _, count, time in rows if count]
    first, columns = min(times), max(times) - min(times) + 1
    if columns > MOST_COLUMNS or columns * len(places) > MOST_CELLS:
        longer = " or ".join(list(TimeUnit)[list(TimeUnit).index(unit) + 1 :])
        raise InputError(
            f"{cases.name}: {len(places):,} places × {columns:,} {unit}s are too many",
            f"Look for a mistyped date: they are from {unit.written(first)} to {unit.written(first + columns - 1)}."
            + (f" Or use a longer unit: --unit {longer}." if longer else ""),
        )
    counts = np.zeros((len(places), columns), dtype=np.int64)
    for place, count, time in rows:
        if count:
            counts[place, time - first] += count
    x, y = np.array(list(places.values()), dtype=float).T
    return CaseTable(tuple(places), x, y, counts, first, unit)


def _coordinates(path: Path) -> dict[str, tuple[float, float]]:
    """Metres (or any other length) of every identifier, in the order of the file."""
    places: dict[str, tuple[float, float]] = {}
    for line, words in _lines(path):
        where = f"{path.name}, line {line}"
        if len(words) != 3:
            raise InputError(f"{where}: {' '.join(words)!r} is not an identifier with x and y", THREE_WORDS)
        here = (_metres(words[1], f"{where}, x", line), _metres(words[2], f"{where}, y", line))
        if places.setdefault(words[0], here) != here:
            raise InputError(f"{where}: {words[0]} stands at two places", "Give each identifier one line.")
    if not places:
        raise InputError(f"{path.name}: no coordinates", "Give an identifier, x and y on each line.")
    if all(abs(x) <= MOST_DEGREES and abs(y) <= MOST_DEGREES for x, y in places.values()):
        raise InputError(
            f"{path.name}: every coordinate is within ±180, which looks like degrees",
            "Give eastings and northings in metres: distances between degrees are no distances.",
        )
    return places


def _cases(path: Path, unit: TimeUnit, number: Mapping[str, int], coordinates: Path) -> Iterator[tuple[int, int, int]]:
    """Place, cases and unit of time of each line."""
    for line, words in _lines(path):
        where = f"{path.name}, line {line}"
        if len(words) != 3:
            covariates = "; covariates are not taken: sum them first" if len(words) > 3 else ""
            raise InputError(
                f"{where}: {' '.join(words)!r} is not an identifier with cases and a date{covariates}",
                THREE_WORDS,
            )
        if words[0] not in number:
            raise InputError(
                f"{where}: {words[0]!r} is not in {coordinates.name}",
                f"Add its coordinates, or correct the name.{_NO_HEADINGS if line == 1 else ''}",
            )
        if not words[1].isascii() or not words[1].isdigit() or len(words[1]) > 9:
            raise InputError(f"{where}, cases: {words[1]!r} is not a whole number", "Give 0, 1, 2 and so on.")
        yield number[words[0]], int(words[1]), time_number(words[2], unit, where)


def time_number(word: str, unit: TimeUnit, where: str) -> int:
    """The number of a unit of time written as a day, a month or a year: 2024/03/31, 2024-03, 2024.

    More than the unit asks for may stand there; less is refused with InputError, as is what the calendar does not have and its
    last year, which has no day after.
    """
    found = DATE.fullmatch(word)
    parts = [part for part in found.groups() if part] if found else []
    needed = {TimeUnit.YEAR: 1, TimeUnit.MONTH: 2, TimeUnit.DAY: 3}[unit]
    if len(parts) < needed:
        form = unit.written(unit.number_of(date(2024, 3, 31)))
        raise InputError(f"{where}, date: {word!r} is not a {unit}", f"Write it as {form}, or choose another --unit.")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        if year == MAXYEAR:
            raise ValueError(word)
        return unit.number_of(date(year, month, day))
    except ValueError as error:
        raise InputError(f"{where}, date: {word!r} is not in the calendar", "Correct the date.") from error


def _metres(word: str, where: str, line: int) -> float:
    metres = float(word) if LENGTH.fullmatch(word) else np.inf
    if abs(metres) > MOST_METRES:
        raise InputError(
            f"{where}: {word!r} is not a coordinate", f"Give metres, such as 444500.{_NO_HEADINGS if line == 1 else ''}"
        )
    return metres


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Lines with anything on them, as words; in quotation marks a word may have spaces."""
    if path.is_dir():
        raise InputError(f"{path} is a folder", "Name the file in it.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"there is no file {path}", "Check the name.") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}", "Check that it is a file that you may read."
        ) from error
    except UnicodeDecodeError as error:
        place = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path.name}, line {place}: a byte cannot be read as text", "Save the file as plain text (UTF-8)."
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if words := [quoted or plain for quoted, plain in WORD.findall(line)]:
            yield number, words
