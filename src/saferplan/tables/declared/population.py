from saferplan.tables.schema import Column, Table

POPULATION = Table(
    name="population",
    description="Residents at 30 June, by area and year. An estimate the publisher has since replaced is `superseded`.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area; CSPs and forces are sums of their authorities."),
        Column("area_code", "VARCHAR", "The area."),
        Column("year", "INTEGER", "The mid-year the estimate is of.", check="year BETWEEN 1981 AND 2100"),
        Column("residents", "BIGINT", "People who live there.", check="residents >= 0"),
        Column("status", "VARCHAR", "`superseded` where the publisher has replaced the estimate.",
               check="status IN ('current', 'superseded')"),
        Column("file_id", "INTEGER", "The file it came from."),
    ),
    sort_key=("area_type", "area_code", "year"),
    caveats=("An LSOA of 2021 that was split from one of 2011 has no figure in a list by LSOA of 2011: none is invented.",),
)  # fmt: skip
