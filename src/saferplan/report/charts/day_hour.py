"""Day by hour: when the events of an extract happened, ranges spread over their hours; and how well that is known."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from saferplan.base.numerals import one_decimal, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn, Number
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.event_subject import ALL, UNITS, months_words, rows_of, share, type_words
from saferplan.report.charts.lettering import text, width_px
from saferplan.report.charts.theme import INK, NARROW_UNDER, RULE, SHADES
from saferplan.report.place import Place

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LACKING = "No file tells the day and the time of day of events."
WAY_OUT = "A force's extract does: see docs/how-to/events.md."
ROW_PX, HEAD_PX = 26, 24


@dataclass(frozen=True)
class DayHour:
    place: Place
    timing: list[dict[str, Any]]
    """Rows of `event_timing`: all of the unit first, then its types."""
    cells: dict[tuple[int, int], float | None]
    """Events by weekday (1 is Monday) and first hour; None under the minimum."""

    @property
    def whole(self) -> dict[str, Any]:
        return self.timing[0]

    @property
    def unit(self) -> str:
        return UNITS[self.whole["unit"]]

    @property
    def hours(self) -> int:
        return int(self.whole["block_hours"] or 0)

    @property
    def steps(self) -> list[float]:
        """Upper ends of the shades but the last."""
        most = max((value for value in self.cells.values() if value is not None), default=0.0)
        step = ceil(most / len(SHADES)) or 1
        return [float(step * place) for place in range(1, len(SHADES))]


def gather(place: Place) -> DayHour:
    rows = rows_of(place, "event_timing", LACKING, WAY_OUT)
    unit = "offence" if any(row["unit"] == "offence" for row in rows) else rows[0]["unit"]
    own = sorted(
        (row for row in rows if row["unit"] == unit), key=lambda row: (row["category"] != ALL, row["category"])
    )
    cells = place.rows("SELECT weekday, from_hour, weight FROM event_hour WHERE area_code = ? AND mapping = ? AND unit = ? "
                       "AND category = ? ORDER BY ALL", place.area_code, own[0]["mapping"], unit, ALL)  # fmt: skip
    return DayHour(place, own, {(row["weekday"], row["from_hour"]): row["weight"] for row in cells})


def draw(found: DayHour, width: int) -> Drawing:
    if not found.cells:
        raise AbsentError(f"Too few {found.unit} have a time of day for the hours of a week.")
    is_narrow = width < NARROW_UNDER
    starts = list(range(0, 24, found.hours))
    across, down = (WEEKDAYS, starts) if is_narrow else (starts, WEEKDAYS)
    left = 48 if is_narrow else 92
    step = (width - left - 4) / len(across)
    parts = [_heads(across, left, step), _names(down)]
    for row in range(len(down)):
        for column in range(len(across)):
            weekday, hour = (column + 1, starts[row]) if is_narrow else (row + 1, starts[column])
            parts.append(
                _cell(found, found.cells.get((weekday, hour)), left + column * step, HEAD_PX + row * ROW_PX, step)
            )
    top = HEAD_PX + len(down) * ROW_PX + 14
    key, bottom = _key(found, top, width)
    return Drawing(width, round(bottom), "".join([*parts, key]))


def _heads(across: Any, left: float, step: float) -> str:
    """Weekdays by letters, or every hour that has room."""
    every = 1 if isinstance(across[0], str) or step > 30 else 3
    return "".join(
        text(left + (place + 0.5) * step, HEAD_PX - 8, each[:3] if isinstance(each, str) else f"{each:02d}", anchor="middle")
        for place, each in enumerate(across) if not place % every
    )  # fmt: skip


def _names(down: Any) -> str:
    return "".join(
        text(0, HEAD_PX + (place + 0.5) * ROW_PX + 5, each if isinstance(each, str) else f"{each:02d}:00")
        for place, each in enumerate(down)
    )


def _cell(found: DayHour, value: float | None, x: float, y: float, step: float) -> str:
    box = f'x="{x + 1:.1f}" y="{y + 1}" width="{step - 2:.1f}" height="{ROW_PX - 2}"'
    if value is None:
        cross = f'<path d="M{x + 1:.1f},{y + ROW_PX - 1}l{step - 2:.1f},{2 - ROW_PX}" stroke="{INK}"/>'
        return f'<rect {box} fill="#ffffff" stroke="{RULE}"/>{cross}'
    return f'<rect {box} fill="{SHADES[sum(value > end for end in found.steps)]}"/>'


def _key(found: DayHour, top: float, width: int) -> tuple[str, float]:
    """A box for each shade with its numbers, and one for cells that give none."""
    ends = [0.0, *found.steps, found.steps[-1] * len(SHADES) / (len(SHADES) - 1)]
    spans = [f"{whole(low)} to {whole(high)}" for low, high in pairwise(ends)]
    entries = list(zip(SHADES, spans, strict=True))
    if None in found.cells.values():
        entries.append(("", f"fewer than {found.whole['suppress_below']}"))
    x, parts = 0.0, []
    for shade, words in entries:
        room = 28 + width_px(words) + 14
        if x and x + room > width:
            x, top = 0.0, top + 24
        box = f'x="{x + 1:.1f}" y="{top}" width="20" height="16"'
        parts.append(f'<rect {box} fill="{shade or "#ffffff"}" stroke="{RULE}"/>')
        if not shade:
            parts.append(f'<path d="M{x + 1:.1f},{top + 16}l20,-16" stroke="{INK}"/>')
        parts.append(text(x + 28, top + 13, words))
        x += room
    return "".join(parts), top + 24


def title(found: DayHour) -> str:
    return f"When {found.unit} happened in {found.place.area_name}, {months_words(found.whole)}"


def lead(found: DayHour) -> str:
    row = found.whole
    known = row["events"] - row["no_time"]
    return (
        f"From the extract of {row['supplier']}, not for publication: {whole(known)} of {whole(row['events'])} {found.unit} have a "
        "time of day. One that happened some time within a range is spread evenly over the hours of the range."
    )


def alt(found: DayHour) -> str:
    known = [(value, place) for place, value in found.cells.items() if value is not None]
    if not known:
        row = found.whole
        without = share(row["no_time"], row["events"])
        return f"No table of hours: of {whole(row['events'])} {found.unit} {without} have no time of day."
    (most, at), (least, other) = max(known), min(known)
    return (
        f"Most {found.unit} on {WEEKDAYS[at[0] - 1]} from {at[1]:02d}:00, {one_decimal(most)}; fewest that are shown on "
        f"{WEEKDAYS[other[0] - 1]} from {other[1]:02d}:00, {one_decimal(least)}. "
        f"{share(found.whole['no_time'], found.whole['events'])} have no time of day."
    )


def caption(found: DayHour) -> str:
    row = found.whole
    midnight, noon = (share(row[name], row["events"]) for name in ("at_midnight", "at_noon"))
    return (
        f"{share(row['no_time'], row['events'])} of {found.unit} have no time of day and are in no cell. {midnight} are at "
        f"midnight and {noon} at noon to the minute, which forms fill in where the time is not known. Cells under "
        f"{row['suppress_below']} give no figure."
    )


def grids(found: DayHour) -> list[Grid]:
    return [*([_hours_grid(found)] if found.cells else []), _known_grid(found), _reported_grid(found)]


def _hours_grid(found: DayHour) -> Grid:
    columns = (GridColumn("From", weight=1), *(GridColumn(name, numeric=True) for name in WEEKDAYS))
    rows = tuple(
        (
            f"{hour:02d}:00",
            *(_number(found.cells.get((day, hour)), found.whole["suppress_below"]) for day in range(1, 8)),
        )
        for hour in range(0, 24, found.hours)
    )
    span = "hour" if found.hours == 1 else f"{found.hours} hours"
    caption = f"{found.unit.capitalize()} by day and {span}, {months_words(found.whole)}"
    return Grid("day-hour-table", caption, columns, rows, folded=True)


def _number(value: float | None, below: int) -> str:
    return f"fewer than {below}" if value is None else Number(one_decimal(value), value, "rate")


def _known_grid(found: DayHour) -> Grid:
    columns = (
        GridColumn("Type", weight=3), GridColumn("Events", numeric=True), GridColumn("No time", numeric=True),
        GridColumn("At midnight", numeric=True), GridColumn("At noon", numeric=True),
        GridColumn("With a time, within more than a day", numeric=True), GridColumn("On bank holidays", numeric=True),
        GridColumn("Expected there by chance", weight=2),
    )  # fmt: skip
    shares = ("no_time", "at_midnight", "at_noon")
    rows = tuple(
        (type_words(row), whole(row["events"]), *(share(row[name], row["events"]) for name in shares),
         whole(row["over_a_day"]), "–" if row["on_holidays"] is None else whole(row["on_holidays"]), _expected(row))
        for row in found.timing
    )  # fmt: skip
    return Grid("times-known-table", "How well the time is known, and bank holidays", columns, rows, folded=True)


def _expected(row: dict[str, Any]) -> str:
    if row["holidays_lower"] is None:
        return "not known"
    return f"{whole(round(row['holidays_lower']))} to {whole(round(row['holidays_upper']))}"


def _reported_grid(found: DayHour) -> Grid:
    names = {
        "same_day": "On the day",
        "within_week": "Within a week",
        "after_month": "After 30 days",
        "other_month": "In another month",
    }
    columns = (GridColumn("Type", weight=3), GridColumn("Both days known", numeric=True),
               *(GridColumn(words, numeric=True) for words in names.values()))  # fmt: skip
    rows = tuple(
        (type_words(row), whole(row["reported_known"]), *(share(row[name], row["reported_known"]) for name in names))
        for row in found.timing
    )
    return Grid("reported-table", "When it was reported, after the day it happened", columns, rows, folded=True)


DAY_HOUR = Chart("day-hour", 130, "Days and hours", gather, title, lead, draw, alt, caption, grids, tones=SHADES)
