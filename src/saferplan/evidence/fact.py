"""What a fact is: a question, and a function that states a sentence from the edition's rows or refuses with the reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from saferplan.base.disclosure import Handling
from saferplan.base.outcomes import MATURE_AFTER_MONTHS
from saferplan.base.periods import Month, Period

Row = Mapping[str, Any]
ChangeKey = tuple[str, str, str, str]
"""Indicator, area, period, period before."""


class Freshness(StrEnum):
    """When a fact grows stale: with the next whole financial year, once the crimes of that are followed, with the next
    months, or never.
    """

    YEARLY = "yearly"
    FOLLOWED = "followed"
    MONTHLY = "monthly"
    LASTING = "lasting"

    @property
    def months_followed(self) -> int:
        """Months after a period's end until what became of its crimes can be known."""
        return MATURE_AFTER_MONTHS if self is Freshness.FOLLOWED else 0


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
    handling: tuple[Handling, ...] = ()
    """How its figures may be used where that goes by the figure and not by the source alone."""
    stale_after: date | None = None
    """The day by which newer figures are due, where that follows from its figures and not from the edition's months."""


@dataclass(frozen=True)
class Refusal:
    """Why the question cannot be answered, what data would allow it, and the measures that were asked."""

    reason: str
    way_out: str
    measures: tuple[MeasureKey, ...] = ()
    tables: tuple[str, ...] = ()


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
    changes: Mapping[ChangeKey, Row]
    comparisons: Sequence[Row]
    populations: Mapping[tuple[str, int], str]
    """Status of the residents of an area and year."""
    home_office_year: Period | None = None
    """The latest financial year that the Home Office's table gives whole for the partnership."""
    placements: Sequence[Row] = field(default=())
    missing_months: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Months not supplied, by the name of the force."""
    partial_months: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Months supplied only in part, by the name of the force."""
    types_lacking: Sequence[tuple[str, str, str]] = ()
    """A force, types of which its street file has no row, and the month."""
    feed_gaps: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """The same of other feeds: "Outcomes missing" and the like, with the months by force."""
    refused_rows: int = 0
    refused_files: int = 0
    force_name: str = ""
    force_code: str = ""
    refused_by_year: Mapping[str, int] = field(default_factory=dict)
    """Rows refused in street files, by the financial year of the file."""
    refused_by_source: Mapping[str, int] = field(default_factory=dict)
    repeated_offences: int = 0
    """Rows of the Home Office's tables dropped because an earlier row of the file gave the same."""
    breaks: Mapping[str, Row] = field(default_factory=dict)
    """Series breaks by identifier."""
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """Rows of the tables of analyses that are about the partnership, by table."""
    forces: Mapping[str, str] = field(default_factory=dict)
    """Name of the force of each partnership."""
    forces_within: Mapping[str, int] = field(default_factory=dict)
    """How many forces record crime in the region and in the country of the partnership, by kind of area."""
    classified: Sequence[str] = field(default=())
    """Types the partnership classes as police generated at the end of the latest year."""
    classified_from: Sequence[Month] = field(default=())
    """First months of the partnership's classifications of types, each in force until the next; none without any."""

    def measure(
        self, indicator_id: str, area_type: str, area_code: str, period: Period
    ) -> tuple[MeasureKey, Row | None]:
        """A measure and its key."""
        key = MeasureKey(indicator_id, area_type, area_code, period.period_type.value, period.label)
        return key, self.measures.get(key)

    def year_measure(self, indicator_id: str, area_code: str, year: Period) -> tuple[MeasureKey, Row | None]:
        """A CSP's measure of a financial year, and its key."""
        return self.measure(indicator_id, "csp", area_code, year)

    def change(self, indicator_id: str, period: Period, years: int = 1) -> Row | None:
        """The partnership's change of a period against the same one some years before."""
        return self.changes.get((indicator_id, self.area_code, period.label, period.year_before(years).label))

    def rows(self, table: str, **values: object) -> list[Row]:
        """Rows of a table of analyses with these values."""
        found = self.tables.get(table, ())
        return [row for row in found if all(row[name] == value for name, value in values.items())]


@dataclass(frozen=True)
class Fact:
    """A declared fact. `position` orders the page."""

    id: str
    position: int
    title: str
    state: Callable[[Evidence], Statement | Refusal]
    freshness: Freshness = Freshness.YEARLY
