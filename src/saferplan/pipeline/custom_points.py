"""Areas of the partnership's own that are lists of streets and map points: which map points of the files they mean.

A street's name stands for every map point of that name in the partnership, or within the wards and LSOAs it is confined
to; one of another partnership is never meant. What a list names and no file holds is refused, or listed with the nearest.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from saferplan.base.areas import normal_name
from saferplan.base.errors import SettingsError
from saferplan.base.numerals import listed, plural
from saferplan.evidence.map_points import Found, matched, near_streets, street_key, street_of
from saferplan.pipeline.custom_area import CustomArea
from saferplan.pipeline.settings import Settings
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, quoted

Row = dict[str, Any]
BETWEEN_NAMES = "; "
SHOWN = 5
FAR_METRES = 10_000
"""From here to the nearest map point somebody has exchanged coordinates, or another grid, rather than missed a point."""


def place_custom_points(engine: Engine, settings: Settings) -> None:
    """Fill `custom_point`, and add those counted to `custom_place`. Raises SettingsError for a street that is none."""
    areas = [area for area in settings.custom_area if area.is_of_points]
    if not areas:
        return
    engine.step("map points of the partnership", own_points_sql(settings.area))
    points = engine.rows("SELECT * FROM own_point ORDER BY longitude, latitude")
    for area in areas:
        rows = _of_area(engine, area, points)
        counted = {(row["longitude"], row["latitude"]) for row in rows if row["is_counted"]}
        if not counted:
            raise SettingsError(f"No map point of “{area.code}” is in the files.", _nearest_words(rows))
        engine.add("custom_place", [(*each, area.code, settings.area) for each in sorted(counted)])
        columns = all_tables()["custom_point"].column_names
        engine.insert(all_tables()["custom_point"], [[row.get(name) for name in columns] for row in rows])
    _refuse_shared(engine, settings)


def own_points_sql(area_code: str) -> str:
    """Every map point of the partnership's rows: its names, its ward, and the LSOA that most of its rows carry."""
    rows = " UNION ALL ".join(
        f"SELECT longitude, latitude, location, lsoa21_code, ward_code, {is_crime} AS is_crime FROM {table} "
        f"WHERE csp_code = {quoted(area_code)} AND NOT is_foreign AND longitude IS NOT NULL AND latitude IS NOT NULL"
        for table, is_crime in (("offence", "true"), ("asb_incident", "false"))
    )
    return f"""CREATE OR REPLACE TEMP TABLE own_point AS
      WITH by_lsoa AS (
        SELECT longitude, latitude, any_value(ward_code) AS ward_code, lsoa21_code, count(*) AS rows,
          count(*) FILTER (is_crime) AS crimes, list(DISTINCT trim(location)) AS names
        FROM ({rows}) GROUP BY longitude, latitude, lsoa21_code)
      SELECT longitude, latitude, any_value(ward_code) AS ward_code, max_by(lsoa21_code, (rows, lsoa21_code)) AS lsoa21_code,
        CAST(sum(crimes) AS BIGINT) AS crimes, CAST(sum(rows - crimes) AS BIGINT) AS asb_incidents,
        list_sort(list_distinct(flatten(list(names)))) AS names
      FROM by_lsoa GROUP BY longitude, latitude"""


def _of_area(engine: Engine, area: CustomArea, points: Sequence[Row]) -> list[Row]:
    """The rows of `custom_point` of an area; a map point that is named twice stands once."""
    found = [*_of_streets(engine, area, points), *_of_points(area, points)]
    once = {(row["longitude"], row["latitude"]) if row["is_counted"] else row["asked"]: row for row in reversed(found)}
    return [row | {"area_code": area.code, "number": number} for number, row in enumerate(reversed(once.values()), 1)]


def _of_streets(engine: Engine, area: CustomArea, points: Sequence[Row]) -> list[Row]:
    if not area.streets and not area.quiet_streets:
        return []
    inside = _inside(engine, area, points)
    by_key: dict[str, list[Row]] = {}
    for point in inside:
        for key in {street_key(name) for name in point["names"]} - {""}:
            by_key.setdefault(key, []).append(point)
    if lacking := [street for street in area.streets if street_key(street) not in by_key]:
        elsewhere = [each for each in points if street_key(lacking[0]) in map(street_key, each["names"])]
        raise SettingsError(*_no_street(area, lacking[0], _names(inside), _wards(engine, elsewhere)))
    streets = dict.fromkeys([*area.streets, *area.quiet_streets])
    return [
        _row(street, point, is_street=True, is_counted=point is not None)
        for street in streets for point in by_key.get(street_key(street), [None])
    ]  # fmt: skip


def _of_points(area: CustomArea, points: Sequence[Row]) -> list[Row]:
    if not area.points or not points:
        return []
    found = matched(area.points, [each["longitude"] for each in points], [each["latitude"] for each in points])
    return [_of_point(given, each, points) for given, each in zip(area.points, found, strict=True)]


def _of_point(given: tuple[float, float], found: Found, points: Sequence[Row]) -> Row:
    row = _row(f"{given[0]:.10g}, {given[1]:.10g}", points[found.place], is_street=False, is_counted=found.is_meant)
    return row | {"metres": round(found.metres, 1)}


def _row(asked: str, point: Row | None, *, is_street: bool, is_counted: bool) -> Row:
    held = (
        {} if point is None else {**point, "location": BETWEEN_NAMES.join(filter(None, map(street_of, point["names"])))}
    )
    none = {"longitude": None, "latitude": None}
    return none | held | {"asked": asked, "is_street": is_street, "is_counted": is_counted}


def _inside(engine: Engine, area: CustomArea, points: Sequence[Row]) -> Sequence[Row]:
    """The map points that lie within the wards and LSOAs that the streets are confined to. Raises SettingsError."""
    if not area.within:
        return points
    places = engine.tuples(
        """SELECT area_type, area_code, name FROM area WHERE role = 'own' AND area_type IN ('ward', 'lsoa')
        ORDER BY area_type, area_code"""
    )
    by_word = {
        normal_name(word): code
        for kind, code, name in places
        for word in (code, name)
        if word == code or kind == "ward"
    }
    if lacking := [each for each in area.within if normal_name(each) not in by_word]:
        near = near_streets(lacking[0], [name for kind, _, name in places if kind == "ward"])
        wards = near or [name for kind, _, name in places if kind == "ward"][:8]
        raise SettingsError(
            f"“{area.code}” is confined to “{lacking[0]}”, which is no ward and no LSOA of 2021 of the partnership.",
            f"Its wards are: {listed(wards)}." if not near else f"Near it: {listed(wards)}.",
        )  # fmt: skip
    wanted = {by_word[normal_name(each)] for each in area.within}
    return [point for point in points if wanted & {point["ward_code"], point["lsoa21_code"]}]


def _wards(engine: Engine, points: Sequence[Row]) -> list[str]:
    names = dict(engine.tuples("SELECT area_code, name FROM area WHERE area_type = 'ward'"))
    return sorted({names.get(point["ward_code"], "no ward that is known") for point in points})


def _no_street(area: CustomArea, street: str, known: Iterable[str], elsewhere: list[str]) -> tuple[str, str]:
    """What is said of a street that no map point is named by, with the near ones, and the wards that have one."""
    where = f"within {listed(area.within)}" if area.within else "of the partnership"
    said = f"“{area.code}” lists the street “{street}”, which is the name of no map point {where}."
    near = near_streets(street, known)
    hints = [
        f"There is such a map point in {listed(elsewhere)}." if elsewhere else "",
        f"Near it: {listed(near)}." if near else "",
        "Correct it, or, where nothing has been recorded there yet, list it in quiet_streets.",
    ]
    return said, " ".join(filter(None, hints))


def _names(points: Iterable[Row]) -> set[str]:
    return {street for point in points for name in point["names"] if (street := street_of(name))}


def _nearest_words(rows: Sequence[Row]) -> str:
    """The way out for an area none of whose map points is in the files: the nearest, or the streets at which nothing was."""
    nearest = [row for row in rows if row.get("metres") is not None]
    if not rows:
        return "The files hold no map point of the partnership: put its street files into inbox/."
    if not nearest:
        streets = listed([row["asked"] for row in rows[:SHOWN]])
        return f"Nothing was recorded at {streets}: list with it, in streets, one at which something was."
    said = [f"{row['asked']}: the nearest, {row['location'] or 'without a name'}, is {row['metres']:,.0f} metres away"
            for row in nearest[:SHOWN]]  # fmt: skip
    more = f" and {plural(len(nearest) - SHOWN, 'more')}" if len(nearest) > SHOWN else ""
    is_far = min(row["metres"] for row in nearest) > FAR_METRES
    hint = (
        " Is easting or longitude given first, and are they of the British National Grid or WGS 84?" if is_far else ""
    )
    return f"{'; '.join(said)}{more}.{hint}"


def _refuse_shared(engine: Engine, settings: Settings) -> None:
    """An area of map points may share none with another of its kind, whatever that one is made of."""
    held: dict[str, set[tuple[float, float]]] = {}
    for code, x, y in engine.tuples("""SELECT area_code, longitude, latitude FROM custom_place
      UNION ALL SELECT area_code, longitude, latitude FROM own_point JOIN custom_lsoa USING (lsoa21_code)"""):
        held.setdefault(code, set()).add((x, y))
    for area in settings.custom_area:
        others = [
            each for each in settings.custom_area if area.is_of_points and each.kind == area.kind and each != area
        ]
        for other in others:
            if shared := sorted(held.get(area.code, set()) & held.get(other.code, set())):
                raise SettingsError(
                    f"“{area.code}” and “{other.code}” are both of kind “{area.kind}” and share "
                    f"{plural(len(shared), 'map point')}, of which one is {shared[0][0]:.6f}, {shared[0][1]:.6f}.",
                    "Take it out of one of them, or give them different kinds.",
                )
