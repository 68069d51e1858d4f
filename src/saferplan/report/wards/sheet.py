"""The words of a ward sheet, the same on the page and in the document."""

from dataclasses import dataclass

from saferplan.base.numerals import listed, percent, plural, whole
from saferplan.report.blocks import Drawing, Figure, Grid, GridColumn
from saferplan.report.charts.monthly_key import Look
from saferplan.report.charts.monthly_panel import draw_panel, panel_words, words_px
from saferplan.report.charts.monthly_series import ASB_INCIDENTS, MonthlySeries
from saferplan.report.charts.theme import ASB, ASB_BAND, CRIME, CRIME_BAND
from saferplan.report.place import Place
from saferplan.report.quarterly.figures import Beside
from saferplan.report.quarterly.words import count_cell, net_cell
from saferplan.report.wards.figures import WardFigures

SHOWN_TYPES = 7
SHOWN_MOVES = 3
MOST_LETTERS = 900
"""Letters of what is being done that leave the sheet one page."""
MOST_LINES = 10
"""Lines of it, a paragraph being one or more: each short one takes a line of the page, however few its letters."""
NATIONAL = (
    ("Emergency", "999"), ("Police, not an emergency", "101"), ("Crimestoppers, without your name", "0800 555 111"),
    ("National Domestic Abuse Helpline", "0808 2000 247"), ("Victim Support", "08 08 16 89 111"),
)  # fmt: skip
"""Numbers that hold in all of England and Wales: recalled, to be verified before print."""
CANNOT_TELL = (
    "Police figures say what was recorded, not all that happened. A rise may be one of reporting or of police work.",
    "Published map points are approximate: nothing here is of a street or an address.",
    "A larger or busier ward has more crime. The number of residents is not used, so this is no rate and no ranking.",
)


@dataclass(frozen=True)
class WardSheet:
    name: str
    partnership: str
    span: str
    edition: str
    code_version: str
    is_simulated: bool
    happened: tuple[str, ...]
    usual: tuple[str, ...]
    moved: tuple[str, ...]
    anchors: str
    doing: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    chart: Figure
    types: Grid


def ward_sheet(
    place: Place, figures: WardFigures, doing: str, contacts: tuple[tuple[str, str], ...], edition_code: str
) -> WardSheet:
    """A ward's sheet. `doing` is what the partnership says it does there, in paragraphs; it may be empty."""
    paragraphs = tuple(filter(None, (part.strip() for part in doing.split("\n\n"))))
    return WardSheet(
        name=figures.name, partnership=place.name, span=figures.twelve.words, edition=place.edition.name,
        code_version=edition_code, is_simulated=place.is_simulated, happened=_happened(place, figures),
        usual=tuple(_usual(series) for series in figures.series), moved=_moved(figures), anchors=_anchors(figures),
        doing=paragraphs or ("No text was given for this ward.",), cannot_tell=(*CANNOT_TELL, *_edge(figures)),
        contacts=(*NATIONAL, *contacts), chart=_chart(figures), types=_types(figures),
    )  # fmt: skip


def _happened(place: Place, figures: WardFigures) -> tuple[str, ...]:
    if figures.crime.count is None:
        return ("The twelve months were not supplied whole, so they are not summed.",)
    share = ""
    if figures.partnership_crimes:
        share = f", {percent(figures.crime.count / figures.partnership_crimes)} of those in {place.area_name}"
    asb = (
        f"The police were told of {plural(figures.asb.count, 'incident')} of anti-social behaviour, which are no crimes."
        if figures.asb.count is not None else ""
    )  # fmt: skip
    return (f"{plural(figures.crime.count, 'crime')} recorded in the twelve months{share}. {asb}".strip(),)


def _usual(series: MonthlySeries) -> str:
    """Where the newest month lies beside what is usual for this ward."""
    noun = "Incidents" if series.indicator_id == ASB_INCIDENTS else "Crimes"
    return f"{noun}, newest month: {series.newest.verdict_words[0].lower()}{series.newest.verdict_words[1:]}."


def _moved(figures: WardFigures) -> tuple[str, ...]:
    return tuple(filter(None, (
        _move("Crime", figures.crime), _drivers(figures), _move("Incidents of anti-social behaviour", figures.asb),
    )))  # fmt: skip


def _move(what: str, beside: Beside) -> str:
    if beside.net is None:
        return f"{what}: not compared, for the twelve months before were not supplied whole."
    if beside.share is None:
        why = ": recording changed between" if beside.missing_reason == "series_break" else ", too few for a percentage"
        return f"{what}: {whole(beside.count or 0)}, after {whole(beside.before or 0)} in the twelve before{why}."
    way = "the same as" if beside.net == 0 else f"{percent(beside.share)} {'more' if beside.net > 0 else 'fewer'} than"
    said = {
        "up": "more than chance would make", "down": "more than chance would make", "about_the_same": "about the same",
        "not_enough_history": "with too little history to judge",
    }.get(beside.verdict, "which chance alone may make")  # fmt: skip
    recorded = " Recording changed between." if beside.break_ids else ""
    return f"{what}: {way} in the twelve months before ({whole(beside.before or 0)}), {said}.{recorded}"


def _drivers(figures: WardFigures) -> str:
    moved = [(name, beside.net) for name, beside in figures.types if beside.net]
    moved.sort(key=lambda pair: (-abs(pair[1] or 0), pair[0]))
    parts = [
        f"{name[:1].lower()}{name[1:]} ({'+' if net > 0 else '−'}{whole(abs(net))})"
        for name, net in moved[:SHOWN_MOVES]
        if net
    ]
    return f"What moved most: {listed(parts)}. This is what moved, not why." if parts else ""


def _anchors(figures: WardFigures) -> str:
    if not figures.anchors:
        return "None of it was put at a prison, hospital, police station or large store."
    said = listed([f"{name.lower()} {whole(crimes)}" for name, crimes in figures.anchors])
    return f"In {figures.anchors_year}, crimes put at places that say little of the streets around: {said}."


def _edge(figures: WardFigures) -> tuple[str, ...]:
    if figures.near_edge_share is None:
        return ()
    return (
        f"{percent(figures.near_edge_share, 0)} of it lies within 100 metres of the ward's boundary and may belong next door.",
    )


def _types(figures: WardFigures) -> Grid:
    columns = (
        GridColumn("Type", weight=3), GridColumn("Twelve months", numeric=True), GridColumn("The twelve before", numeric=True),
        GridColumn("Change", numeric=True),
    )  # fmt: skip
    shown = figures.types[:SHOWN_TYPES]
    rows = [(name, count_cell(beside.count), count_cell(beside.before), net_cell(beside)) for name, beside in shown]
    others = [beside for _, beside in figures.types[SHOWN_TYPES:]]
    if others and all(beside.net is not None for beside in others):
        rest = Beside(
            sum(each.count or 0 for each in others), sum(each.before or 0 for each in others), None, "no_clear_change"
        )
        rows.append(("All other types", count_cell(rest.count), count_cell(rest.before), net_cell(rest)))
    return Grid(f"{_slug(figures.code)}-types", f"{figures.name}: most frequent types of crime", columns, tuple(rows))


def _slug(code: str) -> str:
    return f"ward-{code.lower()}"


def _chart(figures: WardFigures) -> Figure:
    wide, narrow = _drawn(figures.series, 700, beside=True), _drawn(figures.series, 300, beside=False)
    span = f"{figures.series[0].rows[0].month.name} to {figures.series[0].rows[-1].month.name}"
    title = f"{span}, with the range usual for this ward"
    alt = " ".join(f"{series.title}: {series.newest.verdict_words}. {series.extremes}" for series in figures.series)
    return Figure(f"{_slug(figures.code)}-months", title, alt, "", wide, narrow)


def _drawn(series: tuple[MonthlySeries, ...], width: int, *, beside: bool) -> Drawing:
    """The panels side by side, or one below the other where it is narrow."""
    looks = [
        Look(*((ASB, ASB_BAND) if one.indicator_id == ASB_INCIDENTS else (CRIME, CRIME_BAND)), 110, is_small=True)
        for one in series
    ]
    each = (width - 24) / len(series) if beside else width - 6
    lines = [sum(map(len, panel_words(one, each, look))) for one, look in zip(series, looks, strict=True)]
    level = max(lines)
    parts, x, y = [], 2.0, 2.0
    for one, look in zip(series, looks, strict=True):
        parts.append(draw_panel(one, x, y, each, look, {}, level, 0))
        tall = words_px(level) + look.plot_px + 34
        x, y = (x + each + 20, y) if beside else (x, y + tall)
    return Drawing(width, round(y + (tall if beside else 0) + 2), "".join(parts))
