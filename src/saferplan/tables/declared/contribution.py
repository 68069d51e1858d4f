from saferplan.tables.schema import Column, Table

CONTRIBUTION = Table(
    name="contribution",
    description="What drove a change: the change of each exclusive part; the parts sum to the whole's net change. "
    "Empty where a break refuses the change of the whole.",
    columns=(
        Column("indicator_id", "VARCHAR", "The whole."),
        Column("area_code", "VARCHAR", "The partnership."),
        Column("period", "VARCHAR", "The financial year."),
        Column("period_before", "VARCHAR", "The year before."),
        Column("part_type", "VARCHAR", "Kind of part.", check="part_type IN ('category', 'ward')"),
        Column("part", "VARCHAR", "The type of crime, or the ward's code; `(elsewhere)` for rows in no ward."),
        Column("count_before", "BIGINT", "The year before."),
        Column("count", "BIGINT", "The year."),
        Column("net", "BIGINT", "What the part adds to the net change; null where a break in how it is recorded refuses its "
            "change.", nullable=True),
        Column("share", "DOUBLE", "Of all movement up and down, the part's share; null with `net`.", nullable=True),
    ),
    sort_key=("indicator_id", "area_code", "period", "part_type", "part"),
)  # fmt: skip
