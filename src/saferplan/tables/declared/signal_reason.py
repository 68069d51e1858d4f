from saferplan.tables.schema import Column, Table

SIGNAL_REASON = Table(
    name="signal_reason",
    description="Why a signal is refused or downgraded.",
    columns=(
        Column("signal_id", "VARCHAR", "The signal."),
        Column("position", "INTEGER", "Order, refusals first."),
        Column("effect", "VARCHAR", "What it does.", check="effect IN ('refused', 'downgraded')"),
        Column("reason", "VARCHAR", "The reason, as it is said."),
    ),
    sort_key=("signal_id", "position"),
)
