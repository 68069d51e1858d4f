"""The order of a report, from top to bottom."""

from saferplan.report import charts
from saferplan.report.blocks import Outline, Section
from saferplan.report.charts.chart import figure_section, in_order
from saferplan.report.place import Place, place_of
from saferplan.report.sections.counting_rules import counting_rules_section
from saferplan.report.sections.coverage import coverage_section
from saferplan.report.sections.facts import facts_section
from saferplan.report.sections.placement import placement_section
from saferplan.report.sections.sources import sources_section
from saferplan.tables.editions import Edition


def outline_of(edition: Edition) -> Outline:
    """Everything a report says, ready to be drawn as a page or a document."""
    place = place_of(edition)
    return Outline(
        name=place.name,
        period=place.period,
        edition=edition.name,
        code_version=str(edition.manifest.get("code", "not stated")),
        marking=_marking(place),
        is_simulated=place.is_simulated,
        last_day=place.last_month.first_day.isoformat() if place.last_month else "2000-01-01",
        sections=tuple(_sections(place)),
    )


def _sections(place: Place) -> list[Section]:
    return [
        facts_section(place),
        *(figure_section(chart, place) for chart in in_order(charts)),
        coverage_section(place),
        placement_section(place),
        counting_rules_section(place),
        sources_section(place),
    ]


def _marking(place: Place) -> str:
    """Every marking of the facts and of the sources behind them, so that the strictest is among them."""
    rows = place.rows(
        "SELECT DISTINCT marking FROM (SELECT marking FROM fact UNION ALL SELECT marking FROM source) ORDER BY 1"
    )
    return ", ".join(row["marking"] for row in rows)
