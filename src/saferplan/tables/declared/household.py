from saferplan.tables.schema import Column, Table

HOUSEHOLD = Table(
    name="household",
    description="Households, by area and year.",
    columns=(
        Column("area_type", "VARCHAR", "Kind of area; CSPs and wider areas are sums of whole authorities."),
        Column("area_code", "VARCHAR", "The area."),
        Column("year", "INTEGER", "The year of the census."),
        Column("households", "BIGINT", "Households with residents.", check="households >= 0"),
        Column("file_id", "INTEGER", "The file it came from."),
    ),
    sort_key=("area_type", "area_code", "year"),
)
