"""The partnership's series by month with the range expected by chance, as the charts by month are given them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.base.numerals import whole
from saferplan.base.periods import Month, months_between
from saferplan.report.place import Place
from saferplan.report.recording import Break, breaks_in

STREET = "police_uk_street"
RECORDED_CRIME, ASB_INCIDENTS = "recorded_crime", "asb"
TYPE_OF = {name.lower().replace(" ", "_"): name for name in CRIME_TYPES} | {ASB_INCIDENTS: ASB}
"""The type of the street files that an indicator counts by itself."""
OUTSIDE = ("above_998", "below_998")

GAPS = {
    "month_not_supplied": ("not supplied", "not supplied", "no file"),
    "month_partial": ("supplied only in part", "only in part", "in part"),
    "not_known": ("not known whole, or not comparable", "not known", "not known"),
    "small": ("too few to be given", "too few to give", "few"),
}
"""Why a month has no count: in a sentence, on a chart, on a small one."""


@dataclass(frozen=True)
class MonthRow:
    """A month of a series. Without a count it is a gap and `reason` says why; without limits no range is known.

    `limits` hold 95 in 100; `rare_limits` are a wider range, None where a chart has none.
    """

    month: Month
    count: int | None
    reason: str | None
    limits: tuple[float, float] | None
    rare_limits: tuple[float, float] | None
    verdict: str | None

    @property
    def is_outside(self) -> bool:
        return self.count is not None and self.verdict in OUTSIDE

    @property
    def is_partial(self) -> bool:
        return self.reason == "month_partial"

    @property
    def range_words(self) -> str:
        return "" if self.limits is None else _range_words(self.limits)

    @property
    def short_words(self) -> str:
        """Where the month lies, for a small panel whose key says what a range is."""
        if self.count is None or self.limits is None:
            return self.verdict_words
        where = {"above": "above", "below": "below"}.get((self.verdict or "")[:5], "within")
        if self.is_outside and self.rare_limits:
            return f"{whole(self.count)}: {where} the wider range ({_range_words(self.rare_limits)})"
        which = "range" if where == "within" or not self.rare_limits else "95% range"
        return f"{whole(self.count)}: {where} the {which} ({self.range_words})"

    @property
    def verdict_words(self) -> str:
        """Where the month lies, in words."""
        if self.count is None:
            return f"{self.month.name}: {GAPS.get(self.reason or '', GAPS['month_not_supplied'])[0]}"
        said = f"{whole(self.count)} in {self.month.name}"
        if self.limits is None:
            return f"{said}; under 24 months, so no range is known"
        if self.is_outside and self.rare_limits:
            side = "above" if self.verdict == "above_998" else "below"
            return f"{said}: {side} the 99.8% range ({_range_words(self.rare_limits)})"
        if self.verdict in ("above_95", "below_95"):
            side = "above" if self.verdict == "above_95" else "below"
            which = ", not the wider one" if self.rare_limits else ""
            return f"{said}: {side} the 95% range ({self.range_words}){which}"
        return f"{said}: within the range expected by chance ({self.range_words})"


def _range_words(limits: tuple[float, float]) -> str:
    """The counts that lie within: the first whole number above the lower limit to the last one below the upper."""
    return f"{whole(max(0, ceil(limits[0])))} to {whole(max(0, floor(limits[1])))}"


@dataclass(frozen=True)
class MonthlySeries:
    """One indicator of the partnership by month, with the breaks that touch it."""

    indicator_id: str
    title: str
    rows: tuple[MonthRow, ...]
    breaks: tuple[Break, ...]

    @property
    def known(self) -> dict[Month, int]:
        return {row.month: row.count for row in self.rows if row.count is not None}

    @property
    def gaps(self) -> list[Month]:
        return [row.month for row in self.rows if row.count is None]

    @property
    def outside(self) -> list[MonthRow]:
        return [row for row in self.rows if row.is_outside]

    @property
    def newest(self) -> MonthRow:
        return self.rows[-1]

    @property
    def extremes(self) -> str:
        """The lowest and the highest month in words."""
        if not self.known:
            return "No month is known."
        low, high = min(self.known, key=self.known.__getitem__), max(self.known, key=self.known.__getitem__)
        return f"Lowest {whole(self.known[low])} in {low.name}, highest {whole(self.known[high])} in {high.name}."

    @property
    def has_range(self) -> bool:
        return any(row.limits for row in self.rows)


def monthly_series(place: Place, titles: Mapping[str, str]) -> list[MonthlySeries]:
    """The series of these indicators that have a count in any month, in the order given."""
    found: dict[str, dict[Month, dict[str, Any]]] = {}
    for row in place.rows(_SQL, place.area_code, list(titles)):
        found.setdefault(row["indicator_id"], {})[Month.of(row["month"])] = row
    counted = {name: rows for name, rows in found.items() if any(row["count"] is not None for row in rows.values())}
    if not counted:
        return []
    months = sorted({month for rows in counted.values() for month in rows})
    breaks = breaks_in(place, STREET, months[0], months[-1])
    return [
        MonthlySeries(
            name, title,
            tuple(_month_row(month, counted[name].get(month)) for month in months_between(months[0], months[-1])),
            tuple(each for each in breaks if each.touches(_types(name))),
        )
        for name, title in titles.items() if name in counted
    ]  # fmt: skip


def _types(indicator_id: str) -> tuple[str, ...]:
    return (TYPE_OF[indicator_id],) if indicator_id in TYPE_OF else CRIME_TYPES


def _month_row(month: Month, row: dict[str, Any] | None) -> MonthRow:
    if row is None:
        return MonthRow(month, None, "month_not_supplied", None, None, None)
    limits = None if row["lower_95"] is None else (row["lower_95"], row["upper_95"])
    rare = None if row["lower_998"] is None else (row["lower_998"], row["upper_998"])
    return MonthRow(month, row["count"], row["missing_reason"], limits, rare, row["verdict"])


_SQL = """
SELECT measure.indicator_id, measure.period_start AS month, measure.count, measure.missing_reason,
    lower_95, upper_95, lower_998, upper_998, verdict
FROM measure
LEFT JOIN usual_range AS usual ON usual.indicator_id = measure.indicator_id AND usual.area_code = measure.area_code
    AND usual.month = measure.period_start
WHERE measure.area_type = 'csp' AND measure.period_type = 'month' AND measure.area_code = ?
    AND list_contains(?, measure.indicator_id)
ORDER BY measure.indicator_id, month
"""


def lettered(series: list[MonthlySeries]) -> dict[str, tuple[str, Break]]:
    """A letter for each break that touches any of the series, by the break's identifier."""
    found = {each.id: each for one in series for each in one.breaks}
    ordered = sorted(found.values(), key=lambda each: (each.first.index, each.id))
    return {each.id: (chr(ord("A") + place % 26), each) for place, each in enumerate(ordered)}
