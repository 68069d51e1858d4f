from saferplan.tables.schema import Column, Table

SIGNAL_SIGHTING = Table(
    name="signal_sighting",
    description="How a signal looked at each month-end, as if nothing after it were known; of partners' events at the last only.",
    columns=(
        Column("signal_id", "VARCHAR", "The signal."),
        Column("month_end", "DATE", "First day of the month at whose end it was seen."),
        Column("since", "DATE", "First day of the first month it spoke of then."),
        Column("detector", "VARCHAR", "The strangest alarm's."),
        Column("places", "INTEGER", "Neighbourhoods."),
        Column("observed", "BIGINT", "Offences or incidents."),
        Column("expected", "DOUBLE", "How many would have been usual."),
        Column(
            "margin",
            "DOUBLE",
            "How many times the threshold it came to; null where no detector raised it and it goes on by its counts.",
            nullable=True,
        ),
    ),
    sort_key=("signal_id", "month_end"),
)
