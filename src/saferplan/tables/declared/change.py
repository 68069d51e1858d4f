from saferplan.tables.schema import Column, Table

CHANGE = Table(
    name="change",
    description="A financial year against the year before: the change, its interval and a verdict.",
    columns=(
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period", "VARCHAR", "The financial year."),
        Column("period_before", "VARCHAR", "The financial year before."),
        Column("count", "BIGINT", "This year.", nullable=True),
        Column("count_before", "BIGINT", "The year before.", nullable=True),
        Column("value", "DOUBLE", "Relative change; 0.088 is a rise of 8.8%.", nullable=True),
        Column("lower", "DOUBLE", "Lower 95% limit of the relative change, widened by dispersion.", nullable=True),
        Column("upper", "DOUBLE", "Upper 95% limit of the relative change, widened by dispersion.", nullable=True),
        Column("dispersion", "DOUBLE", "Dispersion of the monthly series.", nullable=True),
        Column("p", "DOUBLE", "Two-sided probability of so large a change by chance.", nullable=True),
        Column("verdict", "VARCHAR", "What may be said.",
               check="verdict IN ('up', 'down', 'about_the_same', 'no_clear_change', 'not_enough_history', 'refused')"),
        Column("missing_reason", "VARCHAR", "Why there is no percentage.", nullable=True,
               check="missing_reason IN ('month_not_supplied', 'base_under_20')"),
    ),
    sort_key=("indicator_id", "area_type", "area_code", "period"),
)  # fmt: skip
