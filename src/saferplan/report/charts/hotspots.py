"""Hot spots of recorded crime by class, with those of every type and how well last year's places told the next quarter's."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from saferplan.base.numerals import listed, one_decimal, percent, plural, whole
from saferplan.base.periods import Month
from saferplan.report.blocks import Drawing, Grid, GridColumn
from saferplan.report.charts.chart import AbsentError, Chart
from saferplan.report.charts.choropleth import MapArea, draw_choropleth
from saferplan.report.charts.class_map import AreaClass, ClassMap
from saferplan.report.charts.geography import geography_of
from saferplan.report.charts.theme import SHADES
from saferplan.report.place import Place

ALL_CRIME = "recorded_crime"
TITLES = {
    "new": "New", "intensifying": "Intensifying", "persistent": "Persistent", "diminishing": "Diminishing",
    "sporadic": "On and off", "former": "Former", "none": "No hot spot",
}  # fmt: skip
HOT_NOW = ("new", "intensifying", "persistent", "diminishing", "sporadic")
FILLS = {
    "new": "url(#cross)", "intensifying": SHADES[4], "persistent": SHADES[3], "diminishing": SHADES[2], "sporadic": SHADES[1],
    "former": SHADES[0], "none": "#ffffff",
}  # fmt: skip
CLASSES = tuple(AreaClass(number, TITLES[name], fill) for number, (name, fill) in enumerate(FILLS.items()))
SHARE = 0.1
PLACES = {"lsoa": "LSOAs", "map_point": "map points"}


@dataclass(frozen=True)
class Hotspots:
    place: Place
    rows: list[dict[str, Any]]
    """Of every indicator and neighbourhood, by name."""
    accuracy: list[dict[str, Any]]
    """Of the chosen way of ranking, at a tenth of the places."""

    @property
    def crime(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["indicator_id"] == ALL_CRIME]

    @property
    def listed(self) -> list[dict[str, Any]]:
        return [row for row in self.crime if row["hotspot_class"] != "none"]

    @property
    def quarter(self) -> str:
        last = Month.of(self.crime[0]["last_month"])
        return f"{last.plus(-2).name} to {last.name}"


def gather(place: Place) -> Hotspots:
    rows = place.rows("""
        SELECT hotspot.*, area.name, ward.name AS ward_name, indicator.title FROM hotspot
        JOIN area ON area.area_type = 'lsoa' AND area.area_code = lsoa21_code
        JOIN indicator USING (indicator_id)
        LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = hotspot.ward_code
        ORDER BY area.name, lsoa21_code""")  # fmt: skip
    if not any(row["indicator_id"] == ALL_CRIME and row["hotspot_class"] for row in rows):
        raise AbsentError(
            "No hot spots are shown: they need two years of whole quarters, the newest among them, and ten neighbourhoods.",
            "Put the monthly files of two years and the lookup of LSOAs into inbox/.",
        )
    accuracy = place.rows(
        """SELECT hotspot_accuracy.*, indicator.title AS indicator_title FROM hotspot_accuracy JOIN indicator USING (indicator_id)
        WHERE is_chosen AND abs(share - ?) < 0.001 ORDER BY indicator_id <> ?, indicator_title, place_type""",
        SHARE, ALL_CRIME,
    )  # fmt: skip
    return Hotspots(place, rows, accuracy)


def draw(found: Hotspots, width: int) -> Drawing:
    geography = geography_of(found.place, "lsoa")
    if geography is None:
        raise AbsentError("No map is drawn: no boundaries of LSOAs were supplied. The table has the figures.")
    numbers = {name: number for number, name in enumerate(FILLS)}
    areas = [MapArea(row["lsoa21_code"], row["name"], float(numbers[row["hotspot_class"]])) for row in found.crime]
    return draw_choropleth(ClassMap(geography, areas, "Recorded crime, by quarters", CLASSES), width)


def title(found: Hotspots) -> str:
    return f"Hot spots of recorded crime by LSOA, {found.quarter}"


def lead(_: Hotspots) -> str:
    return (
        "A hot spot is a neighbourhood with more recorded than the mean which, with its neighbours, has more than chance would "
        "give if the same counts were dealt out to all. It is new if that began within a year, persistent if it was so in nine "
        "tenths of the quarters, and of these intensifying or diminishing if it stands out more and more, or less and less; on and "
        "off if in fewer. Counts are of what was recorded, not of risk: more is recorded where more people go."
    )


def alt(found: Hotspots) -> str:
    now = [row for row in found.crime if row["hotspot_class"] in HOT_NOW]
    words = f": {_by_class(now)}" if now else ""
    return (
        f"Map of {plural(len(found.crime), 'LSOA')} in {found.place.area_name}. {plural(len(now), 'hot spot')} of recorded "
        f"crime in {found.quarter}{words}. The tables below name them, and the hot spots of each type."
    )


def caption(found: Hotspots) -> str:
    text = f"{plural(len(found.crime), 'LSOA')}, by counts of {plural(found.crime[0]['quarters'], 'quarter')}."
    text += " The edge of a class is one quarter more or less. A place that is busy among quiet ones need not be a hot spot."
    return f"{text} Where police find crime by looking for it, a hot spot is also where they looked."


def grids(found: Hotspots) -> list[Grid]:
    return [grid for grid in (_named(found), _types(found), _accuracy(found)) if grid.rows]


def _named(found: Hotspots) -> Grid:
    columns = (
        GridColumn("LSOA", weight=2), GridColumn("Ward", weight=2), GridColumn("Class"), GridColumn("Since"),
        GridColumn("Hot quarters", numeric=True), GridColumn("Recorded in the newest", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (row["name"], row["ward_name"] or "not known", TITLES[row["hotspot_class"]], _since(row),
         f"{row['hot_quarters']} of {row['quarters']}", whole(row["count"]))
        for row in found.listed
    )  # fmt: skip
    return Grid("hotspots-crime", f"Hot spots of recorded crime, {found.quarter}, in alphabetical order", columns, rows)


def _since(row: dict[str, Any]) -> str:
    """A run that reaches back to the first quarter may be older than the files."""
    if row["since"] is None:
        return "not now"
    name = Month.of(row["since"]).name
    return f"{name} or before" if row["since"] == row["first_month"] else name


def _types(found: Hotspots) -> Grid:
    columns = (
        GridColumn("Type", weight=2), GridColumn("Hot spots", numeric=True), GridColumn("Of which", weight=2),
        GridColumn("Busiest LSOA", weight=2), GridColumn("Of all", numeric=True, weight=2),
    )  # fmt: skip
    kinds: dict[str, list[dict[str, Any]]] = {}
    for row in found.rows:
        kinds.setdefault(row["title"], []).append(row)
    rows = tuple(_type_cells(name, rows) for name, rows in sorted(kinds.items()) if rows[0]["count"] is not None)
    return Grid("hotspots-types", f"Hot spots by type, {found.quarter}", columns, rows, folded=True)


def _type_cells(name: str, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    busiest = max(rows, key=lambda row: row["count"])
    of_all = f"{whole(busiest['count'])} of {whole(busiest['places_count'])}"
    if rows[0]["missing_reason"]:
        return (name, "not judged", "too few, or for too short a time", busiest["name"], of_all)
    now = [row for row in rows if row["hotspot_class"] in HOT_NOW]
    return (name, whole(len(now)), _by_class(now) if now else "none", busiest["name"], of_all)


def _by_class(rows: list[dict[str, Any]]) -> str:
    counted = Counter(row["hotspot_class"] for row in rows)
    return listed([f"{counted[name]} {TITLES[name].lower()}" for name in HOT_NOW if counted[name]])


def _accuracy(found: Hotspots) -> Grid:
    columns = (
        GridColumn("Type", weight=2), GridColumn("Places", weight=1), GridColumn("Ranked by", weight=3),
        GridColumn("Share of the next quarter's in a tenth of them", numeric=True, weight=2),
        GridColumn("Times chance", numeric=True, weight=2),
    )  # fmt: skip
    rows = tuple(
        (row["indicator_title"], PLACES[row["place_type"]], row["title"],
         f"{percent(row['recall'], 0)} ({percent(row['recall_lower'], 0)} to {percent(row['recall_upper'], 0)})",
         f"{one_decimal(row['pai'])} ({one_decimal(row['pai_lower'])} to {one_decimal(row['pai_upper'])})")
        for row in found.accuracy
    )  # fmt: skip
    words = "How well the places of the last year told those of the next quarter (by figures as revised since)"
    return Grid("hotspots-accuracy", words, columns, rows, folded=True)


HOTSPOTS = Chart(
    "hotspots", 405, "Hot spots", gather, title, lead, draw, alt, caption, grids, tones=SHADES, is_public=False
)
