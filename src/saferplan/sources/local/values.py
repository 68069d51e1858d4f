"""A value as partners write it: a number in one of its dresses, or a mark that says why there is none.

No mark is a zero. What is neither a number nor a known mark is refused, for a guess would be a figure.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from saferplan.sources.local.cells import Cell, Fault, NotReadableError, Percent, is_blank, words


class Status(StrEnum):
    """Whether there is a value, and if not, why."""

    GIVEN = "given"
    NIL = "nil"
    SUPPRESSED = "suppressed"
    BELOW_THRESHOLD = "below_threshold"
    NOT_APPLICABLE = "not_applicable"
    NOT_SUPPLIED = "not_supplied"


HAS_VALUE = (Status.GIVEN, Status.NIL)
_MARKS = {
    Status.SUPPRESSED: (
        "*", "**", "***", "c", "x", "s", "[c]", "[x]", "suppressed", "withheld", "supp", "supp.", "~", "#", "redacted",
    ),
    Status.NOT_APPLICABLE: ("n/a", "na", "#n/a", "not applicable", "[z]"),
    Status.NOT_SUPPLIED: (
        "", "-", "–", "—", "--", "..", "...", "…", ":", "tbc", "tba", "not supplied", "not available", "not known",
        "unknown", "no data", "missing", "awaited",
    ),
    Status.NIL: ("nil", "nil return"),
    Status.BELOW_THRESHOLD: ("below threshold", "low", "[low]"),
}  # fmt: skip
_STATUS_OF = {mark: status for status, marks in _MARKS.items() for mark in marks}
_GIVEN_WORDS = {
    "",
    "given",
    "final",
    "actual",
    "provisional",
    "revised",
    "ok",
    "ok.",
    "complete",
    "yes",
    "reported",
    "p",
    "r",
}
_NUMBER_WORDS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(\d+|{'|'.join(_NUMBER_WORDS)})"
_FLAG = r"\s*(?:\*+|†|‡|\[\w+\]|\(\w\))?"
"""What may stand behind a mark and says no more than it: <5*."""
_UNDER = re.compile(rf"(?:<|less than|under|fewer than|below)\s*{_COUNT}{_FLAG}")
_AT_MOST = re.compile(
    rf"(?:≤|<=|=<|up to|at most|no more than)\s*{_COUNT}{_FLAG}|{_COUNT} or (?:fewer|less|under|below){_FLAG}"
)
_FROM_TO = re.compile(rf"(?:between )?([01])\s*(?:[-–—−]|to|or|and)\s*{_COUNT}{_FLAG}")
MOST_OF_RANGE = 10
"""A range from nought or one to more than this is no mark of a small figure: 0-17 is an age."""
_NUMBER = re.compile(r"([-−]?)(£?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(\.\d+)?\s*(%|per ?cent)?", re.ASCII)
MARKS_TAKEN = "* (suppressed), <5 or 1-4, n/a, - or .. (not supplied), nil"


@dataclass(frozen=True)
class Said:
    """What a cell says: a number with its sign of money or percent, or a status without one."""

    status: Status
    number: float | None = None
    is_percent: bool = False
    is_money: bool = False


def told_by(mark: str) -> tuple[float, float] | None:
    """The least and the most that a mark says a figure may be, None for what is no such mark.

    >>> [told_by(each) for each in ("<5", "≤4", "1-4", "0 to 4", "Less than five", "<5*", "3-4", "*")]
    [(0.0, 4.0), (0.0, 4.0), (1.0, 4.0), (0.0, 4.0), (0.0, 4.0), (0.0, 4.0), None, None]
    """
    plain = mark.replace("\u00a0", " ").strip().casefold()
    if found := _UNDER.fullmatch(plain):
        return 0.0, max(_counted(found[1]) - 1, 0.0)
    if found := _AT_MOST.fullmatch(plain):
        return 0.0, _counted(found[1] or found[2])
    found = _FROM_TO.fullmatch(plain)
    if found and float(found[1]) < _counted(found[2]) <= MOST_OF_RANGE:
        return float(found[1]), _counted(found[2])
    return None


def _counted(words_or_digits: str) -> float:
    return float(_NUMBER_WORDS.index(words_or_digits) if words_or_digits in _NUMBER_WORDS else words_or_digits)


def read_value(cell: Cell) -> Said:
    """Raises NotReadableError for what is neither a number nor a known mark."""
    if isinstance(cell, Fault):
        raise NotReadableError(
            f"The formula gives {cell}, no value." if cell.startswith("#") else f"The formula has {cell}.",
            "Correct the formula in the supplier's workbook, let it calculate and save it again.",
        )
    if isinstance(cell, bool):
        raise NotReadableError("It is true or false, no number.", "Write a number.")
    if isinstance(cell, int | float):
        return Said(Status.GIVEN, float(cell), is_percent=isinstance(cell, Percent))
    if isinstance(cell, date | time | timedelta):
        raise NotReadableError(
            f"It is the date or time {words(cell)}, no number: spreadsheets make dates of texts such as 3-4.",
            "Format the cell as a number and write the value again.",
        )
    return _read_text(words(cell).replace("\u00a0", " "))


def _read_text(text: str) -> Said:
    plain = text.casefold()
    if status := _STATUS_OF.get(plain):
        return Said(status, 0.0 if status is Status.NIL else None)
    if told_by(plain):
        return Said(Status.BELOW_THRESHOLD)
    if plain.startswith("#"):
        raise NotReadableError(
            f"The formula gives {text}, no value.", "Correct the formula and save the workbook again."
        )
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise NotReadableError("It is no number and no known mark.", f"Write a number, or one of: {MARKS_TAKEN}.")
    minus, pound, digits, fraction, percent = found.groups()
    number = float(digits.replace(",", "").replace(" ", "") + (fraction or ""))
    return Said(Status.GIVEN, -number if minus else number, bool(percent), bool(pound))


def read_status(cell: Cell) -> Status:
    """What a column of statuses says; any word for a final or provisional figure is `given`. Raises NotReadableError."""
    text = words(cell).casefold()
    if is_blank(cell) or text in _GIVEN_WORDS:
        return Status.GIVEN
    if text.replace(" ", "_") in set(Status):
        return Status(text.replace(" ", "_"))
    if status := _STATUS_OF.get(text):
        return status
    if told_by(text):
        return Status.BELOW_THRESHOLD
    raise NotReadableError("It is no known status.", f"Write final, provisional, {', '.join(Status)}.")


def read_yes(cell: Cell) -> bool:
    """A column that says yes or no; empty is no. Raises NotReadableError."""
    text = words(cell).casefold()
    if text in ("yes", "y", "true", "1"):
        return True
    if text in ("", "no", "n", "false", "0"):
        return False
    raise NotReadableError("It is neither yes nor no.", "Write yes or no.")
