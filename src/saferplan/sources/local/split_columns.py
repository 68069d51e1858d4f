"""Columns that split the figures and that no mapping reads: of women and of men, by age, by team. A row is then a part."""

import re
from collections.abc import Iterable, Mapping, Sequence

from saferplan.sources.local.cells import NotReadableError, address, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.names_of_people import UNREAD
from saferplan.sources.local.personal import shown_label
from saferplan.sources.local.sheets import Sheet

MOST_VALUES = 15
"""A column of more words is hardly one by which figures are split."""
_SPLITS = re.compile(
    r"\b(?:gender|sex|age|ages|age[ -]?(?:group|band|range|bracket)s?|ethnic\w*|religion|faith|disabilit\w+|sexual orientation|"
    r"sexuality|nationality|tenure|teams?|client group|(?:victim|household|accommodation) type)\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b(?:average|mean|median|number|no|count|rate|total|per ?cent\w*)\b|%", re.IGNORECASE)
_WHOLE = re.compile(r"(?:all|both|overall|(?:grand )?total)(?: \w+)?|persons?|people|everyone", re.IGNORECASE)


def says_split(heading: str) -> bool:
    """Whether a column is called what people or cases are split by.

    >>> [says_split(each) for each in ("Gender", "age_group", "Team", "Average age", "Stage", "Comment")]
    [True, True, True, False, False, False]
    """
    plain = heading.replace("_", " ")
    return _SPLITS.search(plain) is not None and not _NUMBER_OF.search(plain)


def is_whole(value: str) -> bool:
    """Whether a value of such a column stands for all of them: All, Total, Both sexes, Persons."""
    return _WHOLE.fullmatch(value.strip()) is not None


def values_of(sheet: Sheet, column: int, rows: Iterable[int]) -> dict[str, int]:
    """What stands in a column, each with the first of its rows."""
    found: dict[str, int] = {}
    for row in rows:
        if not is_blank(cell := sheet.filled(row, column)):
            found.setdefault(words(cell), row)
    return found


def rows_with_values(sheet: Sheet, last: int, roles: Mapping[int, str]) -> list[int]:
    values = [column for column, role in roles.items() if role in ("value", "numerator")]
    return [row for row, cells in sheet.rows.items() if row > last and any(column in cells for column in values)]


def split_columns(
    sheet: Sheet, last: int, headings: Mapping[int, str], roles: Mapping[int, str]
) -> dict[int, list[str]]:
    """Columns that are not read and split the figures, with their values: by name, or for their values differ between rows that
    are else of the same.
    """
    rows = rows_with_values(sheet, last, roles)
    found: dict[int, list[str]] = {}
    for column, heading in headings.items():
        values = list(values_of(sheet, column, rows)) if heading and column not in roles else []
        if len(values) > 1 and (says_split(heading) or _tells_apart(sheet, column, values, rows, roles)):
            found[column] = values
    return found


def _tells_apart(
    sheet: Sheet, column: int, values: Sequence[str], rows: Sequence[int], roles: Mapping[int, str]
) -> bool:
    """Whether a column of words holds several of them in rows of one period, area and measure."""
    if len(values) > MOST_VALUES or any(is_figure(value) for value in values):
        return False
    keys = [place for place, role in roles.items() if role in ("indicator", "area", "year", "period", "period_end")]
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = tuple(words(sheet.filled(row, place)) for place in keys)
        said = words(sheet.filled(row, column))
        if said and first.setdefault(key, said) != said:
            return True
    return False


def refuse_unread_split(
    sheet: Sheet, last: int, unused: Mapping[int, str], roles: Mapping[int, str], passed: Iterable[str]
) -> None:
    """Raises NotReadableError where a column that is not read says by its name that each row is of a part."""
    rows, known = rows_with_values(sheet, last, roles), {each.casefold() for each in passed}
    for column, heading in unused.items():
        values = values_of(sheet, column, rows) if says_split(heading) and heading.casefold() not in known else {}
        if len(values) > 1:
            (one, first), (other, second), *_ = values.items()
            shown = [
                f"“{shown_label(said, UNREAD)}” in {address(row, column)}"
                for said, row in ((one, first), (other, second))
            ]
            raise NotReadableError(
                f"{shown[0]} and {shown[1]} below “{heading}”: it splits the figures, and the mapping does not read it. A row "
                "would be taken for the whole.",
                f'Ask for totals; or say which rows are read, as in only = {{ "{heading}" = "All" }}; or name it as indicator '
                "or category under [columns], if each is a measure of its own; or under `ignore_columns`, if it splits nothing.",
            )
