from saferplan.tables.schema import Column, Table

MONTHLY_COUNT = Table(
    name="monthly_count",
    description="Counts by indicator, area and month; sparse: a month that was supplied and has no row is a true "
    "zero. Quarterly feeds "
    "stand under the first month of the quarter.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("month", "DATE", "First day of the month."),
        Column(
            "count",
            "BIGINT",
            "What is counted, of one unit; below zero where the Home Office took offences off.",
            check="count <> 0",
        ),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "month"),
)
