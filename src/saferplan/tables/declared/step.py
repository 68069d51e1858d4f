from saferplan.tables.schema import Column, Table

STEP = Table(
    name="step",
    description="The SQL that was run, in order, by name.",
    columns=(
        Column("position", "INTEGER", "Order."),
        Column("name", "VARCHAR", "What the step makes."),
        Column("sql", "VARCHAR", "The statement."),
        Column("rows", "BIGINT", "Rows it made.", nullable=True),
    ),
    sort_key=("position",),
)
