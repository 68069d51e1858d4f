"""Which areas the edition is about, built from the lookups: forces, CSPs, authorities, LSOAs, wards, custom areas."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import shapely

from saferplan.base.areas import COUNTRIES, LSOA_VINTAGE, AreaType
from saferplan.base.errors import InputError, SettingsError
from saferplan.base.numerals import listed
from saferplan.evidence.placing import Shapes, overlaps
from saferplan.pipeline.aliases import name_aliases
from saferplan.pipeline.boundaries import Boundary, Read, load_boundaries
from saferplan.pipeline.custom_area import CustomArea
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.settings import Settings
from saferplan.pipeline.visited import visited_codes
from saferplan.tables.aside import Begin
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine


@dataclass
class AreaMap:
    """Shapes by kind of area, for placing points, and the LSOAs of each custom area."""

    shapes: dict[AreaType, Shapes] = field(default_factory=dict)
    custom_lsoas: dict[str, list[str]] = field(default_factory=dict)


def build_areas(engine: Engine, ledger: Ledger, settings: Settings, read: Read, begin: Begin) -> AreaMap:
    """Fill `area`, `area_alias` and `boundary`. Raises SettingsError, InputError; overlaps of boundaries are looked for aside."""
    _csp_areas(engine, settings)
    _wider_areas(engine)
    _lsoa_areas(engine)
    _need_lsoas(engine)
    area_map = AreaMap()
    _boundaries(engine, ledger, read, area_map)
    for area_type, shapes in area_map.shapes.items():
        begin(partial(_refuse_shared_ground, area_type, shapes))
    _custom_areas(engine, settings, area_map)
    name_aliases(engine, settings)
    visited_codes(engine, settings)
    return area_map


def _csp_areas(engine: Engine, settings: Settings) -> None:
    """The partnership, its comparators, and every CSP of their forces."""
    engine.run("""CREATE OR REPLACE TEMP VIEW divided AS
      SELECT authority_code FROM authority_csp GROUP BY authority_code HAVING count(*) > 1""")
    engine.run("""CREATE OR REPLACE TEMP VIEW whole_csp AS SELECT * FROM authority_csp WHERE csp_code NOT IN (
      SELECT csp_code FROM authority_csp WHERE authority_code IN (FROM divided))""")
    known = dict(engine.tuples("SELECT csp_code, min(csp_name) FROM authority_csp GROUP BY 1"))
    whole = {code for (code,) in engine.tuples("SELECT DISTINCT csp_code FROM whole_csp")}
    if not known:
        raise InputError(
            "There is no lookup from authority to CSP and force in the inbox.",
            "Put the “Local Authority District to Community Safety Partnership to Police Force Area” lookup of the Office "
            "for National Statistics into inbox/.",
        )
    for code in (settings.area, *settings.comparators):
        if code not in known:
            raise SettingsError(f"{code} is not a CSP in the lookup supplied.", _near_csps(known))
        if code not in whole:
            raise SettingsError(
                f"{known[code]} ({code}) is a part of an authority, and the lookup does not say which part.",
                "Choose CSPs that are made of whole authorities.",
            )
    engine.run("CREATE OR REPLACE TEMP TABLE chosen (csp_code VARCHAR, role VARCHAR)")
    chosen = [(settings.area, "own"), *((code, "comparator") for code in settings.comparators)]
    engine.add("chosen", chosen)
    engine.step("CSPs in scope", """INSERT INTO area
      SELECT 'csp', csp_code, min(csp_name), NULL, csp_code, min(force_code), coalesce(min(role), 'other'), NULL
      FROM whole_csp LEFT JOIN chosen USING (csp_code)
      WHERE force_code IN (SELECT force_code FROM authority_csp JOIN chosen USING (csp_code)) GROUP BY csp_code""")  # fmt: skip
    engine.step("forces in scope", """INSERT INTO area
      SELECT 'force', authority_csp.force_code, min(force_name), NULL, NULL, authority_csp.force_code, 'other', NULL
      FROM authority_csp JOIN area USING (csp_code) WHERE area_type = 'csp' GROUP BY authority_csp.force_code""")  # fmt: skip
    engine.step("authorities in scope", """INSERT INTO area
      SELECT 'authority', authority_code, authority_name, NULL, area.csp_code, area.force_code, role, NULL
      FROM whole_csp JOIN area USING (csp_code) WHERE area_type = 'csp'""")  # fmt: skip


def _wider_areas(engine: Engine) -> None:
    """Where the Home Office's table by CSP reaches them: all its CSPs and their forces, the regions and the countries."""
    engine.step("region of each CSP", """CREATE OR REPLACE TEMP TABLE csp_region AS
      SELECT csp_code, CASE WHEN count(DISTINCT region_code) = 1 AND count(region_code) = count(*) THEN min(region_code) END
        AS region_code, min(region_name) AS region_name
      FROM whole_csp LEFT JOIN authority_region USING (authority_code) GROUP BY csp_code""")  # fmt: skip
    engine.run(
        "UPDATE area SET region_code = csp_region.region_code FROM csp_region WHERE csp_region.csp_code = area.csp_code"
    )
    if not engine.value("SELECT count(*) FROM home_office_row WHERE csp_name IS NOT NULL"):
        return
    engine.step("CSPs and forces beyond", """INSERT INTO area
      SELECT 'csp', csp_code, min(csp_name), NULL, csp_code, min(force_code), 'beyond', any_value(csp_region.region_code)
      FROM whole_csp JOIN csp_region USING (csp_code)
      WHERE csp_code NOT IN (SELECT area_code FROM area WHERE area_type = 'csp') GROUP BY csp_code
      UNION ALL SELECT 'force', force_code, min(force_name), NULL, NULL, force_code, 'beyond', NULL
      FROM authority_csp WHERE force_code NOT IN (SELECT area_code FROM area WHERE area_type = 'force') GROUP BY force_code
      UNION ALL SELECT 'authority', authority_code, authority_name, NULL, csp_code, force_code, 'beyond', NULL
      FROM whole_csp WHERE authority_code NOT IN (SELECT area_code FROM area WHERE area_type = 'authority')""")  # fmt: skip
    engine.step("regions", """INSERT INTO area
      SELECT DISTINCT 'region', region_code, region_name, NULL, NULL, NULL, 'other', region_code
      FROM csp_region WHERE region_code IS NOT NULL""")  # fmt: skip
    letters = {
        letter for (letter,) in engine.tuples("SELECT DISTINCT left(area_code, 1) FROM area WHERE area_type = 'csp'")
    }
    engine.insert(all_tables()["area"], [
        ("country", code, name, None, None, None, "other", None)
        for letter, (code, name) in COUNTRIES.items() if letter in letters
    ])  # fmt: skip


def _near_csps(known: dict[str, str]) -> str:
    listed = sorted(f"{code} {name}" for code, name in known.items())
    return "The lookup has: " + "; ".join(listed[:8]) + ("; …" if len(listed) > 8 else "") + "."


def _lsoa_areas(engine: Engine) -> None:
    engine.step("authority of each LSOA of 2021", """CREATE OR REPLACE TEMP TABLE lsoa_authority AS
      SELECT lsoa21_code, min(lsoa21_name) AS name, min(authority_code) AS authority_code FROM (
        SELECT lsoa21_code, lsoa21_name, authority_code FROM lsoa_ward
        UNION ALL SELECT lsoa21_code, lsoa21_name, authority_code FROM lsoa_crossing
          WHERE lsoa21_code NOT IN (SELECT lsoa21_code FROM lsoa_ward)) GROUP BY 1""")  # fmt: skip
    engine.step("LSOAs in scope", f"""INSERT INTO area
      SELECT 'lsoa', lsoa21_code, lsoa_authority.name, {LSOA_VINTAGE}, area.csp_code, area.force_code, area.role, NULL
      FROM lsoa_authority JOIN area ON area.area_type = 'authority' AND area.area_code = authority_code
      WHERE area.role <> 'beyond'""")  # fmt: skip


def _need_lsoas(engine: Engine) -> None:
    """Without the LSOAs of a CSP no row could be placed in it, and a gap would pass for a zero."""
    lacking = engine.tuples("""SELECT name FROM area WHERE area_type = 'csp' AND role IN ('own', 'comparator')
      AND area_code NOT IN (SELECT csp_code FROM area WHERE area_type = 'lsoa' AND csp_code IS NOT NULL) ORDER BY name""")
    if lacking:
        raise InputError(
            f"No LSOA of {listed([name for (name,) in lacking])} is known: no row could be placed there.",
            "Put the lookups “LSOA (2011) to LSOA (2021)” and “LSOA (2021) to Ward to Local Authority District” of the "
            "Office for National Statistics into inbox/.",
        )


def _boundaries(engine: Engine, ledger: Ledger, read: Read, area_map: AreaMap) -> None:
    known = {code for (code,) in engine.tuples("SELECT lsoa21_code FROM lsoa_authority")}
    parents = {
        code: (csp, force, role)
        for code, csp, force, role in engine.tuples(
            "SELECT area_code, csp_code, force_code, role FROM area WHERE area_type = 'authority' AND role <> 'beyond'"
        )
    }
    lsoas = load_boundaries(engine, ledger, read, "ons_boundary_lsoa", known)
    authorities = {code for (code,) in engine.tuples("SELECT DISTINCT authority_code FROM authority_csp")}
    wards = load_boundaries(engine, ledger, read, "ons_boundary_ward", set(), authorities)
    in_scope = {code for (code,) in engine.tuples("SELECT area_code FROM area WHERE area_type = 'lsoa'")}
    _keep(engine, area_map, AreaType.LSOA, {code: each for code, each in lsoas.items() if code in in_scope})
    own_wards = {code: each for code, each in wards.items() if each.words.get("authority_code") in parents}
    engine.insert(all_tables()["area"], [
        ("ward", code, ward.words.get("area_name") or code, ward.vintage, *parents[ward.words["authority_code"]], None)
        for code, ward in own_wards.items()
    ])  # fmt: skip
    _keep(engine, area_map, AreaType.WARD, own_wards)


def _keep(engine: Engine, area_map: AreaMap, area_type: AreaType, boundaries: dict[str, Boundary]) -> None:
    codes = sorted(boundaries)
    shapes = Shapes(codes, [shapely.from_wkb(boundaries[code].wkb) for code in codes])
    area_map.shapes[area_type] = shapes
    rows = [
        (
            area_type.value,
            code,
            boundaries[code].vintage or LSOA_VINTAGE,
            boundaries[code].wkb,
            boundaries[code].file_id,
        )
        for code in codes
    ]
    engine.insert(all_tables()["boundary"], rows)


def _refuse_shared_ground(area_type: AreaType, shapes: Shapes, _: Engine) -> None:
    if overlapping := overlaps(shapes):
        first, second = overlapping[0]
        raise InputError(
            f"The boundaries of {first} and {second} overlap.",
            f"Two {area_type} areas may not share ground: supply boundaries of one vintage.",
        )


def _custom_areas(engine: Engine, settings: Settings, area_map: AreaMap) -> None:
    own_force = engine.value("SELECT force_code FROM area WHERE role = 'own' AND area_type = 'csp'")
    by_kind: dict[str, list[tuple[CustomArea, Any]]] = {}
    for area in settings.custom_area:
        ground = area.ground
        geometry = _union(engine, area, area_map) if ground is None else ground
        if ground is not None and (not geometry.is_valid or geometry.area == 0):
            raise SettingsError(
                f"The polygon of “{area.code}” is not valid.", "List its corners in order, without crossings."
            )
        area_map.custom_lsoas[area.code] = sorted(area.lsoas)
        engine.insert(
            all_tables()["area"], [("custom", area.code, area.name, None, settings.area, own_force, "own", None)]
        )
        if geometry is not None:
            wkb = shapely.to_wkb(geometry, byte_order=1)
            engine.insert(all_tables()["boundary"], [("custom", area.code, LSOA_VINTAGE, wkb, 0)])
        by_kind.setdefault(area.kind, []).append((area, geometry))
    for kind, members in by_kind.items():
        _refuse_overlap(kind, members)
    drawn = sorted((area.code, area.ground) for area in settings.custom_area if area.ground is not None)
    engine.run("CREATE OR REPLACE TEMP TABLE custom_lsoa (lsoa21_code VARCHAR, area_code VARCHAR)")
    engine.add("custom_lsoa", [(lsoa, code) for code, lsoas in area_map.custom_lsoas.items() for lsoa in lsoas])
    area_map.shapes[AreaType.CUSTOM] = Shapes([code for code, _ in drawn], [geometry for _, geometry in drawn])


def _union(engine: Engine, area: CustomArea, area_map: AreaMap) -> Any:
    """The ground of a list of LSOAs; None where boundaries were not supplied. Names codes that are of another vintage."""
    if not area.lsoas:
        return None
    known = {code for (code,) in engine.tuples("SELECT area_code FROM area WHERE area_type = 'lsoa'")}
    for code in area.lsoas:
        if code not in known:
            children = [each for (each,) in engine.tuples(
                "SELECT lsoa21_code FROM lsoa_crossing WHERE lsoa11_code = ? ORDER BY 1", [code])]  # fmt: skip
            way_out = f"It is an LSOA of 2011; list {', '.join(children)} instead." if children else "Check the code."
            raise SettingsError(f"“{area.code}” lists {code}, which is no LSOA of 2021 here.", way_out)
    shapes = area_map.shapes[AreaType.LSOA]
    geometries = dict(zip(shapes.codes, shapes.geometries, strict=True))
    found = [geometries[code] for code in area.lsoas if code in geometries]
    return shapely.union_all(found) if len(found) == len(area.lsoas) else None


def _refuse_overlap(kind: str, members: list[tuple[CustomArea, Any]]) -> None:
    drawn = [(area.code, geometry) for area, geometry in members if geometry is not None]
    pairs = overlaps(Shapes([code for code, _ in drawn], [geometry for _, geometry in drawn]))
    listed: dict[str, str] = {}
    for area, _ in members:
        for code in area.lsoas:
            if code in listed:
                pairs.append((listed[code], area.code))
            listed[code] = area.code
    if pairs:
        raise SettingsError(
            f"“{pairs[0][0]}” and “{pairs[0][1]}” are both of kind “{kind}” and overlap.",
            "Redraw one of them, or give them different kinds.",
        )
