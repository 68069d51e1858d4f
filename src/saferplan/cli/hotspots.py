"""`saferplan hotspots`: neighbourhoods where a type of crime lies together, and how lasting such places are."""

from itertools import groupby
from typing import Annotated, Any

import typer

EditionName = Annotated[str | None, typer.Option("--edition", help="An edition by name; the current one without it.")]
WORDS = {"sporadic": "on and off", "former": "former, not in this quarter"}
"""What a class is called where not by its name."""
BY_BEGINNING = ("new", "sporadic")
"""Classes of which it is told since when; of the others, how often."""
PLACES = {"lsoa": "neighbourhoods", "map_point": "map points with a record in the last twelve months"}
CLOSING = (
    "A hot spot has more than the mean and, with its neighbours, more than chance would give. By counts, not by residents.",
    "Where police find crime by looking for it, a hot spot is also where they looked.",
)


def hotspots(
    category: Annotated[
        str | None, typer.Option("--type", help="An indicator such as recorded_crime, asb or burglary; all without it.")
    ] = None,
    edition: EditionName = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """List the hot spots of each type of crime, since when, and how well last year's places told the next quarter's."""
    from saferplan.base.errors import SettingsError
    from saferplan.cli.output import show
    from saferplan.cli.workspaces import opened_edition

    objects, lines = hotspot_lines(opened_edition(edition))
    known = [each["indicator_id"] for each in objects]
    if category is not None and category not in known:
        raise SettingsError(
            f"No hot spots were looked for in “{category}”.", f"Choose one of: {', '.join(known) or 'none'}."
        )
    chosen = [number for number, name in enumerate(known) if category in (None, name)]
    shown = [line for number in chosen for line in lines[number]]
    closing = (
        CLOSING if known else ("No hot spots were looked for: that needs ten neighbourhoods and their neighbours.",)
    )
    show(as_json, [objects[number] for number in chosen], [*shown, *closing])


def hotspot_lines(edition: Any) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Of each indicator an object, and the lines that say it: recorded crime first, then by title."""
    rows = edition.rows("""
        SELECT hotspot.* EXCLUDE (ward_code), area.name, ward.name AS ward, indicator.title FROM hotspot
        JOIN area ON area.area_type = 'lsoa' AND area.area_code = lsoa21_code
        JOIN indicator USING (indicator_id)
        LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = hotspot.ward_code
        ORDER BY hotspot.indicator_id <> 'recorded_crime', indicator.title, ward.name, area.name, lsoa21_code""")  # fmt: skip
    accuracy = edition.rows("SELECT * FROM hotspot_accuracy ORDER BY place_type, share, ranking")
    objects = [
        _object(list(own), [row for row in accuracy if row["indicator_id"] == name])
        for name, own in groupby(rows, key=lambda row: row["indicator_id"])
    ]  # fmt: skip
    return objects, [_lines(each) for each in objects]


def _object(rows: list[dict[str, Any]], accuracy: list[dict[str, Any]]) -> dict[str, Any]:
    shared = ("indicator_id", "title", "first_month", "last_month", "quarters", "places_count", "is_police_generated",
              "missing_reason")  # fmt: skip
    apart = {"indicator_id", "is_police_generated"}
    return {
        **{name: rows[0][name] for name in shared},
        "places": [{name: value for name, value in row.items() if name not in shared} for row in rows],
        "accuracy": [{name: value for name, value in row.items() if name not in apart} for row in accuracy],
    }


def _lines(found: dict[str, Any]) -> list[str]:
    from saferplan.base.numerals import plural
    from saferplan.base.periods import Month

    last = Month.of(found["last_month"])
    opening = f"{found['title']}, {last.plus(-2).name} to {last.name}"
    if found["missing_reason"]:
        return [f"{opening}: not judged, too few or for too short a time", ""]
    hot = [row for row in found["places"] if row["hotspot_class"] != "none"]
    now = [row for row in hot if row["hotspot_class"] != "former"]
    lines = [
        f"{opening}: {plural(len(now), 'hot spot') if now else 'no hot spot'}",
        *(_place_line(row, found["quarters"]) for row in hot),
    ]
    busiest = max(found["places"], key=lambda row: row["count"])
    lines.append(f"  Busiest by itself: {_name(busiest)}, {busiest['count']:,} of {found['places_count']:,}")
    return [*lines, *_accuracy_lines(found["accuracy"]), ""]


def _name(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['ward']})" if row["ward"] else str(row["name"])


def _place_line(row: dict[str, Any], quarters: int) -> str:
    from saferplan.base.periods import Month

    name = row["hotspot_class"]
    begun = f", since {Month.of(row['since']).name}" if name in BY_BEGINNING else ""
    words = f"{WORDS.get(name, name)}{begun}; hot in {row['hot_quarters']} of {quarters} quarters"
    return f"  {_name(row)}: {words}; {row['count']:,} in the newest"


def _accuracy_lines(rows: list[dict[str, Any]]) -> list[str]:
    from saferplan.base.numerals import percent

    return [
        f"  A tenth of the {PLACES[row['place_type']]}, by {row['title']}, held {percent(row['recall'], 0)} of the next quarter's "
        f"({percent(row['recall_lower'], 0)} to {percent(row['recall_upper'], 0)}; figures as revised since)"
        for row in rows if row["is_chosen"] and abs(row["share"] - 0.1) < 0.001
    ]  # fmt: skip
