from saferplan.tables.schema import Column, Table

COVERAGE = Table(
    name="coverage",
    description="Whether a force's file for a month was supplied, and whether it looks whole. Absence of rows is no "
        "zero unless so.",
    columns=(
        Column("force_code", "VARCHAR", "The police force area."),
        Column("month", "DATE", "First day of the month."),
        Column("feed", "VARCHAR", "The source.",
               check="feed IN ('police_uk_street', 'police_uk_outcomes', 'police_uk_stop_and_search', 'home_office_csp')"),
        Column("status", "VARCHAR", "Supplied, in part, or not.", check="status IN ('supplied', 'partial', 'not_supplied')"),
        Column("rows", "BIGINT", "Rows kept; for a quarterly feed, of the whole quarter."),
        Column("foreign_rows", "BIGINT", "Of these, rows that lie in another force's area: counted nowhere."),
        Column("lower", "DOUBLE", "1% lower limit of the rows by the force's own trend and season; null under 24 months.",
               nullable=True),
        Column("median", "DOUBLE", "Median rows of the twelve months beside it.", nullable=True),
        Column("types_lacking", "VARCHAR", "Types without a row in the month, of which the force usually has twenty or more.",
               nullable=True),
    ),
    sort_key=("force_code", "month", "feed"),
    caveats=(
        "A month is partial when its rows are below the 1% lower limit and under a share of the median (a setting, 60%).",
        "Under 24 months no month can be called partial so.",
        "A month of the street files is partial, too, when more than one row in fifty was refused, or a type has no row at all of "
        "which the force has twenty or more in half of the months that have any, within a year of one that has.",
        "A quarter of the Home Office's table is partial when a partnership of the force is short of a refused row, or its rows or "
        "offences (without fraud) are none or under the same share of those of its median quarter.",
    ),
)  # fmt: skip
