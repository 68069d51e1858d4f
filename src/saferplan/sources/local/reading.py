"""Reading a partner's file by its mapping: every place of a value ends as a value, as refused, or as left out."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from saferplan.base.periods import Period
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import BLANK, NotReadableError, address, is_blank, words
from saferplan.sources.local.entries import ACROSS, Entry, entries_of
from saferplan.sources.local.figure_gate import refuse_personal
from saferplan.sources.local.figures import FigureError, read_figure
from saferplan.sources.local.headings import Found
from saferplan.sources.local.mapping import IndicatorMapping, MappedIndicator
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.period_words import AMERICAN, is_american, is_slashed, read_period
from saferplan.sources.local.personal import WITHHELD, shown_label
from saferplan.sources.local.reading_tables import refused_table, tables_of
from saferplan.sources.local.returned import SHOWN_CHARACTERS, LeftOut, Refused, Returned, Value, gathered
from saferplan.sources.local.row_checks import NOTE, Aside, Wrong, row_checks
from saferplan.sources.local.row_periods import SEVERAL_ROWS, refuse_row_order, refuse_wrapped_years, rows_above_none
from saferplan.sources.local.sheets import Sheet, UnreadableFileError, read_sheets
from saferplan.sources.local.stray_cells import without_heading
from saferplan.sources.local.swapped_dates import SWAP_WAY_OUT, SwappedDates
from saferplan.sources.local.titles import title_that_adds_up
from saferplan.sources.local.total_words import adds_up, is_total
from saferplan.sources.local.totals import Total, hold_totals
from saferplan.sources.local.typed_months import refuse_typed_months
from saferplan.sources.local.values import read_yes


def read_return(path: Path, mapping: IndicatorMapping) -> Returned:
    """Raises UnreadableFileError where the file cannot be read as a whole, its headings are not the mapping's, or a column looks
    personal: no value is used before every column has been looked at.
    """
    workbook = read_sheets(path)
    returned = Returned()
    tables = tables_of(workbook, mapping, returned)
    for sheet, found in tables:
        refuse_personal(
            sheet, found.last_row, found.headings, found.roles, mapping.ignore_columns, mapping.known_labels
        )
    for sheet, found in tables:
        returned.add(_read_sheet(sheet, found, mapping, workbook.from_1904))
    if not returned.values and not returned.refused:
        raise UnreadableFileError(
            Problem(
                "It has headings and no values below them.",
                "Ask the supplier to write nil where there is nothing to report.",
            )
        )
    return returned


def _read_sheet(sheet: Sheet, found: Found, mapping: IndicatorMapping, from_1904: bool) -> Returned:
    returned = Returned()
    returned.left_out = [
        _row_left_out(sheet, row, "It stands above the headings.") for row in sheet.rows if row < found.first_row
    ] + [
        LeftOut(sheet.name, found.last_row, address(found.last_row, column), heading, "The mapping uses no such column.", 0)
        for column, heading in found.unused.items()
    ]  # fmt: skip
    entries = list(entries_of(sheet, found, mapping))
    _refuse_swapped(sheet, entries)
    try:
        refuse_row_order(sheet, entries, mapping)
        refuse_wrapped_years(entries, mapping)
        refuse_typed_months(sheet, (each.places["period"] for each in entries if "period" in each.places))
    except NotReadableError as error:
        raise refused_table(sheet, error) from error
    american = next((each.cell("period") for each in entries if is_american(each.said.get("period", BLANK))), "")
    several, checks = rows_above_none(entries), row_checks(sheet, found, mapping)
    returned.notes += _notes(sheet, found)
    returned.left_out += without_heading(sheet, found.last_row, found.headings)
    aside: list[LeftOut] = []
    totals: list[Total] = []
    for entry in entries:
        try:
            checks.look_at(entry)
            if total := _total(entry, mapping, from_1904):
                totals.append(total)
            elif entry.row in several:
                raise Wrong("period", *SEVERAL_ROWS)
            else:
                returned.values.append(_value(entry, mapping, from_1904, american))
        except Aside as why:
            aside.append(_aside(sheet, found, entry, str(why)))
        except Wrong as wrong:
            role = _shown_role(entry, wrong.role)
            said = shown_label(entry.text(role)[:SHOWN_CHARACTERS], role)
            reason = "It cannot be used, and may be personal." if said == WITHHELD else wrong.reason
            returned.refused.append(Refused(sheet.name, entry.row, entry.cell(role), said, reason, wrong.way_out))
    hold_totals(totals, returned)
    returned.left_out += gathered(aside)
    return returned


def _notes(sheet: Sheet, found: Found) -> list[str]:
    """What a title says of all figures, if no heading says it of some: the mapping was made all the same, and may be right."""
    title = title_that_adds_up(sheet, found.first_row, found.last_row)
    if not title or any(map(adds_up, found.headings.values())):
        return []
    return [
        f"{title} says that figures add up from one period to the next: each is taken for that of its period alone."
    ]


def _refuse_swapped(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Raises UnreadableFileError where a spreadsheet seems to have taken days of the periods for months.

    A real first of a month is how a workbook keeps "Jun-24"; swapped it would be a day in January, at which few periods begin.
    """
    seen = SwappedDates()
    for place, said in {each.cell("period"): each.text("period") for each in entries}.items():
        if not said[:10].endswith("-01"):
            seen.see(said, place)
    if swap := seen.found:
        raise UnreadableFileError(
            Problem(f"Sheet “{sheet.name}”: its dates cannot be read: {swap.words}", SWAP_WAY_OUT)
        )


def _shown_role(entry: Entry, role: str) -> str:
    """The cell at fault: that of the value in a wide sheet, for a heading or label there has many values beside it."""
    is_wide = any(row != entry.row for row, _ in entry.places.values())
    return "value" if role in ACROSS and (is_wide or role not in entry.places) else role


def _row_left_out(sheet: Sheet, row: int, reason: str) -> LeftOut:
    column, cell = next(iter(sorted(sheet.rows[row].items())))
    said = shown_label(words(cell)[:SHOWN_CHARACTERS], UNREAD)
    return LeftOut(sheet.name, row, address(row, column), said, reason)


def _aside(sheet: Sheet, found: Found, entry: Entry, reason: str) -> LeftOut:
    """What a note says is kept, unless it stands in a column that is not read."""
    whole = _row_left_out(sheet, entry.row, reason)
    is_note = reason == NOTE and min(sheet.rows[entry.row]) not in found.unused
    return whole if is_note else LeftOut(sheet.name, entry.row, entry.cell(), "", reason)


def _total(entry: Entry, mapping: IndicatorMapping, from_1904: bool) -> Total | None:
    over = tuple(
        role for role in ACROSS if is_total(entry.text(role)) and not _is_known(role, entry.text(role), mapping)
    )
    if not over:
        return None
    if not entry.has_figures:
        raise Aside("A total without a value.")
    if entry.merged_over:
        raise _merged(entry)
    label = entry.text("indicator")
    indicator = None if "indicator" in over else mapping.find_indicator(label) if label else mapping.indicator[0]
    period = None
    if "area" in over and is_blank(entry.said.get("period", BLANK)):
        over = (*over, "period")
    if "period" not in over and indicator is not None:
        try:
            cadence = mapping.cadence_of(indicator)
            period = read_period(entry.period(cadence), cadence, from_1904=from_1904)
        except NotReadableError:
            period = None
    return Total(entry, over, indicator, period)


def _is_known(role: str, label: str, mapping: IndicatorMapping) -> bool:
    """Whether the mapping itself gives a label such as “All” a meaning."""
    if role == "indicator":
        return mapping.find_indicator(label) is not None
    return role == "area" and any(label.casefold() == each.casefold() for each in mapping.areas)


def _value(entry: Entry, mapping: IndicatorMapping, from_1904: bool, american: str) -> Value:
    indicator = _indicator(entry, mapping)
    period = _period(entry, mapping, indicator, from_1904, american)
    if entry.merged_over:
        raise _merged(entry)
    try:
        figure = read_figure(entry, indicator)
        may_publish = mapping.handling_of(indicator).may_publish and (
            "may_publish" not in entry.said or read_yes(entry.said["may_publish"])
        )
    except FigureError as error:
        raise Wrong(error.role, error.reason, error.way_out) from error
    except NotReadableError as error:
        raise Wrong("may_publish", error.reason, error.way_out) from error
    return Value(
        indicator.id, entry.text("area") or indicator.area, period, figure.number, figure.numerator, figure.denominator,
        figure.status, entry.text("value")[:SHOWN_CHARACTERS], may_publish, entry.sheet, entry.row, entry.cell(),
        entry.cell(_shown_role(entry, "area")), not entry.has_figures,
    )  # fmt: skip


def _indicator(entry: Entry, mapping: IndicatorMapping) -> MappedIndicator:
    if "indicator" not in entry.said:
        return mapping.indicator[0]
    label = entry.text("indicator")
    if indicator := mapping.find_indicator(label):
        return indicator
    if not entry.has_figures:
        raise Aside(NOTE)
    known = [name for each in mapping.indicator for name in (each.called or [each.title])]
    near = difflib.get_close_matches(label, known, 1, 0.6)
    hint = f"Is it “{near[0]}”? " if near else ""
    what = (
        f"“{shown_label(label, 'indicator')}” is no indicator of the mapping."
        if label
        else "It does not say which indicator it is of."
    )
    way_out = f"{hint}Add the supplier's words to `called`, or an [[indicator]] of its own."
    raise Wrong("indicator", what, way_out + _or_ignore(entry, "indicator"))


def _period(
    entry: Entry, mapping: IndicatorMapping, indicator: MappedIndicator, from_1904: bool, american: str
) -> Period:
    cadence = mapping.cadence_of(indicator)
    cell = entry.period(cadence)
    if not entry.has_figures and is_blank(entry.said.get("period", BLANK)):
        raise Aside(NOTE)
    try:
        if american and is_slashed(cell) and not is_american(cell):
            raise NotReadableError(
                f"Day and month may be the wrong way round: {american} holds an American date.", AMERICAN.way_out
            )
        return read_period(cell, cadence, from_1904=from_1904)
    except NotReadableError as error:
        if not entry.has_figures:
            raise Aside(NOTE) from error
        reason = "It does not say of which period it is." if is_blank(cell) else error.reason
        raise Wrong("period", reason, error.way_out + _or_ignore(entry, "period")) from error


def _or_ignore(entry: Entry, role: str) -> str:
    """What else may be meant where a heading cannot be read: a column of comments."""
    is_heading = entry.places.get(role, (entry.row, 0))[0] != entry.row
    return " If its column holds no values, add its heading to `ignore`." if is_heading else ""


def _merged(entry: Entry) -> Wrong:
    reason = f"The cells {entry.merged_over} are merged: one value stands for several places."
    return Wrong("value", reason, "Ask the supplier to write a value into each cell.")
