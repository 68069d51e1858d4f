"""When events happened and when they were reported: day by hour, what is not known of it, bank holidays, delay."""

from datetime import date
from typing import Any

import numpy as np

from saferplan.evidence.methods.aoristic import default_counts, week_hours
from saferplan.evidence.methods.bank_holidays import OnHolidays, bank_holidays, days_between, on_holidays
from saferplan.evidence.methods.missing import Missing
from saferplan.pipeline.event_analyses.subjects import Array, Extract
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

BLOCKS = (1, 4)
"""Hours of a cell: the first for which the cells have the least number of events on average."""
DAYS = 7
_WHOLE_DAY = np.timedelta64(24, "h")
_NO_HOLIDAYS = {
    "holidays": 0,
    "on_holidays": None,
    "holidays_expected": None,
    "holidays_lower": None,
    "holidays_upper": None,
}


def write_times(engine: Engine, extract: Extract, fewest: int) -> None:
    """Fill `event_timing` and `event_hour`; a cell of fewer than `fewest` events gives no figure."""
    period = extract.in_period
    for unit, category, among in extract.subjects():
        here = among & period
        start, end, is_known, reported = (
            extract.columns[name][here] for name in ("from_at", "to_at", "is_time_known", "reported_on")
        )
        is_known = is_known.astype(bool)
        hours = block_hours(int(is_known.sum()), fewest)
        row = extract.row(unit, category) | {
            "events": int(here.sum()), **_known(start, end, is_known), "block_hours": hours, "suppress_below": fewest,
            **_delay(start, reported), **_holidays(extract, start, fewest),
        }  # fmt: skip
        engine.insert(all_tables()["event_timing"], [tuple(row.values())])
        if hours:
            weights = week_hours(start[is_known].astype(object), list(end[is_known].astype(object)))
            _write_cells(engine, extract.row(unit, category), cells(weights, hours, fewest), hours)


def block_hours(events: int, fewest: int) -> int | None:
    """How fine the table can be. 24 × 7 cells of five events on average need 840.

    >>> block_hours(840, 5), block_hours(839, 5), block_hours(209, 5)
    (1, 4, None)
    """
    return next((hours for hours in BLOCKS if events >= DAYS * 24 // hours * fewest), None)


def cells(weights: Array, hours: int, fewest: int) -> list[list[float | None]]:
    """Blocks of hours by weekday; those under the minimum are None, and the next least too where there is only one."""
    summed = weights.reshape(DAYS, 24 // hours, hours).sum(axis=2)
    hidden = summed < fewest
    if hidden.sum() == 1:
        hidden |= summed == np.min(summed[~hidden])
    return [
        [None if hide else round(float(value), 6) for value, hide in zip(row, hides, strict=True)]
        for row, hides in zip(summed, hidden, strict=True)
    ]


def _write_cells(engine: Engine, subject: dict[str, Any], table: list[list[float | None]], hours: int) -> None:
    engine.insert(all_tables()["event_hour"], [
        (*subject.values(), weekday, block * hours, hours, weight)
        for weekday, row in enumerate(table, start=1) for block, weight in enumerate(row)
    ])  # fmt: skip


def _known(start: Array, end: Array, is_known: Array) -> dict[str, int]:
    midnight, noon = default_counts(list(start[is_known].astype(object)))
    return {
        "no_time": int((~is_known).sum()), "at_midnight": midnight, "at_noon": noon,
        "over_a_day": int((end - start > _WHOLE_DAY)[is_known].sum()),
    }  # fmt: skip


def _delay(start: Array, reported: Array) -> dict[str, int]:
    """Whole days from the (first) day it can have happened to the day of the report."""
    is_known = ~np.isnat(reported)
    happened, told = (each[is_known].astype("datetime64[D]") for each in (start, reported))
    days = (told - happened).astype(np.int64)
    return {
        "reported_known": len(days), "reported_before": int((days < 0).sum()), "same_day": int((days == 0).sum()),
        "within_week": int(((days >= 0) & (days <= 7)).sum()), "after_month": int((days > 30).sum()),
        "other_month": int((told.astype("datetime64[M]") != happened.astype("datetime64[M]")).sum()),
    }  # fmt: skip


def _holidays(extract: Extract, start: Array, fewest: int) -> dict[str, Any]:
    first, last = extract.period.start.first_day, _last_day(extract)
    at = (start.astype("datetime64[D]") - np.datetime64(first)).astype(np.int64)
    counts = np.bincount(at, minlength=days_between(first, last)).astype(float)
    country = "WLS" if extract.area_code.startswith("W") else "ENG"
    found = on_holidays(first, counts, bank_holidays(first, last, country))
    if isinstance(found, Missing) or 0 < found.observed < fewest:
        return _NO_HOLIDAYS
    return _holiday_row(found)


def _holiday_row(found: OnHolidays) -> dict[str, Any]:
    return {
        "holidays": found.days, "on_holidays": found.observed, "holidays_expected": round(found.expected, 6),
        "holidays_lower": round(found.lower, 6), "holidays_upper": round(found.upper, 6),
    }  # fmt: skip


def _last_day(extract: Extract) -> date:
    after = extract.period.end.plus(1).first_day
    return date.fromordinal(after.toordinal() - 1)
