"""Months and the periods made of them.

A period is what a figure is *about*; when it was published is its `issue`. The financial year of England and Wales
runs from April to March and is written "2024/25".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Month:
    """A civil month. `index` counts months since year 0, so that months subtract to whole numbers."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 2200:
            raise ValueError(f"not a month: {self.year}-{self.number:02d}")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "2024-03". Raises ValueError on anything else."""
        if not (found := re.fullmatch(r"(\d{4})-(\d{2})", text)):
            raise ValueError(f"not a month written YYYY-MM: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def from_index(cls, index: int) -> "Month":
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def name(self) -> str:
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    def plus(self, months: int) -> "Month":
        return Month.from_index(self.index + months)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


class PeriodType(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"
    ROLLING_TWELVE = "rolling_twelve_months"
    YEAR_TO_DATE = "year_to_date"
    SPAN = "span"


MATERIALISED = tuple(each for each in PeriodType if each not in (PeriodType.YEAR_TO_DATE, PeriodType.SPAN))
"""The kinds of period of which an edition holds every one; of others it is asked."""


@dataclass(frozen=True)
class Period:
    """A run of whole months with the name people call it by."""

    period_type: PeriodType
    label: str
    start: Month
    end: Month

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.start, self.end))

    @property
    def words(self) -> str:
        """ "July to September 2025"; with both years where they differ."""
        first, last = MONTH_NAMES[self.start.number - 1], MONTH_NAMES[self.end.number - 1]
        year = "" if self.start.year == self.end.year else f" {self.start.year}"
        return f"{first}{year} to {last} {self.end.year}" if self.start != self.end else self.end.name

    @property
    def midpoint_year(self) -> float:
        """The middle of the period in years, to choose the nearest mid-year population (30 June is x.5)."""
        return (self.start.index + self.end.index + 1) / 24

    def year_before(self, years: int = 1) -> "Period":
        """The same period some years earlier."""
        if self.period_type is PeriodType.SPAN:
            return span_of(self.start.plus(-12 * years), self.end.plus(-12 * years))
        return period_of(self.period_type, self.end.plus(-12 * years))


def months_between(first: Month, last: Month) -> Iterator[Month]:
    return (Month.from_index(index) for index in range(first.index, last.index + 1))


def span_of(start: Month, end: Month) -> Period:
    """Any run of months. Raises ValueError where it ends before it starts."""
    if end < start:
        raise ValueError(f"{end} lies before {start}")
    return Period(PeriodType.SPAN, f"{start} to {end}", start, end)


def period_of(period_type: PeriodType, end: Month) -> Period:
    """The period of this type that holds (years) or ends with (months, rolling years) the month `end`.

    Raises ValueError for a span, of which a month does not tell where it starts.
    """
    match period_type:
        case PeriodType.SPAN:
            raise ValueError("a span has a start of its own")
        case PeriodType.MONTH:
            return Period(period_type, str(end), end, end)
        case PeriodType.QUARTER:
            return _quarter(end)
        case PeriodType.ROLLING_TWELVE:
            start = end.plus(-11)
            return Period(period_type, f"{start} to {end}", start, end)
        case PeriodType.YEAR_TO_DATE:
            year = period_of(PeriodType.FINANCIAL_YEAR, end)
            return Period(period_type, f"{year.label} to {MONTH_NAMES[end.number - 1]}", year.start, end)
        case PeriodType.CALENDAR_YEAR:
            return Period(period_type, str(end.year), Month(end.year, 1), Month(end.year, 12))
        case PeriodType.FINANCIAL_YEAR:
            first_year = end.year if end.number >= 4 else end.year - 1
            label = f"{first_year}/{(first_year + 1) % 100:02d}"
            return Period(period_type, label, Month(first_year, 4), Month(first_year + 1, 3))


def _quarter(month: Month) -> Period:
    """The quarter of the financial year that holds a month: Q1 is April to June."""
    start = month.plus(-((month.number - 1) % 3))
    year = period_of(PeriodType.FINANCIAL_YEAR, month).label
    number = (start.number - 4) % 12 // 3 + 1
    return Period(PeriodType.QUARTER, f"{year} Q{number}", start, start.plus(2))


def quarter_named(text: str) -> Period:
    """The quarter of a financial year that a person names: "2025-Q2", "2025/26 Q2" or "Q2 2025/26", July to September.

    Raises ValueError for anything else, a year that does not follow the one before it among them.
    """
    found = re.fullmatch(r"(?:Q([1-4])\s+)?(\d{4})(?:/(\d{2}))?(?:[-\s]+Q([1-4]))?", text.strip(), re.IGNORECASE)
    if not found or bool(found[1]) == bool(found[4]) or (found[3] and int(found[3]) != (int(found[2]) + 1) % 100):
        raise ValueError(f"not a quarter written 2025-Q2: {text!r}")
    return _quarter(Month(int(found[2]), 4).plus(3 * (int(found[1] or found[4]) - 1)))


def last_month_named(label: str) -> Month | None:
    """The last month of a period by its name; None of a name that is none of ours.

    >>> [str(last_month_named(each)) for each in ("2016/17", "2016/17 Q2", "2016-04 to 2017-03", "2017-03", "some time")]
    ['2017-03', '2016-09', '2017-03', '2017-03', 'None']
    """
    if found := re.fullmatch(r"(\d{4})/\d{2}", label):
        return Month(int(found[1]) + 1, 3)
    try:
        return quarter_named(label).end
    except ValueError:
        pass
    try:
        return Month.parse(label.rpartition(" to ")[2])
    except ValueError:
        return None


def months_in_words(months: Iterable[str]) -> str:
    """ "January 2023", or "January 2023 to March 2023" for a run, or a list of both."""
    runs: list[list[Month]] = []
    for month in sorted(Month.parse(text) for text in months):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(run[0].name if len(run) == 1 else f"{run[0].name} to {run[-1].name}" for run in runs)


def periods_touching(first: Month, last: Month, types: Iterable[PeriodType] = MATERIALISED) -> list[Period]:
    """Every period that shares a month with first..last; rolling years only where all twelve months lie inside."""
    found: dict[tuple[PeriodType, str], Period] = {}
    for period_type in types:
        for month in months_between(first, last):
            period = period_of(period_type, month)
            if period_type is not PeriodType.ROLLING_TWELVE or period.start >= first:
                found[period_type, period.label] = period
    return list(found.values())


def months_words(label: str, first: date, last: date) -> str:
    """ "2016/17" as it is labelled, or "June 2016 to May 2017" of a run of months."""
    return label if "/" in label else span_of(Month.of(first), Month.of(last)).words
