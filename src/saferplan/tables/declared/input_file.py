from saferplan.tables.schema import Column, Table

INPUT_FILE = Table(
    name="input_file",
    description="Every file the build met in the inbox: what it is, its hash, and what became of its rows.",
    columns=(
        Column("file_id", "INTEGER", "Number of the file in this edition, in the order its rows were loaded."),
        Column("path", "VARCHAR", "Where it lies below the inbox; a member of a ZIP is written `archive.zip!member`."),
        Column("source_id", "VARCHAR", "The source that recognised it; null if none did.", nullable=True),
        Column("sha256", "VARCHAR", "SHA-256 of its bytes, in hexadecimal; null if it could not be read.", nullable=True),
        Column("bytes", "BIGINT", "Its size."),
        Column("issue", "VARCHAR", "The month it was published as part of, where that can be told.", nullable=True),
        Column("status", "VARCHAR", "What became of the file as a whole.",
               check="status IN ('loaded', 'refused', 'duplicate', 'superseded', 'not_recognised')"),
        Column("note", "VARCHAR", "Why, in words, where the status wants explaining.", nullable=True),
        Column("rows_in", "BIGINT", "Rows of content in the file: kept + refused + duplicates + superseded + left out."),
        Column("kept", "BIGINT", "Rows that reached a table."),
        Column("refused", "BIGINT", "Rows refused, each listed in `refusal`, or all of them with the file."),
        Column("duplicates", "BIGINT", "Rows dropped because the same row had been read already."),
        Column("superseded", "BIGINT", "Rows left aside because a newer issue of the same month was supplied."),
        Column("left_out", "BIGINT", "Rows of a partner's file that are no values: totals, notes, other sheets."),
    ),
    sort_key=("file_id",),
)  # fmt: skip
