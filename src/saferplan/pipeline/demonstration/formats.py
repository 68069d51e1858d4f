"""Writers of the publishers' file formats: police.uk street files, ONS lookups and boundaries, mid-year residents.

Every function returns the rows it wrote by path below the directory. Bytes depend on nothing but the arguments.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyproj

from .changes import Area
from .crimes import ASB, CRIME_TYPES, OUTCOMES, UNPLACED, Rows
from .mesh import Floats, Ints, outlines
from .places import Places
from .promises import BOROUGHS, FORCE_CODE, FORCE_NAME, FORCE_SLUG, MONTHS, RESIDENT_YEARS
from .territory import MIDDLE

POLICE_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
POLICE_NAME = f"{FORCE_NAME} Police"

# National Grid to longitude and latitude by the published seven parameters, spelt out: the shift grids that a name like
# EPSG:27700 would bring in are not installed everywhere, and would make the bytes differ.
GRID_TO_WGS84 = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
    " +step +proj=push +v_3 +step +proj=cart +ellps=airy"
    " +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489"
    " +convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
    " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


def write_police_files(directory: Path, places: Places, rows: Rows, seed: int) -> dict[str, int]:
    """One street file a month, as the publisher's archive lays them out."""
    spots = _spots(places)
    tails = [["", *(f"{name},{outcome}," for outcome in OUTCOMES)] for name, *_ in CRIME_TYPES]
    tails[ASB][0] = f"{CRIME_TYPES[ASB][0]},,"
    bounds = np.searchsorted(rows.month, np.arange(len(MONTHS) + 1)).tolist()
    columns = list(
        zip(rows.crime_type.tolist(), rows.point.tolist(), (rows.outcome + 1).tolist(), strict=True)
    )  # outcome 0 is none
    written = {}
    for number, month in enumerate(MONTHS):
        start, end = bounds[number], bounds[number + 1]
        middle = f",{month},{POLICE_NAME},{POLICE_NAME},"
        lines = [
            f"{'' if kind == ASB else _crime_id(seed, start + i)}{middle}{spots[point]},{tails[kind][outcome]}\r\n"
            for i, (kind, point, outcome) in enumerate(columns[start:end])
        ]
        path = f"police_uk/{month}/{month}-{FORCE_SLUG}-street.csv"
        _write(directory / path, POLICE_HEADER + "\r\n" + "".join(lines))
        written[path] = len(lines)
    return written


def _spots(places: Places) -> list[str]:
    """The five columns of each map point, and last, where UNPLACED points to, those of a row without location."""
    points = places.points
    spots = []
    for (lon, lat), street, lsoa in zip(
        lon_lat(points.places), points.streets, places.lsoa11_of[points.cell].tolist(), strict=True
    ):
        area = places.lsoas11[lsoa]
        spots.append(f"{lon:.6f},{lat:.6f},On or near {street},{area.code},{area.name}")
    spots.append(",,No Location,,")
    if spots[UNPLACED] != spots[-1]:
        raise ValueError("UNPLACED must point to the last spot")
    return spots


def _crime_id(seed: int, number: int) -> str:
    return hashlib.sha256(f"{FORCE_NAME} {seed} {number}".encode()).hexdigest()


def write_lookups(directory: Path, places: Places) -> dict[str, int]:
    old, new = places.lsoas11, places.lsoas21
    authorities = [(p.authority_code, p.name) for p in BOROUGHS]
    return (
        _write_csv(
            directory,
            "lookups/LSOA11_LSOA21_LAD22_lookup.csv",
            "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM",
            (
                (*_named(old[c.old]), *_named(new[c.new]), c.indicator, *authorities[old[c.old].borough])
                for c in places.changes
            ),
        )
        | _write_csv(
            directory,
            "lookups/LSOA21_WD24_LAD24_lookup.csv",
            "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM",
            (
                (*_named(area), *_named(places.wards[ward]), *authorities[area.borough])
                for area, ward in zip(new, places.ward_of_lsoa21, strict=True)
            ),
        )
        | _write_csv(
            directory,
            "lookups/LAD24_CSP24_PFA24_lookup.csv",
            "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
            ((p.authority_code, p.name, p.csp_code, p.name, FORCE_CODE, FORCE_NAME) for p in BOROUGHS),
        )
    )


def _named(area: Area) -> tuple[str, str]:
    return area.code, area.name


def write_residents(directory: Path, places: Places) -> dict[str, int]:
    """Residents by LSOA and by authority; the year is in the name of the file only."""
    written: dict[str, int] = {}
    for year, residents in zip(RESIDENT_YEARS, places.residents, strict=True):
        by_lsoa = zip(places.lsoas11, residents.tolist(), strict=True)
        written |= _write_csv(
            directory,
            f"population/population{year[2:]}_lsoa11.csv",
            "lsoa11_name,lsoa11_code,total_population",
            ((area.name, area.code, total) for area, total in by_lsoa),
        )
        totals = np.bincount([area.borough for area in places.lsoas11], residents).astype(np.int64).tolist()
        written |= _write_csv(
            directory,
            f"population/population{year[2:]}_ltla21.csv",
            "ltla21_code,ltla21_name,total_population",
            ((p.authority_code, p.name, total) for p, total in zip(BOROUGHS, totals, strict=True)),
        )
    return written


def write_boundaries(directory: Path, places: Places) -> dict[str, int]:
    lsoas = [{"LSOA21CD": a.code, "LSOA21NM": a.name, "LAD22CD": _authority(a)} for a in places.lsoas21]
    wards = [
        {"WD24CD": a.code, "WD24NM": a.name, "LAD24CD": _authority(a), "LAD24NM": BOROUGHS[a.borough].name}
        for a in places.wards
    ]
    return _write_geojson(
        directory, f"boundaries/lsoa21_{FORCE_SLUG}.geojson", places, places.lsoa21_of, lsoas
    ) | _write_geojson(directory, f"boundaries/ward24_{FORCE_SLUG}.geojson", places, places.ward_of, wards)


def _authority(area: Area) -> str:
    return BOROUGHS[area.borough].authority_code


def _write_geojson(
    directory: Path, path: str, places: Places, labels: Ints, properties: Sequence[dict[str, str]]
) -> dict[str, int]:
    corners = lon_lat(places.mesh.corners)
    features = []
    for label, rings in outlines(places.mesh, labels).items():
        coordinates = [[corners[corner] for corner in ring] for ring in rings]
        geometry = {"type": "Polygon", "coordinates": coordinates}
        feature = {"type": "Feature", "properties": properties[label], "geometry": geometry}
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    name = json.dumps(Path(path).stem)
    head = f'{{"type":"FeatureCollection","name":{name},"features":[\n'
    _write(directory / path, head + ",\n".join(features) + "\n]}\n")
    return {path: len(features)}


def lon_lat(places: Floats) -> list[tuple[float, float]]:
    """Longitude and latitude to six decimals (about a hand's breadth), the precision police.uk publishes."""
    transformer = pyproj.Transformer.from_pipeline(GRID_TO_WGS84)
    lon, lat = transformer.transform(places[:, 0] + MIDDLE[0], places[:, 1] + MIDDLE[1])
    return list(zip(np.round(lon, 6).tolist(), np.round(lat, 6).tolist(), strict=True))


def _write_csv(directory: Path, path: str, header: str, rows: Iterable[Sequence[str | int]]) -> dict[str, int]:
    listed = list(rows)
    target = directory / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(listed)
    return {path: len(listed)}


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode("utf-8"))
