from saferplan.tables.schema import Column, Table

REVISION = Table(
    name="revision",
    description="Cells that two issues of one month or quarter give differently: what the older said, what the newest says.",
    columns=(
        Column("feed", "VARCHAR", "The source."),
        Column("month", "DATE", "First day of the month or quarter."),
        Column("place", "VARCHAR", "LSOA as published, or the partnership; `(none)` for rows without a place."),
        Column("category", "VARCHAR", "Crime type, or offence code."),
        Column("issue_before", "VARCHAR", "The older issue."),
        Column("issue", "VARCHAR", "The newest issue, which counts."),
        Column("count_before", "BIGINT", "Rows or offences in the older."),
        Column("count", "BIGINT", "Rows or offences in the newest."),
    ),
    sort_key=("feed", "month", "place", "category", "issue_before"),
)
