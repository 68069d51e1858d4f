"""A signal as blocks of a page: its sentence, chart, map, map points, and what speaks against it."""

import re
from typing import Any

from saferplan.base.numerals import whole
from saferplan.base.periods import Month
from saferplan.report.blocks import (
    Block,
    Drawing,
    Figure,
    Grid,
    GridColumn,
    Heading,
    Listing,
    Notice,
    Outline,
    Part,
    Section,
    Text,
)
from saferplan.report.charts.monthly_key import Look
from saferplan.report.charts.monthly_panel import draw_panel, panel_words, words_px
from saferplan.report.charts.monthly_series import MonthlySeries, MonthRow
from saferplan.report.charts.theme import ASB, ASB_BAND, CRIME, CRIME_BAND
from saferplan.report.place import Place
from saferplan.report.signals.judging import UNMATCHED, unmatched_lines
from saferplan.report.signals.map import NARROW, WIDE, signal_map
from saferplan.report.signals.reading import (
    Signal,
    in_groups,
    known_hotspots,
    known_words,
    month_words,
    promise_words,
    signals_in,
)
from saferplan.report.signals.unjudged import HEADING, looking_of

PLOT_PX, BELOW_PX = 150, 40
SMALL_MONTHS = " Grey months count too few for a figure, or stand beside one that does."


def signals_section(place: Place) -> Section:
    """Signals on the page: those seen now in full, the others in a table."""
    found = signals_in(place.edition, public=place.is_public)
    looking = looking_of(place.edition, public=place.is_public)
    blocks: list[Block] = [Text(
        "signals-lead",
        "A signal is a count that chance rarely makes, kept for a person to look into. It does not say that anything happened."
    )]  # fmt: skip
    if place.is_public:
        blocks.append(Text("signals-cleared", "Shown are those that the partnership has looked into and cleared."))
    else:
        blocks.append(Text("signals-promise", promise_words(place.edition)))
    now = [each for each in found if not each.is_over and not each.is_refused]
    for title, listed in in_groups(now).items():
        kind = re.split("[- ]", title)[0].lower()
        blocks.append(Heading(f"signals-{kind}", title))
        blocks += [block for each in listed for block in _in_short(each)] or [
            Notice(f"signals-{kind}-quiet", looking.nothing_words(title))
        ]
    if looking.lines:
        blocks.append(Listing("signals-not-looked-at", f"{HEADING}:", tuple(looking.lines)))
    if not place.is_public and (unmatched := unmatched_lines(place.edition)):
        blocks.append(Listing("signals-unmatched", f"{UNMATCHED}:", tuple(unmatched)))
    if not place.is_public and (known := known_words(known_hotspots(place.edition))):
        blocks.append(Listing("signals-lasting", "Lasting hot spots, which are known and no news:", tuple(known)))
    if rest := [each for each in found if each not in now]:
        blocks.append(_others(rest))
    return Section("signals", "Signals", tuple(blocks))


def signal_outline(place: Place, signal: Signal) -> Outline:
    """A page about one signal."""
    blocks: tuple[Block, ...] = (*_in_short(signal), signal_map(place, signal), *_points(signal), _sightings(signal))
    return Outline(
        name=place.name, period=f"{signal.row['category']} {signal.row['place']}", edition=place.edition.name,
        code_version=str(place.edition.manifest.get("code", "not stated")), marking=signal.marking, is_simulated=place.is_simulated,
        last_day=signal.row["last_month"].isoformat(), parts=(Part("Signal", (Section("signal", "Signal", blocks),)),),
        subject="A signal",
    )  # fmt: skip


def _in_short(signal: Signal) -> list[Block]:
    said = (f"Signal {signal.id}: {signal.standing}.", *signal.notes)
    return [
        _figure(signal),
        Text(f"signal-{signal.id}-sentence", signal.row["sentence"]),
        Listing(f"signal-{signal.id}-known", "What is known of it:", said),
    ]


def _figure(signal: Signal) -> Figure:
    series = _series(signal)
    title = f"{signal.row['category']} {signal.row['place']}"
    alt = f"{series.title}: {series.newest.verdict_words}. {series.extremes} {signal.row['sentence']}"
    by = (
        "the mean of the months before the signal and their yearly season" if signal.row["is_whole"]
        else "what these places had before the signal began, and whether the rest of the partnership had more or fewer then"
    )  # fmt: skip
    caption = f"The band is the range usual for a single month, by {by}; it is widened by how much these counts vary."
    caption += SMALL_MONTHS if any(row["is_small"] for row in signal.months) else ""
    wide, narrow = (_drawn(series, signal.is_asb, width) for width in (WIDE, NARROW))
    return Figure(f"signal-{signal.id}", title, alt, caption, wide, narrow)


def _series(signal: Signal) -> MonthlySeries:
    return MonthlySeries(
        "signal", f"{signal.noun.capitalize()}s each month", tuple(_month_row(row) for row in signal.months), ()
    )


def _month_row(row: dict[str, Any]) -> MonthRow:
    limits = None if row["lower"] is None else (row["lower"], row["upper"])
    reason = None if row["observed"] is not None else "small" if row["is_small"] else "not_known"
    return MonthRow(Month.of(row["month"]), row["observed"], reason, limits, None, _verdict(row))


def _verdict(row: dict[str, Any]) -> str | None:
    if row["observed"] is None or row["lower"] is None:
        return None
    return "above_95" if row["observed"] > row["upper"] else "below_95" if row["observed"] < row["lower"] else "usual"


def _drawn(series: MonthlySeries, is_asb: bool, width: int) -> Drawing:
    look = Look(ASB if is_asb else CRIME, ASB_BAND if is_asb else CRIME_BAND, PLOT_PX, is_small=True)
    lines = sum(map(len, panel_words(series, width - 6, look)))
    return Drawing(
        width, words_px(lines) + look.plot_px + BELOW_PX, draw_panel(series, 2, 2, width - 6, look, {}, lines, 0)
    )


def _points(signal: Signal) -> list[Grid]:
    if not signal.points:
        return []
    columns = (
        GridColumn("Map point", weight=3), GridColumn("Recorded", numeric=True), GridColumn("Usual", numeric=True),
        GridColumn("More than usual", numeric=True), GridColumn("What stands there", weight=2),
    )  # fmt: skip
    rows = tuple(
        (name, whole(row["observed"]), f"{row['expected']:,.1f}", f"{row['observed'] - row['expected']:,.1f}",
         "large store, hospital, station or prison" if row["is_anchor"] else "")
        for name, row in zip(signal.point_names, signal.points, strict=True)
    )  # fmt: skip
    return [Grid(f"signal-points-{signal.id}", "The map points with the largest parts of it", columns, rows)]


def _sightings(signal: Signal) -> Grid:
    columns = (
        GridColumn("Month-end", weight=2), GridColumn("Since", weight=2), GridColumn("Neighbourhoods", numeric=True),
        GridColumn("Recorded", numeric=True), GridColumn("Usual", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (month_words(row["month_end"]), month_words(row["since"]), whole(row["places"]), whole(row["observed"]),
         f"{row['expected']:,.1f}")
        for row in signal.sightings
    )  # fmt: skip
    return Grid(f"signal-sightings-{signal.id}", "How it looked at each month-end", columns, rows)


def _others(rest: list[Signal]) -> Grid:
    columns = (
        GridColumn("Signal", weight=1),
        GridColumn("What", weight=5),
        GridColumn("State", weight=3),
        GridColumn("Why it is not above", weight=4),
    )
    rows = tuple(
        (each.id, each.row["sentence"], each.standing, " ".join(each.reasons) or "Not seen at the newest month-end.")
        for each in rest
    )
    return Grid("signals-others", "Other signals of the last twelve month-ends", columns, rows, folded=True)
