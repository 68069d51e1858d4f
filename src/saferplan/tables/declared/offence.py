from saferplan.tables.schema import Column, Table

EVENT_COLUMNS = (
    Column("file_id", "INTEGER", "The file the row stands in."),
    Column("line", "BIGINT", "Its line in the file; the heading is line 1."),
    Column("month", "DATE", "First day of the month it is published under.",
           advice="Write the month as YYYY-MM."),
    Column("reported_by", "VARCHAR", "The force that recorded it, as published.",
           advice="Every row names the force that recorded it."),
    Column("longitude", "DOUBLE", "Degrees east of a map point, not of the place itself.", nullable=True,
           check="longitude BETWEEN -9 AND 3",
           advice="Longitude lies between -9 and 3 in Great Britain; check that it is not swapped with latitude."),
    Column("latitude", "DOUBLE", "Degrees north of the same map point.", nullable=True,
           check="latitude BETWEEN 49 AND 61",
           advice="Latitude lies between 49 and 61 in Great Britain; check that it is not swapped with longitude."),
    Column("location", "VARCHAR", "The publisher's name of the map point.", nullable=True),
    Column("lsoa_code", "VARCHAR", "LSOA as published, of 2011 or 2021; null where the row has no location.", nullable=True),
    Column("lsoa_name", "VARCHAR", "LSOA name as published.", nullable=True),
)  # fmt: skip

PLACED_COLUMNS = (
    Column("force_code", "VARCHAR", "The force area of `reported_by`; null for forces without an area.", nullable=True),
    Column("placement", "VARCHAR", "How the row came to its LSOA of 2021.",
           check="placement IN ('published', 'merged', 'by_point', 'remainder', 'no_location')"),
    Column("lsoa21_code", "VARCHAR", "LSOA of 2021; null for the remainder.", nullable=True),
    Column("ward_code", "VARCHAR", "Ward whose current boundary holds the map point.", nullable=True),
    Column("csp_code", "VARCHAR", "CSP of the LSOA of 2021.", nullable=True),
    Column("is_foreign", "BOOLEAN", "Recorded by a force other than the one whose area it lies in: shown apart, never counted."),
)  # fmt: skip

SNAPPED = "Places are snapped by the publisher to map points: no address, no time of day, month only."

OFFENCE = Table(
    name="offence",
    description="Recorded crimes, a row each. Anti-social behaviour is not among them: it has a table of its own.",
    columns=(
        *EVENT_COLUMNS,
        Column("crime_id", "BLOB", "The publisher's 64-digit identifier, as 32 bytes.", nullable=True),
        Column("category", "VARCHAR", "The publisher's crime type."),
        Column("last_outcome", "VARCHAR", "Latest outcome at the time of issue, as published.", nullable=True),
        *PLACED_COLUMNS,
    ),
    sort_key=("file_id", "line"),
    caveats=(SNAPPED,),
)
