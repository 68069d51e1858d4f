from saferplan.tables.schema import Column, Table

LOCAL_LEFT_OUT = Table(
    name="local_left_out",
    description="What stood in partners' files and is no value: totals, notes, sheets and columns that no mapping names.",
    columns=(
        Column("file_id", "INTEGER", "The file."),
        Column("sheet", "VARCHAR", "The sheet."),
        Column("row", "INTEGER", "Its row; none (0) for a whole sheet."),
        Column("cell", "VARCHAR", "The cell, or the first of them; empty for a whole sheet."),
        Column("said", "VARCHAR", "What stood there, cut at 200 characters."),
        Column("rows", "INTEGER", "How many rows, or values side by side, it stands for."),
        Column("reason", "VARCHAR", "Why it is no value; a total is held against what it adds."),
    ),
    sort_key=("file_id", "sheet", "row", "cell", "reason"),
)
