"""What a partner's file seems to be: where its headings stand, which columns hold what, whether periods run across."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from saferplan.base.periods import PeriodType
from saferplan.sources.local.cells import BLANK, Cell, NotReadableError, Percent, address, is_blank, words
from saferplan.sources.local.period_words import CADENCES, read_period
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, Workbook
from saferplan.sources.local.totals import is_total
from saferplan.sources.local.values import read_value

FEWEST_ACROSS = 2
MOST_INDICATORS = 40
_ROLES = {
    "may_publish": r"publish|public",
    "status": r"status|state\b|quality",
    "numerator": r"numerator|how many did",
    "denominator": r"denominator|out of|\bof\b$|base|total number",
    "area": r"ward|area|locality|place|neighbourhood|district",
    "period": r"period|month|quarter|year|date",
    "indicator": r"indicator|measure|metric|category|service|outcome|what",
    "value": r"value|number|count|figure|amount|no\.?$|#|actual|%|per ?cent",
}


@dataclass
class Proposal:
    """A mapping as far as a file shows it, and in words what its rows and columns were taken to be."""

    layout: dict[str, Any]
    columns: dict[str, str]
    indicators: list[str] = field(default_factory=list)
    percentages: set[str] = field(default_factory=set)
    """Indicators whose values are written with a percent sign."""
    row: int = 0
    """Where the headings stand."""
    cadence: str = ""
    lines: list[str] = field(default_factory=list)


def propose(workbook: Workbook, wanted: str = "") -> Proposal | None:
    """The proposal of the first sheet that shows a table, with the sheets of the same form; or of the wanted sheet alone.

    None where no sheet shows a table.
    """
    shown = [sheet for sheet in workbook.sheets if (sheet.name == wanted if wanted else not sheet.is_hidden)]
    proposals = {sheet.name: found for sheet in shown if (found := _wide(sheet, workbook) or _long(sheet, workbook))}
    if not proposals:
        return None
    (name, found), *others = proposals.items()
    alike = [each for each, other in others if _is_alike(found, other)]
    for each in alike:
        found.indicators = _distinct([*found.indicators, *proposals[each].indicators])
        found.percentages |= proposals[each].percentages
        found.lines.append(f"Sheet “{each}”: of the same form.")
    unread = [sheet.name for sheet in workbook.sheets if sheet.name not in (name, *alike)]
    if alike or unread or wanted:
        found.layout["sheets"] = [name, *alike]
    if unread:
        way_out = "Add them to `sheets` if they are of the same form, or map each by itself with --sheet."
        found.lines.append(f"Sheets not read: {', '.join(unread)}. {way_out}")
    for sheet in shown:
        if sheet.name in (name, *alike):
            found.lines += _further_tables(sheet, proposals[sheet.name].row, workbook)
    return found


def _is_alike(one: Proposal, other: Proposal) -> bool:
    """Whether one mapping reads both: the same layout, headings and cadence, and headings that are searched for."""
    return one.layout == other.layout and one.columns == other.columns and one.cadence == other.cadence


def _further_tables(sheet: Sheet, first: int, workbook: Workbook) -> list[str]:
    """Rows below a blank one that look like the headings of another table: none of these is proposed."""
    return [
        f"Sheet “{sheet.name}”: row {row} looks like the headings of another table. Only the first is proposed, and a mapping "
        "reads one table of a sheet. Ask for it on a sheet of its own."
        for row in sheet.rows
        if row > first + 1 and row - 1 not in sheet.rows and _is_heading(sheet, row, workbook.from_1904)
    ]  # fmt: skip


def _is_heading(sheet: Sheet, row: int, from_1904: bool) -> bool:
    """Periods side by side, or several words and no value, with something in the row below."""
    cells = list(sheet.rows[row].values())
    periods = sum(_cadence(cell, from_1904) is not None for cell in cells)
    is_words = len(cells) >= 2 and not any(_is_value(cell) for cell in cells)
    return row + 1 in sheet.rows and (periods >= FEWEST_ACROSS or (is_words and len(sheet.rows[row + 1]) >= 2))


def _cadence(cell: Cell, from_1904: bool) -> PeriodType | None:
    """The kind of period a heading or label is: by its own words; a date may be of any kind and counts as a month."""
    for cadence in CADENCES:
        try:
            read_period(cell, cadence, from_1904=from_1904)
        except NotReadableError:
            continue
        return cadence
    return None


def _wide(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """A row of which several cells are periods, by themselves or under a year above them, with labels on the left."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        for heading_rows in (1, 2):
            headings = _headings(sheet, row, heading_rows)
            kinds = {column: _cadence(cell, workbook.from_1904) for column, cell in headings.items()}
            periods = sorted(column for column, kind in kinds.items() if kind)
            if len(periods) >= FEWEST_ACROSS:
                return _wide_of(sheet, row, heading_rows, headings, periods, kinds)
    return None


def _headings(sheet: Sheet, row: int, heading_rows: int) -> dict[int, Cell]:
    """The cells of a row of headings; with two rows each under what stands above it, which may stand above several."""
    if heading_rows == 1:
        return dict(sheet.rows[row])
    above: Cell = BLANK
    found: dict[int, Cell] = {}
    for column, cell in sorted(sheet.rows[row].items()):
        if not is_blank(upper := sheet.filled(row - 1, column)):
            above = upper
        found[column] = cell if is_blank(above) else f"{words(above)} {words(cell)}"
    return found


def _wide_of(
    sheet: Sheet, row: int, heading_rows: int, headings: dict[int, Cell], periods: list[int],
    kinds: dict[int, PeriodType | None],
) -> Proposal:  # fmt: skip
    labels = [column for column in sheet.rows[row] if column < periods[0] and not kinds[column]]
    ignored = [
        words(headings[column]) for column, cell in sheet.rows[row].items()
        if column > periods[0] and not kinds[column] and not is_total(words(cell))
    ]  # fmt: skip
    found = _wide_proposal(sheet, row, labels, periods, ignored, kinds[periods[0]])
    if heading_rows > 1:
        found.layout["heading_rows"] = heading_rows
        if "heading_row" in found.layout:
            found.layout["heading_row"] = row - 1
        found.lines.insert(1, f"Row {row - 1} stands above it: “{words(headings[periods[0]])}” is one heading.")
    return found


def _wide_proposal(
    sheet: Sheet, row: int, labels: Sequence[int], periods: Sequence[int], ignored: list[str], kind: PeriodType | None
) -> Proposal:
    columns = {_label_role(words(sheet.cell(row, column))): words(sheet.cell(row, column)) for column in labels[:2]}
    found = Proposal({"layout": "wide", "across": ["period"]}, columns, cadence=kind or "", row=row)
    if not columns:  # where a heading is named the row is searched for, and may move
        found.layout["heading_row"] = row
    if ignored:
        found.layout["ignore"] = ignored
    by_heading = {words(sheet.cell(row, column)): column for column in labels}
    if heading := columns.get("indicator"):
        rows = [each for each in sheet.rows if each > row and any(not is_blank(sheet.cell(each, c)) for c in periods)]
        labelled = [(words(sheet.filled(each, by_heading[heading])), each) for each in rows]
        found.indicators = _distinct(label for label, _ in labelled)
        found.percentages = {label for label, each in labelled if _is_percent(sheet.cell(each, c) for c in periods)}
    found.lines = [
        f"Sheet “{sheet.name}”: headings in row {row}.",
        *(f"Column “{name}”: the {role}." for role, name in columns.items()),
        f"Across, {address(row, periods[0])} to {address(row, periods[-1])}: {len(periods)} periods, from "
        f"“{words(sheet.cell(row, periods[0]))}” to “{words(sheet.cell(row, periods[-1]))}”.",
        *(f"Column “{name}”: not read." for name in ignored),
    ]
    return found


def _label_role(heading: str) -> str:
    return "area" if re.search(_ROLES["area"], heading, re.IGNORECASE) else "indicator"


def _long(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """A row of headings below which one column holds periods and another values."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        headings = {column: words(cell) for column, cell in sheet.rows[row].items()}
        if len(headings) < 2 or not all(isinstance(cell, str) for cell in sheet.rows[row].values()):
            continue
        below = [each for each in sheet.rows if each > row][:SEARCHED_ROWS]
        roles = _roles(sheet, headings, below, workbook.from_1904)
        if "period" in roles and "value" in roles:
            return _long_proposal(
                sheet, row, {role: headings[column] for role, column in roles.items()}, roles, workbook
            )
    return None


def _roles(sheet: Sheet, headings: dict[int, str], below: Sequence[int], from_1904: bool) -> dict[str, int]:
    """What each column seems to be: by what stands in it for periods and values, by its heading for the rest."""
    roles: dict[str, int] = {}
    free = dict(headings)
    for role in ("may_publish", "status", "numerator", "denominator", "area", "period", "value", "indicator"):
        for column, heading in free.items():
            cells = [sheet.cell(row, column) for row in below]
            if re.search(_ROLES[role], heading, re.IGNORECASE) and _fits(role, cells, from_1904):
                roles[role] = column
                del free[column]
                break
    for role in ("period", "value"):
        if role not in roles:
            fitting = [c for c in free if _fits(role, [sheet.cell(row, c) for row in below], from_1904)]
            if fitting:
                roles[role] = fitting[0]
                del free[fitting[0]]
    return roles


def _fits(role: str, cells: Sequence[Cell], from_1904: bool) -> bool:
    """Whether most of what stands in a column can be what its role says."""
    said = [cell for cell in cells if not is_blank(cell)]
    if role == "period":
        return _mostly([_cadence(cell, from_1904) is not None for cell in said])
    if role in ("value", "numerator", "denominator"):
        return _mostly([_is_value(cell) for cell in said])
    return bool(said)


def _mostly(answers: Sequence[bool]) -> bool:
    return 2 * sum(answers) > len(answers) > 0


def _is_value(cell: Cell) -> bool:
    try:
        read_value(cell)
    except NotReadableError:
        return False
    return True


def _is_percent(cells: Iterable[Cell]) -> bool:
    return any(isinstance(cell, Percent) or (isinstance(cell, str) and cell.strip().endswith("%")) for cell in cells)


def _long_proposal(
    sheet: Sheet, row: int, columns: dict[str, str], roles: dict[str, int], workbook: Workbook
) -> Proposal:
    below = [each for each in sheet.rows if each > row]
    with_value = [each for each in below if not is_blank(sheet.cell(each, roles["value"]))]
    kinds = [_cadence(sheet.cell(each, roles["period"]), workbook.from_1904) for each in with_value]
    known = [kind for kind in kinds if kind]
    found = Proposal({"layout": "long"}, columns, cadence=max(set(known), key=known.count) if known else "", row=row)
    labelled = [
        (words(sheet.filled(each, roles["indicator"])) if "indicator" in roles else BLANK, each) for each in with_value
    ]
    found.indicators = _distinct(label for label, _ in labelled)
    found.percentages = {label for label, each in labelled if _is_percent([sheet.cell(each, roles["value"])])}
    found.lines = [f"Sheet “{sheet.name}”: headings in row {row}."]
    for role, heading in columns.items():
        first = next((words(cell) for each in below if not is_blank(cell := sheet.cell(each, roles[role]))), "")
        found.lines.append(f"Column “{heading}”: the {role.replace('_', ' ')}, first “{first}”.")
    unread = [words(cell) for column, cell in sheet.rows[row].items() if column not in roles.values()]
    found.lines += [f"Column “{heading}”: not read." for heading in unread]
    return found


def _distinct(labels: Iterable[str]) -> list[str]:
    return [label for label in dict.fromkeys(labels) if label and not is_total(label)][:MOST_INDICATORS]
