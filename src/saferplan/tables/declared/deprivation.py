from saferplan.tables.schema import Column, Table

DEPRIVATION = Table(
    name="deprivation",
    description="Deprivation of each LSOA of 2021 among those of England, by year of the index.",
    columns=(
        Column("area_code", "VARCHAR", "LSOA of 2021."),
        Column("year", "INTEGER", "Year of the index."),
        Column("rank", "BIGINT", "1 is the most deprived."),
        Column("decile", "BIGINT", "1 is the most deprived tenth of England.", check="decile BETWEEN 1 AND 10"),
        Column("file_id", "INTEGER", "The file it came from."),
    ),
    sort_key=("area_code", "year"),
    caveats=("An LSOA that was split or merged between 2011 and 2021 has no rank of an index by LSOA of 2011.",),
)
