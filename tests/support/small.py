"""Smallshire: two partnerships, six LSOAs, three years of a few crimes a month, in the publishers' formats.

Made for tests that build often: an edition of it takes about a second. Every byte follows from the arguments. The land
is a row of squares in the open North Sea; the squares are numbered from west to east::

    square         1          2          3          4          5          6
    LSOA of 2011   E01099001  E01099002  E01099003 (both)      E01099004  E01099005, and E01099006 below
    LSOA of 2021   E01099001  E01099002  E01099901  E01099902  E01099903 (both)      E01099006
    ward           E05099001 ──────────  E05099002 ──────────  E05099003 ──────────────────────
    authority      E06099001 Smallham ───────────────────────  E06099002 Littleton ────────────
"""

import csv
import hashlib
import io
import json
import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from saferplan.pipeline.build import Built, build
from saferplan.pipeline.check import Checked, check_files
from saferplan.pipeline.workspace import Workspace, create_workspace

AREA, COMPARATOR = "E22099001", "E22099002"
FORCE = "Smallshire Police"
TODAY = date(2017, 6, 1)
HEADINGS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
OUTCOME_HEADINGS = (*HEADINGS[:9], "Outcome type")
MONTHS = tuple(f"{year}-{month:02d}" for year in range(2014, 2018) for month in range(1, 13))[3:39]
FEW = MONTHS[-3:]
WEST, SOUTH, SIDE = 0.60, 54.70, 0.02

# square, LSOA of 2011, its name, how it changed, LSOA of 2021, its name
_SQUARES = (
    (1, "E01099001", "Smallham 001A", "U", "E01099001", "Smallham 001A"),
    (2, "E01099002", "Smallham, Upper 001B", "U", "E01099002", "Smallham, Upper 001B"),
    (3, "E01099003", "Smallham 001C", "S", "E01099901", "Smallham 001D"),
    (4, "E01099003", "Smallham 001C", "S", "E01099902", "Smallham 001E"),
    (5, "E01099004", "Littleton 001A", "M", "E01099903", "Littleton 001D"),
    (6, "E01099005", "Littleton 001B", "M", "E01099903", "Littleton 001D"),
    (7, "E01099006", "Littleton 001C", "U", "E01099006", "Littleton 001C"),
)
_WARDS = {"E05099001": ("Old Quay", (1, 2)), "E05099002": ("New Quay", (3, 4)), "E05099003": ("Littleton", (5, 6, 7))}
_AUTHORITIES = {"E06099001": ("Smallham", "E22099001"), "E06099002": ("Littleton", "E22099002")}
_TYPES = ("Burglary", "Drugs", "Shoplifting", "Vehicle crime", "Anti-social behaviour")


def street_rows(month: str, count: int = 20) -> list[list[str]]:
    """Rows of one month's street file: every fifth is anti-social behaviour, a row of each March has no location."""
    draw = random.Random(month)
    rows = []
    for number in range(count):
        square, code, name, *_ = draw.choice(_SQUARES)
        kind = _TYPES[number % 5]
        crime_id = "" if kind == "Anti-social behaviour" else hashlib.sha256(f"{month} {number}".encode()).hexdigest()
        longitude = f"{WEST + (square - 1 + draw.choice((0.25, 0.5, 0.75))) * SIDE:.6f}"
        latitude = f"{SOUTH + draw.choice((0.25, 0.5, 0.75)) * SIDE:.6f}"
        place = [longitude, latitude, "On or near Mill Lane", code, name]
        if number == 8 and month.endswith("-03"):
            place = ["", "", "No Location", "", ""]
        outcome = "" if kind == "Anti-social behaviour" else "Under investigation"
        rows.append([crime_id, month, FORCE, FORCE, *place, kind, outcome, ""])
    return rows


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]], line_end: str = "\r\n", **how: str) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator=line_end, **how)
    writer.writerow(headings)
    writer.writerows(rows)
    return target.getvalue()


def street_bytes(rows: Iterable[Sequence[str]], line_end: str = "\r\n") -> bytes:
    return csv_text(HEADINGS, rows, line_end).encode()


def street_name(month: str) -> str:
    """Where the publisher's archive has a month's file."""
    return f"{month}/{month}-smallshire-street.csv"


def write_inbox(inbox: Path, months: Sequence[str] = MONTHS, rows: int = 20) -> None:
    """Lookups, residents, boundaries, and a street file for each month."""
    for month in months:
        put(inbox / "police" / street_name(month), street_bytes(street_rows(month, rows)))
    write_lookups(inbox)
    for year in ("16",):
        by_lsoa = [(name, code, 1_500) for code, name in sorted({(code, name) for _, code, name, *_ in _SQUARES})]
        by_authority = [(code, name, 90_000) for code, (name, _) in _AUTHORITIES.items()]
        put(
            inbox / f"population{year}_lsoa11.csv",
            csv_text(("lsoa11_name", "lsoa11_code", "total_population"), by_lsoa),
        )
        put(
            inbox / f"population{year}_ltla21.csv",
            csv_text(("ltla21_code", "ltla21_name", "total_population"), by_authority),
        )
    put(inbox / "lsoa21_smallshire.geojson", geojson(lsoa_features()))
    put(inbox / "ward24_smallshire.geojson", geojson(ward_features()))


def write_lookups(inbox: Path) -> None:
    crossing = dict.fromkeys(
        (old, old_name, new, new_name, change) for _, old, old_name, change, new, new_name in _SQUARES
    )
    put(
        inbox / "LSOA11_LSOA21_LAD22_lookup.csv",
        csv_text(
            ("LSOA11CD", "LSOA11NM", "LSOA21CD", "LSOA21NM", "CHGIND", "LAD22CD", "LAD22NM"),
            [(*row, *_authority(row[3])) for row in crossing],
        ),
    )
    wards = dict.fromkeys((new, name, ward, _WARDS[ward][0]) for square, *_, new, name in _SQUARES
                          for ward in _WARDS if square in _WARDS[ward][1])  # fmt: skip
    put(
        inbox / "LSOA21_WD24_LAD24_lookup.csv",
        csv_text(
            ("LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM"),
            [(*row, *_authority(row[1])) for row in wards],
        ),
    )
    put(
        inbox / "LAD24_CSP24_PFA24_lookup.csv",
        csv_text(
            ("LAD24CD", "LAD24NM", "CSP24CD", "CSP24NM", "PFA24CD", "PFA24NM"),
            [(code, name, csp, name, "E23099001", "Smallshire") for code, (name, csp) in _AUTHORITIES.items()],
        ),
    )


def _authority(area_name: str) -> tuple[str, str]:
    return next((code, name) for code, (name, _) in _AUTHORITIES.items() if area_name.startswith(name))


def _square(number: int, width: int = 1) -> list[list[float]]:
    west, east = round(WEST + (number - 1) * SIDE, 6), round(WEST + (number - 1 + width) * SIDE, 6)
    north = round(SOUTH + SIDE, 6)
    return [[west, SOUTH], [east, SOUTH], [east, north], [west, north], [west, SOUTH]]


def _feature(properties: dict[str, str], ring: list[list[float]]) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def lsoa_features() -> list[dict]:
    squares: dict[tuple[str, str], list[int]] = {}
    for number, *_, code, name in _SQUARES:
        squares.setdefault((code, name), []).append(number)
    return [
        _feature({"LSOA21CD": code, "LSOA21NM": name, "LAD22CD": _authority(name)[0]}, _square(held[0], len(held)))
        for (code, name), held in squares.items()
    ]


def ward_features() -> list[dict]:
    return [
        _feature(
            {"WD24CD": code, "WD24NM": name, "LAD24CD": "E06099002" if held[0] >= 5 else "E06099001"},
            _square(held[0], len(held)),
        )
        for code, (name, held) in _WARDS.items()
    ]


def geojson(features: Sequence[dict]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def small_workspace(folder: Path, months: Sequence[str] = FEW, rows: int = 20) -> Workspace:
    """A workspace whose inbox holds Smallshire."""
    workspace = create_workspace(folder, AREA, [COMPARATOR])
    write_inbox(workspace.inbox, months, rows)
    return workspace


def build_small(workspace: Workspace, **how: object) -> Built:
    return build(workspace, today=TODAY, with_reports=False, **how)  # type: ignore[arg-type]


def check_small(*paths: Path) -> Checked:
    return check_files(paths, today=TODAY)


def by_path(rows: Iterable[dict]) -> dict[str, dict]:
    """Rows of `input_file` by path."""
    return {row["path"]: row for row in rows}


def unaccounted(rows: Iterable[dict]) -> list[dict]:
    """Files whose rows in are not kept + refused + duplicates + superseded + left out."""
    return [
        row for row in rows
        if row["rows_in"] != row["kept"] + row["refused"] + row["duplicates"] + row["superseded"] + row["left_out"]
    ]  # fmt: skip


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder and the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
