from saferplan.tables.schema import Column, Table

SIGNAL_UNJUDGED = Table(
    name="signal_unjudged",
    description="Categories that were not looked at for signals at the newest month-end, or not by every detector, and why.",
    columns=(
        Column("category", "VARCHAR", "Type of crime, anti-social behaviour, or a kind of a partner's events."),
        Column("position", "INTEGER", "Order of the reasons."),
        Column("is_silent", "BOOLEAN", "Whether nothing at all was looked for there: that there is no signal then says nothing."),
        Column("reason", "VARCHAR", "The reason, as it is said."),
        Column("mapping", "VARCHAR", "The mapping of the partner's extract it is of; null of police.uk.", nullable=True),
    ),
    sort_key=("category", "position"),
)  # fmt: skip
