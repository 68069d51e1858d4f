"""Small workbooks and mappings, made as partners make them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from saferplan.pipeline.mappings import SavedMapping, read_mapping
from saferplan.sources.local.reading import read_return
from saferplan.sources.local.returned import Returned

HELPED = """
[[indicator]]
id = "safe_at_home_helped"
title = "People helped by Safe at Home"
called = ["People helped"]
unit = "people"
polarity = "higher_is_better"
"""
LONG = """kind = "indicators"
supplier = "Safe at Home"
files = ["safe-at-home*"]
layout = "long"
cadence = "month"
due_days = 20
"""
MONTHS = LONG + '[columns]\nperiod = "Month"\nvalue = "No"\n' + HELPED
WIDE = LONG.replace('"long"', '"wide"') + 'across = ["period"]\n'


def xlsx(path: Path, rows: Sequence[Sequence[object]], *, merged: Sequence[str] = (), title: str = "Returns") -> Path:
    """A workbook of one sheet, its rows from the first."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    fill(sheet, rows)
    for cells in merged:
        sheet.merge_cells(cells)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def fill(sheet: object, rows: Sequence[Sequence[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column).value = value  # type: ignore[attr-defined]


def mapping(folder: Path, text: str, name: str = "safe-at-home") -> SavedMapping:
    path = folder / "mappings" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def returned(folder: Path, text: str, rows: Sequence[Sequence[object]], **how: Sequence[str]) -> Returned:
    """What comes of a sheet of these rows read by this mapping."""
    path = xlsx(folder / "safe-at-home.xlsx", rows, **how)  # type: ignore[arg-type]
    return read_return(path, mapping(folder, text).rules)


def months(rows: Sequence[tuple[object, object]]) -> list[Sequence[object]]:
    """A sheet of two columns that the mapping MONTHS reads."""
    return [("Month", "No"), *rows]


def shown(found: Returned) -> list[tuple[str, float | None, str]]:
    """Period, number and status of each value."""
    return [(each.period.label, each.number, each.status.value) for each in found.values]


def refused(found: Returned) -> Mapping[str, tuple[str, str]]:
    """What was refused, by address: what stood there, and the reason."""
    return {f"{each.sheet}!{each.cell}": (each.said, each.reason) for each in found.refused}


def left_out(found: Returned) -> Mapping[str, str]:
    return {f"{each.sheet}!{each.cell}": each.reason for each in found.left_out}
