from saferplan.tables.schema import Column, Table

FACT_CAVEAT = Table(
    name="fact_caveat",
    description="What must be said beside a fact.",
    columns=(
        Column("fact_id", "VARCHAR", "The fact."),
        Column("position", "INTEGER", "Order of the caveats."),
        Column("text", "VARCHAR", "The caveat."),
    ),
    sort_key=("fact_id", "position"),
)
