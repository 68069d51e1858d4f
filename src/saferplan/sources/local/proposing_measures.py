"""Periods side by side, each above the same measures (New cases, Closed), and perhaps categories or wards down the side."""

import re
from collections.abc import Sequence
from itertools import pairwise

from saferplan.sources.local.cells import address, is_blank, words
from saferplan.sources.local.mapping import BETWEEN
from saferplan.sources.local.measure_units import says_percent
from saferplan.sources.local.period_parts import is_part, is_row_of_figures
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.proposal import FEWEST_ACROSS, Proposal, distinct, is_percent
from saferplan.sources.local.proposing_periods import filled_down
from saferplan.sources.local.proposing_side import says_about
from saferplan.sources.local.proposing_wide import Across, across_of, label_columns_of, own_heading
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, Workbook
from saferplan.sources.local.total_words import is_total

FEWEST = 2
_NO_MEASURE = re.compile(
    r"\b(?:actual|outturn|forecast|plan(?:ned)?|budget|estimated?|revised|provisional|first|second|h[12]|half|part)\b|\d",
    re.IGNORECASE,
)
"""Words below a period that are no measure of their own: what kind of figure it is, or a part of the period."""
_WORD = re.compile(r"[A-Za-z]+")


def measures_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """None where the words below the periods are not the same below each, or may say something else than what is counted."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        single = across_of(sheet, row, row, workbook.from_1904)
        if len(single.kinds) < FEWEST_ACROSS or row + 1 not in sheet.rows or is_row_of_figures(sheet, row + 1):
            continue
        groups = _groups(single) or [[]]
        measures = [words(sheet.cell(row + 1, column)) for column in groups[0]]
        alike = all([words(sheet.cell(row + 1, column)) for column in group] == measures for group in groups)
        if alike and len(set(measures)) == len(measures) >= FEWEST and all(map(_is_measure, measures)):
            return _proposal(across_of(sheet, row, row + 1, workbook.from_1904), groups, single)
    return None


def _groups(single: Across) -> list[list[int]]:
    """The columns that stand below each period: its own, and those on its right without a heading of theirs."""
    sheet, row = single.sheet, single.last
    width = max(sheet.rows[row + 1]) + 1
    starts = [column for column in range(width + 1) if column == width or not is_blank(sheet.cell(row, column))]
    return [
        [column for column in range(start, end) if column in sheet.rows[row + 1]]
        for start, end in pairwise(starts) if start in single.periods
    ]  # fmt: skip


def _is_measure(label: str) -> bool:
    is_time = kind_of_period(label) is not None or any(is_part(each) for each in _WORD.findall(label))
    return not (is_time or is_total(label) or says_about(label) or _NO_MEASURE.search(label)) and len(label) > 1


def _proposal(across: Across, groups: Sequence[Sequence[int]], single: Across) -> Proposal | None:
    sheet, columns = across.sheet, [column for group in groups for column in group]
    labels = label_columns_of(across, [column for column in across.cells if column < columns[0]])
    roles = {"category" if role == "indicator" else role: column for role, column in labels.items()}
    if not roles:
        return None
    found = Proposal({"layout": "wide", "heading_rows": 2, "across": ["period", "indicator"]}, {}, row=across.last)
    found.columns = {role: own_heading(across, column) for role, column in roles.items()}
    found.cadence = single.cadence
    others = [column for column in across.cells if column not in (*columns, *roles.values())]
    if ignored := [across.said(column) for column in others if not is_total(across.said(column))]:
        found.layout["ignore"] = list(dict.fromkeys(ignored))
    rows = [row for row in sheet.rows if row > across.last and any(column in sheet.rows[row] for column in columns)]
    if filled := filled_down(sheet, roles, rows):
        found.layout["fill_down"] = filled
    found.headings = {column: across.said(column) for column in across.cells}
    found.roles = {column: "area" if role == "area" else "indicator" for role, column in roles.items()}
    found.roles |= dict.fromkeys(columns, "value")
    _note_indicators(found, across, columns, roles.get("category"), rows)
    found.lines = _lines(found, across, groups)
    return found


def _note_indicators(
    found: Proposal, across: Across, columns: Sequence[int], category: int | None, rows: Sequence[int]
) -> None:
    sheet = across.sheet
    cells = [(row, column) for row in rows for column in columns]
    called = {place: words(sheet.cell(across.last, place[1])) for place in cells}
    if category is not None:
        kinds = {row: words(sheet.filled(row, category)) for row in rows}
        called = {
            (row, column): f"{kinds[row]}{BETWEEN}{label}" for (row, column), label in called.items()
            if kinds[row] and not is_total(kinds[row])
        }  # fmt: skip
    found.indicators = distinct(called.values())
    found.percentages = {
        label for place, label in called.items() if says_percent(label) or is_percent([sheet.cell(*place)])
    }


def _lines(found: Proposal, across: Across, groups: Sequence[Sequence[int]]) -> list[str]:
    sheet, row = across.sheet, across.last
    measures = ", ".join(f"“{words(sheet.cell(row, column))}”" for column in groups[0])
    return [
        f"Sheet “{sheet.name}”: headings in rows {across.first} and {row}.",
        *(f"Column “{name}”: the {role}." for role, name in found.columns.items()),
        f"Across, {address(row, groups[0][0])} to {address(row, groups[-1][-1])}: {len(groups)} periods, each above {measures}.",
        'If these are areas, put across = ["period", "area"] into the mapping, and name the column on the left as indicator.',
        *(f"Column “{name}”: not read." for name in found.layout.get("ignore", [])),
    ]
