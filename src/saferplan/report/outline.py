"""The order of a report, from top to bottom."""

from collections.abc import Callable
from datetime import date

from saferplan.report import charts
from saferplan.report.blocks import Outline, Part, Section
from saferplan.report.charts.chart import figure_section, in_order
from saferplan.report.place import Place, place_of
from saferplan.report.sections.breaks import breaks_section
from saferplan.report.sections.counting_rules import counting_rules_section
from saferplan.report.sections.facts import facts_section
from saferplan.report.sections.files import files_section
from saferplan.report.sections.placement import placement_section
from saferplan.report.sections.revisions_and_repeats import revisions_section
from saferplan.report.sections.sources import sources_section
from saferplan.report.signals.blocks import signals_section
from saferplan.report.signals.reading import has_signals
from saferplan.tables.editions import Edition

PARTS = {1: "Over time", 2: "What changed", 3: "Beside others", 4: "Within the area", 5: "What the figures rest on"}
"""Parts of the report by the hundreds of their charts' order."""
LAST_PART: tuple[Callable[[Place], Section], ...] = (
    breaks_section, revisions_section, files_section, placement_section, counting_rules_section, sources_section,
)  # fmt: skip
NOT_PUBLIC = (files_section,)
"""What only those who hold the files can use."""


def outline_of(edition: Edition, *, public: bool = False, today: date | None = None) -> Outline:
    """Everything a report says on a day, ready to be drawn as a page or a document."""
    place = place_of(edition, public=public, today=today)
    return Outline(
        name=place.name,
        period=place.period,
        edition=edition.name,
        code_version=str(edition.manifest.get("code", "not stated")),
        marking=marking_of(place),
        is_simulated=place.is_simulated,
        last_day=place.last_month.first_day.isoformat() if place.last_month else "2000-01-01",
        parts=tuple(_parts(place)),
        is_public=public,
    )


def _parts(place: Place) -> list[Part]:
    parts = [Part("Facts", (facts_section(place),))]
    if has_signals(place.edition):
        parts.append(Part("Recent change", (signals_section(place),)))
    for number, title in PARTS.items():
        shown = [chart for chart in in_order(charts) if chart.is_public or not place.is_public]
        sections = [figure_section(chart, place) for chart in shown if chart.order // 100 == number]
        if number == max(PARTS):
            sections += [make(place) for make in LAST_PART if not (place.is_public and make in NOT_PUBLIC)]
        parts.append(Part(title, tuple(sections)))
    return parts


def marking_of(place: Place) -> str:
    """Every marking of the facts and of the sources behind them, so that the strictest is among them."""
    rows = place.rows(
        "SELECT DISTINCT marking FROM (SELECT marking, may_publish FROM fact UNION ALL SELECT marking, may_publish FROM source) "
        "WHERE may_publish OR NOT ? ORDER BY 1",
        place.is_public,
    )
    return ", ".join(row["marking"] for row in rows)
