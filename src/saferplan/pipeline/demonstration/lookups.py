"""Which area is part of which: the lookups of the Office for National Statistics, and a most similar group."""

from pathlib import Path

from .changes import Area
from .elsewhere import MOST_SIMILAR, MOST_SIMILAR_ISSUED, PARTNERSHIPS
from .files import write_csv
from .places import Places
from .promises import BOROUGHS, EXAMPLETON, REGIONS

_AUTHORITIES = [(p.authority_code, p.name) for p in PARTNERSHIPS]


def write_lookups(directory: Path, places: Places) -> dict[str, int]:
    return _write_lsoas(directory, places) | _write_wards(directory, places) | _write_authorities(directory)


def _write_lsoas(directory: Path, places: Places) -> dict[str, int]:
    old, new = places.lsoas11, places.lsoas21
    return write_csv(
        directory,
        "lookups/LSOA11_LSOA21_LAD22_lookup.csv",
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM",
        (
            (*_named(old[c.old]), *_named(new[c.new]), c.indicator, *_AUTHORITIES[old[c.old].borough])
            for c in places.changes
        ),
    )


def _write_wards(directory: Path, places: Places) -> dict[str, int]:
    return write_csv(
        directory,
        "lookups/LSOA21_WD24_LAD24_lookup.csv",
        "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM",
        (
            (*_named(area), *_named(places.wards[ward]), *_AUTHORITIES[area.borough])
            for area, ward in zip(places.lsoas21, places.ward_of_lsoa21, strict=True)
        ),
    )


def _named(area: Area) -> tuple[str, str]:
    return area.code, area.name


def _write_authorities(directory: Path) -> dict[str, int]:
    partnerships = [(p.authority_code, p.name, p.csp_code, p.name, p.force.code, p.force.name) for p in PARTNERSHIPS]
    regions = [(p.authority_code, p.name, p.force.region, REGIONS[p.force.region]) for p in PARTNERSHIPS]
    return write_csv(
        directory,
        "lookups/LAD24_CSP24_PFA24_lookup.csv",
        "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
        partnerships,
    ) | write_csv(directory, "lookups/LAD24_RGN24_lookup.csv", "LAD24CD,LAD24NM,RGN24CD,RGN24NM", regions)


def write_most_similar_group(directory: Path) -> dict[str, int]:
    """A local file: the real lists are shown to their members only."""
    names = {p.csp_code: p.name for p in PARTNERSHIPS}
    area = BOROUGHS[EXAMPLETON].csp_code
    return write_csv(
        directory,
        "comparators/most-similar-group.csv",
        "area_code,member_code,member_name,group_issued",
        ((area, member, names[member], MOST_SIMILAR_ISSUED) for member in MOST_SIMILAR),
    )
