"""Recorded crime and anti-social behaviour month by month, each in a panel with its own scale: never on one sum."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saferplan.base.numerals import plural, whole
from saferplan.base.periods import Month, PeriodType, months_between, period_of
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.theme import ASB, CRIME, INK, MUTED, NARROW_UNDER, as_values, drawn
from saferplan.report.place import Place
from saferplan.report.wording import change_wording, months_named

YEAR_LABEL_PX = 54
GAP_LABEL_PX = 84
LAST_LABEL_PX = 150


@dataclass(frozen=True)
class Series:
    """One indicator by month. A month that was not supplied has no count, and stays a gap."""

    title: str
    noun: str
    colour: str
    counts: dict[Month, int | None]
    change: str
    caveat: str

    @property
    def known(self) -> dict[Month, int]:
        return {month: count for month, count in self.counts.items() if count is not None}

    @property
    def gaps(self) -> list[Month]:
        return [month for month, count in self.counts.items() if count is None]


@dataclass(frozen=True)
class Trend:
    place: Place
    series: list[Series]


def gather(place: Place) -> Trend:
    shown = [
        _series(place, "recorded_crime", "Recorded crimes each month", "recorded crime", CRIME),
        _series(place, "asb", "ASB incidents each month", "ASB incident", ASB),
    ]
    if not any(series.known for series in shown):
        raise AbsentError("There are no monthly counts in this edition, so no trend can be drawn.")
    return Trend(place, [series for series in shown if series.known])


def _series(place: Place, indicator_id: str, title: str, noun: str, colour: str) -> Series:
    rows = place.rows(
        "SELECT period_start, count FROM measure WHERE indicator_id = ? AND area_type = 'csp' AND area_code = ? "
        "AND period_type = 'month' ORDER BY period_start",
        indicator_id, place.area_code,
    )  # fmt: skip
    counts = {Month.of(row["period_start"]): row["count"] for row in rows}
    return Series(
        title, noun, colour, {month: counts.get(month) for month in place.months},
        change_wording(_latest_change(place, indicator_id)), _caveat(place, indicator_id),
    )  # fmt: skip


def _latest_change(place: Place, indicator_id: str) -> dict[str, Any] | None:
    found = place.rows(
        "SELECT * FROM change WHERE indicator_id = ? AND area_type = 'csp' AND area_code = ? AND period = ?",
        indicator_id, place.area_code, place.latest_financial_year,
    )  # fmt: skip
    return found[0] if found else None


def _caveat(place: Place, indicator_id: str) -> str:
    found = place.rows("SELECT caveat FROM indicator WHERE indicator_id = ?", indicator_id)
    return (found[0]["caveat"] or "") if found else ""


def draw(trend: Trend, width: int) -> Drawing:
    import altair

    panels = [_panel(series, width) for series in trend.series]
    return drawn(altair.vconcat(*panels, spacing=34))


def _panel(series: Series, width: int) -> Any:
    import altair

    inner = width - 62
    x = altair.X("x:Q", axis=None, scale=altair.Scale(domain=_domain(series), nice=False))
    y = altair.Y(
        "count:Q", title=None, axis=altair.Axis(tickCount=4, format=",d"), scale=altair.Scale(zero=True, nice=True)
    )
    layers = [
        *_years(series, inner, x),
        *_gap_layers(series, inner, x),
        *_line(series, x, y),
        *_last(series, inner, x, y),
    ]
    height = 180 if width < NARROW_UNDER else 190
    return altair.layer(*layers).properties(width=inner, height=height, title=series.title)


def _domain(series: Series) -> list[float]:
    months = list(series.counts)
    return [months[0].index - 0.5, months[-1].index + 0.5]


def _years(series: Series, inner: int, x: Any) -> list[Any]:
    """Every other financial year shaded, and its name below where there is room for it."""
    import altair

    spans = _year_spans(list(series.counts))
    shaded = [span for position, span in enumerate(spans) if position % 2 == 0]
    named = _with_room(spans, inner / len(series.counts))
    bands = altair.Chart(as_values(shaded)).mark_rect(color=INK, opacity=0.05).encode(x=x, x2="x2:Q")
    names = altair.Chart(as_values(named)).mark_text(baseline="top", dy=8, color=MUTED)
    return [bands, names.encode(x=altair.X("middle:Q", axis=None), y=altair.value("height"), text="name:N")]


def _year_spans(months: list[Month]) -> list[dict[str, Any]]:
    spans = []
    for name, group in groupby(months, key=lambda month: period_of(PeriodType.FINANCIAL_YEAR, month).label):
        held = list(group)
        start, end = held[0].index - 0.5, held[-1].index + 0.5
        spans.append({"name": name, "x": start, "x2": end, "middle": (start + end) / 2, "months": len(held)})
    return spans


def _with_room(spans: list[dict[str, Any]], month_px: float) -> list[dict[str, Any]]:
    step = max(1, -(-YEAR_LABEL_PX // max(1, int(12 * month_px))))
    part_px = YEAR_LABEL_PX if step == 1 else 0
    return [span for span in spans[::step] if span["months"] * month_px >= part_px]


def _gap_layers(series: Series, inner: int, x: Any) -> list[Any]:
    """Months that were not supplied, shaded and said so: a gap is never a zero."""
    import altair

    spans = _gap_spans(series.gaps)
    if not spans:
        return []
    first, last = _domain(series)
    half = GAP_LABEL_PX / 2 * (last - first) / inner
    for span in spans:
        span["middle"] = min(max((span["x"] + span["x2"]) / 2, first + half), last - half)
    labelled = [span for position, span in enumerate(spans) if _is_clear(spans, position, 2 * half)]
    bands = altair.Chart(as_values(spans)).mark_rect(color=INK, opacity=0.22).encode(x=x, x2="x2:Q")
    names = altair.Chart(as_values(labelled)).mark_text(
        baseline="bottom", dy=-6, text="not supplied", fontStyle="italic"
    )
    return [bands, names.encode(x=altair.X("middle:Q", axis=None), y=altair.value("height"))]


def _gap_spans(gaps: list[Month]) -> list[dict[str, Any]]:
    runs = [list(group) for _, group in groupby(enumerate(gaps), key=lambda pair: pair[1].index - pair[0])]
    return [{"x": run[0][1].index - 0.5, "x2": run[-1][1].index + 0.5} for run in runs]


def _is_clear(spans: list[dict[str, Any]], position: int, room: float) -> bool:
    return position == 0 or spans[position]["middle"] - spans[position - 1]["middle"] >= room


def _line(series: Series, x: Any, y: Any) -> list[Any]:
    """The line, broken at every gap, and a dot for each month."""
    import altair

    points = [
        {"x": month.index, "count": count, "run": month.index - position}
        for position, (month, count) in enumerate(series.known.items())
    ]
    base = altair.Chart(as_values(points)).encode(x=x, y=y)
    line = base.mark_line(color=series.colour, strokeWidth=2.5).encode(detail="run:N")
    dots = base.mark_circle(color=series.colour, size=18, opacity=1)
    return [line, dots]


def _last(series: Series, inner: int, x: Any, y: Any) -> list[Any]:
    """The last count written out, clear of the line: below what it would cover, or above where the line runs low."""
    import altair

    month, count = list(series.known.items())[-1]
    reach = int(LAST_LABEL_PX * len(series.counts) / inner) + 1
    covered = [known for other, known in series.known.items() if other.index >= month.index - reach]
    is_below = min(covered) > 0.35 * max(series.known.values())
    at = min(covered) if is_below else max(covered)
    values = as_values([{"x": month.index, "count": count, "at": at, "text": f"{whole(count)} in {month.name}"}])
    ring = altair.Chart(values).mark_circle(color=series.colour, size=90, opacity=1).encode(x=x, y=y)
    beside = {"baseline": "top", "dy": 12} if is_below else {"baseline": "bottom", "dy": -12}
    label = altair.Chart(values).mark_text(align="right", dx=6, fontWeight=600, color=series.colour, **beside)
    return [ring, label.encode(x=x, y=altair.Y("at:Q"), text="text:N")]


def title(trend: Trend) -> str:
    return f"Recorded crime and anti-social behaviour (ASB) in {trend.place.area_name}, month by month"


def lead(trend: Trend) -> str:
    return (
        "Each panel has its own scale. An ASB incident is not a crime, and the two are never added together. "
        "Financial years run from April to March."
    )


def alt(trend: Trend) -> str:
    return " ".join(_finding(series) for series in trend.series)


def _finding(series: Series) -> str:
    low, high = min(series.known, key=series.known.__getitem__), max(series.known, key=series.known.__getitem__)
    lowest, highest = whole(series.known[low]), whole(series.known[high])
    text = f"{series.title}: lowest {lowest} in {low.name}, highest {highest} in {high.name}."
    if series.gaps:
        text += f" Not supplied, and shown as a gap: {months_named(series.gaps)}."
    return f"{text} {series.change}".strip()


def caption(trend: Trend) -> str:
    parts = [_change_and_caveat(series) for series in trend.series]
    gaps = sorted({month for series in trend.series for month in series.gaps})
    if gaps:
        parts.append(f"{plural(len(gaps), 'month')} not supplied: {months_named(gaps)}. A gap is not a zero.")
    return " ".join(part for part in parts if part)


def _change_and_caveat(series: Series) -> str:
    """The series' change with its caveat beside it, so that nobody wonders which series a caveat is about."""
    said = " ".join(part for part in (series.change, series.caveat) if part)
    return f"{series.noun[:1].upper()}{series.noun[1:]}s: {said}" if said else ""


def grids(trend: Trend) -> list[Grid]:
    columns = [
        GridColumn("Month"),
        *(GridColumn(series.title.removesuffix(" each month"), numeric=True) for series in trend.series),
    ]
    months = list(months_between(trend.place.months[0], trend.place.months[-1]))
    rows = tuple((month.name, *(_cell(series, month) for series in trend.series)) for month in months)
    return [Grid("trend-table", "Monthly counts", tuple(columns), rows, folded=True)]


def _cell(series: Series, month: Month) -> str:
    count = series.counts[month]
    return "not supplied" if count is None else whole(count)


TREND = Chart("trend", 1, "Month by month", gather, title, lead, draw, alt, caption, grids)
