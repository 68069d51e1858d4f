"""What the two charts of extracts share: whose rows, which months, and that no public page shows them."""

from typing import Any

from saferplan.base import periods
from saferplan.base.categories import EVENT_WORDS
from saferplan.base.numerals import one_decimal, whole
from saferplan.report.charts.chart import AbsentError
from saferplan.report.place import Place

UNITS = {unit: several for unit, (_, several) in EVENT_WORDS.items()}
FEWEST = 20
"""No percentage of fewer."""
ALL = "(all)"
NOT_PUBLIC = "It is made of a partner's extract, which is not published."


def rows_of(place: Place, table: str, lacking: str, way_out: str) -> list[dict[str, Any]]:
    """The rows of the newest extract. Raises AbsentError where there are none, or where the page is public."""
    if place.is_public:
        raise AbsentError(NOT_PUBLIC)
    rows = place.rows(
        f"SELECT * FROM {table} WHERE area_code = ? AND (mapping, last_month) IN (SELECT (mapping, last_month) FROM {table} "
        "ORDER BY unit = 'offence' DESC, last_month DESC, mapping LIMIT 1) ORDER BY ALL", place.area_code)  # fmt: skip
    if not rows:
        raise AbsentError(lacking, way_out)
    return rows


def months_words(row: dict[str, Any]) -> str:
    """The months that a row is about."""
    return periods.months_words(row["period"], row["first_month"], row["last_month"])


def share(part: int, of: int) -> str:
    """A percentage, or the number alone where it would be of fewer than twenty."""
    return f"{one_decimal(100 * part / of)}%" if of >= FEWEST else f"{whole(part)} of {whole(of)}"


def type_words(row: dict[str, Any]) -> str:
    """A type's name; "All crimes" for all of them."""
    return f"All {UNITS[row['unit']]}" if row["category"] == ALL else str(row["category"])
