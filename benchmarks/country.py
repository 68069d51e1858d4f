"""A made country of the shape of England and Wales: 43 forces, 315 CSPs, 7,000 wards, 35,000 LSOAs, 36 months, 18 million rows.

The land is a grid of squares, an LSOA each; five in a row are a ward, and runs of rows an authority, which is a CSP. DuckDB
writes the street files, for it does so ten times as fast as Python would.
"""

import json
from pathlib import Path

import duckdb

from saferplan.base.categories import ASB, CRIME_TYPES

FORCES, CSPS, LSOAS, MONTHS, ROWS = 43, 315, 35_000, 36, 18_000_000
ACROSS, WEST, SOUTH, SIDE = 200, -5.0, 50.5, 0.02
LSOAS_A_WARD = 5
POINTS_AN_LSOA = 20
FIRST_YEAR = 2023
OWN = "E22000001"
SPREAD = 97  # crime is uneven: low numbers of a point are drawn more often


def write_country(inbox: Path) -> list[str]:
    """Write the files into an inbox; gives the code of one CSP in each force."""
    con = duckdb.connect(config={"threads": "2", "memory_limit": "3GB"})
    con.execute(f"""CREATE TABLE lsoa AS SELECT i, printf('E01%06d', i + 1) AS code, i * {CSPS} // {LSOAS} AS csp,
      (i * {CSPS} // {LSOAS}) * {FORCES} // {CSPS} AS force, CAST({WEST} + (i % {ACROSS}) * {SIDE} AS DOUBLE) AS west,
      CAST({SOUTH} + (i // {ACROSS}) * {SIDE} AS DOUBLE) AS south FROM range({LSOAS}) AS t(i)""")
    con.execute("ALTER TABLE lsoa ADD COLUMN name VARCHAR")
    con.execute("ALTER TABLE lsoa ADD COLUMN shire VARCHAR")
    con.execute("""UPDATE lsoa SET name = printf('Place %03d %03dA', csp + 1, i % 999 + 1),
      shire = 'Shire ' || chr(CAST(65 + force // 26 AS INTEGER)) || chr(CAST(65 + force % 26 AS INTEGER))""")
    _write_lookups(con, inbox)
    _write_boundaries(con, inbox)
    _write_street_files(con, inbox)
    return [
        code
        for (code,) in con.execute(
            "SELECT printf('E22%06d', min(csp) + 1) FROM lsoa GROUP BY force ORDER BY 1"
        ).fetchall()
    ]


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"COPY ({query}) TO '{path.as_posix()}' (HEADER, DELIMITER ',')")


def _write_lookups(con: duckdb.DuckDBPyConnection, inbox: Path) -> None:
    authority = "printf('E07%06d', csp + 1)"
    _copy(con, f"""SELECT code AS LSOA21CD, name AS LSOA21NM, printf('E05%06d', i // {LSOAS_A_WARD} + 1) AS WD24CD,
      printf('Ward %d', i // {LSOAS_A_WARD} + 1) AS WD24NM, {authority} AS LAD24CD, printf('Place %03d', csp + 1) AS LAD24NM
      FROM lsoa ORDER BY i""", inbox / "LSOA21_WD24_LAD24.csv")  # fmt: skip
    _copy(con, f"""SELECT {authority} AS LAD24CD, printf('Place %03d', csp + 1) AS LAD24NM, printf('E22%06d', csp + 1) AS CSP24CD,
      printf('Place %03d', csp + 1) AS CSP24NM, printf('E23%06d', force + 1) AS PFA24CD, any_value(shire) AS PFA24NM
      FROM lsoa GROUP BY csp, force ORDER BY 1""", inbox / "LAD24_CSP24_PFA24.csv")  # fmt: skip
    _copy(con, f"SELECT {authority} AS ltla21_code, printf('Place %03d', csp + 1) AS ltla21_name, count(*) * 1600 AS "
        f"total_population "
               "FROM lsoa GROUP BY csp ORDER BY 1", inbox / "population24_ltla21.csv")  # fmt: skip
    _copy(con, 'SELECT code AS "LSOA 2021 Code", name AS "LSOA 2021 Name", 1600 AS Total FROM lsoa ORDER BY i',
          inbox / "population24_lsoa21.csv")  # fmt: skip


def _write_boundaries(con: duckdb.DuckDBPyConnection, inbox: Path) -> None:
    squares = con.execute("SELECT code, name, west, south, i, csp FROM lsoa ORDER BY i").fetchall()
    lsoas = [
        _feature({"LSOA21CD": code, "LSOA21NM": name}, west, south, 1) for code, name, west, south, _, _ in squares
    ]
    wards = [
        _feature({"WD24CD": f"E05{i // LSOAS_A_WARD + 1:06d}", "WD24NM": f"Ward {i // LSOAS_A_WARD + 1}",
                  "LAD24CD": f"E07{csp + 1:06d}"}, west, south, LSOAS_A_WARD)
        for _, _, west, south, i, csp in squares if i % LSOAS_A_WARD == 0
    ]  # fmt: skip
    for name, features in (("lsoa21_made.geojson", lsoas), ("ward24_made.geojson", wards)):
        (inbox / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _feature(properties: dict[str, str], west: float, south: float, squares: int) -> dict[str, object]:
    east, north = round(west + squares * SIDE, 6), round(south + SIDE, 6)
    west, south = round(west, 6), round(south, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _write_street_files(con: duckdb.DuckDBPyConnection, inbox: Path) -> None:
    types = ", ".join(f"'{name}'" for name in (ASB, *CRIME_TYPES))
    for month in range(MONTHS):
        year, number = FIRST_YEAR + (month + 3) // 12, (month + 3) % 12 + 1
        label, per_month = f"{year}-{number:02d}", ROWS // MONTHS
        con.execute(f"""CREATE OR REPLACE TEMP TABLE drawn AS
          SELECT CAST(hash(r, {month}) % {LSOAS} AS INTEGER) AS lsoa,
            CAST(hash(r, {month}, 1) % {SPREAD} % {POINTS_AN_LSOA} AS INTEGER) AS point,
            CAST(hash(r, {month}, 2) % 14 AS INTEGER) AS kind, r FROM range({per_month}) AS t(r)""")
        con.execute(f"""CREATE OR REPLACE TEMP TABLE rows AS
          SELECT force, CASE WHEN kind = 0 THEN '' ELSE md5(r || '-{month}') || md5('{month}-' || r) END AS "Crime ID",
            '{label}' AS "Month", shire || ' Police' AS "Reported by",
            round(west + (point % 5 + 0.5) * {SIDE} / 5, 6) AS "Longitude",
            round(south + (point // 5 + 0.5) * {SIDE} / 4, 6) AS "Latitude",
            'On or near Street ' || point AS "Location", code AS "LSOA code", name AS "LSOA name",
            ([{types}])[kind + 1] AS "Crime type",
            CASE WHEN kind = 0 THEN '' ELSE 'Investigation complete; no suspect identified' END AS "Last outcome category"
          FROM drawn JOIN lsoa ON lsoa.i = drawn.lsoa""")
        for force in range(FORCES):
            slug = "shire-" + (chr(97 + force // 26) + chr(97 + force % 26))
            _copy(con, f"""SELECT "Crime ID", "Month", "Reported by", "Reported by" AS "Falls within", "Longitude", "Latitude",
              "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", '' AS "Context"
              FROM rows WHERE force = {force}""",
              inbox / label / f"{label}-{slug}-street.csv")  # fmt: skip
