"""The order of the quarterly report: a summary for the board, exceptions first, and then what it rests on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from saferplan.report.blocks import Grid, Outline, Part, Section
from saferplan.report.charts.chart import Chart, figure_section
from saferplan.report.charts.coverage_matrix import COVERAGE_MATRIX
from saferplan.report.charts.day_hour import DAY_HOUR
from saferplan.report.charts.near_repeat import NEAR_REPEAT
from saferplan.report.charts.type_ranges import TYPE_RANGES
from saferplan.report.charts.usual_range import USUAL_RANGE
from saferplan.report.charts.ward_map import WARD_MAP
from saferplan.report.outline import marking_of
from saferplan.report.place import Place, place_of
from saferplan.report.quarterly.detail import (
    asb_section,
    drivers_section,
    lacking_section,
    movers_section,
    outcomes_section,
    wards_section,
)
from saferplan.report.quarterly.figures import QuarterlyFigures
from saferplan.report.quarterly.local import local_section
from saferplan.report.quarterly.summary import summary_section
from saferplan.report.quarterly.table import table_section
from saferplan.report.sections.breaks import breaks_section
from saferplan.report.sections.sources import sources_section
from saferplan.tables.editions import Edition

Make = Callable[[Place, QuarterlyFigures], Section]
ANALYSIS: tuple[Make, ...] = (table_section, asb_section, outcomes_section, drivers_section, movers_section)
REST: tuple[Callable[[Place], Section], ...] = (breaks_section, lacking_section, sources_section)


def quarterly_outline(
    edition: Edition, figures: QuarterlyFigures, *, today: date, with_month_tables: bool = False
) -> Outline:
    """The report of a quarter, ready to be set in any form. A workbook has the tables of the charts too."""
    place = place_of(edition, today=today)
    pictured = figure_section if with_month_tables else _without_tables
    over_time = [pictured(chart, place) for chart in (USUAL_RANGE, TYPE_RANGES)]
    local = local_section(place, figures)
    has_extract = place.rows("SELECT 1 FROM event_timing WHERE last_month <= ? LIMIT 1", figures.quarter.end.first_day)
    times = [pictured(chart, place) for chart in (DAY_HOUR, NEAR_REPEAT)] if has_extract else []
    wards = [wards_section(place, figures), pictured(WARD_MAP, place)]
    rest = [pictured(COVERAGE_MATRIX, place), *(make(place) for make in REST)]
    parts = (
        Part("Summary for the board", (summary_section(place, figures),)),
        Part("The quarter", tuple(make(place, figures) for make in ANALYSIS)),
        Part("Month by month", tuple(over_time)),
        *([Part("Times and repeats", tuple(times))] if times else []),
        Part("Wards", tuple(wards)),
        Part("Partners", (local,)),
        Part("What the figures rest on", tuple(rest)),
    )
    return Outline(
        name=place.name, period=f"{figures.quarter.label}, {figures.quarter.words}", edition=edition.name,
        code_version=str(edition.manifest.get("code", "not stated")), marking=marking_of(place), is_simulated=place.is_simulated,
        last_day=figures.quarter.end.first_day.isoformat(), parts=parts, subject="Quarterly report",
    )  # fmt: skip


def _without_tables(chart: Chart, place: Place) -> Section:
    """A chart with its words, without its tables: those are on the page of facts, and in the workbook."""
    section = figure_section(chart, place)
    return replace(section, blocks=tuple(block for block in section.blocks if not isinstance(block, Grid)))
