"""Returns of suppliers on a day: received, late, nil, missing or not yet due.

An edition says what was due when and what came; whether what has not come is missing depends on the day of reading, so
that is said here and not stored. Periods after the last one of an edition are added up to the first not yet due.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from saferplan.base.periods import Month, Period, PeriodType, period_of


class Standing(StrEnum):
    """How a return stands on a day. `received` is in time, or at a time that nobody wrote down."""

    RECEIVED = "received"
    LATE = "late"
    NIL = "nil"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True)
class Return:
    """A supplier's return of a period, as it stands on a day."""

    mapping: str
    supplier: str
    period: str
    due_on: date
    standing: Standing
    is_late: bool
    """A nil return may be late as well."""
    received: str | None


def due_on(period: Period, due_days: int) -> date:
    """The day by which a period's return is due."""
    return period.end.plus(1).first_day + timedelta(days=due_days - 1)


def returns_on(rows: Iterable[Mapping[str, Any]], today: date) -> list[Return]:
    """Rows of `local_return` as they stand on a day, and those that have fallen due since, in the order of the rows."""
    found: list[Return] = []
    last: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in rows:
        found.append(_return(row, today))
        last[row["mapping"], row["period_type"]] = row
    for row in last.values():
        found += _fallen_due(row, today)
    return sorted(found, key=lambda each: (each.mapping, each.due_on, each.period))


def _return(row: Mapping[str, Any], today: date) -> Return:
    is_late = bool(row["is_late"])
    if row["state"] == "expected":
        standing = Standing.MISSING if today > row["due_on"] else Standing.NOT_YET_DUE
    elif row["state"] == "nil":
        standing = Standing.NIL
    else:
        standing = Standing.LATE if is_late else Standing.RECEIVED
    return Return(row["mapping"], row["supplier"], row["period"], row["due_on"], standing, is_late, row["received"])


def _fallen_due(row: Mapping[str, Any], today: date) -> Iterable[Return]:
    period = period_of(PeriodType(row["period_type"]), Month.of(row["period_start"]))
    while True:
        period = period_of(period.period_type, period.end.plus(1))
        due = due_on(period, row["due_days"])
        standing = Standing.MISSING if today > due else Standing.NOT_YET_DUE
        yield Return(row["mapping"], row["supplier"], period.label, due, standing, False, None)
        if due >= today:
            return
