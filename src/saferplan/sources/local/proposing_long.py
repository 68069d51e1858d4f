"""A sheet of figures with a row for each: which column holds periods, which values, and what the others say."""

from collections.abc import Sequence

from saferplan.base.numerals import listed
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import BLANK, Cell, address, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.period_spans import span_columns
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.proposal import Proposal, distinct, is_percent, is_value, may_be_called
from saferplan.sources.local.proposing_cadence import cadence_of
from saferplan.sources.local.proposing_periods import filled_down, holds_parts, period_columns
from saferplan.sources.local.proposing_side import are_figures, columns_of_indicators, says_about, side_by_side_proposal
from saferplan.sources.local.sheets import SEARCHED_ROWS, Sheet, UnreadableFileError, Workbook


def long_proposal(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """A row of headings below which one column holds periods and another values."""
    for row in list(sheet.rows)[:SEARCHED_ROWS]:
        headings = {column: words(cell) for column, cell in sheet.rows[row].items()}
        if len(headings) < 2 or not all(map(may_head, sheet.rows[row].values())):
            continue
        below = [each for each in sheet.rows if each > row][:SEARCHED_ROWS]
        roles = _roles(sheet, headings, below, workbook.from_1904)
        if "period" in roles and ("value" in roles or {"numerator", "denominator"} <= roles.keys()):
            if numbers := columns_of_indicators(sheet, headings, roles, below):
                return side_by_side_proposal(sheet, row, roles, numbers, workbook.from_1904)
            _refuse_which(sheet, row, headings, roles, below)
            return _proposal_of(sheet, row, {role: headings[column] for role, column in roles.items()}, roles, workbook)
    return None


def may_head(cell: Cell) -> bool:
    """Whether a cell can be a heading of a column: words, and no figure or period."""
    return isinstance(cell, str) and not is_figure(cell) and kind_of_period(cell) is None


def _roles(sheet: Sheet, headings: dict[int, str], below: Sequence[int], from_1904: bool) -> dict[str, int]:
    """What each column seems to be: by what stands in it for periods and values, by its heading for the rest."""
    spans = span_columns(sheet, headings, below)
    roles = {role: column for column, role in spans.items()} or period_columns(sheet, headings, below, from_1904)
    parts = [column for column in headings if holds_parts(sheet, column, below)]
    free = {column: heading for column, heading in headings.items() if column not in (*roles.values(), *parts)}
    for role in ("may_publish", "status", "numerator", "denominator", "area", "value", "indicator"):
        for column, heading in free.items():
            cells = [sheet.cell(row, column) for row in below]
            if (
                may_be_called(role, heading)
                and _fits(role, cells, from_1904)
                and not (role == "value" and says_about(heading))
            ):
                roles[role] = column
                del free[column]
                break
    is_share = {"numerator", "denominator"} <= roles.keys()
    for role in ("period", "value"):
        if role not in roles and not (role == "value" and is_share):
            fitting = [c for c in free if _fits(role, [sheet.cell(row, c) for row in below], from_1904)]
            fitting.sort(key=lambda column: says_about(free[column]))  # rather what is no target and no change
            if fitting:
                roles[role] = fitting[0]
                del free[fitting[0]]
    return roles


def _refuse_which(
    sheet: Sheet, row: int, headings: dict[int, str], roles: dict[str, int], below: Sequence[int]
) -> None:
    """Raises UnreadableFileError where the value stands in one of several columns of numbers, and none is called so."""
    value = roles.get("value")
    if value is None or may_be_called("value", headings[value]) or says_about(headings[value]):
        return
    free = [column for column in headings if column == value or column not in roles.values()]
    numbers = [column for column in free if not says_about(headings[column]) and are_figures(sheet, column, below)]
    if len(numbers) > 1:
        shown = [f"“{headings[column]}” in {address(row, column)}" for column in numbers]
        reason = (
            f"Sheet “{sheet.name}”: {listed(shown)} stand above numbers: which of them is the figure cannot be told."
        )
        raise UnreadableFileError(Problem(reason, _WHICH))


_WHICH = (
    "Have its column headed Number; or write the mapping by hand and name it as value under [columns]: see "
    "docs/how-to/local-indicators.md."
)


def _fits(role: str, cells: Sequence[Cell], from_1904: bool) -> bool:
    """Whether most of what stands in a column can be what its role says."""
    said = [cell for cell in cells if not is_blank(cell)]
    if role == "period":
        return _mostly([kind_of_period(cell, from_1904) is not None for cell in said])
    if role in ("value", "numerator", "denominator"):
        return _mostly([is_value(cell) for cell in said])
    if role in ("area", "status", "indicator"):
        return not _mostly([is_figure(cell) for cell in said]) and bool(said)
    return bool(said)


def _mostly(answers: Sequence[bool]) -> bool:
    return 2 * sum(answers) > len(answers) > 0


def _proposal_of(
    sheet: Sheet, row: int, columns: dict[str, str], roles: dict[str, int], workbook: Workbook
) -> Proposal:
    below = [each for each in sheet.rows if each > row]
    figures = roles.get("value", roles.get("numerator", 0))
    with_value = [each for each in below if not is_blank(sheet.cell(each, figures))]
    cadence = cadence_of(sheet, with_value, roles, columns["period"], workbook.from_1904)
    found = Proposal({"layout": "long"}, columns, cadence=cadence, row=row)
    if filled := filled_down(sheet, roles, with_value):
        found.layout["fill_down"] = filled
    found.headings = {column: words(cell) for column, cell in sheet.rows[row].items()}
    found.roles = {column: role for role, column in roles.items()}
    labelled = [
        (words(sheet.filled(each, roles["indicator"])) if "indicator" in roles else BLANK, each) for each in with_value
    ]
    found.indicators = distinct(label for label, _ in labelled)
    found.percentages = {label for label, each in labelled if is_percent([sheet.cell(each, figures)])}
    found.lines = [f"Sheet “{sheet.name}”: headings in row {row}."]
    for role, heading in columns.items():
        first = next((words(cell) for each in below if not is_blank(cell := sheet.cell(each, roles[role]))), "")
        found.lines.append(f"Column “{heading}”: the {role.replace('_', ' ')}, first “{first}”.")
    unread = [words(cell) for column, cell in sheet.rows[row].items() if column not in roles.values()]
    found.lines += [f"Column “{heading}”: not read." for heading in unread]
    return found
