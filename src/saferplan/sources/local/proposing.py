"""What a partner's file of figures seems to be: where its headings stand, which columns hold what, whether periods run across."""

from dataclasses import replace

from saferplan.base.numerals import listed
from saferplan.base.periods import PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import NotReadableError
from saferplan.sources.local.figure_gate import LABELS, personal_column, personal_columns, refuse_personal
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.part_years import refuse_part_years
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.proposal import FEWEST_ACROSS, Proposal, is_value
from saferplan.sources.local.proposing_grid import grid_proposal
from saferplan.sources.local.proposing_long import long_proposal
from saferplan.sources.local.proposing_measures import measures_proposal
from saferplan.sources.local.proposing_nothing import refuse_flagged_values, refuse_unread_periods
from saferplan.sources.local.proposing_sections import note_sections
from saferplan.sources.local.proposing_single import single_period_proposal
from saferplan.sources.local.proposing_titled import refuse_without_period, titled_proposal
from saferplan.sources.local.proposing_values import note_values
from saferplan.sources.local.proposing_wide import wide_proposal
from saferplan.sources.local.proposing_years_down import years_down_proposal
from saferplan.sources.local.second_headings import second_headings
from saferplan.sources.local.shared_headings import refuse_shared_headings
from saferplan.sources.local.sheets import Sheet, UnreadableFileError, Workbook
from saferplan.sources.local.split_columns import MOST_VALUES, is_whole, split_columns
from saferplan.sources.local.stray_cells import without_heading
from saferplan.sources.local.titles import title_that_adds_up
from saferplan.sources.local.total_words import adds_up
from saferplan.sources.local.typed_months import refuse_typed_months


def propose(workbook: Workbook, wanted: str = "") -> Proposal | None:
    """The proposal of the first sheet that shows a table, with the sheets of the same form; or of the wanted sheet alone.

    None where no sheet shows a table. Raises UnreadableFileError where the first that does is headed so that it cannot be told
    what its columns are.
    """
    shown = [sheet for sheet in workbook.sheets if (sheet.name == wanted if wanted else not sheet.is_hidden)]
    proposals: dict[str, Proposal] = {}
    problems: list[str] = []
    for sheet in shown:
        try:
            if looked := _proposal_of(sheet, workbook):
                _refuse_or_note(sheet, looked)
                _leave_what_adds_up(sheet, looked)
                _refuse_typed(sheet, looked)
                _refuse_part_years(sheet, looked, workbook.name)
                _refuse_shared(sheet, looked)
                _note_splits(sheet, looked)
                note_values(sheet, looked)
                note_sections(sheet, looked)
                looked.lines += [each.reason for each in without_heading(sheet, looked.row, looked.headings)]
                proposals[sheet.name] = looked
        except UnreadableFileError as error:
            if not proposals:  # the first table of the workbook is the one that is meant
                raise
            problems.append(f"{error.problem.reason} {error.problem.way_out}")
    if not proposals:
        for sheet in shown:
            refuse_unread_periods(sheet)
            refuse_flagged_values(sheet, workbook.from_1904)
            refuse_without_period(sheet, workbook)
        return None
    (name, found), *others = proposals.items()
    alike = [each for each, other in others if _is_alike(found, other)]
    for each in alike:
        found.take_measures(proposals[each])
        found.personal |= proposals[each].personal
        found.lines.append(f"Sheet “{each}”: of the same form.")
    unread = [sheet.name for sheet in workbook.sheets if sheet.name not in (name, *alike)]
    is_by_sheet = found.layout.get("period_in") == "sheet"  # whose names change with the periods
    if wanted or ((alike or unread) and not is_by_sheet):
        found.layout["sheets"] = [name, *alike]
    if unread:
        way_out = "Add them to `sheets` if they are of the same form, or map each by itself with --sheet."
        found.lines.append(f"Sheets not read: {', '.join(unread)}. {way_out}")
    found.lines += problems
    for sheet in shown:
        if sheet.name in (name, *alike):
            found.lines += _further_tables(sheet, proposals[sheet.name], workbook)
    return found


def _proposal_of(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    """The first form of a table that the sheet has, by its rows above a second row of headings. Raises UnreadableFileError."""
    found = _first_form(sheet, workbook)
    if found is None or not (second := _second(sheet, found)):
        return found
    cut = replace(sheet, rows={row: cells for row, cells in sheet.rows.items() if row < second})
    return _first_form(cut, workbook) or found


def _note_splits(sheet: Sheet, found: Proposal) -> None:
    """Columns by which the figures are split: of these only the rows of one value, or of totals, can be read."""
    for column, values in split_columns(sheet, found.row, found.headings, found.roles).items():
        heading = found.headings[column]
        if heading in found.personal:
            continue
        found.splits[heading] = values[:MOST_VALUES]
        shown = listed([f"“{shown_label(each, UNREAD)}”" for each in values[:SHOWN_VALUES]])
        more = " …" if len(values) > SHOWN_VALUES else ""
        whole = next((each for each in values if is_whole(each)), "")
        read = (
            f"rows of “{whole}” are proposed"
            if whole
            else "none of them is proposed, and as it is the file may be refused"
        )
        found.lines = [line for line in found.lines if line != f"Column “{heading}”: not read."]
        found.lines.append(
            f"Column “{heading}” splits the figures ({shown}{more}): only rows of one value, or of totals, can be read; {read}. "
            "If each is a measure of its own, name the column as indicator or category in the mapping."
        )


SHOWN_VALUES = 4


def _refuse_typed(sheet: Sheet, found: Proposal) -> None:
    """Raises UnreadableFileError where the periods, down a column or across, are days that were typed as months."""
    down = [column for column, role in found.roles.items() if role == "period"]
    across = [column for column, role in found.roles.items() if role == "value"] if "across" in found.layout else []
    places = [(row, column) for column in down for row in sheet.rows if row > found.row]
    try:
        refuse_typed_months(sheet, places or [(found.row, column) for column in across])
    except NotReadableError as error:
        raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {error.reason}", error.way_out)) from error


def _refuse_part_years(sheet: Sheet, found: Proposal, file_name: str) -> None:
    """Raises UnreadableFileError where whole years stand under a title or name that says a part of the year."""
    if found.cadence != PeriodType.FINANCIAL_YEAR or "period_in" in found.layout:
        return
    first = found.row - found.layout.get("heading_rows", 1) + 1
    try:
        refuse_part_years(sheet, first, found.row, found.headings.values(), file_name)
    except NotReadableError as error:
        raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {error.reason}", error.way_out)) from error


def _refuse_shared(sheet: Sheet, found: Proposal) -> None:
    """Raises UnreadableFileError where a heading stands above several columns of figures."""
    values = [column for column, role in found.roles.items() if role in ("value", "numerator", "denominator")]
    try:
        refuse_shared_headings(sheet, found.row, values)
    except NotReadableError as error:
        raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {error.reason}", error.way_out)) from error


def _second(sheet: Sheet, found: Proposal) -> int:
    """The row of the second headings below those of a proposal; nought where there is none."""
    is_single = found.layout.get("heading_rows", 1) == 1 and "period_in" not in found.layout
    return second_headings(sheet, found.row, found.roles, found.headings, is_single=is_single).row


def _first_form(sheet: Sheet, workbook: Workbook) -> Proposal | None:
    return (
        grid_proposal(sheet)
        or years_down_proposal(sheet)
        or measures_proposal(sheet, workbook)
        or wide_proposal(sheet, workbook)
        or long_proposal(sheet, workbook)
        or titled_proposal(sheet, workbook)
        or single_period_proposal(sheet, workbook)
    )


def _refuse_or_note(sheet: Sheet, found: Proposal) -> None:
    """Raises UnreadableFileError for a column that would be read and looks personal; others are for a person to ignore."""
    looks = personal_columns(sheet, found.row, found.headings, found.roles)
    nameless = [column for column in looks if not found.headings.get(column)]
    for column, what in looks.items():
        if column in found.roles or column in nameless:
            is_label = found.roles.get(column) in LABELS
            raise personal_column(sheet, found.row, column, found.headings.get(column, ""), what, is_label=is_label)
    refuse_personal(sheet, found.row, found.headings, found.roles, [found.headings[column] for column in looks])
    found.personal = {found.headings[column]: what for column, what in looks.items()}
    found.lines += [
        f"Column “{heading}” looks like {what}: as it is, a build refuses the file. Ask the supplier to take the column out."
        for heading, what in found.personal.items()
    ]


def _leave_what_adds_up(sheet: Sheet, found: Proposal) -> None:
    """Figures of all periods so far are not proposed as those of each. Raises UnreadableFileError where there are no others."""
    headings = [found.headings.get(column, "") for column, role in found.roles.items() if role == "value"]
    called = found.indicators or ([] if found.layout.get("across") else headings)
    added = [each for each in called if adds_up(each)]
    title = title_that_adds_up(sheet, found.row - found.layout.get("heading_rows", 1) + 1, found.row)
    if title and not any(map(adds_up, [*called, *found.headings.values()])):
        reason = (
            f"Sheet “{sheet.name}”: {title} says that figures add up from one period to the next, and are none of each."
        )
        raise UnreadableFileError(Problem(reason, _ADDING_WAY_OUT))
    if added and len(added) == len(called):
        reason = f"Sheet “{sheet.name}”: “{added[0]}” adds up from one period to the next, and is no figure of each."
        raise UnreadableFileError(Problem(reason, _ADDING_WAY_OUT))
    found.indicators = [each for each in found.indicators if each not in added]
    found.lines += [f"“{each}” adds up from one period to the next: not proposed. {_ADDING_WAY_OUT}" for each in added]


_ADDING_WAY_OUT = "Ask for the figure of each period; or write the mapping by hand, if the words mislead."


def _is_alike(one: Proposal, other: Proposal) -> bool:
    """Whether one mapping reads both: the same layout, headings and cadence, and headings that are searched for."""
    return one.layout == other.layout and one.columns == other.columns and one.cadence == other.cadence


def _further_tables(sheet: Sheet, found: Proposal, workbook: Workbook) -> list[str]:
    """Rows that look like the headings of another table, below a blank row or in the midst: none of these is proposed."""
    first, second = found.row, _second(sheet, found)
    return [
        f"Sheet “{sheet.name}”: row {row} looks like the headings of another table. Only the first is proposed, and a mapping "
        "reads one table of a sheet. Ask for it on a sheet of its own."
        for row in sheet.rows
        if row == second
        or (row > first + 1 and row - 1 not in sheet.rows and _is_heading(sheet, row, workbook.from_1904))
    ]  # fmt: skip


def _is_heading(sheet: Sheet, row: int, from_1904: bool) -> bool:
    """Periods side by side, or several words and no value, with something in the row below."""
    cells = list(sheet.rows[row].values())
    periods = sum(kind_of_period(cell, from_1904) is not None for cell in cells)
    is_words = len(cells) >= 2 and not any(is_value(cell) for cell in cells)
    return row + 1 in sheet.rows and (periods >= FEWEST_ACROSS or (is_words and len(sheet.rows[row + 1]) >= 2))
