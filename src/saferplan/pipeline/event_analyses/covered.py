"""Which months an extract really covers: a mistyped year is no cover, and a month without rows is no count of nought.

A month is covered that has at least `THIN` of the rows of a usual month: that in which the middling row lies, so that the
long tail of crimes reported late makes no difference. Months in between that are not covered break the run where so many rows
were to be expected in them that chance leaves none out (`EXPECTED`: once in 20,000 by Poisson), or where they are more than
`MOST_EMPTY`. So an extract of a few fires a year is one run, and one of police crime ends where its rows end.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from saferplan.base.periods import Month
from saferplan.tables.engine import Engine

THIN = 1 / 20
EXPECTED = 10
MOST_EMPTY = 12
FEWEST_SHARE = 0.01
"""A run of a smaller share of the rows is none: years mistyped in a block, and what other extracts brought along."""


class Span(NamedTuple):
    """Rows of a month, or of a run of months."""

    first: date
    last: date
    rows: int


def usual_rows(months: Iterable[Span]) -> int:
    """How many rows the month has in which the middling row lies; nought of none."""
    sizes = sorted(each.rows for each in months)
    half, passed = sum(sizes) / 2, 0
    for size in sizes:
        passed += size
        if passed >= half:
            return size
    return 0


def covered_runs(months: Sequence[Span]) -> list[Span]:
    """The runs of covered months, the newest first; `months` are those with rows, in their order.

    >>> year = [Span(date(2016, month, 1), date(2016, month, 28), 60) for month in range(1, 13)]
    >>> [str(run.last) for run in covered_runs([*year, Span(date(2026, 5, 4), date(2026, 5, 4), 1)])]
    ['2016-12-28']
    """
    usual = usual_rows(months)
    runs: list[Span] = []
    for month in (each for each in months if each.rows >= THIN * usual):
        if runs and not _is_break(_empty_between(runs[-1], month), usual):
            runs[-1] = Span(runs[-1].first, month.last, runs[-1].rows + month.rows)
        else:
            runs.append(month)
    fewest = FEWEST_SHARE * sum(each.rows for each in months)
    return [run for run in reversed(runs) if run.rows >= fewest]


def _empty_between(earlier: Span, later: Span) -> int:
    return Month.of(later.first).index - Month.of(earlier.last).index - 1


def _is_break(empty: int, usual: int) -> bool:
    return empty > MOST_EMPTY or empty * usual >= EXPECTED


def blocks(months: Sequence[Span]) -> list[Span]:
    """What more than `MOST_EMPTY` months without a row divide, however many rows they have, in their order."""
    found: list[Span] = []
    for month in months:
        if found and _empty_between(found[-1], month) <= MOST_EMPTY:
            found[-1] = Span(found[-1].first, month.last, found[-1].rows + month.rows)
        else:
            found.append(month)
    return found


def months_with_rows(engine: Engine, day: str, rows: str) -> list[Span]:
    """The months of a day, as SQL, that have rows; `rows` is a table, with its condition."""
    return [
        Span(*each) for each in engine.tuples(f"""SELECT CAST(min({day}) AS DATE), CAST(max({day}) AS DATE), count(*)
          FROM {rows} GROUP BY date_trunc('month', {day}) HAVING min({day}) IS NOT NULL ORDER BY 1""")
    ]  # fmt: skip
