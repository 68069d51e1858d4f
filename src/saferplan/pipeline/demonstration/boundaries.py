"""Boundaries of LSOAs and wards as GeoJSON, in the publisher's property names."""

import json
from collections.abc import Sequence
from pathlib import Path

from .changes import Area
from .files import write_text
from .grid import lon_lat
from .mesh import Ints, outlines
from .places import Places
from .promises import BOROUGHS, EXAMPLESHIRE


def write_boundaries(directory: Path, places: Places) -> dict[str, int]:
    """Both forces' areas in one file a kind, named after the first force."""
    lsoas = [{"LSOA21CD": a.code, "LSOA21NM": a.name, "LAD22CD": _authority(a)} for a in places.lsoas21]
    wards = [
        {"WD24CD": a.code, "WD24NM": a.name, "LAD24CD": _authority(a), "LAD24NM": BOROUGHS[a.borough].name}
        for a in places.wards
    ]
    lsoa_path, ward_path = (f"boundaries/{kind}_{EXAMPLESHIRE.slug}.geojson" for kind in ("lsoa21", "ward24"))
    return _write_geojson(directory, lsoa_path, places, places.lsoa21_of, lsoas) | _write_geojson(
        directory, ward_path, places, places.ward_of, wards
    )


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
    write_text(directory / path, head + ",\n".join(features) + "\n]}\n")
    return {path: len(features)}
