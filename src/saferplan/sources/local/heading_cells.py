"""Rows of headings as they stand: which cell belongs above which column, and headings that stand above several of them.

A year above its quarters may be merged, or stand in the first cell only. Where a heading stands above several columns of
values and nothing says which part of it each is, the sheet is refused: the first would be taken for the whole.
"""

from collections.abc import Iterable, Sequence

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import BLANK, Cell, NotReadableError, address, is_blank, words
from saferplan.sources.local.period_words import CADENCES, kind_of_period
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.values import read_value


def stacked_headings(sheet: Sheet, first: int, last: int) -> dict[int, tuple[Cell, ...]]:
    """The cells above each column. In all rows of headings but the last an empty cell belongs to the one on its left."""
    width = max((column for row in range(first, last + 1) for column in sheet.rows.get(row, {})), default=-1) + 1
    rows = []
    for row in range(first, last + 1):
        cells = [sheet.filled(row, column) for column in range(width)]
        rows.append(_carried(sheet, row, cells) if row < last else cells)
    stacked = {column: tuple(row[column] for row in rows) for column in range(width)}
    return {
        column: cells for column, cells in stacked.items()
        if not is_blank(sheet.filled(last, column)) or any(not is_blank(sheet.cell(r, column)) for r in range(first, last))
    }  # fmt: skip


def _carried(sheet: Sheet, row: int, cells: Sequence[Cell]) -> list[Cell]:
    """Empty cells filled from the left, but not beyond merged ones: there the sheet itself says what belongs together."""
    carried: list[Cell] = []
    open_to_the_right: Cell = BLANK
    for column, cell in enumerate(cells):
        if (row, column) in sheet.merged:
            open_to_the_right = BLANK
        elif is_blank(cell):
            cell = open_to_the_right
        else:
            open_to_the_right = cell
        carried.append(cell)
    return carried


def joined(cells: Iterable[Cell]) -> str:
    """The rows of one heading as one text, a word that is repeated once.

    >>> joined(("2016/17", "Q1")), joined(("Ward", "Ward"))
    ('2016/17 Q1', 'Ward')
    """
    kept: list[str] = []
    for cell in cells:
        if not is_blank(cell) and (not kept or words(cell) != kept[-1]):
            kept.append(words(cell))
    return " ".join(kept)


def is_finer(kind: PeriodType | None, than: PeriodType | None) -> bool:
    """Whether one kind of period is a part of the other: months of quarters, quarters of years."""
    return kind is not None and than is not None and CADENCES.index(kind) < CADENCES.index(than)


def columns_below(sheet: Sheet, first: int, last: int, column: int) -> list[int]:
    """The columns to the right of a heading that have none of their own, and in which figures stand: it is above all of them."""
    found: list[int] = []
    right = column + 1
    while _is_open(sheet, first, last, right) and _holds_figures(sheet, last, right):
        found.append(right)
        right += 1
    return found


def comma_hint(sheet: Sheet) -> str:
    """What else may be the cause of cells beside those of a heading in a CSV file."""
    return " A comma within a number that is not in quotation marks looks so too." if sheet.is_text else ""


def _is_open(sheet: Sheet, first: int, last: int, column: int) -> bool:
    return all(is_blank(sheet.cell(row, column)) for row in range(first, last + 1))


def _holds_figures(sheet: Sheet, last: int, column: int) -> bool:
    return any(row > last and column in cells and is_figure(cells[column]) for row, cells in sheet.rows.items())


def is_figure(cell: Cell) -> bool:
    """Whether a cell is a number; marks such as * or n/a are none."""
    try:
        return not is_blank(cell) and read_value(cell).number is not None
    except NotReadableError:
        return False


def refuse_parts(sheet: Sheet, first: int, last: int, columns: Iterable[int]) -> None:
    """Raises NotReadableError where a period stands above several columns of values, or above a part of it that is not read."""
    for column in columns:
        head, place = sheet.filled(last, column), address(last, column)
        if right := columns_below(sheet, first, last, column):
            raise NotReadableError(
                f"“{words(head)}” in {place} stands above several columns of values, {address(last + 1, column)} to "
                f"{address(last + 1, right[-1])}: which part of it each is cannot be told.{comma_hint(sheet)}",
                WAY_OUT,
            )
        below = sheet.cell(last + 1, column)
        if isinstance(below, str) and is_finer(kind_of_period(joined((head, below))), kind_of_period(head)):
            raise NotReadableError(
                f"“{words(below)}” in {address(last + 1, column)} is a part of “{words(head)}” above it.", WAY_OUT
            )


WAY_OUT = (
    "Run `saferplan map` on the file, or put heading_rows = 2 into the mapping where a second row of headings says it; else write "
    "a heading above each column."
)
