"""Near repeats: for each type, pairs of events by distance and days beside what chance makes; and repeat victims and places."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saferplan.base.numerals import one_decimal, whole
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.event_subject import UNITS, months_words, rows_of, share, type_words
from saferplan.report.charts.lettering import text
from saferplan.report.charts.theme import CRIME, INK, NARROW_UNDER, RULE, TITLE_PX
from saferplan.report.place import Place

LACKING = (
    "No file tells which victims or places come up again, or the exact place and day of enough crimes of one type."
)
WAY_OUT = "An extract with keyed hashes or real grid references does: see docs/how-to/events.md."
NAMES_PX, ROW_PX, HEAD_PX, GAP_PX = 118, 30, 52, 26
FEWEST_EXPECTED = 1.0
"""Pairs expected by chance under which no ratio is shown."""


@dataclass(frozen=True)
class Repeats:
    place: Place
    pairs: dict[str, list[dict[str, Any]]]
    """Rows of `near_repeat` by type."""
    keys: list[dict[str, Any]]
    """Rows of `event_repeat`."""

    @property
    def cells(self) -> list[dict[str, Any]]:
        return [row for rows in self.pairs.values() for row in rows]

    @property
    def first(self) -> dict[str, Any]:
        return (self.cells or self.keys)[0]


def gather(place: Place) -> Repeats:
    pairs, keys = (_rows(place, table) for table in ("near_repeat", "event_repeat"))
    if not pairs and not keys:
        raise AbsentError(LACKING, WAY_OUT)
    by_type = {name: list(rows) for name, rows in groupby(pairs, key=lambda row: str(row["category"]))}
    return Repeats(place, by_type, [row for row in keys if row["keys"]])


def _rows(place: Place, table: str) -> list[dict[str, Any]]:
    try:
        return rows_of(place, table, LACKING, WAY_OUT)
    except AbsentError:
        if place.is_public:
            raise
        return []


def draw(found: Repeats, width: int) -> Drawing:
    if not found.pairs:
        raise AbsentError("No type has enough events with an exact place for near repeats.")
    is_narrow = width < NARROW_UNDER
    columns = 1 if is_narrow else 2
    room = (width - GAP_PX * (columns - 1)) / columns
    parts, tops = [], [0.0] * columns
    for place, (name, rows) in enumerate(found.pairs.items()):
        at = place % columns
        drawn, bottom = _matrix(name, rows, at * (room + GAP_PX), tops[at], room)
        parts.append(drawn)
        tops[at] = bottom + GAP_PX
    return Drawing(width, round(max(tops)), "".join(parts))


def _matrix(name: str, rows: list[dict[str, Any]], left: float, top: float, width: float) -> tuple[str, float]:
    """One type: distances down, days across; the number is how many times what chance makes."""
    distances = sorted({row["metres_to"] for row in rows})
    days = sorted({row["days_to"] for row in rows})
    step = (width - NAMES_PX) / len(days)
    parts = [text(left, top + 16, name, TITLE_PX, bold=True), text(left, top + HEAD_PX - 10, "Days apart", 13)]
    cells = {(row["metres_to"], row["days_to"]): row for row in rows}
    for at, day in enumerate(days):
        words = _days(cells[distances[0], day]).removesuffix(" days")
        parts.append(text(left + NAMES_PX + (at + 0.5) * step, top + HEAD_PX - 10, words, 13, anchor="middle"))
    for down, metres in enumerate(distances):
        y = top + HEAD_PX + down * ROW_PX
        parts.append(text(left, y + 19, _metres(cells[metres, days[0]])))
        parts += [_cell(cells[metres, day], left + NAMES_PX + at * step, y, step) for at, day in enumerate(days)]
    return "".join(parts), top + HEAD_PX + len(distances) * ROW_PX


def _cell(row: dict[str, Any], x: float, y: float, step: float) -> str:
    fill, ink = (CRIME, "#ffffff") if row["is_more"] else ("#ffffff", INK)
    box = f'<rect x="{x + 1:.1f}" y="{y + 1}" width="{step - 2:.1f}" height="{ROW_PX - 2}" fill="{fill}" stroke="{RULE}"/>'
    return box + text(x + step / 2, y + 20, _ratio(row), anchor="middle", bold=row["is_more"], colour=ink)


def _ratio(row: dict[str, Any]) -> str:
    return "–" if row["expected"] < FEWEST_EXPECTED else f"× {one_decimal(row['observed'] / row['expected'])}"


def _days(row: dict[str, Any]) -> str:
    return f"{row['days_from']}–{row['days_to']} days"


def _metres(row: dict[str, Any]) -> str:
    if not row["metres_from"]:
        return "Same place"
    return f"{'1' if row['metres_from'] == 1 else whole(row['metres_from'])}–{whole(row['metres_to'])} m"


def title(found: Repeats) -> str:
    return f"Near repeats in {found.place.area_name}, {months_words(found.first)}"


def lead(found: Repeats) -> str:
    return (
        "How many times as many pairs of events lie so near each other in place and time as chance makes. Dark cells are more than "
        "chance, all cells of a type tested together; the others are not told apart from chance."
    )


def alt(found: Repeats) -> str:
    more = [row for row in found.cells if row["is_more"]]
    if not more:
        return f"None of {len(found.cells)} cells has more pairs than chance makes."
    told = [
        f"{row['category']}, {_metres(row)}, {_days(row)}: {whole(row['observed'])} pairs, {one_decimal(row['expected'])} by chance"
        for row in more[:6]
    ]
    return f"{len(more)} of {len(found.cells)} cells have more pairs than chance makes. {'; '.join(told)}."


def caption(found: Repeats) -> str:
    return (
        f"From the extract of {found.first['supplier']}, not for publication. A dash where chance makes less than one pair. A "
        "pattern, not a forecast: it says nothing of any one place."
    )


def grids(found: Repeats) -> list[Grid]:
    made = [_pairs_grid(found)] if found.pairs else []
    return made + ([_keys_grid(found)] if found.keys else [])


def _pairs_grid(found: Repeats) -> Grid:
    columns = (
        GridColumn("Type", weight=3), GridColumn("Distance", weight=2), GridColumn("Apart", weight=2),
        GridColumn("Pairs", numeric=True), GridColumn("By chance", numeric=True), GridColumn("p", numeric=True),
        GridColumn("What may be said", weight=2),
    )  # fmt: skip
    rows = tuple(
        (row["category"], _metres(row), _days(row), whole(row["observed"]), one_decimal(row["expected"]), f"{row['p']:.3f}",
         "more than chance" if row["is_more"] else "not told apart")
        for row in found.cells
    )  # fmt: skip
    words = f"Pairs of events beside what chance makes. {_numbered(found)} cells have more"
    return Grid("near-repeat-table", words, columns, rows, folded=True)


def _numbered(found: Repeats) -> str:
    return f"{sum(row['is_more'] for row in found.cells)} of {len(found.cells)}"


def _keys_grid(found: Repeats) -> Grid:
    columns = (
        GridColumn("Whose key", weight=1), GridColumn("Type", weight=3), GridColumn("Keys", numeric=True),
        GridColumn("On more than one day", numeric=True), GridColumn("Their share of occasions", numeric=True),
        GridColumn("Again within 3 months", numeric=True), GridColumn("6 months", numeric=True),
        GridColumn("12 months", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (row["key_type"].capitalize(), type_words(row), whole(row["keys"]), _part(row, "repeated_keys", "keys"),
         _part(row, "occasions_of_repeated", "occasions"), *(_followed(row, months) for months in (3, 6, 12)))
        for row in found.keys
    )  # fmt: skip
    return Grid(
        "repeat-keys-table",
        f"Repeat victims and places of {UNITS['offence']} and incidents",
        columns,
        rows,
        folded=True,
    )


def _part(row: dict[str, Any], part: str, of: str) -> str:
    return f"fewer than {row['suppress_below']}" if row[part] is None else share(row[part], row[of])


def _followed(row: dict[str, Any], months: int) -> str:
    return _part(row, f"followed_{months}", f"judged_{months}") if row[f"judged_{months}"] else "not known"


NEAR_REPEAT = Chart("near-repeat", 420, "Repeats and near repeats", gather, title, lead, draw, alt, caption, grids,
                    tones=(CRIME, "#ffffff"))  # fmt: skip
