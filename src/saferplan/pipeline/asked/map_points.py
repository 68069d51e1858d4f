"""What an area of streets and map points is made of, for whoever asks about it: its map points, and what they cannot say."""

from collections.abc import Sequence
from typing import Any

from saferplan.base.numerals import listed, plural
from saferplan.evidence.map_points import DEGREES_TOLERANCE_METRES, GRID_TOLERANCE_METRES
from saferplan.report.answer import MapPoint
from saferplan.tables.editions import Edition

MOST_NAMED = 5


def rows_of(edition: Edition, area_code: str) -> list[dict[str, Any]]:
    """The rows of an area in `custom_point`, each with its ward's name; none for an area of another kind."""
    return edition.rows(
        """SELECT custom_point.*, ward.name AS ward_name FROM custom_point
        LEFT JOIN area AS ward ON ward.area_type = 'ward' AND ward.area_code = custom_point.ward_code
        WHERE custom_point.area_code = ? ORDER BY number""",
        [area_code],
    )


def map_points(rows: Sequence[dict[str, Any]]) -> tuple[MapPoint, ...]:
    """Those that are counted, in the order of the list."""
    return tuple(
        MapPoint(row["location"] or "(no name)", row["longitude"], row["latitude"], row["ward_name"] or "not known",
                 row["crimes"], row["asb_incidents"])
        for row in rows if row["is_counted"]
    )  # fmt: skip


def map_point_caveats(rows: Sequence[dict[str, Any]]) -> list[str]:
    """How the points were found, which names stand for several places, and what of the list is not counted."""
    if not rows:
        return []
    counted = [row for row in rows if row["is_counted"]]
    said = [
        f"Made of {plural(len(counted), 'map point')}, listed below. police.uk moves each crime to the nearest of its map points, "
        "which stands for at least eight addresses or for none, and names it by a street near it: not all was on the street "
        "itself, and what happened there may stand at another point."
    ]
    if any(row["is_street"] for row in counted):
        said.append(
            "A street's crime in its car parks, shops and parks stands at points of those names, and is not among it."
        )
    said += _in_several_wards(counted) + _by_coordinates(rows)
    if quiet := [row["asked"] for row in rows if row["is_street"] and not row["is_counted"]]:
        said.append(f"Nothing was recorded in these files at {listed(quiet)}.")
    return said


def _in_several_wards(counted: Sequence[dict[str, Any]]) -> list[str]:
    """A street's name that stands in several wards may be several streets: that is said before anything is made of it."""
    wards: dict[str, set[str]] = {}
    for row in counted:
        if row["is_street"]:
            wards.setdefault(row["asked"], set()).add(row["ward_name"] or "no ward that is known")
    return [
        f"“{street}” is the name of map points in {len(names)} wards, and may be as many streets: {listed(sorted(names))}. "
        "Confine it with within = […] in saferplan.toml."
        for street, names in wards.items() if len(names) > 1
    ]  # fmt: skip


def _by_coordinates(rows: Sequence[dict[str, Any]]) -> list[str]:
    given = [row for row in rows if not row["is_street"]]
    if not given:
        return []
    tolerance = (
        f"{DEGREES_TOLERANCE_METRES:g} metre of the longitude and latitude given, or {GRID_TOLERANCE_METRES:g} of a "
    )
    said = [f"A map point is meant that lies within {tolerance}grid reference, where no other does."]
    lacking = [row for row in given if not row["is_counted"]]
    if lacking:
        named = [f"{row['asked']} (the nearest, {row['location'] or 'without a name'}, is {row['metres']:,.0f} metres away)"
                 for row in lacking[:MOST_NAMED]]  # fmt: skip
        more = [f"{len(lacking) - MOST_NAMED} more"] if len(lacking) > MOST_NAMED else []
        said.append(f"No map point of these files is meant by {listed(named + more)}: nothing is counted for it.")
    return said
