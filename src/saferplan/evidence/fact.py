"""What a fact is: a question, and a function that states a sentence from the edition's rows or refuses with the reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saferplan.base.periods import Month, Period

Row = Mapping[str, Any]


@dataclass(frozen=True)
class MeasureKey:
    """Names one row of `measure`."""

    indicator_id: str
    area_type: str
    area_code: str
    period_type: str
    period: str


@dataclass(frozen=True)
class Statement:
    """A sentence with the measures it is made of and what must be said beside it."""

    sentence: str
    period: str
    measures: tuple[MeasureKey, ...] = ()
    caveats: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    """Tables of the edition that it rests on where it is made of no measure."""


@dataclass(frozen=True)
class Refusal:
    """Why the question cannot be answered, what data would allow it, and the measures that were asked."""

    reason: str
    way_out: str
    measures: tuple[MeasureKey, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What facts are made of: the partnership, its periods, and rows of the tables by key."""

    area_code: str
    area_name: str
    months: tuple[Month, ...]
    latest_year: Period | None
    names: Mapping[str, str]
    comparators: Sequence[str]
    measures: Mapping[MeasureKey, Row]
    changes: Mapping[tuple[str, str, str], Row]
    """By indicator, area and financial year."""
    comparisons: Sequence[Row]
    populations: Mapping[tuple[str, int], str]
    """Status of the residents of an area and year."""
    placements: Sequence[Row] = field(default=())
    missing_months: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Months not supplied, by the name of the force."""
    refused_rows: int = 0
    refused_files: int = 0
    force_name: str = ""
    refused_by_year: Mapping[str, int] = field(default_factory=dict)
    """Rows refused in street files, by the financial year of the file."""

    def year_measure(self, indicator_id: str, area_code: str, year: Period) -> tuple[MeasureKey, Row | None]:
        """A CSP's measure of a financial year, and its key."""
        key = MeasureKey(indicator_id, "csp", area_code, year.period_type.value, year.label)
        return key, self.measures.get(key)


@dataclass(frozen=True)
class Fact:
    """A declared fact. `position` orders the page."""

    id: str
    position: int
    title: str
    state: Callable[[Evidence], Statement | Refusal]
