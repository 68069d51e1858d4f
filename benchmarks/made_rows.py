"""Street files of made rows in the publisher's layout: 36 months of 100,000 rows, at 8,000 map points in 360 LSOAs."""

from pathlib import Path

import numpy as np

from saferplan.base.categories import ASB, CRIME_TYPES
from saferplan.tables.catalogue import all_tables
from saferplan.tables.draft import write_edition
from saferplan.tables.engine import connect

MONTHS, PER_MONTH = 36, 100_000
ROWS = MONTHS * PER_MONTH
HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)


def write_street_files(folder: Path) -> None:
    """Write the files; the same rows each time."""
    generator = np.random.default_rng(36)
    points = [
        f"{-1.3 + generator.random() / 3:.6f},{54.5 + generator.random() / 5:.6f},On or near Street {number},"
        f"E0109{1000 + number % 360},Made {number % 360:03d}A"
        for number in range(8_000)
    ]
    types = (ASB, *CRIME_TYPES)
    for month in range(MONTHS):
        name = f"{2014 + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}"
        ids = generator.bytes(32 * PER_MONTH).hex()
        lines = [HEADINGS]
        for row, (point, kind) in enumerate(
            zip(generator.integers(0, 8_000, PER_MONTH), generator.integers(0, 14, PER_MONTH), strict=True)
        ):
            crime_id = "" if kind == 0 else ids[64 * row : 64 * row + 64]
            outcome = "" if kind == 0 else "Investigation complete; no suspect identified"
            lines.append(f"{crime_id},{name},Made Police,Made Police,{points[point]},{types[kind]},{outcome},")
        (folder / f"{name}-made-street.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")


def write_edition_of(folder: Path) -> Path:
    """An edition that holds the ingested rows, placed as published."""
    engine = connect()
    for table in all_tables().values():
        engine.create(table)
    names = ", ".join(all_tables()["offence"].column_names)
    engine.run(f"""INSERT INTO offence SELECT {names} FROM (
      SELECT *, 'E23000013' AS force_code, 'published' AS placement, lsoa_code AS lsoa21_code, NULL AS ward_code,
        'E22000030' AS csp_code, false AS is_foreign
      FROM read_parquet('{(folder / "ours.parquet").as_posix()}') WHERE category <> '{ASB}')""")
    (folder / "workspace").mkdir()
    return write_edition(engine, folder / "workspace", last_month="2017-03", manifest={"code": "made rows"}).path
