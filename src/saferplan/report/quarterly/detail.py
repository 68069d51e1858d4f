"""The sections after the table: incidents, outcomes, what drove the quarter, what moved most, wards, and what is lacking."""

from saferplan.base.numerals import whole
from saferplan.report.blocks import Block, Grid, GridColumn, Notice, Number, Section, Text
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import Beside, Line, Part, QuarterlyFigures
from saferplan.report.quarterly.words import (
    BANDS,
    VERDICTS,
    count_cell,
    moved_words,
    net_cell,
    share_cell,
    verdict_cell,
    verdict_sentence,
)
from saferplan.report.sections.facts import fact_cards

OUTCOMES = ("charged", "no-suspect", "stop-and-search", "domestic-abuse-share")
PLACES = ("anchors", "concentration")
MOVERS = 5


def asb_section(place: Place, figures: QuarterlyFigures) -> Section:
    asb = figures.asb
    spans = (("The quarter", asb.quarter), ("The year to date", asb.year_to_date), ("Twelve months", asb.twelve))
    columns = (
        GridColumn("Months", weight=2), GridColumn("Incidents", numeric=True), GridColumn("A year before", numeric=True),
        GridColumn("Change", numeric=True), GridColumn("Change, %", numeric=True), GridColumn("What may be said", weight=3),
    )  # fmt: skip
    rows = tuple(
        (
            name,
            count_cell(beside.count),
            count_cell(beside.before),
            net_cell(beside),
            share_cell(beside),
            verdict_cell(beside),
        )
        for name, beside in spans
    )
    words = (
        f"{moved_words(asb.quarter, figures.quarter.year_before().words)}. {verdict_sentence(asb.quarter)} "
        "An incident is not a crime and is never added to crime. Reports to the council and to landlords are not among them."
    )
    caption = f"{place.area_name}: incidents of anti-social behaviour reported to the police"
    return Section(
        "asb", "Anti-social behaviour", (Text("asb-words", words), Grid("asb-table", caption, columns, rows))
    )


def outcomes_section(place: Place, figures: QuarterlyFigures) -> Section:
    cards: tuple[Block, ...] = tuple(fact_cards(place, OUTCOMES, figures.quarter.end))
    lead = Text(
        "outcomes-lead",
        "Outcomes are of crimes recorded in a whole year, each followed for six months: none is of the quarter alone.",
    )
    if len(cards) < len(fact_cards(place, OUTCOMES)):
        later = Notice(
            "outcomes-later",
            "What this edition says of years that end after the quarter is not told here: ask for a later quarter.",
        )
        return Section("outcomes", "What followed", (lead, later, *cards))
    return Section("outcomes", "What followed", (lead, *cards))


def drivers_section(place: Place, figures: QuarterlyFigures) -> Section:
    if not figures.by_type:
        return Section("drivers", "What drove the quarter", (
            Notice(
                "drivers-absent",
                "The quarter or the same a year before was not supplied whole, so no parts of the change are given.",
            ),
        ))  # fmt: skip
    lead = Text(
        "drivers-lead",
        "The parts sum to the net change of recorded crime on the same quarter a year before. This is what moved, not why, and "
        "each part's own move may be within chance.",
    )
    blocks: list[Block] = [lead, _parts_grid("drivers-types", "By type of crime", "Type", figures.by_type)]
    if figures.by_ward:
        blocks.append(_parts_grid("drivers-wards", "By ward", "Ward", figures.by_ward))
    return Section("drivers", "What drove the quarter", tuple(blocks))


def _parts_grid(name: str, caption: str, heading: str, parts: tuple[Part, ...]) -> Grid:
    columns = (
        GridColumn(heading, weight=3), GridColumn("Quarter", numeric=True), GridColumn("A year before", numeric=True),
        GridColumn("Change", numeric=True),
    )  # fmt: skip
    rows = tuple((part.name, count_cell(part.after), count_cell(part.before), _net(part.net)) for part in parts)
    return Grid(name, f"{caption}, the largest move first", columns, rows, folded=len(rows) > 15)


def _net(net: int) -> str:
    return Number(f"{'+' if net > 0 else '−' if net < 0 else ''}{whole(abs(net))}", net, "change")


def movers_section(place: Place, figures: QuarterlyFigures) -> Section:
    """The types that moved most over twelve months, whether or not by more than chance, and what may be said of each."""
    moved = [line for line in figures.types if line.twelve.net is not None]
    moved.sort(key=lambda line: (-abs(line.twelve.net or 0), line.title))
    if not moved:
        return Section(
            "movers",
            "What moved most over twelve months",
            (Notice("movers-absent", "Twelve months and the twelve before were not supplied whole."),),
        )
    columns = (
        GridColumn("Type", weight=3), GridColumn("Twelve months", numeric=True), GridColumn("The twelve before", numeric=True),
        GridColumn("Change", numeric=True), GridColumn("Change, %", numeric=True), GridColumn("What may be said", weight=3),
    )  # fmt: skip
    rows = tuple(_mover(line) for line in moved[:MOVERS])
    lead = Text(
        "movers-lead", "The largest moves by number, up or down. Only “Up” and “Down” are more than chance would make."
    )
    return Section(
        "movers", "What moved most over twelve months", (lead, Grid("movers-table", "Largest moves", columns, rows))
    )


def _mover(line: Line) -> tuple[str, ...]:
    moved = line.twelve
    counts = count_cell(moved.count), count_cell(moved.before)
    return (line.title, *counts, net_cell(moved), share_cell(moved), verdict_cell(moved))


def wards_section(place: Place, figures: QuarterlyFigures) -> Section:
    if not figures.wards:
        return Section(
            "ward-by-ward",
            "Ward by ward",
            (Notice("wards-absent", "No boundaries of wards were supplied, so none is counted."),),
        )
    columns = (
        GridColumn("Ward", weight=3), GridColumn("Crimes, quarter", numeric=True), GridColumn("A year before", numeric=True),
        GridColumn("Crimes, twelve months", numeric=True), GridColumn("The twelve before", numeric=True),
        GridColumn("Change", numeric=True), GridColumn("Twelve months beside the twelve before", weight=3),
        GridColumn("ASB incidents, twelve months", numeric=True), GridColumn("ASB beside the twelve before", weight=2),
    )  # fmt: skip
    rows = tuple(
        (ward.name, count_cell(ward.quarter.count), count_cell(ward.quarter.before), count_cell(ward.twelve.count),
         count_cell(ward.twelve.before), net_cell(ward.twelve), _band(ward.twelve), count_cell(ward.asb.count),
         VERDICTS[ward.asb.verdict])
        for ward in figures.wards
    )  # fmt: skip
    lead = Text(
        "wards-lead",
        "In alphabetical order, which is no league. A ward is above or below what is usual for it only where its own twelve "
        "months moved by more than chance would make, all wards tested together. Placed by published map point, which is "
        "approximate. Larger and busier wards have more crime; no rate is given here.",
    )
    blocks: list[Block] = [lead, Grid("wards-table", f"Wards of {place.area_name}", columns, rows, is_wide=True)]
    return Section("ward-by-ward", "Ward by ward", (*blocks, *fact_cards(place, PLACES, figures.quarter.end)))


def _band(beside: Beside) -> str:
    return BANDS[beside.verdict]


def lacking_section(place: Place) -> Section:
    """What could not be said for want of data, and what would allow it."""
    rows = place.rows("SELECT title, sentence, way_out FROM fact WHERE status = 'refused' ORDER BY position")
    if not rows:
        return Section(
            "lacking",
            "Data we lack",
            (Notice("lacking-none", "Every question that the software asks could be answered."),),
        )
    columns = (
        GridColumn("Question", weight=3),
        GridColumn("Why it is not answered", weight=4),
        GridColumn("What would allow it", weight=4),
    )
    cells = tuple((row["title"], row["sentence"], row["way_out"] or "") for row in rows)
    return Section(
        "lacking", "Data we lack", (Grid("lacking-table", "Questions that cannot be answered", columns, cells),)
    )
