"""A mapping of figures as far as a file shows it, and how labels and values are told apart in looking for one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saferplan.sources.local.cells import Cell, NotReadableError, Percent
from saferplan.sources.local.total_words import is_total
from saferplan.sources.local.values import read_value

FEWEST_ACROSS = 2
MOST_INDICATORS = 40
ROLES = {
    "may_publish": r"publish|public",
    "status": r"status|state\b|quality",
    "numerator": r"numerator|how many did",
    "denominator": r"denominator|out of|\bof\b$|base|total number",
    "area": r"ward|area|locality|place|neighbourhood|district|\btown|\bestate|\blocation|\bvillage|\bparish",
    "period": r"period|month|quarter|year|date",
    "indicator": r"indicator|measure|metric|category|service|outcome|what",
    "value": r"value|number|count|figure|amount|no\.?$|#|actual|%|per ?cent",
}


@dataclass
class Proposal:
    """A mapping as far as a file shows it, and in words what its rows and columns were taken to be."""

    layout: dict[str, Any]
    columns: dict[str, str]
    indicators: list[str] = field(default_factory=list)
    percentages: set[str] = field(default_factory=set)
    """Indicators whose values are written with a percent sign."""
    fractional: set[str] = field(default_factory=set)
    """Indicators of which some value is no whole number, or carries a £."""
    in_pounds: set[str] = field(default_factory=set)
    """Indicators whose values are written with a £."""
    shares: set[str] = field(default_factory=set)
    """Indicators whose own rows have a numerator and a denominator."""
    sections: dict[str, str] = field(default_factory=dict)
    """Indicators that stand below a label alone, each with it."""
    row: int = 0
    """Where the headings stand."""
    cadence: str = ""
    lines: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    """What stands above each column."""
    roles: dict[int, str] = field(default_factory=dict)
    """What each column is that is read; columns of values side by side are values."""
    splits: dict[str, list[str]] = field(default_factory=dict)
    """Headings of columns that are not read and split the figures, each with its values."""
    personal: dict[str, str] = field(default_factory=dict)
    """Headings of columns that are not read and look personal, each with what it looks like."""

    def take_measures(self, other: "Proposal") -> None:
        """The measures of a sheet of the same form, and what their values look like."""
        self.indicators = distinct([*self.indicators, *other.indicators])
        self.percentages |= other.percentages
        self.fractional |= other.fractional
        self.in_pounds |= other.in_pounds
        self.shares |= other.shares
        self.sections = other.sections | self.sections


def may_be_called(role: str, heading: str) -> bool:
    """Whether a heading can be that of a column of this part."""
    return re.search(ROLES[role], heading, re.IGNORECASE) is not None


def is_value(cell: Cell) -> bool:
    """Whether a cell is a number or a known mark."""
    try:
        read_value(cell)
    except NotReadableError:
        return False
    return True


def is_percent(cells: Iterable[Cell]) -> bool:
    return any(isinstance(cell, Percent) or (isinstance(cell, str) and cell.strip().endswith("%")) for cell in cells)


def distinct(labels: Iterable[str]) -> list[str]:
    """The labels of indicators, each once and without totals."""
    return [label for label in dict.fromkeys(labels) if label and not is_total(label)][:MOST_INDICATORS]
