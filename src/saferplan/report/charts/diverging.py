"""Parts of a net change as bars to either side of nought, the largest rise first and the largest fall last."""

from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.axes import Scale
from saferplan.report.charts.chart import AbsentError
from saferplan.report.charts.lettering import LINE_PX, folded, paragraph, text, width_px
from saferplan.report.charts.theme import CRIME, CRIME_BAR, INK, MUTED, NARROW_UNDER, RULE
from saferplan.report.place import Place

ELSEWHERE = "(elsewhere)"
NOT_GIVEN = "no change given: recording changed"
BAR_PX, NAMES_PX, HEAD_PX = 18, 230, 34
RISE, FALL = CRIME, CRIME_BAR
BAR_TONES = (RISE, FALL, "#ffffff")


@dataclass(frozen=True)
class DriverWords:
    """Which parts, and what they are called."""

    part_type: str
    singular: str
    heading: str


@dataclass(frozen=True)
class Drivers:
    place: Place
    words: DriverWords
    rows: list[dict[str, Any]]
    whole_count: int
    whole_before: int

    @property
    def net(self) -> int:
        return self.whole_count - self.whole_before

    @property
    def known(self) -> list[dict[str, Any]]:
        """The parts whose change may be given: those that no break in recording refuses."""
        return [row for row in self.rows if row["net"] is not None]

    @property
    def period(self) -> str:
        return f"{self.rows[0]['period']} against {self.rows[0]['period_before']}"

    @property
    def headline(self) -> str:
        return f"Net change {signed(self.net)}: {whole(self.whole_count)} against {whole(self.whole_before)}"


def signed(number: int) -> str:
    """A number of people's reading: "+120", "−8", "0"."""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{whole(abs(number))}"


def gather_drivers(place: Place, words: DriverWords) -> Drivers:
    if place.latest_financial_year is None:
        raise AbsentError("No financial year was wholly supplied, so no change can be taken apart.")
    rows = place.rows(_SQL, place.area_code, words.part_type, place.latest_financial_year)
    counts = place.rows(_WHOLE_SQL, place.area_code, place.latest_financial_year)
    is_broken = bool(counts) and counts[0]["missing_reason"] == "series_break"
    if is_broken or (rows and all(row["net"] is None for row in rows)):
        raise AbsentError("How crime is recorded changed between the two years, so no change is taken apart.",
                          "Build again when two whole years after the change in recording are supplied.")  # fmt: skip
    if not rows or not counts or counts[0]["count"] is None or counts[0]["count_before"] is None:
        reason = f"The change of recorded crime cannot be taken apart by {words.singular} in this edition."
        raise AbsentError(reason, "It needs two financial years supplied whole" + (
            ", and the boundaries of the wards." if words.part_type == "ward" else "."))  # fmt: skip
    return Drivers(place, words, rows, counts[0]["count"], counts[0]["count_before"])


_SQL = """
SELECT contribution.*, coalesce(area.name, contribution.part) AS name
FROM contribution
LEFT JOIN area ON contribution.part_type = 'ward' AND area.area_type = 'ward' AND area.area_code = contribution.part
WHERE indicator_id = 'recorded_crime' AND contribution.area_code = ? AND contribution.part_type = ? AND period = ?
ORDER BY net DESC NULLS LAST, name, part
"""
_WHOLE_SQL = """
SELECT count, count_before, missing_reason FROM change WHERE indicator_id = 'recorded_crime' AND area_type = 'csp' AND area_code = ?
    AND period = ? AND period_type = 'financial_year' AND years = 1
"""


def _name(row: dict[str, Any]) -> str:
    return "In no ward, or not known" if row["part"] == ELSEWHERE else str(row["name"])


def draw_drivers(found: Drivers, width: int) -> Drawing:
    is_narrow = width < NARROW_UNDER
    names_px = 0 if is_narrow else NAMES_PX
    head = folded(found.headline, width - 4, 16, bold=True)
    y = 2.0 + HEAD_PX + LINE_PX * (len(head) - 1)
    x = _scale(found, 2 + names_px, width - 4)
    parts = [paragraph(2, 16, head, 16, bold=True)]
    for row in found.rows:
        lines = folded(_name(row), width - 4 if is_narrow else names_px - 14)
        drawn, y = _row(row, lines, x, y, is_narrow)
        parts.append(drawn)
    return Drawing(width, round(y + 4), "".join(parts))


def _scale(found: Drivers, left: float, right: float) -> Scale:
    """Nought lies where both sides have the same scale and room for their labels."""
    nets = [row["net"] for row in found.rows if row["net"] is not None]
    falls = [signed(net) for net in nets if net < 0]
    rises = [signed(net) for net in nets if net >= 0]
    room = [max((width_px(words, bold=True) + 10 for words in side), default=4) for side in (falls, rises)]
    low, high = min(0, *nets), max(0, *nets)
    return Scale(low, high if high > low else low + 1, left + room[0], right - room[1])


def _row(row: dict[str, Any], lines: list[str], x: Scale, y: float, is_narrow: bool) -> tuple[str, float]:
    """A part's name, bar and signed number, and where the next one begins."""
    if is_narrow:
        bar_top, bottom = y + LINE_PX * len(lines), y + LINE_PX * len(lines) + BAR_PX + 8
        name = paragraph(2, y + 13, lines)
    else:
        room = max(BAR_PX + 6, LINE_PX * len(lines) + 6)
        bar_top, bottom = y + (room - BAR_PX) / 2, y + room
        name = paragraph(2, y + (room - LINE_PX * len(lines)) / 2 + 13, lines)
    rule = "" if is_narrow else f'<path d="M2,{bottom:.1f}H{x.high_px:.1f}" stroke="{RULE}" stroke-width="0.7"/>'
    if row["net"] is None:
        left = 2 if is_narrow else 2 + NAMES_PX
        return rule + name + text(left, bar_top + BAR_PX - 4, NOT_GIVEN, colour=MUTED), bottom
    start, end = sorted((x(0), x(row["net"])))
    fill = RISE if row["net"] > 0 else FALL
    bar = f'<rect x="{start:.1f}" y="{bar_top + 1:.1f}" width="{max(end - start, 0):.1f}" height="{BAR_PX - 2}" fill="{fill}"/>'
    is_fall = row["net"] < 0
    at, anchor = (start - 6, "end") if is_fall else (end + 6, "start")
    label = text(
        at, bar_top + BAR_PX - 4, signed(row["net"]), anchor=anchor, bold=True, colour=MUTED if is_fall else CRIME
    )
    zero = f'<path d="M{x(0):.1f},{bar_top:.1f}v{BAR_PX}" stroke="{INK}" stroke-width="1.5"/>'
    return rule + name + bar + zero + label, bottom


def title_of(found: Drivers) -> str:
    return f"What each {found.words.singular} adds to the change of recorded crime, {found.period}"


def lead_of(found: Drivers) -> str:
    return (
        f"Counted from police.uk. The parts sum to the whole's net change. They show what moved, not why: "
        f"a {found.words.singular}'s own move "
        "may be no more than chance."
    )


def alt_of(found: Drivers) -> str:
    rises = [row for row in found.known if row["net"] > 0][:3]
    falls = [row for row in reversed(found.known) if row["net"] < 0][:3]
    said = [f"Recorded crime, {found.period}: {found.headline[:1].lower()}{found.headline[1:]}."]
    for lead, rows in (("Largest rises", rises), ("Largest falls", falls)):
        if rows:
            named = [f"{_name(row)} {signed(row['net'])}" for row in rows]
            said.append(f"{lead}: {', '.join(named)}.")
    return " ".join(said)


def caption_of(found: Drivers) -> str:
    text = f"Dark bars to the right are rises, light bars to the left are falls.{_gone_words(found)}"
    breaks = found.place.rows(_BREAKS_SQL, found.place.area_code, found.place.latest_financial_year)
    notes = " ".join(
        row["wording"] + (" This is suspected, not cited." if row["status"] == "suspected" else "") for row in breaks
    )
    return f"{text} Recording changed between these years: {notes}" if notes else text


def _gone_words(found: Drivers) -> str:
    gone = sorted(_name(row) for row in found.rows if row["net"] is None)
    return f" No bar is drawn where a part's recording changed between: {', '.join(gone)}." if gone else ""


_BREAKS_SQL = """
SELECT wording, series_break.status FROM series_break
JOIN change ON list_contains(string_split(change.break_ids, ' '), series_break.break_id)
WHERE change.indicator_id = 'recorded_crime' AND change.area_type = 'csp' AND change.area_code = ? AND change.period = ?
    AND change.period_type = 'financial_year' AND change.years = 1
ORDER BY from_month, break_id
"""


def _net_words(row: dict[str, Any]) -> str:
    return "not given" if row["net"] is None else signed(row["net"])


def grids_of(found: Drivers) -> list[Grid]:
    year, before = found.rows[0]["period"], found.rows[0]["period_before"]
    columns = (
        GridColumn(found.words.heading, weight=3), GridColumn(before, numeric=True), GridColumn(year, numeric=True),
        GridColumn("Change", numeric=True),
    )  # fmt: skip
    rows = sorted(found.rows, key=lambda row: (row["part"] == ELSEWHERE, _name(row), row["part"]))
    cells = tuple((_name(row), whole(row["count_before"]), whole(row["count"]), _net_words(row)) for row in rows)
    total = ("All recorded crime", whole(found.whole_before), whole(found.whole_count), signed(found.net))
    caption = f"Recorded crime by {found.words.singular}, {found.period}, in alphabetical order"
    return [
        Grid(
            f"drivers-{found.words.part_type}-table",
            caption,
            columns,
            (*cells, total),
            marked_row=total[0],
            folded=True,
        )
    ]
