"""The figures of ward sheets, out of an edition: all wards at once, for each is judged among all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from saferplan.base.areas import AreaType, normal_name
from saferplan.base.errors import SettingsError
from saferplan.base.periods import Month, Period, PeriodType, period_of
from saferplan.evidence.methods.control import UsualRange, usual_range
from saferplan.evidence.series import SeriesSet, Standing
from saferplan.pipeline.asked.quarterly import NAMES, beside, settled
from saferplan.pipeline.asked.street import TOTALS, TYPES, changed, months_of, street_series
from saferplan.report.charts.monthly_series import MonthlySeries, MonthRow
from saferplan.report.quarterly.figures import Beside
from saferplan.report.wards.figures import WardFigures
from saferplan.tables.editions import Edition

TITLES = {"recorded_crime": "Recorded crimes each month", "asb": "ASB incidents each month"}
_REASONS = {Standing.PARTIAL: "month_partial"}


def wards_of(edition: Edition) -> dict[str, str]:
    """The partnership's wards, code to name, by name. Raises SettingsError where no boundaries were supplied."""
    rows = edition.rows(
        "SELECT area_code, name FROM area WHERE area_type = 'ward' AND role = 'own' ORDER BY name, area_code"
    )
    if not rows:
        raise SettingsError(
            "The edition has no wards.", "Put boundaries of current wards into inbox/ and run: saferplan build"
        )
    return {row["area_code"]: row["name"] for row in rows}


def ward_named(wards: dict[str, str], text: str, aliases: Mapping[str, str] = MappingProxyType({})) -> str:
    """The code of the ward of this name, code or alias. Raises SettingsError that lists the wards."""
    meant = normal_name(text)
    found = [code for code, name in wards.items() if code in (text, aliases.get(meant)) or normal_name(name) == meant]
    if len(found) != 1:
        raise SettingsError(
            f"There is no ward “{text}” in the partnership.", f"The wards are: {', '.join(wards.values())}."
        )
    return found[0]


def ward_figures(edition: Edition, wards: dict[str, str]) -> list[WardFigures]:
    """Every ward's figures over the twelve months to the edition's last."""
    twelve = period_of(PeriodType.ROLLING_TWELVE, months_of(edition)[-1])
    codes = list(wards)
    series = street_series(edition, AreaType.WARD, codes)
    _, changes = changed(edition, series, [twelve])
    totals = {
        name: settled({code: changes.get((name, code, twelve.label)) for code in codes}) for name in TOTALS
    }  # fmt: skip
    ranges = ranges_of(series, TOTALS)
    anchors, year = _anchors(edition)
    edges = {row["area_code"]: row for row in edition.rows("SELECT * FROM ward_edge WHERE period = ?", [year])}
    whole = edition.rows(
        "SELECT count FROM measure WHERE indicator_id = 'recorded_crime' AND area_type = 'csp' AND period = ? "
        "AND area_code = (SELECT area_code FROM partnership)", [twelve.label])  # fmt: skip
    found = []
    for code, name in wards.items():
        crime, asb = (
            replace(beside(changes.get((total, code, twelve.label))), verdict=totals[total][code]) for total in TOTALS
        )
        edge = edges.get(code)
        found.append(WardFigures(
            code, name, twelve, crime, asb, _types(changes, code, twelve),
            tuple(monthly(series, ranges, total, code, TITLES[total]) for total in TOTALS), tuple(anchors.get(code, ())), year,
            edge["near_boundary"] / edge["rows"] if edge and edge["rows"] else None, whole[0]["count"] if whole else None,
        ))  # fmt: skip
    return found


def _types(changes: dict[Any, dict[str, Any]], code: str, twelve: Period) -> tuple[tuple[str, Beside], ...]:
    rows = {name: changes.get((name, code, twelve.label)) for name in TYPES}
    verdicts = settled(rows)
    found = [(NAMES[name], replace(beside(row), verdict=verdicts[name])) for name, row in rows.items()]
    return tuple(sorted(found, key=lambda pair: (-(pair[1].count or 0), pair[0])))


def ranges_of(series: SeriesSet, indicators: Sequence[str]) -> dict[int, UsualRange]:
    """The usual range of each area's series of these indicators, by the series' row, where its history allows one."""
    found = {}
    months = np.array([month.index for month in series.months], float)
    for row in np.flatnonzero(np.isin(series.indicators, list(indicators))).tolist():
        made = usual_range(series.counts[row].astype(float), months, series.standing[row] == Standing.WHOLE)
        if isinstance(made, UsualRange):
            found[row] = made
    return found


def monthly(series: SeriesSet, ranges: dict[int, UsualRange], indicator: str, code: str, title: str) -> MonthlySeries:
    """One series by month as charts are given it."""
    (row,) = np.flatnonzero((series.indicators == indicator) & (series.area_codes == code)).tolist()
    made = ranges.get(row)
    rows = tuple(
        _month(month, int(series.counts[row, place]), int(series.standing[row, place]), made, place)
        for place, month in enumerate(series.months)
    )
    return MonthlySeries(indicator, title, rows, ())


def _month(month: Month, count: int, standing: int, made: UsualRange | None, place: int) -> MonthRow:
    if standing != Standing.WHOLE:
        return MonthRow(month, None, _REASONS.get(Standing(standing), "month_not_supplied"), None, None, None)
    if made is None:
        return MonthRow(month, count, None, None, None, None)
    usual = float(made.lower[place]), float(made.upper[place])
    rare = float(made.lower_rare[place]), float(made.upper_rare[place])
    return MonthRow(month, count, None, usual, rare, _where(count, usual, rare))


def _where(count: int, usual: tuple[float, float], rare: tuple[float, float]) -> str:
    for name, (lower, upper) in (("998", rare), ("95", usual)):
        if count > upper:
            return f"above_{name}"
        if count < lower:
            return f"below_{name}"
    return "usual"


def _anchors(edition: Edition) -> tuple[dict[str, list[tuple[str, int]]], str | None]:
    """Crimes at places such as a hospital by ward, in the latest whole financial year."""
    (row,) = edition.rows("SELECT latest_financial_year AS year FROM partnership")
    found: dict[str, list[tuple[str, int]]] = {}
    rows: Sequence[dict[str, Any]] = edition.rows(
        "SELECT * FROM anchor WHERE area_type = 'ward' AND period = ? AND crimes > 0 ORDER BY area_code, crimes DESC, anchor_type",
        [row["year"]],
    )
    for each in rows:
        found.setdefault(each["area_code"], []).append((each["anchor_type"], each["crimes"]))
    return found, row["year"]
