from saferplan.tables.schema import Column, Table

SIGNAL_MARGIN = Table(
    name="signal_margin",
    description="How far above its threshold each false signal of the simulated quarters began: what the chance of a signal is "
        "told by.",
    columns=(
        Column("position", "INTEGER", "Order, the weakest first."),
        Column("margin", "DOUBLE", "In powers of ten of chance."),
    ),
    sort_key=("position",),
)  # fmt: skip
