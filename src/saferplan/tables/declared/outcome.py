from saferplan.tables.schema import Column, Table

OUTCOME = Table(
    name="outcome",
    description="Outcomes of crimes, a row each: a crime may have several, and may stand in no street file at hand.",
    columns=(
        Column("file_id", "INTEGER", "The file the row stands in."),
        Column("line", "BIGINT", "Its line in the file."),
        Column("month", "DATE", "First day of the month of the outcome."),
        Column("crime_id", "BLOB", "The crime in the street files."),
        Column("outcome", "VARCHAR", "As published."),
        Column("outcome_group", "VARCHAR", "Our group of outcomes."),
        Column("force_code", "VARCHAR", "The force that reported it; null for forces without an area.", nullable=True),
    ),
    sort_key=("file_id", "line"),
    caveats=("Outcomes mature for months: recent crimes have fewer.",),
)
