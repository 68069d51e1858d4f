from saferplan.tables.schema import Column, Table

DEPRIVED_SHARE = Table(
    name="deprived_share",
    description="How much of recorded crime lies in the neighbourhoods (LSOAs) among the most deprived fifth of England.",
    columns=(
        Column("area_code", "VARCHAR", "The partnership."),
        Column("period", "VARCHAR", "The financial year."),
        Column("year", "BIGINT", "The index's year; null where none was supplied.", nullable=True),
        Column("places", "BIGINT", "Neighbourhoods, those without a crime among them."),
        Column("unknown_places", "BIGINT", "Those that the index does not know."),
        Column("deprived_places", "BIGINT", "Those among the most deprived fifth of England."),
        Column("crimes", "BIGINT", "Crimes recorded in all of them."),
        Column("deprived_crimes", "BIGINT", "Crimes recorded in those among the most deprived fifth."),
    ),
    sort_key=("area_code", "period"),
)
