"""Recorded crime and anti-social behaviour by month over the range expected by chance; each has a panel and a scale of its own."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import plural, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.monthly_key import Look, break_notes, key_rows
from saferplan.report.charts.monthly_panel import draw_panel, head_px, panel_words, words_px
from saferplan.report.charts.monthly_series import (
    ASB_INCIDENTS,
    RECORDED_CRIME,
    MonthlySeries,
    lettered,
    monthly_series,
)
from saferplan.report.charts.projections import projection_grid
from saferplan.report.charts.theme import ASB, ASB_BAND, CRIME, CRIME_BAND, NARROW_UNDER
from saferplan.report.place import Place
from saferplan.report.wording import change_wording, months_named

TITLES = {RECORDED_CRIME: "Recorded crimes each month", ASB_INCIDENTS: "ASB incidents each month"}
NOUNS = {RECORDED_CRIME: "Recorded crimes", ASB_INCIDENTS: "ASB incidents"}
AXIS_PX = 52


@dataclass(frozen=True)
class UsualRange:
    place: Place
    series: list[MonthlySeries]
    changes: dict[str, str]
    caveats: dict[str, str]


def gather(place: Place) -> UsualRange:
    series = monthly_series(place, TITLES)
    if not series:
        raise AbsentError("There are no monthly counts in this edition, so no months can be drawn.")
    names = [one.indicator_id for one in series]
    changes = {name: change_wording(_latest_change(place, name)) for name in names}
    caveats = {
        row["indicator_id"]: row["caveat"] or ""
        for row in place.rows("SELECT indicator_id, caveat FROM indicator ORDER BY 1")
    }
    return UsualRange(place, series, changes, caveats)


def _latest_change(place: Place, indicator_id: str) -> dict[str, Any] | None:
    found = place.rows(
        "SELECT * FROM change WHERE indicator_id = ? AND area_type = 'csp' AND area_code = ? AND period = ? "
        "AND period_type = 'financial_year' AND years = 1",
        indicator_id, place.area_code, place.latest_financial_year,
    )  # fmt: skip
    return found[0] if found else None


def draw(found: UsualRange, width: int) -> Drawing:
    is_narrow = width < NARROW_UNDER
    letters = lettered(found.series)
    looks = [_look(one, is_narrow) for one in found.series]
    drawn, y = key_rows(found.series, looks[0], 2, 2, width - 4)
    parts = [drawn]
    for one, look in zip(found.series, looks, strict=True):
        lines = sum(map(len, panel_words(one, width - 4, look)))
        head = head_px([one], width - 6, look)
        parts.append(draw_panel(one, 2, y, width - 6, look, letters, lines, head))
        y += words_px(lines) + head + look.plot_px + AXIS_PX
    notes, end = break_notes(letters, 2, y, width - 4)
    return Drawing(width, round(end + 4), "".join([*parts, notes]))


def _look(one: MonthlySeries, is_narrow: bool) -> Look:
    colour, band = (ASB, ASB_BAND) if one.indicator_id == ASB_INCIDENTS else (CRIME, CRIME_BAND)
    return Look(colour, band, 170 if is_narrow else 190)


def title(found: UsualRange) -> str:
    return f"Recorded crime and anti-social behaviour (ASB) in {found.place.area_name}, month by month"


def lead(found: UsualRange) -> str:
    return (
        "Counted from police.uk. Counts go up and down by chance and by season. The band is the range expected by chance, "
        "given the trend, the time of "
        "year and how much these counts vary. Each panel has its own scale. An ASB incident is not a crime, and the two are "
        "never added together. Financial years run from April to March."
    )


def alt(found: UsualRange) -> str:
    breaks = [each.caveat for _, each in lettered(found.series).values()]
    said = [_finding(one, found.changes[one.indicator_id]) for one in found.series]
    return " ".join([*said, *(f"Change in recording, {caveat}" for caveat in breaks)])


def _finding(one: MonthlySeries, change: str) -> str:
    parts = [f"{one.title}: {one.newest.verdict_words}."]
    if one.has_range:
        outside = [f"{row.month.name} ({whole(row.count or 0)})" for row in one.outside]
        parts.append(f"Outside the 99.8% range: {', '.join(outside) or 'no month'}.")
    parts.append(one.extremes)
    if one.gaps:
        parts.append(f"Not supplied whole, and shown as a gap: {months_named(one.gaps)}.")
    return " ".join(part for part in [*parts, change] if part)


def caption(found: UsualRange) -> str:
    parts = [_change_and_caveat(one.indicator_id, found) for one in found.series]
    if any(one.has_range for one in found.series):
        parts.append(
            "By chance alone about one month in twenty lies outside the band. The newest month's range is wider: "
            "it is made from the months before it only."
        )
    gaps = sorted({month for one in found.series for month in one.gaps})
    if gaps:
        parts.append(f"{plural(len(gaps), 'month')} not supplied whole: {months_named(gaps)}. A gap is not a zero.")
    return " ".join(part for part in parts if part)


def _change_and_caveat(indicator_id: str, found: UsualRange) -> str:
    """A series' change with its caveat beside it, so that nobody wonders which series a caveat is about."""
    said = " ".join(part for part in (found.changes[indicator_id], found.caveats.get(indicator_id, "")) if part)
    return f"{NOUNS[indicator_id]}: {said}" if said else ""


def grids(found: UsualRange) -> list[Grid]:
    columns = [GridColumn("Month", weight=2)]
    for one in found.series:
        columns += [
            GridColumn(NOUNS[one.indicator_id], numeric=True),
            GridColumn("Range expected by chance", numeric=True, weight=2),
        ]
    rows = tuple(
        (
            month[0].month.name,
            *(cell for row in month for cell in (_count(row.count, row.is_partial), row.range_words or "not known")),
        )
        for month in zip(*(one.rows for one in found.series), strict=True)
    )
    return [
        Grid(
            "usual-range-table", "Counts by month and the range expected by chance", tuple(columns), rows, folded=True
        ),
        *projection_grid(found.place, NOUNS, "projection-table"),
    ]


def _count(count: int | None, is_partial: bool) -> str:
    if count is None:
        return "only in part" if is_partial else "not supplied"
    return whole(count)


USUAL_RANGE = Chart(
    "usual-range",
    100,
    "Month by month",
    gather,
    title,
    lead,
    draw,
    alt,
    caption,
    grids,
    tones=(CRIME, CRIME_BAND, "#ffffff"),
)
