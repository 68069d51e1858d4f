"""Where a signal lies: its neighbourhoods by how many more, or fewer, than usual; of others nothing is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from saferplan.base.numerals import listed, plural
from saferplan.report.blocks import Figure, Notice
from saferplan.report.charts.choropleth import MapArea, class_breaks, draw_choropleth
from saferplan.report.charts.class_map import AreaClass, ClassMap
from saferplan.report.charts.geography import Geography, geography_of
from saferplan.report.charts.theme import SHADES
from saferplan.report.place import Place
from saferplan.report.signals.reading import Signal

WIDE, NARROW = 700, 300
CLASSES = 4
MOST_NAMED = 3
OUTSIDE = "#ffffff"
NOT_PART = "Not part of this signal"
IN_IT = (AreaClass(1, "In the signal", SHADES[-1]), AreaClass(0, NOT_PART, OUTSIDE))


@dataclass(frozen=True)
class SignalMap:
    """Areas whose value is how far they are from usual, on the signal's side above nought; None of those outside it."""

    geography: Geography
    areas: list[MapArea]
    is_fall: bool

    @property
    def legend_title(self) -> str:
        return f"{'Fewer' if self.is_fall else 'More'} than usual"

    @cached_property
    def classes(self) -> list[tuple[float, float]]:
        """The least and the most of each class that an area is in, the smallest first; none below one."""
        values = sorted(area.value for area in self.areas if area.value is not None and area.value >= 1)
        edges = [0.0, *class_breaks(values, lambda value: float(round(value)), CLASSES), float("inf")]
        held = [[v for v in values if low <= v < high] for low, high in pairwise(edges)]
        return [(each[0], each[-1]) for each in held if each]

    def fill(self, area: MapArea) -> str:
        if area.value is None:
            return OUTSIDE
        place = next((n for n, (low, high) in enumerate(self.classes) if low <= area.value <= high), None)
        return SHADES[0] if place is None else self._shade(place)

    def words(self, area: MapArea) -> str:
        return NOT_PART.lower() if area.value is None else f"{self._said(area.value)} than usual"

    @property
    def entries(self) -> list[tuple[str, str]]:
        values = [area.value for area in self.areas]
        own = [value for value in values if value is not None]
        rows = [
            (self._shade(place), self._range(low, high), sum(low <= value <= high for value in own))
            for place, (low, high) in enumerate(self.classes)
        ]  # fmt: skip
        rows += [(SHADES[0], f"As many as usual, or {self._other}", sum(value < 1 for value in own))]
        rows += [(OUTSIDE, NOT_PART, values.count(None))]
        return [(fill, f"{words} ({plural(number, 'area')})") for fill, words, number in rows if number]

    @property
    def _side(self) -> str:
        return "fewer" if self.is_fall else "more"

    @property
    def _other(self) -> str:
        return "more" if self.is_fall else "fewer"

    def _said(self, value: float) -> str:
        return f"{abs(value):,.0f} {self._side if value >= 0 else self._other}"

    def _range(self, low: float, high: float) -> str:
        return f"{low:,.0f} {self._side}" if low == high else f"{low:,.0f} to {high:,.0f} {self._side}"

    def _shade(self, place: int) -> str:
        """From light to the darkest, which the last class has; the lightest is left to what is not beyond usual."""
        last, steps = len(SHADES) - 1, len(self.classes) - 1
        return SHADES[1 + round(place * (last - 1) / steps) if steps else last]


def signal_map(place: Place, signal: Signal) -> Figure | Notice:
    """The map of a signal: of partners' events without the part of each neighbourhood."""
    geography = geography_of(place, "lsoa")
    if geography is None:
        return Notice(f"signal-map-{signal.id}", "No map is drawn: no boundaries of LSOAs were supplied.")
    rows = place.rows("SELECT area_code, name FROM area WHERE area_type = 'lsoa'")
    names = {row["area_code"]: row["name"] for row in rows}
    return (_of_places if signal.is_of_partner else _of_parts)(geography, names, signal)


def _of_parts(geography: Geography, names: Mapping[str, str], signal: Signal) -> Figure:
    beyond = {row["lsoa21_code"]: float(round(row["excess"])) for row in signal.places}
    areas = [MapArea(code, names.get(code, code), beyond.get(code)) for code in geography.shapes]
    shaded = SignalMap(geography, areas, signal.row["direction"] == "fall")
    largest = [
        code for code in sorted(beyond, key=lambda code: (-beyond[code], code))[:MOST_NAMED] if beyond[code] >= 1
    ]
    side = "fewer" if shaded.is_fall else "more"
    most = listed([f"{names.get(code, code)} ({beyond[code]:,.0f} {side})" for code in largest])
    outside = "White neighbourhoods are not part of the signal: nothing is said of them. "
    caption = ("" if len(beyond) == len(areas) else outside) + "Map points are approximate."
    return _figure(signal, shaded, f": {side} than usual", f"Most lies in {most}." if most else "", caption)


def _of_places(geography: Geography, names: Mapping[str, str], signal: Signal) -> Figure:
    """Where a signal of partners' events is: the part of each neighbourhood is not given."""
    within = {row["lsoa21_code"] for row in signal.places}
    areas = [MapArea(code, names.get(code, code), int(code in within)) for code in geography.shapes]
    return _figure(
        signal, ClassMap(geography, areas, "Neighbourhoods", IN_IT), "", _named(names, within),
        "Neighbourhoods of the signal are dark. How much lies in each is not given: it may be a few people.",
    )  # fmt: skip


def _named(names: Mapping[str, str], within: Iterable[str]) -> str:
    return f"It is in {listed(sorted(names.get(code, code) for code in within))}."


def _figure(signal: Signal, shaded: SignalMap | ClassMap, what: str, said: str, caption: str) -> Figure:
    alt = (
        f"Map of {plural(len(shaded.areas), 'neighbourhood')}. The signal takes in {len(signal.places)}. {said}".strip()
    )
    title = f"{signal.row['category']} {signal.row['place']}{what}"
    return Figure(
        f"signal-map-{signal.id}", title, alt, caption, draw_choropleth(shaded, WIDE), draw_choropleth(shaded, NARROW)
    )
