from saferplan.tables.schema import Column, Table

SIGNAL_PLACE = Table(
    name="signal_place",
    description="Neighbourhoods of a signal.",
    columns=(
        Column("signal_id", "VARCHAR", "The signal."),
        Column("lsoa21_code", "VARCHAR", "The neighbourhood."),
        Column(
            "excess",
            "DOUBLE",
            "Its part of what is more than expected, or of a fall fewer (above nought either way); null of partners' events.",
            nullable=True,
        ),
    ),
    sort_key=("signal_id", "lsoa21_code"),
)
