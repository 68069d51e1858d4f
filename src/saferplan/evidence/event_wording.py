"""Words that facts on extracts of events share: what is counted, its months, which extract is told of."""

from saferplan.base import periods
from saferplan.base.categories import EVENT_WORDS
from saferplan.evidence.fact import Evidence, Row

ALL = "(all)"
FEWEST = 20
"""No percentage of fewer."""


def counted(row: Row, number: int = 2) -> str:
    """ "crimes", "incidents" or "events"."""
    return EVENT_WORDS[row["unit"]][number != 1]


def months_words(row: Row) -> str:
    """The months that a row is about."""
    return periods.months_words(row["period"], row["first_month"], row["last_month"])


def newest(evidence: Evidence, table: str, **values: object) -> Row | None:
    """The row of all events of a unit: crimes before incidents before others, then the newest extract."""
    order = list(EVENT_WORDS)
    rows = sorted(
        evidence.rows(table, category=ALL, **values),
        key=lambda row: (order.index(row["unit"]), -row["last_month"].toordinal(), row["mapping"]),
    )
    return rows[0] if rows else None
