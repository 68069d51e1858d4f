from saferplan.tables.schema import Column, Table

INDICATOR = Table(
    name="indicator",
    description="What each indicator counts, in whose words, and which way is better.",
    columns=(
        Column("indicator_id", "VARCHAR", "Identifier."),
        Column("title", "VARCHAR", "Title to show."),
        Column("unit", "VARCHAR", "Offences or incidents.", check="unit IN ('offence', 'asb_incident')"),
        Column(
            "polarity",
            "VARCHAR",
            "Whether lower is better, or neither.",
            check="polarity IN ('lower_is_better', 'neutral')",
        ),
        Column("definition", "VARCHAR", "What is counted."),
        Column("caveat", "VARCHAR", "What the reader must know.", nullable=True),
    ),
    sort_key=("indicator_id",),
)
