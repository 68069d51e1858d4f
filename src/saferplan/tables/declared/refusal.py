from saferplan.tables.schema import Column, Table

REFUSAL = Table(
    name="refusal",
    description="Every row that was refused, by file, line, column and value. Nothing is dropped without a line here.",
    columns=(
        Column("file_id", "INTEGER", "The file it stood in."),
        Column("line", "BIGINT", "Its line in the file (the heading is line 1), or its place in a list of features."),
        Column("column_name", "VARCHAR", "The publisher's name of the column that was refused."),
        Column("value", "VARCHAR", "What stood there, cut at 200 characters.", nullable=True),
        Column("reason", "VARCHAR", "Why it was refused."),
        Column("way_out", "VARCHAR", "What would put it right."),
    ),
    sort_key=("file_id", "line", "column_name"),
)
