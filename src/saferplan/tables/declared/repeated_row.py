from saferplan.tables.schema import Column, Table

REPEATED_ROW = Table(
    name="repeated_row",
    description="Rows that repeat others, by file. Only a row that repeats an earlier one to the letter, identifier "
        "and all, within "
    "one month and force is dropped: it is one crime written twice. Rows without an identifier are kept, for two incidents at one "
    "map point in one month look alike; an identifier that stands again with other words is kept, for it may be a crime moved.",
    columns=(
        Column("file_id", "INTEGER", "The file."),
        Column("repetition", "VARCHAR", "What is repeated.",
               check="repetition IN ('identical_with_identifier', 'identifier_with_other_words', "
                     "'identical_without_identifier')"),
        Column("groups", "BIGINT", "Different rows or identifiers that stand more than once."),
        Column("rows", "BIGINT", "Rows beyond the first of each."),
        Column("largest", "BIGINT", "Most rows alike."),
        Column("dropped", "BIGINT", "Of these, rows dropped."),
    ),
    sort_key=("file_id", "repetition"),
)  # fmt: skip
