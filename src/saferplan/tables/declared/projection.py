from saferplan.tables.schema import Column, Table

PROJECTION = Table(
    name="projection",
    description="What the running financial year may come to, with its interval, beside the naive figure.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("period", "VARCHAR", "The financial year."),
        Column("months_known", "INTEGER", "Months of it that were supplied."),
        Column("known", "BIGINT", "Offences or incidents in them."),
        Column("value", "DOUBLE", "Projected total."),
        Column("lower_80", "DOUBLE", "80% lower limit."),
        Column("upper_80", "DOUBLE", "80% upper limit."),
        Column("lower_95", "DOUBLE", "95% lower limit."),
        Column("upper_95", "DOUBLE", "95% upper limit."),
        Column("naive", "DOUBLE", "Months known, and last year's figures for the rest."),
    ),
    sort_key=("indicator_id", "area_code", "period"),
)
