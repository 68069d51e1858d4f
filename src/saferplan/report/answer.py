"""The answer to a question as a page: a table, a chart, what to bear in mind and what is not said."""

from dataclasses import dataclass

from saferplan.base.areas import AreaType
from saferplan.report.blocks import Drawing, Figure, Grid, GridColumn, Listing, Outline, Part, Section
from saferplan.report.charts.monthly_key import Look
from saferplan.report.charts.monthly_panel import draw_panel, panel_words, words_px
from saferplan.report.charts.monthly_series import ASB_INCIDENTS, MonthlySeries
from saferplan.report.charts.theme import ASB, ASB_BAND, CRIME, CRIME_BAND
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import Beside
from saferplan.report.quarterly.words import count_cell, net_cell, share_cell, verdict_cell

HEADINGS = ("What", "Count", "A year before", "Change", "Change, %", "What may be said")
KINDS = {
    AreaType.CUSTOM: "own area", AreaType.WARD: "ward", AreaType.LSOA: "neighbourhood (LSOA)", AreaType.CSP: "partnership",
    AreaType.FORCE: "police force area",
}  # fmt: skip

POINT_HEADINGS = (
    "Map point",
    "Longitude",
    "Latitude",
    "Ward",
    "Crimes, all months",
    "Anti-social behaviour, all months",
)


@dataclass(frozen=True)
class MapPoint:
    """A published map point that an area is made of, with all that was recorded at it."""

    name: str
    longitude: float
    latitude: float
    ward: str
    crimes: int
    asb_incidents: int


def point_cells(points: tuple[MapPoint, ...]) -> tuple[tuple[str, ...], ...]:
    """The table of the map points of an area."""
    return tuple(
        (
            each.name,
            f"{each.longitude:.6f}",
            f"{each.latitude:.6f}",
            each.ward,
            f"{each.crimes:,}",
            f"{each.asb_incidents:,}",
        )
        for each in points
    )


def answer_cells(lines: tuple[tuple[str, Beside], ...]) -> tuple[tuple[str, ...], ...]:
    """The table of an answer, a row for each thing asked for."""
    return tuple(
        (name, count_cell(each.count), count_cell(each.before), net_cell(each), share_cell(each), verdict_cell(each))
        for name, each in lines
    )


def answer_outline(
    place: Place, *, title: str, lines: tuple[tuple[str, Beside], ...], series: MonthlySeries,
    caveats: tuple[str, ...], refused: tuple[str, ...], points: tuple[MapPoint, ...] = (), last_day: str,
) -> Outline:  # fmt: skip
    """The answer, ready to be set as a page."""
    columns = tuple(
        GridColumn(head, numeric=0 < number < 5, weight=1 if number else 3) for number, head in enumerate(HEADINGS)
    )
    grid = Grid("answer-table", title, columns, answer_cells(lines))
    blocks = (
        grid, _figure(series), Listing("answer-caveats", "To bear in mind:", caveats),
        *((Listing("answer-not-said", "Not said, and why:", refused),) if refused else ()), *_points(points),
    )  # fmt: skip
    return Outline(
        name=place.name, period=title, edition=place.edition.name,
        code_version=str(place.edition.manifest.get("code", "not stated")), marking="OFFICIAL",
        is_simulated=place.is_simulated, last_day=last_day, parts=(Part("Answer", (Section("answer", "Answer", blocks),)),),
        subject="An answer",
    )  # fmt: skip


def _points(points: tuple[MapPoint, ...]) -> tuple[Grid, ...]:
    if not points:
        return ()
    columns = tuple(GridColumn(head, numeric=number not in (0, 3)) for number, head in enumerate(POINT_HEADINGS))
    return (Grid("answer-points", "The map points of this area", columns, point_cells(points)),)


def _figure(series: MonthlySeries) -> Figure:
    alt = f"{series.title}: {series.newest.verdict_words}. {series.extremes}"
    caption = "The band is the range usual for this place by trend and season." if series.has_range else ""
    return Figure("answer-months", series.title, alt, caption, _drawn(series, 700), _drawn(series, 300))


def _drawn(series: MonthlySeries, width: int) -> Drawing:
    colour, band = (ASB, ASB_BAND) if series.indicator_id == ASB_INCIDENTS else (CRIME, CRIME_BAND)
    look = Look(colour, band, 150, is_small=True)
    lines = sum(map(len, panel_words(series, width - 6, look)))
    return Drawing(width, words_px(lines) + look.plot_px + 40, draw_panel(series, 2, 2, width - 6, look, {}, lines, 0))
