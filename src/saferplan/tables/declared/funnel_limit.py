from saferplan.tables.schema import Column, Table

FUNNEL_LIMIT = Table(
    name="funnel_limit",
    description="The limits of a funnel, to draw it: at each number of residents, 95% and 99.8%, widened by overdispersion.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("period", "VARCHAR", "The financial year."),
        Column("place_type", "VARCHAR", "Kind of area."),
        Column("denominator", "BIGINT", "Residents."),
        Column("lower_95", "DOUBLE", "Rate per 1,000."),
        Column("upper_95", "DOUBLE", "Rate per 1,000."),
        Column("lower_998", "DOUBLE", "Rate per 1,000."),
        Column("upper_998", "DOUBLE", "Rate per 1,000."),
    ),
    sort_key=("indicator_id", "period", "place_type", "denominator"),
)
