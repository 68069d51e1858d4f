"""Periods that are written once for several rows: a year in the first of them, or nothing where a figure stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import NotReadableError, is_blank
from saferplan.sources.local.entries import ACROSS, Entry
from saferplan.sources.local.mapping import IndicatorMapping
from saferplan.sources.local.period_order import Step, refuse_order, refuse_wrapped
from saferplan.sources.local.period_words import read_period
from saferplan.sources.local.sheets import Sheet
from saferplan.sources.local.total_words import is_total

SEVERAL_ROWS = (
    "The row below has a figure and no period: whether this one is of the whole period, or of a part of it, cannot be told.",
    "Have the period written in every row; where an empty cell means the one above, put it into `fill_down`.",
)


def rows_above_none(entries: Sequence[Entry]) -> set[int]:
    """Rows with a period below which rows with figures have none: it may stand for all of them, and each be a part of it."""
    found: set[int] = set()
    above: Entry | None = None
    for entry in entries:
        is_down = "year" not in entry.said and entry.places.get("period", (0, 0))[0] == entry.row
        if not is_down or not entry.has_figures or any(is_total(entry.text(role)) for role in ACROSS):
            continue
        if not is_blank(entry.said["period"]):
            above = entry
        elif above is not None and entry.row > above.row:
            found.add(above.row)
    return found


def refuse_row_order(sheet: Sheet, entries: Iterable[Entry], mapping: IndicatorMapping) -> None:
    """Raises NotReadableError where the parts of a year that is written once for its rows do not follow each other."""
    if "year" not in mapping.fill_down:
        return
    runs: dict[tuple[object, ...], list[Step]] = defaultdict(list)
    row, years = 0, 0
    for entry in entries:
        if entry.row != row:
            row = entry.row
            years += not is_blank(sheet.cell(*entry.places["year"]))
        cadence = PeriodType(mapping.cadence)
        try:
            start = read_period(entry.period(cadence), cadence).start.index
        except NotReadableError:
            continue
        key = (years, entry.column, entry.text("indicator"), entry.text("area"))
        runs[key if mapping.across else key[:1] + key[2:]].append(
            Step(start, entry.text("period"), entry.cell("period"))
        )
    for run in runs.values():
        refuse_order(run)


def refuse_wrapped_years(entries: Iterable[Entry], mapping: IndicatorMapping) -> None:
    """Raises NotReadableError where a year that is a bare number stands with April to December and then January to March."""
    runs: dict[tuple[str, ...], list[Step]] = defaultdict(list)
    cadence = PeriodType(mapping.cadence)
    for entry in entries:
        year = entry.text("year")
        if year.isdigit() and entry.has_figures:
            try:
                start = read_period(entry.period(cadence), cadence).start.index
            except NotReadableError:
                continue
            key = (year, entry.text("indicator"), entry.text("area"))
            runs[key].append(Step(start, entry.text("period"), entry.cell("period")))
    for (year, *_), run in runs.items():
        refuse_wrapped(run, year)
