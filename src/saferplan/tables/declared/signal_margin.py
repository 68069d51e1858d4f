from saferplan.tables.schema import Column, Table

SIGNAL_MARGIN = Table(
    name="signal_margin",
    description="How many times its threshold each false signal of the simulated quarters came to: what the chance of a signal is "
        "told by.",
    columns=(
        Column("position", "INTEGER", "Order, the weakest first."),
        Column("margin", "DOUBLE", "Strength over threshold."),
    ),
    sort_key=("position",),
)  # fmt: skip
