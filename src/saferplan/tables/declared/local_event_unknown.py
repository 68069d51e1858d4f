from saferplan.tables.schema import Column, Table

LOCAL_EVENT_UNKNOWN = Table(
    name="local_event_unknown",
    description="Words in partners' extracts to which the mapping gives no meaning: their rows are kept, without that meaning.",
    columns=(
        Column("mapping", "VARCHAR", "The mapping."),
        Column("role", "VARCHAR", "What the column is to us."),
        Column("said", "VARCHAR", "What stood there, cut at 60 characters; withheld where it looks personal."),
        Column("rows", "BIGINT", "In how many rows."),
    ),
    sort_key=("mapping", "role", "said"),
)
