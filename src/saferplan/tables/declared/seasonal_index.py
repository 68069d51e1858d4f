from saferplan.tables.schema import Column, Table

SEASONAL_INDEX = Table(
    name="seasonal_index",
    description="How each month of the year stands to the trend; 1 is average. Needs 36 months.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("month_number", "INTEGER", "1 is January.", check="month_number BETWEEN 1 AND 12"),
        Column("value", "DOUBLE", "Ratio to the trend."),
        Column("lower", "DOUBLE", "Lower 95% limit."),
        Column("upper", "DOUBLE", "Upper 95% limit."),
    ),
    sort_key=("indicator_id", "area_code", "month_number"),
)
