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


def _residents_of(name: str, area_type: AreaType, what: str) -> Table:
    return Table(
        name,
        f"Residents by {what}.",
        (_code("area_code", area_type), _YEAR, _RESIDENTS),
        sort_key=("area_code", "year"),
    )


POPULATION_LSOA21 = _residents_of("population_lsoa21", AreaType.LSOA, "LSOA of 2021")
POPULATION_WARD = _residents_of("population_ward", AreaType.WARD, "ward")

HOUSEHOLD_AUTHORITY = Table(
    name="household_authority",
    description="Households by authority.",
    columns=(
        _code("area_code", AreaType.AUTHORITY),
        _YEAR,
        Column("households", "BIGINT", "Households.", check="households >= 0", advice="Households are a whole number."),
    ),
    sort_key=("area_code", "year"),
)

AUTHORITY_REGION = Table(
    name="authority_region",
    description="Authority to region.",
    columns=(_code("authority_code", AreaType.AUTHORITY), _code("region_code", AreaType.REGION), _name("region_name")),
    sort_key=("authority_code",),
)


def _deprivation(name: str) -> Table:
    rank = Column("rank", "BIGINT", "Rank.", check="rank >= 1", advice="The rank is a whole number from 1.")
    decile = Column(
        "decile", "BIGINT", "Decile.", check="decile BETWEEN 1 AND 10", advice="The decile is a number from 1 to 10."
    )
    year = replace(_YEAR, description="Year of the index.")
    return Table(
        name, "Deprivation by LSOA.", (_code("area_code", AreaType.LSOA), year, rank, decile), ("area_code", "year")
    )


DEPRIVATION_LSOA11 = _deprivation("deprivation_lsoa11")
DEPRIVATION_LSOA21 = _deprivation("deprivation_lsoa21")

SEVERITY_WEIGHT_ROW = Table(
    name="severity_weight_row",
    description="Severity weights as listed.",
    columns=(
        Column("offence_code", "VARCHAR", "Offence code.", advice="The code is missing."),
        Column("weight", "DOUBLE", "Weight.", check="weight >= 0", advice="The weight is a number, not below zero."),
    ),
    sort_key=("offence_code", "weight"),
)

MOST_SIMILAR_ROW = Table(
    name="most_similar_row",
    description="Members of most similar groups as listed.",
    columns=(
        _code("area_code", AreaType.CSP),
        _code("member_code", AreaType.CSP),
        Column("member_name", "VARCHAR", "Its name, as listed.", nullable=True),
        Column("group_issued", "DATE", "Month of issue.", advice="Write the month as YYYY-MM."),
    ),
    sort_key=("area_code", "member_code", "group_issued"),
)

HOME_OFFICE_ROW = Table(
    name="home_office_row",
    description="Rows of the Home Office's tables by CSP and by force.",
    columns=(
        Column("financial_year", "VARCHAR", "Financial year.", check="regexp_full_match(financial_year, '[0-9]{4}/[0-9]{2}')",
               advice="Write the year as 2016/17."),
        Column("quarter", "INTEGER", "Quarter.", check="quarter BETWEEN 1 AND 4", advice="The quarter is 1, 2, 3 or 4."),
        Column("force_name", "VARCHAR", "Force.", advice="The force is missing."),
        Column("csp_name", "VARCHAR", "Partnership; null in the table by force.", nullable=True),
        Column("description", "VARCHAR", "Offence.", nullable=True),
        Column("offence_group", "VARCHAR", "Group.", advice="The group is missing."),
        Column("offence_subgroup", "VARCHAR", "Subgroup.", advice="The subgroup is missing."),
        Column("offence_code", "VARCHAR", "Code.", advice="The code is missing."),
        Column("count", "BIGINT", "Offences.", advice="The number of offences is a whole number."),
    ),
    sort_key=("file_id", "line"),
)  # fmt: skip

OUTCOME_EVENT = Table(
    name="outcome_event",
    description="Rows of the outcomes files.",
    columns=(
        Column("month", "DATE", "Month of the outcome.", advice="Write the month as YYYY-MM."),
        Column("reported_by", "VARCHAR", "Force.", advice="Every row names the force."),
        Column("crime_id", "BLOB", "Identifier.", check="octet_length(crime_id) = 32",
               advice="The identifier is 64 hexadecimal digits."),
        Column("outcome", "VARCHAR", "Outcome.", advice="It is none of the outcomes the publisher uses."),
    ),
    sort_key=("file_id", "line"),
)  # fmt: skip

_NULLABLE_TEXTS = (
    "search_type", "gender", "age_range", "self_defined_ethnicity", "officer_defined_ethnicity", "legislation",
    "object_of_search", "outcome",
)  # fmt: skip
SEARCH_EVENT = Table(
    name="search_event",
    description="Rows of the stop and search files.",
    columns=(
        Column("month", "DATE", "Month of the search.", advice="The date starts with YYYY-MM-DD."),
        *(column for column in EVENT_COLUMNS if column.name in ("longitude", "latitude")),
        *(Column(name, "VARCHAR", "As published.", nullable=True) for name in _NULLABLE_TEXTS),
    ),
    sort_key=("file_id", "line"),
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
    table.name: table
    for table in (
        LSOA_CROSSING, LSOA_WARD, AUTHORITY_CSP, AUTHORITY_REGION, POPULATION_LSOA, POPULATION_LSOA21, POPULATION_WARD,
        POPULATION_AUTHORITY, HOUSEHOLD_AUTHORITY, DEPRIVATION_LSOA11, DEPRIVATION_LSOA21, SEVERITY_WEIGHT_ROW,
        MOST_SIMILAR_ROW,
    )
}  # fmt: skip


def with_allowed(table: Table, column_name: str, sql_type: str) -> Table:
    """The table with one column's type narrowed to an enumeration of what is allowed."""
    columns = tuple(
        replace(column, sql_type=sql_type, check="") if column.name == column_name else column
        for column in table.columns
    )
    return replace(table, columns=columns)
