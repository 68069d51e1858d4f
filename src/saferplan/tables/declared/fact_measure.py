from saferplan.tables.schema import Column, Table

FACT_MEASURE = Table(
    name="fact_measure",
    description="The measures a fact's sentence is made of: the thread from the words to the rows.",
    columns=(
        Column("fact_id", "VARCHAR", "The fact."),
        Column("position", "INTEGER", "Order in the sentence."),
        Column("indicator_id", "VARCHAR", "The indicator."),
        Column("area_type", "VARCHAR", "Kind of area."),
        Column("area_code", "VARCHAR", "The area."),
        Column("period_type", "VARCHAR", "Kind of period."),
        Column("period", "VARCHAR", "The period."),
    ),
    sort_key=("fact_id", "position"),
)
