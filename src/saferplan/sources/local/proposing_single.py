"""A sheet of figures of one period: a single column is headed by it, and nothing beside it holds figures of its own."""

from saferplan.sources.local.cells import Cell, address, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.proposal import Proposal
from saferplan.sources.local.proposing_side import says_about
from saferplan.sources.local.proposing_wide import Across, across_of, has_figures_below, one_table, refused_sheet
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, Workbook


def single_period_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """The proposal of a row of headings of which one is a period, with labels on its left.

    Raises UnreadableFileError where another column holds figures: whether they are of that period nobody can tell.
    """
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        single = across_of(sheet, row, row, workbook.from_1904)
        if len(single.kinds) == 1 and has_figures_below(single) and _is_labelled(single):
            _refuse_others(single)
            return one_table(single, workbook.from_1904)
    return None


def _is_labelled(single: Across) -> bool:
    """Whether words stand on the left of the period in the rows that have a figure below it."""
    period = single.periods[0]
    rows = [cells for row, cells in single.sheet.rows.items() if row > single.last and period in cells]
    return any(column < period and _are_words(single, column) for row in rows for column in row)


def _are_words(single: Across, column: int) -> bool:
    below = _below(single, column)
    return 2 * sum(map(is_figure, below)) < len(below)


def _below(single: Across, column: int) -> list[Cell]:
    return [cells[column] for row, cells in single.sheet.rows.items() if row > single.last and column in cells]


def _refuse_others(single: Across) -> None:
    for column, heading in single.sheet.rows[single.last].items():
        below = _below(single, column)
        is_other = column not in single.kinds and 2 * sum(map(is_figure, below)) >= len(below) > 0
        if is_other and not says_about(words(heading)):
            period, other = address(single.last, single.periods[0]), address(single.last, column)
            raise refused_sheet(
                single.sheet,
                f"“{single.said(single.periods[0])}” in {period} is the only period, and figures stand below “{words(heading)}” "
                f"in {other} too: of which period they are cannot be told.",
            )
