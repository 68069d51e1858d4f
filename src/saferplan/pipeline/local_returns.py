"""`local_return`: for each supplier and period, when its return was due and whether it came, as far as files can tell."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.base.returns import due_on
from saferplan.pipeline.local_settling import Placed
from saferplan.pipeline.mappings import SavedMapping
from saferplan.sources.files import InputFile
from saferplan.sources.local.period_words import read_period
from saferplan.sources.local.values import Status
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

_DAY = re.compile(r"(?<!\d)(20\d{2}-\d{2}-\d{2})(?!\d)")


def write_returns(engine: Engine, mapping: SavedMapping, placed: Sequence[Placed]) -> None:
    """Every period from the first that was due, or came, to the last that came."""
    rows: list[tuple[Any, ...]] = []
    cadences = dict.fromkeys(mapping.rules.cadence_of(each) for each in mapping.rules.indicator)
    for cadence in cadences:
        came = [each for each in placed if each.value.period.period_type is cadence]
        days = max(
            mapping.rules.due_days_of(e) for e in mapping.rules.indicator if mapping.rules.cadence_of(e) is cadence
        )
        for period in _periods(mapping, cadence, came):
            rows.append(_row(mapping, period, days, [each for each in came if each.value.period == period]))
    engine.insert(all_tables()["local_return"], rows)


def _periods(mapping: SavedMapping, cadence: PeriodType, placed: Sequence[Placed]) -> list[Period]:
    starts = [each.value.period.start for each in placed if _came(each)]
    ends = [each.value.period.end for each in placed if _came(each)]
    if mapping.rules.first_period and cadence.value == mapping.rules.cadence:
        first = read_period(mapping.rules.first_period, cadence)
        starts, ends = [first.start], [*ends, first.end]
    if not starts:
        return []
    found = [period_of(cadence, min(starts))]
    while found[-1].end < max(ends):
        found.append(period_of(cadence, found[-1].end.plus(1)))
    return found


def _came(each: Placed) -> bool:
    return each.value.status is not Status.NOT_SUPPLIED


def _row(mapping: SavedMapping, period: Period, days: int, placed: Sequence[Placed]) -> tuple[Any, ...]:
    came = [each for each in placed if _came(each)]
    is_nil = bool(came) and all(each.value.status is Status.NIL for each in came)
    due = due_on(period, days)
    first = min(came, key=lambda each: (received_of(each.file) or "9999", each.file_id)) if came else None
    received = received_of(first.file) if first else None
    return (
        mapping.name, period.period_type.value, period.label, period.start.first_day, mapping.rules.supplier, days, due,
        "nil" if is_nil else "received" if came else "expected", received, is_late(received, due),
        sum(each.value.number is not None for each in came), first.file_id if first else None,
    )  # fmt: skip


def received_of(found: InputFile) -> str | None:
    """The day in a file's path, or the month of its issue; None where neither is written down."""
    for text in reversed(_DAY.findall(found.path)):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            continue
    return found.issue


def is_late(received: str | None, due: date) -> bool | None:
    """Whether a return came after it was due; None where only its month is known, and that is the month it was due in.

    >>> is_late("2017-05", date(2017, 4, 20)), is_late("2017-04", date(2017, 4, 20)), is_late("2017-04-21", date(2017, 4, 20))
    (True, None, True)
    """
    if received is None:
        return None
    if len(received) > 7:
        return date.fromisoformat(received) > due
    month = Month.parse(received)
    if month != Month.of(due):
        return month > Month.of(due)
    return False if Month.of(due).plus(1).first_day.toordinal() - due.toordinal() == 1 else None
