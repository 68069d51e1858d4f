from saferplan.tables.schema import Column, Table

FACT_TABLE = Table(
    name="fact_table",
    description="The tables a fact rests on where it is made of no measure, or of more than measures.",
    columns=(
        Column("fact_id", "VARCHAR", "The fact."),
        Column("position", "INTEGER", "Order."),
        Column("table_name", "VARCHAR", "A table of this edition."),
    ),
    sort_key=("fact_id", "position"),
)
