from saferplan.tables.schema import Column, Table

SOURCE_AGREEMENT = Table(
    name="source_agreement",
    description="Recorded crime by the Home Office beside the sum of police.uk. Outside 0.95 to 1.05 it is a data query.",
    columns=(
        Column("area_code", "VARCHAR", "The CSP."),
        Column("period", "VARCHAR", "The financial year."),
        Column("category", "VARCHAR", "`(all)`, or a crime type of police.uk."),
        Column("home_office", "BIGINT", "Offences without fraud."),
        Column("police_uk", "BIGINT", "Rows placed in the CSP."),
        Column("ratio", "DOUBLE", "police.uk over the Home Office; null where that has none.", nullable=True),
        Column("is_query", "BOOLEAN", "Whether somebody should ask why."),
    ),
    sort_key=("area_code", "period", "category"),
)
