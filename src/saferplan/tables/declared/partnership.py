from saferplan.tables.schema import Column, Table

PARTNERSHIP = Table(
    name="partnership",
    description="Whose edition this is: one row.",
    columns=(
        Column("area_code", "VARCHAR", "The CSP."),
        Column("name", "VARCHAR", "Its name."),
        Column("force_code", "VARCHAR", "The police force area it lies in.", nullable=True),
        Column("first_month", "DATE", "First month of any file."),
        Column("last_month", "DATE", "Last month of any file."),
        Column(
            "latest_financial_year",
            "VARCHAR",
            "The latest financial year wholly supplied; null if none.",
            nullable=True,
        ),
        Column("is_simulated", "BOOLEAN", "Whether the place and its figures are made up; every page says so."),
    ),
    sort_key=("area_code",),
)
