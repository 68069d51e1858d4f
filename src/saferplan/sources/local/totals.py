"""Totals that a supplier adds: never values of their own, but held against the sum of what they add."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.base.periods import Period
from saferplan.sources.local.cells import BLANK, NotReadableError
from saferplan.sources.local.entries import Entry
from saferplan.sources.local.mapping import PERCENT, MappedIndicator
from saferplan.sources.local.period_parts import months_of_year
from saferplan.sources.local.returned import LeftOut, Returned, Value
from saferplan.sources.local.values import HAS_VALUE, Status, read_value

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Total:
    """A total, and of what: one of its keys is known, the other is what it adds up over."""

    entry: Entry
    over: tuple[str, ...]
    """The roles whose label is “Total”."""
    indicator: MappedIndicator | None
    period: Period | None

    def adds(self, value: Value) -> bool:
        return (
            value.sheet == self.entry.sheet
            and self.indicator is not None
            and value.indicator_id == self.indicator.id
            and ("area" in self.over or value.area.casefold() == self.entry.text("area").casefold())
            and self._adds_period(value)
        )

    def _adds_period(self, value: Value) -> bool:
        """A total of the rows of one year adds up that year alone."""
        if "period" not in self.over:
            return value.period == self.period
        year = months_of_year(self.entry.said.get("year") or _year_in(self.entry.text("period")))
        return not year or set(value.period.months) <= year


def _year_in(label: str) -> str:
    """The year that a total says it is of: 2023/24 Total."""
    found = re.search(r"(?:\d{4}|\d{2})[/-]\d{2,4}", label)
    return found[0] if found else ""


def hold_totals(totals: Sequence[Total], returned: Returned) -> None:
    """List each total as left out, with what the others come to."""
    for total in totals:
        reason, differs = _held(total, [value for value in returned.values if total.adds(value)])
        entry = total.entry
        returned.left_out.append(LeftOut(entry.sheet, entry.row, entry.cell(), entry.text("value"), reason))
        if differs:
            returned.differences.append(f"{entry.sheet}!{entry.cell()}: {reason}")


def _held(total: Total, parts: Sequence[Value]) -> tuple[str, bool]:
    try:
        said = read_value(total.entry.said.get("value", BLANK))
    except NotReadableError as error:
        return f"A total that cannot be read: {error.reason}", True
    if "year" in total.over:
        return "A total of a year or of years, which is not held against its parts.", False
    if said.number is None:
        return f"A total that is withheld: {said.status.replace('_', ' ')}.", False
    if total.indicator is None or total.indicator.unit == PERCENT or said.is_percent:
        return "A total of what does not add up: percentages, or figures of several kinds.", False
    hidden = sum(value.status not in (*HAS_VALUE, Status.NOT_SUPPLIED) for value in parts)
    if hidden:
        return (
            f"A total of {said.number:g}; it cannot be held against the others, of which {hidden} have no value.",
            False,
        )
    come_to = sum(value.number or 0 for value in parts)
    if abs(come_to - said.number) <= TOLERANCE:
        return f"A total of {said.number:g}, and so much do the others come to.", False
    return (
        f"A total of {said.number:g}; the others come to {come_to:g}: they differ by {abs(said.number - come_to):g}.",
        True,
    )
