"""Tables the build needs on its way and does not keep: the publishers' lookups, and events before they are placed."""

from dataclasses import replace

from saferplan.base.areas import CODE_PATTERNS, LSOA_CODE, AreaType
from saferplan.tables.declared.offence import EVENT_COLUMNS
from saferplan.tables.schema import Column, Table


def _code(name: str, area_type: AreaType) -> Column:
    pattern = CODE_PATTERNS[area_type]
    return Column(name, "VARCHAR", f"Code of the {area_type}.", check=f"regexp_full_match({name}, '{pattern}')",
                  advice=f"It is not a code of this kind of area ({pattern}).")  # fmt: skip


def _name(name: str) -> Column:
    return Column(name, "VARCHAR", "Name, as published.", advice="The name is missing.")


LSOA_CROSSING = Table(
    name="lsoa_crossing",
    description="LSOA of 2011 to LSOA of 2021.",
    columns=(
        _code("lsoa11_code", AreaType.LSOA),
        Column("change_code", "VARCHAR", "U, S, M or X.", check="change_code IN ('U', 'S', 'M', 'X')",
               advice="The change must be U, S, M or X."),
        _code("lsoa21_code", AreaType.LSOA),
        _name("lsoa21_name"),
        _code("authority_code", AreaType.AUTHORITY),
    ),
    sort_key=("lsoa11_code", "lsoa21_code"),
)  # fmt: skip

LSOA_WARD = Table(
    name="lsoa_ward",
    description="LSOA of 2021 to best-fit ward and authority.",
    columns=(
        _code("lsoa21_code", AreaType.LSOA),
        _name("lsoa21_name"),
        _code("ward_code", AreaType.WARD),
        _name("ward_name"),
        _code("authority_code", AreaType.AUTHORITY),
    ),
    sort_key=("lsoa21_code",),
)

AUTHORITY_CSP = Table(
    name="authority_csp",
    description="Authority to CSP to police force area.",
    columns=(
        _code("authority_code", AreaType.AUTHORITY),
        _name("authority_name"),
        _code("csp_code", AreaType.CSP),
        _name("csp_name"),
        _code("force_code", AreaType.FORCE),
        _name("force_name"),
    ),
    sort_key=("authority_code", "csp_code"),
    caveats=(
        "An authority made of several old ones may hold several CSPs: its LSOAs cannot be told apart by authority.",
    ),
)

_RESIDENTS = Column("residents", "BIGINT", "Residents.", check="residents >= 0", advice="Residents are a whole number.")
_YEAR = Column("year", "INTEGER", "Mid-year.", check="year BETWEEN 1981 AND 2100", advice="The year is out of range.")

POPULATION_LSOA = Table(
    name="population_lsoa",
    description="Residents by LSOA of 2011.",
    columns=(_code("area_code", AreaType.LSOA), _YEAR, _RESIDENTS),
    sort_key=("area_code", "year"),
)

POPULATION_AUTHORITY = Table(
    name="population_authority",
    description="Residents by authority.",
    columns=(_code("area_code", AreaType.AUTHORITY), _YEAR, _RESIDENTS),
    sort_key=("area_code", "year"),
)

EVENT = Table(
    name="event",
    description="Rows of the street files, crimes and incidents alike, before they are parted and placed.",
    columns=(
        *(column for column in EVENT_COLUMNS if column.name not in ("file_id", "line", "lsoa_code")),
        Column("lsoa_code", "VARCHAR", "LSOA as published.", nullable=True,
               check=f"regexp_full_match(lsoa_code, '{LSOA_CODE}')",
               advice="It is no LSOA of 2011 or 2021 in the lookup supplied. Is the lookup complete?"),
        Column("crime_id", "BLOB", "Identifier.", nullable=True, check="octet_length(crime_id) = 32",
               advice="The identifier is 64 hexadecimal digits, or empty."),
        Column("category", "VARCHAR", "Crime type.", advice="It is none of the fourteen crime types in use since May 2013."),
        Column("last_outcome", "VARCHAR", "Latest outcome.", nullable=True),
    ),
    sort_key=("file_id", "line"),
)  # fmt: skip

REFERENCE_TABLES = {
    table.name: table for table in (LSOA_CROSSING, LSOA_WARD, AUTHORITY_CSP, POPULATION_LSOA, POPULATION_AUTHORITY)
}


def with_allowed(table: Table, column_name: str, sql_type: str) -> Table:
    """The table with one column's type narrowed to an enumeration of what is allowed."""
    columns = tuple(
        replace(column, sql_type=sql_type, check="") if column.name == column_name else column
        for column in table.columns
    )
    return replace(table, columns=columns)
