"""Years down and quarters or months across: each row is a year, perhaps with a ward or a measure before it."""

from collections.abc import Sequence

from saferplan.sources.files import Problem
from saferplan.sources.local.cells import address, is_blank, words
from saferplan.sources.local.heading_cells import stacked_headings
from saferplan.sources.local.period_parts import (
    UNDECIDED_WAY_OUT,
    is_part,
    is_row_of_figures,
    is_undecided,
    is_year,
    kind_of_bare_part,
    period_key,
)
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.proposal import FEWEST_ACROSS, Proposal, distinct, is_percent, is_value
from saferplan.sources.local.proposing_periods import filled_down, label_columns, years_down
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError
from saferplan.sources.local.total_words import is_total


def years_down_proposal(sheet: Sheet) -> Proposal | None:
    """Raises UnreadableFileError where quarters or months stand across and nothing says of which year, or from when it counts."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        parts = [column for column, cell in sheet.rows[row].items() if is_part(cell)]
        below = _rows_below(sheet, row, parts)
        if len(parts) < FEWEST_ACROSS or not below or _has_years_beside(sheet, row, parts):
            continue
        year = next((column for column in range(parts[0]) if _are_years(sheet, column, below)), None)
        if year is None or is_blank(sheet.filled(row, year)):
            shown = f"“{words(sheet.cell(row, parts[0]))}” in {address(row, parts[0])}"
            raise _refused(sheet, f"{shown} names no year.", _WAY_OUT)
        _refuse_undecided(sheet, row, parts, year, below)
        return _proposal(sheet, row, parts, year, below)
    return None


_WAY_OUT = "Have a column of years, headed Year, before it; or each heading written as Apr-24 or Q1 2024/25."


def _rows_below(sheet: Sheet, row: int, parts: Sequence[int]) -> list[int]:
    """Rows in which values or marks stand below the parts."""
    return [
        each for each, cells in sheet.rows.items()
        if each > row and (said := [cells[column] for column in parts if column in cells]) and all(map(is_value, said))
    ]  # fmt: skip


def _has_years_beside(sheet: Sheet, row: int, parts: Sequence[int]) -> bool:
    """Whether a row of years stands above or below the parts: then both are headings."""
    for first in (row - 1, row):
        cells = stacked_headings(sheet, first, first + 1)
        years = [column for column in parts if any(is_year(each) for each in cells.get(column, ()))]
        kinds = [column for column in years if kind_of_period(period_key(cells[column]))]
        if len(kinds) >= FEWEST_ACROSS and not is_row_of_figures(sheet, first + 1):
            return True
    return False


def _are_years(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    said = [cell for row in rows if not is_blank(cell := sheet.cell(row, column)) and not is_total(words(cell))]
    return 2 * sum(map(is_year, said)) > len(said) > 0


def _refuse_undecided(sheet: Sheet, row: int, parts: Sequence[int], year: int, below: Sequence[int]) -> None:
    part, first = sheet.cell(row, parts[0]), years_down(sheet, year, below)[0]
    if is_undecided(first, part, None):
        shown = f"“{words(part)}” in {address(row, parts[0])} of “{words(first)}”"
        raise _refused(sheet, f"which months {shown} is cannot be told.", UNDECIDED_WAY_OUT)


def _refused(sheet: Sheet, reason: str, way_out: str) -> UnreadableFileError:
    return UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {reason}", way_out))


def _proposal(sheet: Sheet, row: int, parts: Sequence[int], year: int, below: Sequence[int]) -> Proposal:
    headings = {column: words(sheet.filled(row, column)) for column in sheet.rows[row]}
    before = [column for column in headings if column < parts[0] and column != year]
    roles = {**label_columns(sheet, headings, before, below), "year": year}
    kinds = [kind for column in parts if (kind := kind_of_bare_part(sheet.cell(row, column)))]
    found = Proposal({"layout": "wide", "across": ["period"]}, {}, cadence=max(set(kinds), key=kinds.count), row=row)
    found.columns = {role: headings[column] for role, column in roles.items()}
    unread = [
        heading for column, heading in headings.items()
        if column not in (*parts, *roles.values()) and not is_total(heading)
    ]  # fmt: skip
    if unread:
        found.layout["ignore"] = unread
    if filled := filled_down(sheet, roles, below):
        found.layout["fill_down"] = filled
    found.headings = headings
    found.roles = {column: role for role, column in roles.items()} | dict.fromkeys(parts, "value")
    labels = [(words(sheet.filled(each, roles["indicator"])) if "indicator" in roles else "", each) for each in below]
    found.indicators = distinct(label for label, _ in labels)
    found.percentages = {label for label, each in labels if is_percent(sheet.cell(each, column) for column in parts)}
    found.lines = [
        f"Sheet “{sheet.name}”: headings in row {row}.",
        *(f"Column “{heading}”: the {role}." for role, heading in found.columns.items()),
        f"Across, {address(row, parts[0])} to {address(row, parts[-1])}: {len(parts)} parts of the year of each row.",
        *(f"Column “{heading}”: not read." for heading in unread),
    ]
    return found
