from saferplan.tables.schema import Column, Table

SIGNAL_POINT = Table(
    name="signal_point",
    description="Map points that hold most of what is more than usual of a signal; at most five.",
    columns=(
        Column("signal_id", "VARCHAR", "The signal."),
        Column("position", "INTEGER", "Order, the largest part first."),
        Column("location", "VARCHAR", "The publisher's name of the point."),
        Column("longitude", "DOUBLE", "Degrees."),
        Column("latitude", "DOUBLE", "Degrees."),
        Column("observed", "BIGINT", "Offences or incidents in the signal's months."),
        Column("expected", "DOUBLE", "Its part of what would be usual."),
        Column("share", "DOUBLE", "Its part of the excess of all points together."),
        Column(
            "is_anchor", "BOOLEAN", "Whether it is a prison, hospital, police station, custody suite or large store."
        ),
    ),
    sort_key=("signal_id", "position"),
    caveats=("A map point stands for at least eight addresses: it is no address.",),
)
