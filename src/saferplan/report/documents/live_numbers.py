"""Words of a column of figures as the number that they say, for a form with live numbers: the same words, by its format."""

import re

from saferplan.report.blocks import Number

SHAPES = {
    "count": "#,##0", "change": "+#,##0;−#,##0;0", "share": "+0.0%;−0.0%;0.0%", "rate": "#,##0.0", "percent": "0.0%",
    "whole_percent": "0%", "p": "0.000",
}  # fmt: skip
"""Excel's formats of the shapes of a number."""
_FORMS = (
    ("count", re.compile(r"\d{1,3}(?:,\d{3})*")), ("change", re.compile(r"[+−]\d{1,3}(?:,\d{3})*")),
    ("share", re.compile(r"[+−]\d{1,3}(?:,\d{3})*\.\d%")), ("rate", re.compile(r"\d{1,3}(?:,\d{3})*\.\d")),
    ("percent", re.compile(r"\d{1,3}(?:,\d{3})*\.\d%")), ("whole_percent", re.compile(r"\d{1,3}(?:,\d{3})*%")),
    ("p", re.compile(r"\d\.\d{3}")),
)  # fmt: skip


def as_number(words: str) -> Number | None:
    """The number that a cell says and nothing besides; None for ranges, marks and words.

    >>> [(each.value, each.shape) for each in map(as_number, ("1,071", "−8.0%", "75%", "66.5"))]
    [(1071.0, 'count'), (-0.08, 'share'), (0.75, 'whole_percent'), (66.5, 'rate')]
    >>> as_number("1,063 to 1,442") is None
    True
    """
    if isinstance(words, Number):
        return words
    shape = next((name for name, form in _FORMS if form.fullmatch(words)), None)
    if shape is None:
        return None
    value = float(words.replace(",", "").replace("−", "-").rstrip("%"))
    return Number(words, round(value / 100, 6) if words.endswith("%") else value, shape)
