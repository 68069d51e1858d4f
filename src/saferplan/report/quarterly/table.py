"""The one table: each type by quarter, year to date and twelve months, its rate, and those of the areas beside it."""

from saferplan.report.blocks import Block, Grid, GridColumn, Section, Text
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import Beside, Line, QuarterlyFigures, Rate
from saferplan.report.quarterly.words import (
    count_cell,
    net_cell,
    rate_cell,
    share_cell,
    verdict_cell,
)
from saferplan.report.sections.facts import fact_cards
from saferplan.report.wording import verdict

HEADING = "Recorded crime by type"
PROVISIONAL = ("provisional-crime",)
"""What the force's own extract says, where there is one: within the partnership only."""


def table_section(place: Place, figures: QuarterlyFigures) -> Section:
    blocks: list[Block] = [Text("by-type-lead", _lead(figures)), _grid(place, figures)]
    blocks += [card for card in fact_cards(place, PROVISIONAL, figures.quarter.end) if not card.refused]
    if others := [rate for rate in figures.crime.rates if rate.kind != "own"]:
        blocks.append(_beside_others(place, others, figures))
    return Section("by-type", HEADING, tuple(blocks))


def _lead(figures: QuarterlyFigures) -> str:
    standing = ", an estimate the publisher has since replaced" if figures.are_residents_superseded else ""
    rates = (
        f" Rates are of the twelve months, per 1,000 residents of mid-{figures.residents_year}{standing}."
        if figures.residents_year else ""
    )  # fmt: skip
    return (
        f"The quarter is {figures.quarter.words}; the year to date runs from April; the twelve months are "
        f"{figures.twelve.words}. Each is held against the same months a year before. “Up” and “Down” stand only where "
        "the move is more than chance would make, the thirteen types tested together. “By itself” means that it would stand "
        f"out if nobody looked at the others. No percentage is given on fewer than 20.{rates} Counted from police.uk, without "
        "fraud."
    )


def _grid(place: Place, figures: QuarterlyFigures) -> Grid:
    named = [rate.name for rate in figures.crime.rates if rate.kind != "own"]
    columns = (
        GridColumn("Type", weight=3),
        GridColumn("Quarter", numeric=True), GridColumn("A year before", numeric=True), GridColumn("Change", numeric=True),
        GridColumn("Change, %", numeric=True), GridColumn("What may be said", weight=3),
        GridColumn("Year to date", numeric=True), GridColumn("A year before", numeric=True),
        GridColumn("Change, %", numeric=True),
        GridColumn("Twelve months", numeric=True), GridColumn("A year before", numeric=True),
        GridColumn("Change, %", numeric=True), GridColumn("What may be said", weight=3),
        GridColumn("Rate", numeric=True), *(GridColumn(f"Rate, {name}", numeric=True) for name in named),
    )  # fmt: skip
    rows = tuple(_row(line, named) for line in (figures.crime, *figures.types))
    caption = f"{place.area_name}: recorded crime, {figures.quarter.label}"
    return Grid("by-type-table", caption, columns, rows, marked_row=figures.crime.title, is_wide=True)


def _row(line: Line, named: list[str]) -> tuple[str, ...]:
    rates = {rate.name if rate.kind != "own" else "": rate for rate in line.rates}
    return (
        line.title, *_counts(line.quarter), net_cell(line.quarter), share_cell(line.quarter), verdict_cell(line.quarter),
        *_counts(line.year_to_date), share_cell(line.year_to_date),
        *_counts(line.twelve), share_cell(line.twelve), verdict_cell(line.twelve),
        rate_cell(rates.get("")), *(rate_cell(rates.get(name)) for name in named),
    )  # fmt: skip


def _counts(beside: Beside) -> tuple[str, str]:
    return count_cell(beside.count), count_cell(beside.before)


def _beside_others(place: Place, others: list[Rate], figures: QuarterlyFigures) -> Grid:
    columns = (
        GridColumn("Area", weight=3),
        GridColumn("Rate per 1,000", numeric=True),
        GridColumn("What may be said", weight=4),
    )
    rows = tuple((rate.name, rate_cell(rate), verdict(rate.verdict, place.area_name)) for rate in others)
    caption = f"Recorded crime per 1,000 residents, {figures.twelve.words}: {place.area_name} beside others"
    return Grid("beside-table", caption, columns, rows)
