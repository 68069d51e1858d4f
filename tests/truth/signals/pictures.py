"""The measured figures as pictures, in the look of the report's own charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saferplan.report.blocks import Drawing
from saferplan.report.charts.axes import Scale, drawn_path, round_ticks
from saferplan.report.charts.lettering import text, width_px
from saferplan.report.charts.theme import CRIME, INK, MUTED, OTHER, RULE, TITLE_PX
from tests.truth.signals.cells import Cell
from tests.truth.signals.measuring import MONTHS_TO_FIND
from tests.truth.signals.methods import TITLES
from tests.truth.signals.worlds import NO_MEMORY, OWN

WIDTH, SMALL_PX, ROW_PX, HEAD_PX = 700, 13, 36, 64
NAMES_PX, PLOT_PX, GAP_PX = 250, 130, 34
STANDARD_ERRORS = 1.96
OURS_WORDS, RULE_WORDS = "ours", "best rule of thumb"


def false_picture(rows: Sequence[dict], promise: float) -> Drawing:
    """False signals a quarter of each method on worlds of both kinds, with 95% limits, against the promise."""
    by = {(row["what"][1], row["what"][2]): row for row in rows}
    methods = [each for each in TITLES if (OWN, each) in by]
    ticks = round_ticks(0, max(promise, *(row["a_quarter"] + STANDARD_ERRORS * row["error"] for row in rows)), 5)
    x = Scale(0, ticks[-1], NAMES_PX, WIDTH - 16)
    bottom = HEAD_PX + ROW_PX * len(methods)
    parts = [text(0, TITLE_PX, "False signals that begin in a quarter", TITLE_PX, bold=True),
             text(0, TITLE_PX + 22, "bars: 95% limits", SMALL_PX, colour=MUTED)]  # fmt: skip
    for tick in ticks:
        parts.append(f'<path d="M{x(tick):.1f},{HEAD_PX - 8}V{bottom}" stroke="{RULE}"/>')
        parts.append(text(x(tick), bottom + 18, f"{tick:g}", SMALL_PX, anchor="middle", colour=MUTED))
    parts.append(f'<path d="M{x(promise):.1f},{HEAD_PX - 8}V{bottom}" stroke="{INK}" stroke-width="2"/>')
    parts.append(text(x(promise), HEAD_PX - 14, f"promised: {promise:g}", SMALL_PX, anchor="middle", bold=True))
    for place, name in enumerate(methods):
        y = HEAD_PX + ROW_PX * (place + 0.5)
        parts.append(text(0, y + 5, TITLES[name], bold=place == 0))
        parts += [_mark(x, by[kind, name], y, look) for kind, look in LOOKS.items()]
    for look in LOOKS.values():
        parts.append(
            _dot(look.x, TITLE_PX + 18, look.is_full)
            + text(look.x + 10, TITLE_PX + 22, look.words, SMALL_PX, colour=MUTED)
        )
    return Drawing(WIDTH, bottom + 28, "".join(parts))


@dataclass(frozen=True)
class _Look:
    """A kind of world: what it is called in the key, where that stands, and how far its mark is off the middle of the row."""

    words: str
    x: float
    away: float
    is_full: bool


LOOKS = {
    OWN: _Look(OWN, 116, -8, True),
    NO_MEMORY: _Look(NO_MEMORY, 290, 8, False),
}


def _mark(x: Scale, row: dict, middle: float, look: _Look) -> str:
    reach, y = STANDARD_ERRORS * row["error"], middle + look.away
    low, high = x(max(row["a_quarter"] - reach, 0)), x(row["a_quarter"] + reach)
    line = f'<path d="M{low:.1f},{y}H{high:.1f}" stroke="{CRIME}" stroke-width="2"/>'
    return line + _dot(x(row["a_quarter"]), y, look.is_full)


def _dot(x: float, y: float, is_full: bool, colour: str = CRIME) -> str:
    fill = colour if is_full else "#ffffff"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


@dataclass(frozen=True)
class _Panel:
    """A small plot of shares. `points` are x, share, and its 95% limits, of ours and of the best rule of thumb."""

    title: str
    ticks: Sequence[tuple[float, str]]
    ours: Sequence[tuple[float, float, tuple[float, float]]]
    theirs: Sequence[tuple[float, float, tuple[float, float]]]


def share_picture(cells: Iterable[Cell]) -> Drawing:
    """Share found within six months by size of rise and number of neighbourhoods; rises that come at once."""
    held = [cell for cell in cells if cell.shape == "step"]
    blocks = []
    for which, words in (("one", "One category rises"), ("all", "All categories rise")):
        rises = sorted({cell.rise for cell in held})
        blocks.append((words, [_by_amount([c for c in held if (c.which, c.rise) == (which, rise)]) for rise in rises]))
    return _panels("Share found within six months, by number of neighbourhoods", blocks, "neighbourhoods")


def _by_amount(cells: Sequence[Cell]) -> _Panel:
    ticks = [(place, str(cell.amount)) for place, cell in enumerate(cells)]
    ours, theirs = (
        [(place, found.share, found.interval()) for place, found in enumerate(each)]
        for each in ([cell.ours for cell in cells], [cell.theirs for cell in cells])
    )
    return _Panel(f"+{cells[0].rise:.0%}", ticks, ours, theirs)


def months_picture(cells: Iterable[Cell]) -> Drawing:
    """Share found by month-end since the rise began; all categories, at once."""
    held = [cell for cell in cells if (cell.which, cell.shape) == ("all", "step") and cell.amount > 1]
    blocks = []
    for amount in sorted({cell.amount for cell in held}):
        panels = [_by_month(cell) for cell in held if cell.amount == amount]
        blocks.append((f"{amount} neighbourhoods, all categories", panels))
    return _panels("Share found, by month-ends since the rise began", blocks, "month-ends")


def _by_month(cell: Cell) -> _Panel:
    months = range(1, MONTHS_TO_FIND + 1)
    ours, theirs = (
        [(month, found.share_by(month), found.interval(month)) for month in months]
        for found in (cell.ours, cell.theirs)
    )
    return _Panel(f"+{cell.rise:.0%}", [(month, str(month)) for month in months], ours, theirs)


def _panels(title: str, blocks: Sequence[tuple[str, Sequence[_Panel]]], x_words: str) -> Drawing:
    parts, top = [text(0, TITLE_PX, title, TITLE_PX, bold=True), _key_of_panels(TITLE_PX + 26)], TITLE_PX + 58
    for words, panels in blocks:
        parts.append(text(0, top, words, bold=True))
        wide = (WIDTH - GAP_PX * len(panels)) / len(panels)
        for place, panel in enumerate(panels):
            parts.append(_panel(panel, GAP_PX + place * (wide + GAP_PX), top + 30, wide - GAP_PX / 2, x_words))
        top += PLOT_PX + 104
    return Drawing(WIDTH, top - 36, "".join(parts))


def _key_of_panels(y: float) -> str:
    begins = width_px(OURS_WORDS, SMALL_PX) + 62
    return (
        _line([(2, y - 4), (26, y - 4)], True) + _dot(14, y - 4, True) + text(34, y, OURS_WORDS, SMALL_PX)
        + _line([(begins, y - 4), (begins + 24, y - 4)], False) + _dot(begins + 12, y - 4, False, OTHER)
        + text(begins + 32, y, f"{RULE_WORDS}, chosen afterwards; bars: 95% limits", SMALL_PX)
    )  # fmt: skip


def _panel(panel: _Panel, left: float, top: float, wide: float, x_words: str) -> str:
    first, last = panel.ticks[0][0], panel.ticks[-1][0]
    x, y = Scale(first, last, left + 14, left + wide - 14), Scale(0, 1, top + PLOT_PX, top)
    parts = [text(left, top - 10, panel.title)]
    for share in (0, 0.5, 1):
        parts.append(f'<path d="M{left:.1f},{y(share):.1f}H{left + wide:.1f}" stroke="{RULE}"/>')
        parts.append(text(left - 4, y(share) + 4, f"{share:.0%}", 12, anchor="end", colour=MUTED))
    parts += [text(x(at), top + PLOT_PX + 18, words, SMALL_PX, anchor="middle") for at, words in panel.ticks]
    parts.append(text(left + wide / 2, top + PLOT_PX + 34, x_words, 12, anchor="middle", colour=MUTED))
    return "".join([*parts, _curve(panel.theirs, x, y, 3, False), _curve(panel.ours, x, y, -3, True)])


def _curve(
    points: Sequence[tuple[float, float, tuple[float, float]]], x: Scale, y: Scale, away: float, is_ours: bool
) -> str:
    """A line with its limits, a little to the side so that two do not hide one another."""
    colour = CRIME if is_ours else OTHER
    bars = "".join(
        f'<path d="M{x(at) + away:.1f},{y(low):.1f}V{y(high):.1f}" stroke="{colour}" stroke-width="1.5"/>'
        for at, _, (low, high) in points
    )
    placed = [(x(at) + away, y(share)) for at, share, _ in points]
    return bars + _line(placed, is_ours) + "".join(_dot(*at, is_ours, colour) for at in placed)


def _line(points: list[tuple[float, float]], is_ours: bool) -> str:
    look = (
        f'stroke="{CRIME}" stroke-width="2.5"'
        if is_ours
        else f'stroke="{OTHER}" stroke-width="2" stroke-dasharray="5 4"'
    )
    return f'<path d="{drawn_path(points)}" fill="none" {look}/>'
