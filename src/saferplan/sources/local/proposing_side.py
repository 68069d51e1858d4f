"""Indicators side by side: a row for each month and perhaps ward, a column of numbers for each thing that is counted."""

import re
from collections.abc import Mapping, Sequence

from saferplan.sources.files import Problem
from saferplan.sources.local.cells import address, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.measure_units import says_percent
from saferplan.sources.local.proposal import Proposal, distinct, is_percent, is_value
from saferplan.sources.local.proposing_cadence import cadence_of
from saferplan.sources.local.proposing_periods import filled_down
from saferplan.sources.local.sheets import Sheet, UnreadableFileError
from saferplan.sources.local.total_words import adds_up, is_total

FEWEST = 2
_PLAIN_VALUE = re.compile(r"values?|numbers?|counts?|figures?|amounts?|actual|no\.?|#", re.IGNORECASE)
"""A column called so holds the values; others of numbers beside it say something about them."""
_ABOUT = re.compile(
    r"\b(?:targets?|previous|prior|last (?:year|month|quarter)|same (?:month|quarter|period)|change|difference|variance|rank|"
    r"baseline|forecast|(?:month|quarter|period|year)[ _]?(?:no|num|number|id|key|order)|"
    r"ref(?:erence)?|id|urn|(?:case|row|line|serial) ?(?:no|number)|order)\b",
    re.IGNORECASE,
)
"""What a column of numbers is called that is no indicator: a target, the year before, a number of the row."""


def says_about(heading: str) -> bool:
    """Whether a column of numbers is called as what says something about others, or as their total."""
    return _ABOUT.search(heading) is not None or is_total(heading) or adds_up(heading)


def columns_of_indicators(
    sheet: Sheet, headings: Mapping[int, str], roles: Mapping[str, int], below: Sequence[int]
) -> list[int]:
    """The columns of numbers that are indicators side by side; none where one column alone holds the values."""
    if {"indicator", "numerator", "denominator"} & roles.keys() or _PLAIN_VALUE.fullmatch(headings[roles["value"]]):
        return []
    others = {column for role, column in roles.items() if role != "value"}
    found = [
        column for column, heading in sorted(headings.items())
        if column not in others and not _ABOUT.search(heading) and not adds_up(heading) and are_figures(sheet, column, below)
    ]  # fmt: skip
    return found if sum(not is_total(headings[column]) for column in found) >= FEWEST else []


def are_figures(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Whether most of what stands in a column are values, numbers among them."""
    said = [cell for row in rows if not is_blank(cell := sheet.cell(row, column))]
    return 2 * sum(map(is_value, said)) > len(said) and any(map(is_figure, said))


def side_by_side_proposal(
    sheet: Sheet, row: int, roles: Mapping[str, int], numbers: Sequence[int], from_1904: bool
) -> Proposal:
    """Raises UnreadableFileError where two of the columns are called the same."""
    headings = {column: words(cell) for column, cell in sheet.rows[row].items()}
    _refuse_twice(sheet, row, headings, numbers)
    held = {role: roles[role] for role in ("area", "year", "period", "period_end") if role in roles}
    columns = {role: headings[column] for role, column in held.items()}
    ignored = [heading for column, heading in headings.items() if column not in (*held.values(), *numbers)]
    below = [each for each in sheet.rows if each > row and any(column in sheet.rows[each] for column in numbers)]
    found = Proposal({"layout": "wide", "across": ["indicator"]}, columns, row=row)
    found.cadence = cadence_of(sheet, below, roles, columns["period"], from_1904)
    if filled := filled_down(sheet, held, below):
        found.layout["fill_down"] = filled
    if ignored:
        found.layout["ignore"] = list(dict.fromkeys(ignored))
    found.headings = headings
    found.roles = {column: role for role, column in held.items()} | dict.fromkeys(numbers, "value")
    found.indicators = distinct(headings[column] for column in numbers)
    found.percentages = {
        headings[column] for column in numbers
        if says_percent(headings[column]) or is_percent(sheet.cell(each, column) for each in below)
    }  # fmt: skip
    found.lines = _lines(sheet, row, held, headings, numbers, ignored)
    return found


def _refuse_twice(sheet: Sheet, row: int, headings: Mapping[int, str], numbers: Sequence[int]) -> None:
    first: dict[str, int] = {}
    for column in numbers:
        if (other := first.setdefault(headings[column].casefold(), column)) != column:
            reason = f"“{headings[column]}” stands above two columns of numbers, {address(row, other)} and {address(row, column)}."
            raise UnreadableFileError(
                Problem(f"Sheet “{sheet.name}”: {reason}", "Have each column called by what it counts.")
            )


def _lines(
    sheet: Sheet, row: int, held: Mapping[str, int], headings: Mapping[int, str], numbers: Sequence[int], ignored: Sequence[str]
) -> list[str]:  # fmt: skip
    below = [each for each in sheet.rows if each > row]
    lines = [f"Sheet “{sheet.name}”: headings in row {row}."]
    for role, column in held.items():
        first = next((words(cell) for each in below if not is_blank(cell := sheet.cell(each, column))), "")
        lines.append(f"Column “{headings[column]}”: the {role}, first “{first}”.")
    called = ", ".join(f"“{headings[column]}”" for column in numbers)
    return [
        *lines,
        f"Side by side, {address(row, numbers[0])} to {address(row, numbers[-1])}: {len(numbers)} indicators, {called}.",
        'If they are areas, put across = ["area"] into the mapping, with one [[indicator]].',
        *(f"Column “{heading}”: not read." for heading in ignored),
    ]
