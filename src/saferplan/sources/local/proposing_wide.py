"""A sheet of figures with periods side by side, in one row of headings or as a year above its quarters or months.

A part is never taken for the whole: where a period stands above several columns, or above something that may be a part of
it, both rows have to be read, or the sheet is refused with the cells named.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.base.periods import PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Cell, NotReadableError, address, is_blank, words
from saferplan.sources.local.heading_cells import (
    columns_below,
    comma_hint,
    is_figure,
    is_finer,
    joined,
    stacked_headings,
)
from saferplan.sources.local.period_order import refuse_heading_order
from saferplan.sources.local.period_parts import is_row_of_figures, period_key
from saferplan.sources.local.period_words import CADENCES, kind_of_period, read_period
from saferplan.sources.local.proposal import FEWEST_ACROSS, Proposal, distinct, is_percent, is_value, may_be_called
from saferplan.sources.local.proposing_across import cadence_across
from saferplan.sources.local.proposing_periods import filled_down
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError, Workbook
from saferplan.sources.local.total_words import is_total

_OF_THE_WHOLE = {
    "actual",
    "outturn",
    "result",
    "number",
    "no",
    "no.",
    "value",
    "count",
    "full year",
    "annual",
    "total",
    "%",
    "£",
    "#",
}
"""What may stand below a period and is all of it."""


@dataclass(frozen=True)
class Across:
    """Headings in one row or two: what stands above each column, and the columns above which it is a period."""

    sheet: Sheet
    first: int
    last: int
    cells: Mapping[int, tuple[Cell, ...]]
    kinds: Mapping[int, PeriodType]

    @property
    def commonest(self) -> PeriodType:
        """The kind that most of them are; of two that are as many the shorter."""
        counted = Counter(self.kinds.values())
        return max(CADENCES, key=lambda kind: (counted[kind], -CADENCES.index(kind)))

    @property
    def cadence(self) -> PeriodType:
        """The kind of them, or what their months are the ends of. Raises UnreadableFileError where that cannot be told."""
        keys = {column: period_key(self.cells[column]) for column in self.periods}
        return cadence_across(self.sheet, (self.first, self.last), keys, self.commonest)

    @property
    def periods(self) -> list[int]:
        return [column for column, kind in self.kinds.items() if kind is self.commonest]

    def said(self, column: int) -> str:
        return joined(self.cells[column])


def across_of(sheet: Sheet, first: int, last: int, from_1904: bool) -> Across:
    """The headings in rows `first` to `last`."""
    cells = stacked_headings(sheet, first, last)
    kinds = {column: kind_of_period(period_key(said), from_1904) for column, said in cells.items()}
    if first < last and is_row_of_figures(sheet, last):
        kinds = {}  # a row of figures below a row of headings: "Apr" over 16 is no month
    if first == last:  # the other columns of a merged cell have no heading of their own
        kinds = {column: None if is_blank(sheet.cell(last, column)) else kind for column, kind in kinds.items()}
    return Across(sheet, first, last, cells, {column: kind for column, kind in kinds.items() if kind})


def wide_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """A row of which several cells are periods, by themselves or with a year above them, and labels on the left.

    Raises UnreadableFileError where periods stand above columns of which nobody can tell what they are.
    """
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        single = across_of(sheet, row, row, workbook.from_1904)
        if len(single.kinds) >= FEWEST_ACROSS and has_figures_below(single):
            return one_table(single, workbook.from_1904)
        double = across_of(sheet, row - 1, row, workbook.from_1904)
        if row - 1 in sheet.rows and len(double.kinds) >= FEWEST_ACROSS:
            return _proposal(double)
    return None


def one_table(single: Across, from_1904: bool) -> Proposal:
    """The proposal of headings in a row, or in that and the next. Raises UnreadableFileError."""
    return _proposal(_whole(single, across_of(single.sheet, single.last, single.last + 1, from_1904)))


def has_figures_below(across: Across) -> bool:
    """Whether figures or marks stand below the periods: else they are a row of a long sheet that has several columns of days."""
    below = [
        cells[column]
        for row, cells in across.sheet.rows.items()
        if row > across.last
        for column in across.kinds
        if column in cells
    ]
    return 2 * sum(map(is_value, below)) >= len(below) > 0


def _whole(single: Across, double: Across) -> Across:
    """The headings in one row, or in two where the second says of which part of a period each column is."""
    finer = [column for column, kind in double.kinds.items() if is_finer(kind, single.kinds.get(column))]
    several = {column: columns_below(single.sheet, single.last, single.last, column) for column in single.periods}
    for column, right in several.items():
        columns = sorted({column, *right, *_merged_with(single, column)})
        if not (finer and double.kinds.keys() & set(columns)):
            _refuse_part(single, columns, has_several=bool(right))
    if finer and not any(several.values()) and _is_labelled(single, finer[0]):
        _refuse_part(single, finer[:1], has_several=True)
    return double if finer else single


def _merged_with(single: Across, column: int) -> list[int]:
    owner = single.sheet.merged.get((single.last, column))
    return [place for (row, place), first in single.sheet.merged.items() if first == owner and row == single.last]


def _is_labelled(single: Across, column: int) -> bool:
    """Whether something stands on the left of the row below, under a heading: it may be a row of figures."""
    cells = [single.sheet.rows[row] for row in (single.last, single.last + 1)]
    return any(place < column for place in cells[0].keys() & cells[1].keys())


def _refuse_part(single: Across, columns: Sequence[int], *, has_several: bool) -> None:
    """Raises UnreadableFileError where a period stands above several columns, or above what may be a part of it."""
    sheet, row = single.sheet, single.last + 1
    below = sheet.rows.get(row, {})
    said = {
        place: text for place in columns
        if place in below and not is_value(below[place]) and (text := words(below[place])).casefold() not in _OF_THE_WHOLE
    }  # fmt: skip
    above = f"“{single.said(columns[0])}” in {address(single.last, columns[0])}"
    is_row_of_headings = not any(is_figure(cell) for cell in below.values())
    if said and is_row_of_headings and (has_several or not _is_labelled(single, columns[0])):
        place, text = next(iter(said.items()))
        raise refused_sheet(
            sheet, f"“{text}” in {address(row, place)}, below {above}, is no part of it that can be read."
        )
    if has_several:
        first, last = address(row, columns[0]), address(row, columns[-1])
        raise refused_sheet(
            sheet,
            f"{above} stands above several columns, {first} to {last}: which part each is cannot be told.{comma_hint(sheet)}",
        )


def refused_sheet(sheet: Sheet, reason: str) -> UnreadableFileError:
    return UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {reason}", _WAY_OUT))


_WAY_OUT = (
    "Have each column headed by its period, such as Q1 2024/25. Where indicators or areas stand below the periods, write the "
    'mapping by hand with heading_rows = 2 and across = ["period", "indicator"] or ["period", "area"]; what stands down the side '
    "is then named as category, area or indicator under [columns]: see docs/how-to/local-indicators.md."
)


def _refuse_twice(found: Across) -> None:
    """Raises UnreadableFileError where one period stands above several columns: something else tells them apart."""
    first: dict[str, int] = {}
    for column in found.periods:
        label = read_period(period_key(found.cells[column]), found.commonest).label
        if label in first:
            one, other = address(found.last, first[label]), address(found.last, column)
            raise refused_sheet(found.sheet, f"“{found.said(column)}” stands above two columns, {one} and {other}.")
        first[label] = column


def _refuse_disorder(across: Across) -> None:
    """Raises UnreadableFileError where a year may stand above the wrong columns."""
    if across.last == across.first:
        return
    kinds = {column: period_key(cells) for column, cells in across.cells.items()}
    try:
        refuse_heading_order(across.sheet, across.first, across.last, kinds)
    except NotReadableError as error:
        problem = Problem(f"Sheet “{across.sheet.name}”: {error.reason}", error.way_out)
        raise UnreadableFileError(problem) from error


def _proposal(across: Across) -> Proposal:
    _refuse_twice(across)
    periods = across.periods
    _refuse_disorder(across)
    labels = [column for column in across.cells if column < periods[0] and column not in across.kinds]
    columns = label_columns_of(across, labels)
    ignored = [
        across.said(column) for column in across.cells
        if column not in periods and column not in columns.values() and not is_total(across.said(column))
    ]  # fmt: skip
    named = {role: own_heading(across, column) for role, column in columns.items()}
    found = Proposal({"layout": "wide", "across": ["period"]}, named, cadence=across.cadence, row=across.last)
    if across.last > across.first:
        found.layout["heading_rows"] = 2
    if not named:  # where a heading is named the row is searched for, and may move
        found.layout["heading_row"] = across.first
    if ignored:
        found.layout["ignore"] = list(dict.fromkeys(ignored))
    rows = [row for row in across.sheet.rows if row > across.last and _has_figures(across, row)]
    if filled := filled_down(across.sheet, columns, rows):
        found.layout["fill_down"] = filled
    found.headings = {column: across.said(column) for column in across.cells}
    found.roles = {column: role for role, column in columns.items()} | dict.fromkeys(periods, "value")
    if "indicator" in columns:
        _note_indicators(across, found, columns["indicator"])
    found.lines = _lines(across, found)
    return found


def _has_figures(across: Across, row: int) -> bool:
    return any(not is_blank(across.sheet.cell(row, place)) for place in across.periods)


def own_heading(across: Across, column: int) -> str:
    """The heading of a column of labels: its own lowest cell, for what stands above it may belong to its neighbour too."""
    own = [
        cell for row in range(across.first, across.last + 1) if not is_blank(cell := across.sheet.filled(row, column))
    ]
    return words(own[-1]) if own else ""


def label_columns_of(across: Across, labels: Sequence[int]) -> dict[str, int]:
    """The columns of areas and of indicators, of those on the left that hold words."""
    found: dict[str, int] = {}
    for column in labels:
        below = [cells[column] for row, cells in across.sheet.rows.items() if row > across.last and column in cells]
        if (name := own_heading(across, column)) and 2 * sum(map(is_figure, below)) <= len(below):
            found.setdefault("area" if may_be_called("area", name) else "indicator", column)
    return found


def _note_indicators(across: Across, found: Proposal, column: int) -> None:
    sheet, periods = across.sheet, across.periods
    rows = [row for row in sheet.rows if row > across.last and _has_figures(across, row)]
    labelled = [(words(sheet.filled(row, column)), row) for row in rows]
    found.indicators = distinct(label for label, _ in labelled)
    found.percentages = {label for label, row in labelled if is_percent(sheet.cell(row, place) for place in periods)}


def _lines(across: Across, found: Proposal) -> list[str]:
    sheet, row, periods = across.sheet, across.last, across.periods
    lines = [f"Sheet “{sheet.name}”: headings in row {row}."]
    if across.last > across.first:
        lines.append(f"Row {across.first} stands above it: “{across.said(periods[0])}” is one heading.")
    first, last = (f"“{words(sheet.cell(row, place))}”" for place in (periods[0], periods[-1]))
    return [
        *lines,
        *(f"Column “{name}”: the {role}." for role, name in found.columns.items()),
        f"Across, {address(row, periods[0])} to {address(row, periods[-1])}: {len(periods)} periods, from {first} to {last}."
        if len(periods) > 1
        else f"{address(row, periods[0])}: one period, {first}, above its values.",
        *(f"Column “{name}”: not read." for name in found.layout.get("ignore", [])),
    ]
