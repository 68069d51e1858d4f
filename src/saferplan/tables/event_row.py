"""Rows of partners' extracts as they are cast, before they are given a meaning and a place; not kept in an edition."""

from saferplan.tables.schema import Column, Table

_DAY = "Write the day as 31/12/2024 or 2024-12-31, and the time as 23:59."
_GRID = "Eastings of England and Wales lie between 5000 and 660000 metres, northings between 5000 and 700000."
_DEGREES = "Longitude lies between -9 and 3 in Great Britain, latitude between 49 and 61."
_TEXTS = ("offence_code", "category", "ward", "postcode", "place_type")
_FLAGS = ("domestic_abuse", "hate", "knife", "alcohol", "repeat")


def _point(name: str, low: int, high: int, advice: str) -> Column:
    return Column(name, "DOUBLE", "Coordinate.", nullable=True, check=f"{name} BETWEEN {low} AND {high}", advice=advice)


LOCAL_EVENT_ROW = Table(
    name="local_event_row",
    description="Rows of partners' extracts.",
    columns=(
        Column("from_date", "TIMESTAMP", "From when.", advice=_DAY),
        Column("is_time_known", "BOOLEAN", "Whether a time is given."),
        Column("to_date", "TIMESTAMP", "To when.", nullable=True, advice=_DAY),
        Column("reported", "DATE", "Reported.", nullable=True, advice=_DAY),
        _point("easting", 5_000, 660_000, _GRID),
        _point("northing", 5_000, 700_000, _GRID),
        _point("longitude", -9, 3, _DEGREES),
        _point("latitude", 49, 61, _DEGREES),
        *(Column(name, "VARCHAR", "As supplied.", nullable=True) for name in (*_TEXTS, *_FLAGS)),
        Column("status", "VARCHAR", "By which rows are left out.", nullable=True),
        Column(
            "crime_reference",
            "BIGINT",
            "Which crime it is: a number of this build's own, and not the supplier's.",
            nullable=True,
        ),
        Column("victim_key", "BLOB", "Keyed hash.", nullable=True),
        Column("place_key", "BLOB", "Keyed hash.", nullable=True),
    ),
    sort_key=("from_date",),
)
