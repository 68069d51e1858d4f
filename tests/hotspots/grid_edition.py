"""An engine with a partnership of 36 square neighbourhoods, in whose middle four crime lies, month by month."""

import shapely

from saferplan.base.periods import Month, months_between
from saferplan.pipeline.measuring import Scope, insert_rows
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine, connect

SIDE = 6
OWN, FORCE = "E22000030", "E23000013"
FIRST, LAST = Month(2020, 1), Month(2022, 12)
MONTHS = tuple(months_between(FIRST, LAST))
MIDDLE = ("E01000014", "E01000015", "E01000020", "E01000021")
SCOPE = Scope(OWN, "Squareborough", FORCE, MONTHS, None, None)
STEP = 0.01


def code_of(place: int) -> str:
    return f"E010000{place:02d}"


def grid_engine(
    *, with_boundaries: bool = True, partial: Month | None = None, most: int = 12, least: int = 2
) -> Engine:
    """Burglaries: `most` a month in each of the middle four, `least` in all others, at one map point each."""
    engine = connect(threads=1)
    for name in (
        "area",
        "boundary",
        "coverage",
        "monthly_count",
        "offence",
        "asb_incident",
        "hotspot",
        "hotspot_accuracy",
    ):
        engine.create(all_tables()[name])
    insert_rows(engine, "area", [_row("area", area_type="lsoa", area_code=code_of(place), name=f"Square {place:02d}",
                                      csp_code=OWN, force_code=FORCE, role="own") for place in range(SIDE**2)])  # fmt: skip
    if with_boundaries:
        insert_rows(engine, "boundary", [_row("boundary", area_type="lsoa", area_code=code_of(place), vintage=2021, file_id=1,
                                              geometry=_square(place)) for place in range(SIDE**2)])  # fmt: skip
    insert_rows(engine, "coverage", [
        _row("coverage", force_code=FORCE, month=month.first_day, feed="police_uk_street", rows=1, foreign_rows=0,
             status="partial" if month == partial else "supplied") for month in MONTHS
    ])  # fmt: skip
    counts = {code_of(place): most if code_of(place) in MIDDLE else least for place in range(SIDE**2)}
    insert_rows(engine, "monthly_count", [
        _row("monthly_count", indicator_id=indicator, area_type="lsoa", area_code=code, month=month.first_day, count=count)
        for indicator in ("recorded_crime", "burglary") for code, count in counts.items() for month in MONTHS if count
    ])  # fmt: skip
    _insert_offences(engine, counts)
    return engine


def _insert_offences(engine: Engine, counts: dict[str, int]) -> None:
    """As many rows as are counted, by query: thousands of dictionaries would take seconds."""
    for place, (code, count) in enumerate(counts.items()):
        x, y = _corner(place)
        engine.run(
            f"""INSERT INTO offence BY NAME SELECT {place} AS file_id, row_number() OVER () AS line, month.at AS month,
              'Cleveland Police' AS reported_by, {x + STEP / 2} AS longitude, {y + STEP / 2} AS latitude, 'Burglary' AS category,
              '{FORCE}' AS force_code, 'published' AS placement, '{code}' AS lsoa21_code, 'E05000001' AS ward_code,
              '{OWN}' AS csp_code, false AS is_foreign
            FROM (SELECT unnest(?::DATE[]) AS at) AS month, range({count})""",
            [[month.first_day for month in MONTHS]],
        )


def _corner(place: int) -> tuple[float, float]:
    return -1.3 + STEP * (place % SIDE), 54.5 + STEP * (place // SIDE)


def _square(place: int) -> bytes:
    x, y = _corner(place)
    return bytes(shapely.to_wkb(shapely.box(x, y, x + STEP, y + STEP)))


def _row(table: str, **values: object) -> dict[str, object]:
    return dict.fromkeys(all_tables()[table].column_names) | values
