"""Where the table of a sheet stands: its headings below the notes, and what each column is by the mapping."""

from dataclasses import dataclass, field

from saferplan.base.numerals import listed
from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import BLANK, Cell, NotReadableError, address, is_blank, same, words
from saferplan.sources.local.figure_gate import may_list
from saferplan.sources.local.heading_cells import is_finer, joined, refuse_parts, stacked_headings
from saferplan.sources.local.mapping import IndicatorMapping
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.period_order import refuse_heading_order
from saferplan.sources.local.period_parts import kind_of_bare_part, period_key
from saferplan.sources.local.period_spans import refuse_unread_end
from saferplan.sources.local.personal import WITHHELD, shown_label
from saferplan.sources.local.shared_headings import refuse_shared_headings
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet
from saferplan.sources.local.split_columns import refuse_unread_split

SHOWN_HEADINGS = 12


class NoHeadingsError(NotReadableError):
    """None of the headings is there: the sheet may be one of notes."""


@dataclass(frozen=True)
class Found:
    """The table of a sheet: the rows of its headings, the columns that are named, and those across."""

    first_row: int
    last_row: int
    columns: dict[str, int]
    across: dict[int, tuple[Cell, ...]]
    """Wide sheets: what stands above each column of values, one cell for each of the mapping's `across`."""
    unused: dict[int, str]
    """Columns that nothing is read from, with their heading."""
    headings: dict[int, str]
    """What stands above each column."""
    stated: Cell = BLANK
    """The period of all figures, where a title or name says it."""
    only: dict[int, str] = field(default_factory=dict)
    """Columns by which the figures are split, each with the one value whose rows are read."""

    @property
    def roles(self) -> dict[int, str]:
        """What each column that is read is; those across hold values."""
        named = {column: "indicator" if role == "category" else role for role, column in self.columns.items()}
        return named | dict.fromkeys(self.across, "value")


def find_table(sheet: Sheet, mapping: IndicatorMapping) -> Found:
    """Raises NotReadableError where a heading that the mapping names is not there, with those that are."""
    named = mapping.columns.named()
    last = _heading_row(sheet, mapping)
    first = last - mapping.heading_rows + 1
    headings = stacked_headings(sheet, first, last)
    columns = {role: _column(headings, heading) for role, heading in named.items()}
    if missing := [named[role] for role, column in columns.items() if column is None]:
        raise _moved(missing[0], headings, last)
    held = {role: column for role, column in columns.items() if column is not None}
    only = _only(headings, last, mapping)
    free = {column: cells for column, cells in headings.items() if column not in (*held.values(), *only)}
    across = {column: _keys(cells, mapping) for column, cells in free.items()} if mapping.layout == "wide" else {}
    ignored = [column for column in across if _is_ignored(joined(free[column]), mapping)]
    unused = {column: joined(cells) for column, cells in free.items() if column not in across or column in ignored}
    across = {column: keys for column, keys in across.items() if column not in ignored}
    refuse_parts(sheet, first, last, [column for column in across if {"period", "year"} & set(mapping.across)])
    if mapping.across == ["period"] and last > first:
        refuse_heading_order(sheet, first, last, {column: keys[0] for column, keys in across.items()})
    values = [column for role, column in held.items() if role in ("value", "numerator", "denominator")]
    refuse_shared_headings(sheet, last, [*values, *across])
    _refuse_unread_parts(sheet, last, unused, mapping)
    if "period_end" not in named:
        looked_at = {
            column: each
            for column, each in unused.items()
            if not any(same(each, one) for one in mapping.ignore_columns)
        }
        refuse_unread_end(
            sheet, last, held.get("period"), named.get("period", ""), looked_at, PeriodType(mapping.cadence)
        )
    named_all = {column: joined(cells) for column, cells in headings.items()}
    found = Found(first, last, held, across, unused, named_all, only=only)
    refuse_unread_split(sheet, last, unused, found.roles, mapping.ignore_columns)
    return found


def _only(headings: dict[int, tuple[Cell, ...]], last: int, mapping: IndicatorMapping) -> dict[int, str]:
    """The columns of which only rows of one value are read, each with it. Raises NotReadableError where one is not there."""
    found: dict[int, str] = {}
    for heading, value in mapping.only.items():
        if (column := _column(headings, heading)) is None:
            raise _moved(heading, headings, last)
        found[column] = value
    return found


def _refuse_unread_parts(sheet: Sheet, last: int, unused: dict[int, str], mapping: IndicatorMapping) -> None:
    """Raises NotReadableError where a column that is not read says of which quarter or month of a period a row is."""
    rows = [row for row in sheet.rows if row > last]
    for column, heading in unused.items():
        said = [cell for row in rows if not is_blank(cell := sheet.filled(row, column))]
        finer = [cell for cell in said if is_finer(kind_of_bare_part(cell), PeriodType(mapping.cadence))]
        if 2 * len(finer) > len(said) and not any(same(heading, each) for each in mapping.ignore_columns):
            place = address(next(row for row in rows if not is_blank(sheet.filled(row, column))), column)
            raise NotReadableError(
                f"“{words(finer[0])}” ({place}) below “{heading}” is a part of a {mapping.cadence.replace('_', ' ')}, and the "
                "mapping does not read it: each would be taken for the whole.",
                "Run `saferplan map` on the file; or, if it is to be passed over, name it under `ignore_columns`.",
            )


def _is_ignored(heading: str, mapping: IndicatorMapping) -> bool:
    return any(same(heading, each) for each in (*mapping.ignore, *mapping.ignore_columns))


def _heading_row(sheet: Sheet, mapping: IndicatorMapping) -> int:
    """The last row of the headings: as the mapping says, or where most of the named columns stand."""
    if mapping.heading_row is not None:
        return mapping.heading_row + mapping.heading_rows - 1
    wanted = list(mapping.columns.named().values())
    searched = list(sheet.rows)[:SEARCHED_ROWS]
    found = {row: _named_in(sheet, row, wanted) for row in searched}
    best = max(searched, key=lambda row: len(found[row]), default=0)
    if not best or not found[best]:
        raise NoHeadingsError(*_moved_words(wanted[0], _first_cells(sheet) if may_list(sheet) else [WITHHELD]))
    is_upper = mapping.heading_rows > 1 and all(is_blank(sheet.cell(best + 1, column)) for column in found[best])
    return best + is_upper


def _named_in(sheet: Sheet, row: int, wanted: list[str]) -> list[int]:
    """The columns of a row in which a named heading stands."""
    return [column for column, cell in sheet.rows[row].items() if any(same(cell, each) for each in wanted)]


def _column(headings: dict[int, tuple[Cell, ...]], heading: str) -> int | None:
    """The one column of this heading: all its rows joined, or else any one of them."""
    whole = [column for column, cells in headings.items() if same(joined(cells), heading)]
    parts = whole or [column for column, cells in headings.items() if any(same(cell, heading) for cell in cells)]
    if len(parts) > 1:
        raise NotReadableError(
            f"The heading “{heading}” stands above {len(parts)} columns.", "Give each column a heading of its own."
        )
    return parts[0] if parts else None


def _keys(cells: tuple[Cell, ...], mapping: IndicatorMapping) -> tuple[Cell, ...]:
    """One key for each of `across`; a single one is all rows of the heading together: 2016/17 over Apr."""
    if len(mapping.across) == len(cells):
        return cells
    if mapping.across == ["period"]:
        return (period_key(cells),)
    said = [cell for cell in cells if not is_blank(cell)]
    return (said[0] if len(said) == 1 else joined(cells) or BLANK,)


def _moved(heading: str, headings: dict[int, tuple[Cell, ...]], row: int) -> NotReadableError:
    there = [shown_label(joined(cells), UNREAD) for cells in headings.values()]
    return NotReadableError(*_moved_words(heading, there, f"row {row} has"))


def _first_cells(sheet: Sheet) -> list[str]:
    return [words(cell) for cells in list(sheet.rows.values())[:3] for cell in cells.values()]


def _moved_words(heading: str, there: list[str], where: str = "its first rows have") -> tuple[str, str]:
    said = f"{where} {listed([f'“{each}”' for each in there[:SHOWN_HEADINGS]])}" if there else "the sheet is empty"
    return (
        f"The mapping names a column “{heading}”, and {said}.",
        "Put the supplier's new heading into the mapping, or run `saferplan map` on the file.",
    )
