"""Which column of a long sheet holds the periods, or which two: a year in one and its quarter or month in another."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations

from saferplan.base.periods import PeriodType
from saferplan.sources.files import Problem
from saferplan.sources.local.cells import Cell, address, column_letters, is_blank, words
from saferplan.sources.local.heading_cells import is_figure
from saferplan.sources.local.period_parts import (
    UNDECIDED_WAY_OUT,
    is_part,
    is_undecided,
    is_year,
    kind_of_part,
)
from saferplan.sources.local.period_words import CADENCES, cadence_said, kind_of_period
from saferplan.sources.local.proposal import may_be_called
from saferplan.sources.local.sheets import Sheet, UnreadableFileError
from saferplan.sources.local.total_words import is_total

_CALLED_YEAR = re.compile(r"\byears?\b|\bf\.?y\.?\b", re.IGNORECASE)


def period_columns(sheet: Sheet, headings: Mapping[int, str], below: Sequence[int], from_1904: bool) -> dict[str, int]:
    """The column of periods as `period`, with that of their years as `year` where they are written without one.

    Of several the one with the shortest periods: a year beside its months is no period of its own. Empty where no column called
    a period holds any. Raises UnreadableFileError where it cannot be told which months a part of a year is.
    """
    single = {
        column: kind for column, heading in headings.items()
        if may_be_called("period", heading) and (kind := _kind_of_column(sheet, column, below, from_1904))
    }  # fmt: skip
    pairs = {
        (year, part): kind
        for year in headings if _holds_years(sheet, headings[year], year, below)
        for part in headings if part != year and (kind := _kind_of_pair(sheet, headings, year, part, below))
    }  # fmt: skip
    kinds = [*single.values(), *pairs.values()]
    shortest = min(kinds, key=CADENCES.index, default=None)
    if shortest in (None, PeriodType.FINANCIAL_YEAR):
        _refuse_undecided(sheet, headings, below)
    for column, kind in single.items():
        if kind is shortest:
            return {"period": column}
    for (year, part), kind in pairs.items():
        if kind is shortest:
            return {"year": year, "period": part}
    return {}


def _kind_of_column(sheet: Sheet, column: int, below: Sequence[int], from_1904: bool) -> PeriodType | None:
    """What most of its cells are; numbers may be those of days and count only where nothing else does."""
    said = [cell for row in below if not is_blank(cell := sheet.cell(row, column))]
    kinds = [kind for cell in said if (kind := kind_of_period(cell, from_1904))]
    if 2 * len(kinds) <= len(said):
        return None
    kind = Counter(kinds).most_common(1)[0][0]
    return PeriodType.FINANCIAL_YEAR if 2 * sum(map(is_figure, said)) > len(said) else kind


def _holds_years(sheet: Sheet, heading: str, column: int, below: Sequence[int]) -> bool:
    """Years in every row or in the first of their rows; bare numbers only where they are called so."""
    said = [cell for row in below if not is_blank(cell := sheet.cell(row, column)) and not is_total(words(cell))]
    years = [cell for cell in said if is_year(cell) and (not is_figure(cell) or _CALLED_YEAR.search(heading))]
    return 2 * len(years) > len(said) > 0


def years_down(sheet: Sheet, column: int, rows: Sequence[int]) -> list[Cell]:
    """The year of each row: its own, or that of the row above where it has none."""
    years: list[Cell] = []
    for row in rows:
        own = sheet.filled(row, column)
        years.append(own if not is_blank(own) or not years else years[-1])
    return years


def _kind_of_pair(
    sheet: Sheet, headings: Mapping[int, str], year: int, part: int, below: Sequence[int]
) -> PeriodType | None:
    said = cadence_said(headings[part])
    rows = [row for row in below if not is_blank(sheet.filled(row, part))]
    pairs = list(zip(years_down(sheet, year, rows), [sheet.filled(row, part) for row in rows], strict=True))
    kinds = [kind for one, other in pairs if (kind := kind_of_part(one, other, said))]
    return Counter(kinds).most_common(1)[0][0] if 2 * len(kinds) > len(rows) else None


def _refuse_undecided(sheet: Sheet, headings: Mapping[int, str], below: Sequence[int]) -> None:
    """Raises UnreadableFileError where years and parts of them stand side by side, and it cannot be told which months they are."""
    for year, part in permutations(headings, 2):
        said = cadence_said(headings[part])
        if _holds_years(sheet, headings[year], year, below):
            rows = [row for row in below if not is_blank(sheet.filled(row, part))]
            years = years_down(sheet, year, rows)
            unclear = [
                row for row, each in zip(rows, years, strict=True) if is_undecided(each, sheet.filled(row, part), said)
            ]
            if 2 * len(unclear) > len(rows):
                shown = f"“{words(sheet.filled(unclear[0], part))}” in {address(unclear[0], part)}"
                reason = f"which months {shown} is, of the year in column {column_letters(year)}, cannot be told."
                raise UnreadableFileError(Problem(f"Sheet “{sheet.name}”: {reason}", UNDECIDED_WAY_OUT))


def cadence_of_pair(sheet: Sheet, rows: Sequence[int], roles: Mapping[str, int], heading: str) -> str:
    """How often figures come whose year stands in a column of its own."""
    said = cadence_said(heading)
    years = years_down(sheet, roles["year"], rows)
    parts = [sheet.filled(row, roles["period"]) for row in rows]
    kinds = [kind for year, part in zip(years, parts, strict=True) if (kind := kind_of_part(year, part, said))]
    return Counter(kinds).most_common(1)[0][0] if kinds else ""


def holds_parts(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Whether a column holds quarters or months without a year: they are no indicators and no areas."""
    said = [cell for row in rows if not is_blank(cell := sheet.filled(row, column))]
    return 2 * sum(map(is_part, said)) > len(said) > 0


def label_columns(
    sheet: Sheet, headings: Mapping[int, str], columns: Sequence[int], rows: Sequence[int]
) -> dict[str, int]:
    """Of some columns before the figures the first of areas and the first of indicators; those that hold numbers are neither."""
    found: dict[str, int] = {}
    for column in columns:
        said = [cell for row in rows if not is_blank(cell := sheet.filled(row, column))]
        if said and not any(map(is_figure, said)):
            found.setdefault("area" if may_be_called("area", headings[column]) else "indicator", column)
    return found


KEYS = ("indicator", "area", "year", "period")


def filled_down(sheet: Sheet, roles: Mapping[str, int], rows: Sequence[int]) -> list[str]:
    """Columns in which an empty cell means the one above: a year, or a label that stands in the first row of its rows only.

    An empty area is the partnership's where it would say of the area above what is said of it already.
    """
    return [
        role for role in ("indicator", "area", "year")
        if role in roles and (blocks := _blocks(sheet, roles[role], rows))
        and (role == "year" or _are_labels(sheet, roles, role, blocks))
    ]  # fmt: skip


def _blocks(sheet: Sheet, column: int, rows: Sequence[int]) -> list[list[int]]:
    """The rows by the label that stands in the first of each; none where every row has one, or the first has none."""
    blocks: list[list[int]] = []
    for row in rows:
        if not is_blank(sheet.filled(row, column)):
            blocks.append([])
        elif not blocks:
            return []
        blocks[-1].append(row)
    return blocks if len(blocks) < len(rows) else []


def _are_labels(sheet: Sheet, roles: Mapping[str, int], role: str, blocks: Sequence[Sequence[int]]) -> bool:
    others = [column for key, column in roles.items() if key in KEYS and key != role]
    labels = [words(sheet.filled(block[0], roles[role])) for block in blocks]
    keys = [[tuple(words(sheet.filled(row, column)) for column in others) for row in block] for block in blocks]
    return len(set(labels)) == len(labels) and all(len(set(each)) == len(each) for each in keys)
