from saferplan.tables.schema import Column, Table

COVERAGE = Table(
    name="coverage",
    description="Whether a force's file for a month was supplied. Absence of rows is not zero unless it was.",
    columns=(
        Column("force_code", "VARCHAR", "The police force area."),
        Column("month", "DATE", "First day of the month."),
        Column("feed", "VARCHAR", "The source.", check="feed IN ('police_uk_street')"),
        Column("status", "VARCHAR", "Supplied or not.", check="status IN ('supplied', 'not_supplied')"),
        Column("rows", "BIGINT", "Rows kept."),
    ),
    sort_key=("force_code", "month", "feed"),
)
