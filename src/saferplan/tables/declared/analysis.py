from saferplan.tables.schema import Column, Table

ANALYSIS = Table(
    name="analysis",
    description="Which analysis each source supports, and what each lacks: an analysis that asks for more is refused by name.",
    columns=(
        Column("analysis_id", "VARCHAR", "The analysis."),
        Column("source_id", "VARCHAR", "The source."),
        Column("title", "VARCHAR", "What people call it."),
        Column("is_supported", "BOOLEAN", "Whether it may be made of this source."),
        Column("lacking", "VARCHAR", "What cannot be read from the source.", nullable=True),
        Column("way_out", "VARCHAR", "What data would allow it.", nullable=True),
    ),
    sort_key=("analysis_id", "source_id"),
)
