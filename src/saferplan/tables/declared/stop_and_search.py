from saferplan.tables.schema import Column, Table

STOP_AND_SEARCH = Table(
    name="stop_and_search",
    description="Stops and searches, a row each, without the time of day: many forces give the day or the month only.",
    columns=(
        Column("file_id", "INTEGER", "The file the row stands in."),
        Column("line", "BIGINT", "Its line in the file."),
        Column("month", "DATE", "First day of the month."),
        Column("longitude", "DOUBLE", "Degrees east of the map point.", nullable=True),
        Column("latitude", "DOUBLE", "Degrees north of the map point.", nullable=True),
        Column("search_type", "VARCHAR", "Person, vehicle or both.", nullable=True),
        Column("gender", "VARCHAR", "As published.", nullable=True),
        Column("age_range", "VARCHAR", "As published.", nullable=True),
        Column("self_defined_ethnicity", "VARCHAR", "As the person said.", nullable=True),
        Column("officer_defined_ethnicity", "VARCHAR", "As the officer saw.", nullable=True),
        Column("legislation", "VARCHAR", "The power used.", nullable=True),
        Column("object_of_search", "VARCHAR", "What was looked for.", nullable=True),
        Column("outcome", "VARCHAR", "What followed.", nullable=True),
        Column("force_code", "VARCHAR", "The force of the file; null for forces without an area.", nullable=True),
        Column("csp_code", "VARCHAR", "CSP whose LSOA boundaries hold the map point.", nullable=True),
        Column("is_foreign", "BOOLEAN", "Searched by a force other than the one whose area it lies in."),
    ),
    sort_key=("file_id", "line"),
)
