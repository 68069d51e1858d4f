"""What keeps a row of figures from being read whatever it says: its cells have moved, or other headings stand above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import is_blank, same, words
from saferplan.sources.local.entries import Entry
from saferplan.sources.local.headings import Found
from saferplan.sources.local.mapping import IndicatorMapping
from saferplan.sources.local.part_years import OTHER_YEAR
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.said_beside import Beside, said_beside
from saferplan.sources.local.second_headings import AGAIN, SECOND, SecondHeadings, second_headings
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.stray_cells import rows_beyond

NOTE = "A note, or a line without a figure."


class Aside(Exception):  # noqa: N818 - no fault: a note, or a line without a figure
    """The entry is no value and was not meant to be one."""


class Wrong(Exception):  # noqa: N818 - what is wrong, with the role of the cell it stands in
    """The entry has a figure that cannot be used."""

    def __init__(self, role: str, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.role, self.reason, self.way_out = role, reason, way_out


@dataclass(frozen=True)
class RowChecks:
    """The rows of a table that cannot be read, and those that are headings again."""

    beyond: Mapping[int, tuple[str, str]]
    second: SecondHeadings
    others: Mapping[int, str]
    """Rows of which a column that splits the figures says another value than the one that is read, each with the reason."""
    beside: Mapping[int, Beside]
    periods: Sequence[str]
    """What stands above the columns of a wide table, where that is periods."""
    is_by_year: bool

    def look_at(self, entry: Entry) -> None:
        """Raises Wrong for an entry of a row that cannot be read, and Aside for one of a row of headings."""
        if entry.row in self.beyond:
            raise Wrong("value", *self.beyond[entry.row])
        if entry.row == self.second.row or entry.row in self.second.again:
            raise Aside(SECOND if entry.row == self.second.row else AGAIN)
        if entry.row in self.others:
            raise Aside(self.others[entry.row])
        if self.second.is_below(entry.row) and entry.has_figures:
            raise Wrong("value", *self.second.problem)
        if self.is_by_year and (other := OTHER_YEAR.search(entry.text("indicator"))):
            reason = f"It says “{other[0]}”, and years as 2016/17 are read as financial years, April to March."
            raise Wrong("value", reason, "Ask for the figures by month, quarter or financial year.")
        said = self.beside.get(entry.row)
        if said and entry.has_figures and said.limits(entry.text("period"), self.periods):
            raise Wrong("value", *said.problem)


def row_checks(sheet: Sheet, found: Found, mapping: IndicatorMapping) -> RowChecks:
    is_single = found.first_row == found.last_row and is_blank(found.stated)  # a second title may say another period
    return RowChecks(
        rows_beyond(sheet, found.last_row, found.headings),
        second_headings(sheet, found.last_row, found.roles, found.headings, is_single=is_single),
        _others(sheet, found),
        said_beside(sheet, found.last_row, found.unused, mapping.ignore_columns, PeriodType(mapping.cadence)),
        [words(cell) for keys in found.across.values() for cell in keys if kind_of_period(cell)],
        mapping.cadence == PeriodType.FINANCIAL_YEAR.value,
    )


def _others(sheet: Sheet, found: Found) -> dict[int, str]:
    return {
        row: f"Its {found.headings[column]} is not “{value}”."
        for row in sheet.rows if row > found.last_row
        for column, value in found.only.items() if not same(sheet.filled(row, column), value)
    }  # fmt: skip
