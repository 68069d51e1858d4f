"""Each type of crime by month over the range expected by chance: a small panel each, with a scale of its own."""

from dataclasses import dataclass

from saferplan.base.numerals import listed, plural, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.monthly_key import Look, break_notes, key_rows
from saferplan.report.charts.monthly_panel import draw_panel, head_px, panel_words, words_px
from saferplan.report.charts.monthly_series import ASB_INCIDENTS, TYPE_OF, MonthlySeries, lettered, monthly_series
from saferplan.report.charts.projections import projection_grid
from saferplan.report.charts.theme import CRIME, CRIME_BAND, NARROW_UNDER
from saferplan.report.place import Place
from saferplan.report.wording import months_named

ACROSS, BETWEEN_PX, AXIS_PX = 3, 20, 32
IN_A_TABLE = 5
TITLES = {indicator_id: name for indicator_id, name in TYPE_OF.items() if indicator_id != ASB_INCIDENTS}
LOOK = Look(CRIME, CRIME_BAND, 76, 13, is_small=True)


@dataclass(frozen=True)
class TypeRanges:
    place: Place
    series: list[MonthlySeries]

    @property
    def newest_outside(self) -> list[MonthlySeries]:
        return [one for one in self.series if one.newest.is_outside]


def gather(place: Place) -> TypeRanges:
    series = monthly_series(place, TITLES)
    if not series:
        raise AbsentError("There are no monthly counts by type of crime in this edition.")
    return TypeRanges(place, series)


def draw(found: TypeRanges, width: int) -> Drawing:
    across = 1 if width < NARROW_UNDER else ACROSS
    panel_px = (width - 4 - BETWEEN_PX * (across - 1)) / across
    letters = lettered(found.series)
    drawn, y = key_rows(found.series, LOOK, 2, 2, width - 4)
    parts = [drawn]
    for start in range(0, len(found.series), across):
        beside = found.series[start : start + across]
        lines = max(sum(map(len, panel_words(one, panel_px, LOOK))) for one in beside)
        head = head_px(beside, panel_px, LOOK)
        for place, one in enumerate(beside):
            parts.append(draw_panel(one, 2 + place * (panel_px + BETWEEN_PX), y, panel_px, LOOK, letters, lines, head))
        y += words_px(lines) + head + LOOK.plot_px + AXIS_PX
    notes, end = break_notes(letters, 2, y, width - 4)
    return Drawing(width, round(end + 4), "".join([*parts, notes]))


def title(found: TypeRanges) -> str:
    return f"Each type of recorded crime in {found.place.area_name}, to {found.series[0].newest.month.name}"


def lead(found: TypeRanges) -> str:
    month = found.series[0].newest.month.name
    return (
        f"Each panel has its own scale, so compare months and not panels. The words give the count of {month} and where it lies. "
        "Some types, such as drugs, depend much on what police look for."
    )


def alt(found: TypeRanges) -> str:
    ranged = [one for one in found.series if one.newest.limits and one.newest.count is not None]
    month = found.series[0].newest.month.name
    if not ranged:
        text = f"{plural(len(found.series), 'type')} of crime by month; no range is known for {month}."
    else:
        outside = [f"{one.title}, {one.newest.verdict_words}" for one in found.newest_outside]
        text = f"In {month} {len(ranged) - len(outside)} of {plural(len(ranged), 'type')} of crime lay inside the 99.8% range. "
        text += f"Outside it: {'; '.join(outside) or 'none'}."
    gaps = sorted({month for one in found.series for month in one.gaps})
    if gaps:
        text += f" Gaps: {months_named(gaps)}."
    breaks = [f"Change in recording, {each.caveat}" for _, each in lettered(found.series).values()]
    return " ".join([text, *breaks])


def caption(found: TypeRanges) -> str:
    if not any(one.has_range for one in found.series):
        return "Under 24 months no range can be given."
    several = listed([one.title for one in found.newest_outside])
    said = f"Outside the 99.8% range in the newest month: {several}. " if several else ""
    return f"{said}By chance alone about one panel in twenty has its newest month outside the band."


def grids(found: TypeRanges) -> list[Grid]:
    columns = (
        GridColumn("Type of crime", weight=3), GridColumn("Newest month", numeric=True),
        GridColumn("Range expected by chance (95%)", numeric=True, weight=2), GridColumn("Where it lies", weight=3),
    )  # fmt: skip
    rows = tuple(_newest(one) for one in found.series)
    newest = Grid(
        "types-newest-table", f"Types of crime in {found.series[0].newest.month.name}", columns, rows, folded=True
    )
    counts = [_counts(found, start) for start in range(0, len(found.series), IN_A_TABLE)]
    return [newest, *counts, *projection_grid(found.place, TITLES, "types-projection-table")]


def _newest(one: MonthlySeries) -> tuple[str, ...]:
    row = one.newest
    count = "not supplied whole" if row.count is None else whole(row.count)
    return (one.title, count, row.range_words or "not known", _verdict(one))


def _verdict(one: MonthlySeries) -> str:
    if one.newest.count is None or not one.newest.limits:
        return "Not judged"
    return {
        "usual": "Within the 95% range", "above_95": "Above the 95% range", "below_95": "Below the 95% range",
        "above_998": "Above the 99.8% range", "below_998": "Below the 99.8% range",
    }.get(one.newest.verdict or "", "Not judged")  # fmt: skip


def _counts(found: TypeRanges, start: int) -> Grid:
    shown = found.series[start : start + IN_A_TABLE]
    columns = (GridColumn("Month", weight=2), *(GridColumn(one.title, numeric=True) for one in shown))
    rows = tuple(
        (month[0].month.name, *("gap" if row.count is None else whole(row.count) for row in month))
        for month in zip(*(one.rows for one in shown), strict=True)
    )
    names = f"{shown[0].title} to {shown[-1].title}" if len(shown) > 1 else shown[0].title
    return Grid(f"types-table-{start}", f"Counts by month: {names}", columns, rows, folded=True)


TYPE_RANGES = Chart(
    "types", 110, "Types of crime", gather, title, lead, draw, alt, caption, grids, tones=(CRIME, CRIME_BAND, "#ffffff")
)
