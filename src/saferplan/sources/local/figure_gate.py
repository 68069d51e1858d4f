"""The gate for personal data before a sheet of figures: no value of it is used, kept or said until every column has been looked at.

Columns of values are judged by what stands in them and by headings that name a number or date of a person, for an indicator may
well be called "E-mails answered". Columns that the mapping does not read may hold comments, which are neither kept nor shown.
"""

import re
from collections.abc import Iterable, Mapping

from saferplan.sources.files import Problem
from saferplan.sources.local.cells import BLANK, address, column_letters, is_blank, same, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.names_of_people import INDICATOR, UNREAD, share
from saferplan.sources.local.period_parts import is_part
from saferplan.sources.local.period_words import kind_of_period
from saferplan.sources.local.personal import looks_personal, shown_label
from saferplan.sources.local.sheets import Sheet, UnreadableFileError

VALUES = ("value", "numerator", "denominator")
LABELS = (INDICATOR, "area")
_OF_A_PERSON = (
    ("a date of birth", r"\bd\.?o\.?b\b|\bdate of birth\b|\bbirth ?date\b|\bbirthday\b"),
    ("a telephone number", r"^(?:tele)?phone$|^mobile$|^tel$|\b(?:phone|mobile|tel|contact)\.? (?:no|number)\b"),
    ("an NHS number", r"^nhs$|\bnhs (?:no|number|id)\b"),
    ("a full address", r"\buprn\b|\bhouse (?:no|number)\b"),
)  # fmt: skip
"""Headings of columns of figures that hold no counts."""
_MOSTLY = 0.8


def personal_columns(
    sheet: Sheet, last: int, headings: Mapping[int, str], roles: Mapping[int, str], ignored: Iterable[str] = (),
    known: frozenset[str] = frozenset(),
) -> dict[int, str]:  # fmt: skip
    """The columns below the row `last` of headings that look personal, each with what it looks like; those ignored not looked at.

    `headings` and `roles` are by column; a column that has no role is not read. `known` are labels, in small letters, to which a
    person gave a meaning: these are nobody's.
    """
    found: dict[int, str] = {}
    passed = list(ignored)
    for column in sorted({place for row, cells in sheet.rows.items() if row > last for place in cells}):
        heading, role = headings.get(column, ""), roles.get(column, UNREAD)
        if not any(same(heading, each) for each in passed) and (
            what := _looks(sheet, last, column, heading, role, roles, known)
        ):
            found[column] = what
    return found


def _looks(
    sheet: Sheet, last: int, column: int, heading: str, role: str, roles: Mapping[int, str], known: frozenset[str]
) -> str:
    rows = [row for row in sheet.rows if row > last and (role == UNREAD or _has_value(sheet, row, roles))]
    cells = [cell for row in rows if not is_blank(cell := sheet.cell(row, column))]
    if role in VALUES or (cells and share(cells, is_figure) >= _MOSTLY):  # type: ignore[arg-type]
        plain = re.sub(r"[\s_]+", " ", heading).strip().casefold()
        by_heading = next((what for what, pattern in _OF_A_PERSON if re.search(pattern, plain)), "")
        return by_heading or looks_personal("", [words(cell) for cell in cells], role="value")
    said = [words(cell) for cell in cells]
    labels = list(dict.fromkeys(said)) if role == INDICATOR else said
    return looks_personal(heading, labels, role=role, known=known if role in LABELS else frozenset())


def _has_value(sheet: Sheet, row: int, roles: Mapping[int, str]) -> bool:
    """Whether a row has a figure beside its labels: notes below a table are judged one by one."""
    return any(role in VALUES and not is_blank(sheet.cell(row, column)) for column, role in roles.items())


def refuse_personal(
    sheet: Sheet, last: int, headings: Mapping[int, str], roles: Mapping[int, str], ignored: Iterable[str] = (),
    known: frozenset[str] = frozenset(),
) -> None:  # fmt: skip
    """Raises UnreadableFileError that names sheet, column and row, and never a value."""
    for column, what in personal_columns(sheet, last, headings, roles, ignored, known).items():
        raise personal_column(
            sheet, last, column, headings.get(column, BLANK), what, is_label=roles.get(column) in LABELS
        )
    if what := _heading_looks(headings, roles):
        raise _refused(f"Sheet “{sheet.name}”, row {last}: what stands in the headings looks like {what}", is_read=True)


def _heading_looks(headings: Mapping[int, str], roles: Mapping[int, str]) -> str:
    """What a table looks like in which a row of values was taken for headings, or that is headed by names."""
    of_values = [heading for column, heading in headings.items() if heading and roles.get(column) in VALUES]
    measures = [each for each in of_values if kind_of_period(each) is None and not is_part(each)]
    return looks_personal("", [each for each in headings.values() if each], role=UNREAD) or looks_personal(
        "", measures, role=INDICATOR
    )


def personal_column(
    sheet: Sheet, last: int, column: int, heading: str, what: str, *, is_label: bool = False
) -> UnreadableFileError:
    first = next(row for row in sheet.rows if row > last and not is_blank(sheet.cell(row, column)))
    called = f" “{heading}”" if heading and shown_label(heading, UNREAD) == heading else f" {column_letters(column)}"
    return _refused(
        f"Sheet “{sheet.name}”: the column{called} (from {address(first, column)}) looks like {what}",
        is_read=False,
        is_label=is_label,
    )


def _refused(reason: str, *, is_read: bool, is_label: bool = False) -> UnreadableFileError:
    if is_label:
        named = "; if they are no people, write the mapping by hand and name each under `called`, or under [areas]"
        problem = Problem(f"{reason}: personal data are not read.", f"Ask the supplier for numbers without it{named}.")
        return UnreadableFileError(problem)
    ignore = "" if is_read else "; or, if nothing is to be read from it, name it under `ignore_columns` in the mapping"
    return UnreadableFileError(
        Problem(
            f"{reason}: personal data are not read.",
            f"Ask the supplier for numbers without it, or delete it and save the file again{ignore}.",
        )
    )


def may_list(sheet: Sheet) -> bool:
    """Whether the first cells of a sheet may be shown in place of headings that were not found."""
    columns = {column for cells in sheet.rows.values() for column in cells}
    said = {column: [words(cells[column]) for cells in sheet.rows.values() if column in cells] for column in columns}
    return not any(looks_personal(each[0], each, role="") for each in said.values())
