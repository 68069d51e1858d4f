"""From the table of a sheet to entries: what is said of one indicator, area and period, with the cells it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import BLANK, Cell, Fault, address, is_blank, words
from saferplan.sources.local.headings import Found
from saferplan.sources.local.mapping import BETWEEN, IndicatorMapping
from saferplan.sources.local.period_parts import whole_period
from saferplan.sources.local.period_spans import span_of
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.total_words import is_total

ACROSS = ("indicator", "area", "year", "period")
LABELS = (*ACROSS, "category")
FIGURES = ("value", "numerator", "denominator", "status")


@dataclass(frozen=True)
class Entry:
    """One entry as it stands: a row of a long sheet, or one cell of values of a wide one."""

    sheet: str
    row: int
    column: int
    said: dict[str, Cell]
    """What stands under each role: indicator, area, period, value and the like."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    merged_over: str = ""
    """The range of merged cells that the value stands in, if any."""

    def cell(self, role: str = "value") -> str:
        """The address of what stands under a role, as in D7."""
        return address(*self.places.get(role, (self.row, self.column)))

    def text(self, role: str) -> str:
        return words(self.said.get(role, BLANK))

    def period(self, cadence: PeriodType) -> Cell:
        """What names the period; with the year, or its last day, where that stands in a cell of its own."""
        part = self.said.get("period", BLANK)
        if "period_end" in self.said:
            return span_of(part, self.said["period_end"])
        return whole_period(self.said["year"], part, cadence) if "year" in self.said else part

    @property
    def has_figures(self) -> bool:
        return any(
            isinstance(cell, Fault) or not is_blank(cell) for role in FIGURES if (cell := self.said.get(role, BLANK))
        )


def entries_of(sheet: Sheet, found: Found, mapping: IndicatorMapping) -> Iterator[Entry]:
    """The entries below the headings, row by row."""
    above: dict[str, Cell] = {}
    for row in sheet.rows:
        if row <= found.last_row:
            continue
        said: dict[str, Cell] = {} if is_blank(found.stated) else {"period": found.stated}
        for role, column in found.columns.items():
            cell = sheet.filled(row, column) if role in LABELS else sheet.cell(row, column)
            if role in mapping.fill_down:
                cell = above.get(role, BLANK) if is_blank(cell) else cell
                above[role] = cell
            said[role] = cell
        if found.across:
            yield from _across(sheet, found, mapping, row, said)
        else:
            yield _along(sheet, found, row, _whole_label(said))


def _whole_label(said: dict[str, Cell]) -> dict[str, Cell]:
    """What is said with the category before the indicator; “Total” where either is one."""
    if "category" not in said:
        return said
    parts = [words(said[role]) for role in ("category", "indicator") if not is_blank(said.get(role, BLANK))]
    return {**said, "indicator": next(filter(is_total, parts), BETWEEN.join(parts))}


def _along(sheet: Sheet, found: Found, row: int, said: dict[str, Cell]) -> Entry:
    places = {role: (row, column) for role, column in found.columns.items()}
    column = found.columns.get("value", found.columns.get("numerator", 0))
    return Entry(sheet.name, row, column, said, places, _merged_over(sheet, row, column))


def _across(sheet: Sheet, found: Found, mapping: IndicatorMapping, row: int, said: dict[str, Cell]) -> Iterator[Entry]:
    places = {role: (row, column) for role, column in found.columns.items()}
    for column, keys in found.across.items():
        above: dict[str, Cell] = dict(zip(mapping.across, keys, strict=True))
        heads: dict[str, tuple[int, int]] = {
            role: (found.last_row - len(keys) + 1 + place, column) for place, role in enumerate(mapping.across)
        }
        yield Entry(
            sheet.name,
            row,
            column,
            {**_whole_label({**said, **above}), "value": sheet.cell(row, column)},
            {**places, **heads, "value": (row, column)},
            _merged_over(sheet, row, column),
        )


def _merged_over(sheet: Sheet, row: int, column: int) -> str:
    """The range that a cell is merged into: one value that stands for several places is nobody's."""
    if (first := sheet.merged.get((row, column))) is None:
        return ""
    cells = [place for place, owner in sheet.merged.items() if owner == first]
    return f"{address(*min(cells))}:{address(*max(cells))}"
