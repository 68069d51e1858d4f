"""Cells of a table as numbers that a workbook can count with, shown in the words of the other forms."""

import re

from saferplan.report.blocks import Number

SHAPES = {"count": "#,##0", "change": "+#,##0;−#,##0;0", "share": "+0.0%;−0.0%;0.0%", "rate": "#,##0.0"}
"""Excel's formats of the shapes of Number."""
_PLAIN = re.compile(r"([+−-]?)((?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?)(%?)")
"""A cell that is one figure: "1,071", "+25.7%", "0.030"; "fewer than 5" and "901 to 1,178" are words."""


def live_number(cell: str, *, numeric: bool) -> tuple[float, str] | None:
    """The value of a cell that is one figure, and a format that shows it in the very words of the other forms."""
    found = _PLAIN.fullmatch(cell)
    if isinstance(cell, Number):
        words = cell.replace('"', "")
        return cell.value, SHAPES[cell.shape] if found and cell.shape in SHAPES else f'"{words}";"{words}";"{words}"'
    if not (numeric and found):
        return None
    sign, digits, decimals, percent = found.groups()
    size = float(digits.replace(",", "")) / (100 if percent else 1)
    whole = "#,##0" if "," in digits or size < 1000 else "0"
    form = f"{whole}{'.' + '0' * len(decimals) if decimals else ''}{percent}"
    return (-size if sign in ("−", "-") else size), f"{sign}{form};{sign}{form};{sign}{form}" if sign else form
