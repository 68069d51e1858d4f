"""A heading that stands above several columns of figures, with a second row of headings below it: which is meant nobody can tell.

Periods that do are refused as parts of a period; these are wards, measures or services above others (Noise: New, Closed).
"""

from collections.abc import Iterable, Sequence

from saferplan.sources.local.cells import NotReadableError, address, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.sheets import Sheet

FEWEST = 2


def refuse_shared_headings(sheet: Sheet, row: int, columns: Iterable[int]) -> None:
    """Raises NotReadableError where a heading in `row` above one of the columns of values stands above others too."""
    figures = _columns_of_figures(sheet, row)
    below = sheet.rows.get(row + 1, {})
    is_second = sum(column in below for column in figures) >= FEWEST and not any(map(is_figure, below.values()))
    for column in columns:
        shared = [each for each in figures if _is_shared(sheet, row, column, each, figures if is_second else [])]
        if len(shared) >= FEWEST:
            raise NotReadableError(
                f"“{words(sheet.filled(row, column))}” in {address(row, column)} stands above several columns of figures, "
                f"{address(row + 1, shared[0])} to {address(row + 1, shared[-1])}: which of them is meant cannot be told.",
                "Have one row of headings, each column with its own, as in “Noise: new” and “Noise: closed”.",
            )


def _columns_of_figures(sheet: Sheet, row: int) -> list[int]:
    return sorted({
        column for each, cells in sheet.rows.items() if each > row for column, cell in cells.items() if is_figure(cell)
    })  # fmt: skip


def _is_shared(sheet: Sheet, row: int, column: int, other: int, open_to: Sequence[int]) -> bool:
    """Whether a heading is that of another column too: merged with it, or next to it with none of its own."""
    if column == other or sheet.merged.get((row, other), (row, other)) == sheet.merged.get(
        (row, column), (row, column)
    ):
        return True
    between = range(min(column, other), max(column, other) + 1)
    return all(each in open_to and (each == column or is_blank(sheet.filled(row, each))) for each in between)
