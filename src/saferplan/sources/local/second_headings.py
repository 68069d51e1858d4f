"""A second row of headings within a table: what stands below it is of its own periods or measures, and not of the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saferplan.sources.local.cells import Cell, address, is_blank, same, words
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.proposal import is_value
from saferplan.sources.local.sheets import Sheet

FEWEST = 2
SECOND = "A second row of headings."
AGAIN = "The headings again."


@dataclass(frozen=True)
class SecondHeadings:
    """Rows that repeat the headings, and the first that has others: from there on nothing is below the first headings."""

    again: frozenset[int] = frozenset()
    row: int = 0
    cell: str = ""
    said: str = ""

    def is_below(self, row: int) -> bool:
        return 0 < self.row < row

    @property
    def problem(self) -> tuple[str, str]:
        reason = f"Row {self.row} above it is a second row of headings (“{self.said}” in {self.cell}): it is not of the first."
        return (
            reason,
            "Have one table on a sheet, with all periods and measures in it; or each on a sheet and mapping of its own.",
        )


def second_headings(
    sheet: Sheet, last: int, roles: Mapping[int, str], headings: Mapping[int, str], *, is_single: bool
) -> SecondHeadings:
    """Rows of headings below the row `last`. Of headings in two rows none counts as a repetition: the upper may differ."""
    values = [column for column, role in roles.items() if role in ("value", "numerator", "denominator")]
    again: set[int] = set()
    for row, cells in sheet.rows.items():
        said = {column: cells[column] for column in values if column in cells}
        if row <= last or not said or any(map(is_value, said.values())):
            continue
        labels = [
            column for column in roles if column not in values and same(cells.get(column, ""), headings.get(column, ""))
        ]
        if not (_are_periods(said.values()) or (labels and all(isinstance(each, str) for each in said.values()))):
            continue
        others = [column for column, cell in said.items() if not same(cell, sheet.filled(last, column))]
        others += [
            column for column in roles
            if column not in values and _is_other(cells, headings, column) and _names_again(sheet, last, row, column)
        ]  # fmt: skip
        if is_single and not others:
            again.add(row)
        else:
            column = (others or list(said))[0]
            return SecondHeadings(frozenset(again), row, address(row, column), words(cells[column]))
    return SecondHeadings(frozenset(again))


def _is_other(cells: Mapping[int, Cell], headings: Mapping[int, str], column: int) -> bool:
    """Whether labels are headed by another word than above: “Children”, where the first table's are headed “Adults”."""
    cell = cells.get(column, "")
    return not is_blank(cell) and not same(cell, headings.get(column, ""))


def _names_again(sheet: Sheet, last: int, row: int, column: int) -> bool:
    """Whether a label of the first table stands below a row too: it is of the other group there, and not the same figure."""
    labels = {
        each: words(cells[column]).casefold() for each, cells in sheet.rows.items() if each > last and column in cells
    }
    return bool(
        {said for each, said in labels.items() if each < row} & {said for each, said in labels.items() if each > row}
    )


def _are_periods(cells: Iterable[Cell]) -> bool:
    said = [cell for cell in cells if not is_blank(cell)]
    return len(said) >= FEWEST and all(map(_is_period, said))


def _is_period(cell: Cell) -> bool:
    """A period in words, or a first of a month, as a spreadsheet keeps Apr-16; other days may be values that it spoilt."""
    if isinstance(cell, date):
        return cell.day == 1
    return isinstance(cell, str) and (is_part(cell) or kind_of_period(cell) is not None)
