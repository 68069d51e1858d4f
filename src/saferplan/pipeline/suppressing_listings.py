"""Numbers taken out of what is listed of partners' files: what was refused, what was left out, what is noted of a file.

A refused cell keeps its address, so that whoever may open the file finds the number there. Where a supplier's figures are
suppressed no number of its files is listed, for a total, a change or a year to date may give one away; else only small ones go.
"""

import re
from collections.abc import Iterable
from typing import Any

from saferplan.base.periods import MONTH_NAMES
from saferplan.evidence.disclosure_control import Rule
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

Row = dict[str, Any]
NUMBER, TOTAL = "(a number: see the cell)", "(a total)"
_A_TOTAL = "A total, not shown: with it a suppressed figure could be worked out."
_TOTALS_DIFFER = "A total differs from the sum of its parts; with suppressed figures among them neither is shown."
_MONTHS = "|".join(f"{name}|{name[:3]}" for name in MONTH_NAMES)
_A_DATE = "It is the date or time "
_SUCH_A_DATE = "It is a date or time, no number: spreadsheets make dates of texts that look like one."
_KEPT = (
    r"“[A-Za-z][^”]*[A-Za-z]{2}[^”]*”",
    rf"\b(?:{_MONTHS})(?:[ -]\d{{4}}|-\d{{2}})\b",
    r"\b\d{4}[/-]\d{2}(?:\d{2}|[/-]\d{2})?\b(?:[ T]\d{2}:\d{2}(?::\d{2})?)?",
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b",
    r"\b(?:rows?|lines?|columns?|sheets?) \d+(?: (?:to|and) \d+)?",
    r"\b(?:Q|quarter )[1-4](?:[ ,-]+\d{2,4}(?:/\d{2,4})?)?\b",
)
"""Labels in quotation marks, periods, days and places in a file."""
_NUMBERS = re.compile(
    rf"(?P<kept>{'|'.join(_KEPT)})|(?<![A-Za-z\d])(?P<number>(?:(?<!\S)[-−])?\d+(?:[.,\u00a0]?\d+)*%?)", re.IGNORECASE
)
_ANOTHER = re.compile(r"(?<=for the same indicator, area and period: )(?P<said>.*?)(?= in (?P<address>.*!))", re.DOTALL)


def redact(engine: Engine, rule: Rule, sources: Iterable[str]) -> None:
    """Take small numbers out of what is listed of partners' files, and of these sources all."""
    wholly = set(sources)
    with_people = engine.tuples("SELECT DISTINCT source_id FROM local_indicator WHERE suppress_below IS NOT NULL")
    looked_at = wholly | {source_id for (source_id,) in with_people}
    for file in engine.rows("SELECT file_id, source_id, note FROM input_file ORDER BY file_id"):
        if file["source_id"] in looked_at:
            _redact_file(engine, file, rule, file["source_id"] in wholly)


def _redact_file(engine: Engine, file: Row, rule: Rule, is_whole: bool) -> None:
    for table, cell in (("refusal", "value"), ("local_left_out", "said")):
        rows = engine.rows(f"SELECT * FROM {table} WHERE file_id = ?", [file["file_id"]])
        listed = [_listed(row, cell, rule, is_whole) for row in rows]
        if listed != rows:
            engine.run(f"DELETE FROM {table} WHERE file_id = ?", [file["file_id"]])
            engine.insert(all_tables()[table], [tuple(row.values()) for row in listed])
    if file["note"] and (note := _noted(file["note"], rule, is_whole)) != file["note"]:
        engine.run("UPDATE input_file SET note = ? WHERE file_id = ?", [note, file["file_id"]])


def _listed(row: Row, cell: str, rule: Rule, is_whole: bool) -> Row:
    """A line of a list as the edition holds it."""
    said, reason = row[cell] or "", row["reason"]
    if reason.startswith("A total of ") and (
        is_whole or without_numbers(f"{said} {reason}", rule, False) != f"{said} {reason}"
    ):
        return row | {cell: TOTAL, "reason": _A_TOTAL}
    if reason.startswith(_A_DATE):
        return row | {cell: NUMBER, "reason": _SUCH_A_DATE}
    is_told = without_numbers(said, rule, is_whole) != said
    return row | {cell: NUMBER if is_told else row[cell], "reason": _reason(reason, rule, is_whole)}


def _reason(reason: str, rule: Rule, is_whole: bool) -> str:
    """Why a cell was refused; where another file says otherwise, its address stays as it is."""
    another = _ANOTHER.search(reason)
    if not another:
        return without_numbers(reason, rule, is_whole)
    is_told = without_numbers(another["said"], rule, is_whole) != another["said"]
    return f"{reason[: another.start()]}{NUMBER if is_told else another['said']}{reason[another.end() :]}"


def _noted(note: str, rule: Rule, is_whole: bool) -> str:
    if "A total of " in note and (is_whole or without_numbers(note, rule, False) != note):
        return _TOTALS_DIFFER
    return without_numbers(note, rule, is_whole)


def without_numbers(text: str, rule: Rule, is_whole: bool) -> str:
    """A text without its numbers if one of them is small, or in any case; periods and places in a file stay.

    >>> without_numbers("-5 lies outside what Victims can be: see row 7 of Q1 2016/17.", Rule(), True)
    '(a number: see the cell) lies outside what Victims can be: see row 7 of Q1 2016/17.'
    >>> without_numbers("3 of 2 is more than all.", Rule(), False)
    '(a number: see the cell) of (a number: see the cell) is more than all.'
    >>> without_numbers("0.12 may be 12% or 0.12%.", Rule(), False)
    '0.12 may be 12% or 0.12%.'
    """
    numbers = [found["number"] for found in _NUMBERS.finditer(text) if found["number"]]
    if not is_whole and not any(_is_small(number, rule) for number in numbers):
        return text
    return _NUMBERS.sub(lambda found: found["kept"] or NUMBER, text)


def _is_small(number: str, rule: Rule) -> bool:
    """Whether a number may be a small count: percentages and fractions are none."""
    digits = re.sub(r"[-−,\u00a0]", "", number)
    return digits.isdigit() and rule.is_small(float(digits))
