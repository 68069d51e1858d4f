"""Words that facts on extracts of events share: what is counted, its months, which extract is told of."""

from datetime import date

from saferplan.base.periods import Month, span_of
from saferplan.evidence.fact import Evidence, Row

ALL = "(all)"
UNITS = {"offence": ("crime", "crimes"), "asb_incident": ("incident", "incidents"), "local_event": ("event", "events")}
FEWEST = 20
"""No percentage of fewer."""


def counted(row: Row, number: int = 2) -> str:
    """ "crimes", "incidents" or "events"."""
    return UNITS[row["unit"]][number != 1]


def months_words(row: Row) -> str:
    """ "2016/17", or "June 2016 to May 2017"."""
    if "/" in row["period"]:
        return str(row["period"])
    first, last = (
        Month.of(row[name]) if isinstance(row[name], date) else row[name] for name in ("first_month", "last_month")
    )
    return span_of(first, last).words


def newest(evidence: Evidence, table: str, **values: object) -> Row | None:
    """The row of all events of a unit: crimes before incidents before others, then the newest extract."""
    order = list(UNITS)
    rows = sorted(
        evidence.rows(table, category=ALL, **values),
        key=lambda row: (order.index(row["unit"]), -row["last_month"].toordinal(), row["mapping"]),
    )
    return rows[0] if rows else None
