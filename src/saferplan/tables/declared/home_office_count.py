from saferplan.tables.schema import Column, Table

HOME_OFFICE_COUNT = Table(
    name="home_office_count",
    description="Offences by area, quarter and offence code, as the Home Office publishes them, the newest issue of each area and "
        "quarter.",
    columns=(
        Column("area_type", "VARCHAR", "`csp`, or `force` where only the table by force gives the quarter.",
               check="area_type IN ('csp', 'force')"),
        Column("area_code", "VARCHAR", "The area."),
        Column("quarter", "DATE", "First day of the quarter."),
        Column("offence_subgroup", "VARCHAR", "Its subgroup, under one spelling."),
        Column("offence_code", "VARCHAR", "The Home Office's code."),
        Column("count", "BIGINT", "Offences; below zero where more were cancelled than recorded."),
        Column("rows", "BIGINT", "Rows of the file that were added up."),
        Column("first_line", "BIGINT", "The first line of them in the file."),
        Column("last_line", "BIGINT", "The last."),
        Column("file_id", "INTEGER", "The file they stand in."),
    ),
    sort_key=("area_type", "area_code", "quarter", "offence_subgroup", "offence_code", "file_id"),
    caveats=("Homicide stands in several rows a quarter under one code: they are added up.",),
)  # fmt: skip
