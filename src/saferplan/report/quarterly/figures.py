"""The figures of a quarterly report, as they are handed to it: counted, compared and judged already."""

from dataclasses import dataclass
from datetime import date

from saferplan.base.periods import Period


@dataclass(frozen=True)
class Beside:
    """A period beside the same one a year before. `share` is 0.088 for a rise of 8.8%; none on a base under 20."""

    count: int | None
    before: int | None
    share: float | None
    verdict: str
    """As in the table `change`. A type or ward that moved by more than chance by itself, and not among all of its kind
    tested together, is `up_alone` or `down_alone`."""
    missing_reason: str | None = None
    break_ids: tuple[str, ...] = ()
    hangs_on_runs: bool = False
    """Whether the move by itself would not stand out if high months followed high ones by chance."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it is told as a rise or fall, and would be none if high months followed high ones by chance."""
        return self.hangs_on_runs and self.verdict in ("up", "down")

    @property
    def net(self) -> int | None:
        return None if self.count is None or self.before is None else self.count - self.before


@dataclass(frozen=True)
class Rate:
    """A rate per 1,000 residents over twelve months with its range; of another area, what may be said beside it."""

    name: str
    kind: str
    """own, named or force (the rest of it)."""
    value: float | None
    lower: float | None = None
    upper: float | None = None
    verdict: str | None = None
    missing_reason: str | None = None


@dataclass(frozen=True)
class Line:
    """What one indicator came to: the quarter, the financial year to date, twelve months, and beside other areas."""

    id: str
    title: str
    quarter: Beside
    year_to_date: Beside
    twelve: Beside
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True)
class WardLine:
    """A ward by name: crime of the quarter and of twelve months, and incidents of twelve months."""

    code: str
    name: str
    quarter: Beside
    twelve: Beside
    asb: Beside


@dataclass(frozen=True)
class Part:
    """A type or ward and its part in the net change of the quarter."""

    name: str
    before: int
    after: int

    @property
    def net(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class UnusualMonth:
    """A month of the quarter outside the wide range that is usual for a type."""

    title: str
    month: date
    count: int
    lower: float
    upper: float


@dataclass(frozen=True)
class QuarterlyFigures:
    quarter: Period
    year_to_date: Period
    twelve: Period
    crime: Line
    types: tuple[Line, ...]
    """The thirteen types, by name."""
    asb: Line
    by_type: tuple[Part, ...]
    """Parts in the net change of the quarter, the largest first; empty where either quarter is not whole."""
    by_ward: tuple[Part, ...]
    wards: tuple[WardLine, ...]
    unusual: tuple[UnusualMonth, ...]
    months_judged: int
    """Months of the quarter and types that could be judged for what is usual; 0 where there is too little history."""
    residents_year: int | None
    are_residents_superseded: bool
    refused: tuple[str, ...] = ()
    """What must be said of rows that were refused in the files of the twelve months and the twelve before."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.crime, *self.types, self.asb)
