"""A grid of figures: quarters or months down, years across; perhaps with a ward or a measure before them."""

from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.base.periods import PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import address, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.period_parts import (
    UNDECIDED_WAY_OUT,
    is_part,
    is_undecided,
    is_year,
    kind_of_bare_part,
)
from saferplan.sources.local.period_words import cadence_said
from saferplan.sources.local.proposal import Proposal, distinct, is_percent
from saferplan.sources.local.proposing_periods import filled_down, holds_parts, label_columns
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError
from saferplan.sources.local.total_words import is_total


@dataclass(frozen=True)
class Grid:
    """The row of years, their columns, and the column of the parts that stand beside the figures."""

    sheet: Sheet
    row: int
    years: list[int]
    part: int

    @property
    def below(self) -> list[int]:
        """Rows with figures."""
        return [
            row for row, cells in self.sheet.rows.items()
            if row > self.row and any(is_figure(cells[column]) for column in self.years if column in cells)
        ]  # fmt: skip

    def heading(self, column: int) -> str:
        return words(self.sheet.filled(self.row, column))


def grid_proposal(sheet: Sheet) -> Proposal | None:
    """Raises UnreadableFileError where the parts have no heading, or nobody can tell which months they are of."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        years = [column for column in sheet.rows[row] if is_year(sheet.cell(row, column))]
        if any(is_part(cell) or (is_figure(cell) and not is_year(cell)) for cell in sheet.rows[row].values()):
            continue  # a row of figures with their year
        grid = next((found for part in range(min(years, default=0)) if (found := _grid(sheet, row, years, part))), None)
        if grid:
            _refuse_unclear(grid)
            return _proposal(grid)
    return None


def _grid(sheet: Sheet, row: int, years: list[int], part: int) -> Grid | None:
    grid = Grid(sheet, row, years, part)
    below = grid.below
    is_numbered = cadence_said(grid.heading(part)) in (PeriodType.MONTH, PeriodType.QUARTER) and all(
        is_figure(sheet.filled(each, part)) for each in below
    )
    return grid if below and (holds_parts(sheet, part, below) or is_numbered) else None


def _refuse_unclear(grid: Grid) -> None:
    place, first = address(grid.row, grid.part), grid.below[0]
    if not grid.heading(grid.part):
        raise _refused(
            grid, f"nothing stands in {place}, above the quarters or months.", "Write Quarter or Month into it."
        )
    year, part = grid.sheet.cell(grid.row, grid.years[0]), grid.sheet.filled(first, grid.part)
    if is_undecided(year, part, cadence_said(grid.heading(grid.part))):
        shown = f"“{words(part)}” in {address(first, grid.part)} of “{words(year)}”"
        raise _refused(grid, f"which months {shown} is cannot be told.", UNDECIDED_WAY_OUT)


def _refused(grid: Grid, reason: str, way_out: str) -> UnreadableFileError:
    return UnreadableFileError(Problem(f"Sheet “{grid.sheet.name}”: {reason}", way_out))


def _cadence(grid: Grid) -> str:
    parts = [grid.sheet.filled(row, grid.part) for row in grid.below]
    kinds = [kind for each in parts if (kind := kind_of_bare_part(each))]
    return max(set(kinds), key=kinds.count) if kinds else cadence_said(grid.heading(grid.part)) or ""


def _proposal(grid: Grid) -> Proposal:
    sheet, headings = grid.sheet, {column: grid.heading(column) for column in grid.sheet.rows[grid.row]}
    before = [column for column in headings if column < grid.years[0] and column != grid.part]
    labels = label_columns(sheet, headings, before, grid.below)
    roles = {**labels, "period": grid.part}
    found = Proposal({"layout": "wide", "across": ["year"]}, {}, cadence=_cadence(grid), row=grid.row)
    found.columns = {role: grid.heading(column) for role, column in roles.items()}
    unread = [
        column for column in sheet.rows[grid.row]
        if column not in (*grid.years, *roles.values()) and not is_total(grid.heading(column))
    ]  # fmt: skip
    if unread:
        found.layout["ignore"] = [grid.heading(column) for column in unread]
    if filled := filled_down(sheet, roles, grid.below):
        found.layout["fill_down"] = filled
    found.headings = headings
    found.roles = {column: role for role, column in roles.items()} | dict.fromkeys(grid.years, "value")
    _note_indicators(grid, found, labels)
    found.lines = _lines(grid, found, unread)
    return found


def _note_indicators(grid: Grid, found: Proposal, labels: dict[str, int]) -> None:
    sheet = grid.sheet
    labelled = [
        (words(sheet.filled(row, labels["indicator"])) if "indicator" in labels else "", row) for row in grid.below
    ]
    found.indicators = distinct(label for label, _ in labelled)
    found.percentages = {label for label, row in labelled if is_percent(sheet.cell(row, each) for each in grid.years)}


def _lines(grid: Grid, found: Proposal, unread: Sequence[int]) -> list[str]:
    first, last = grid.years[0], grid.years[-1]
    return [
        f"Sheet “{grid.sheet.name}”: headings in row {grid.row}.",
        *(f"Column “{heading}”: the {role}." for role, heading in found.columns.items()),
        f"Across, {address(grid.row, first)} to {address(grid.row, last)}: {len(grid.years)} years, each above its figures.",
        *(f"Column “{grid.heading(column)}”: not read." for column in unread),
    ]
