from saferplan.tables.schema import Column, Table

INDICATOR = Table(
    name="indicator",
    description="What each indicator counts, in whose words, and which way is better.",
    columns=(
        Column("indicator_id", "VARCHAR", "Identifier."),
        Column("title", "VARCHAR", "Title to show."),
        Column("feed", "VARCHAR", "The feed it is counted from."),
        Column("denominator", "VARCHAR", "What its value is divided by, and how it is written."),
        Column(
            "unit", "VARCHAR", "Offences, incidents or searches.", check="unit IN ('offence', 'asb_incident', 'search')"
        ),
        Column(
            "polarity",
            "VARCHAR",
            "Whether lower is better, or neither.",
            check="polarity IN ('lower_is_better', 'higher_is_better', 'neutral')",
        ),
        Column("definition", "VARCHAR", "What is counted."),
        Column("caveat", "VARCHAR", "What the reader must know.", nullable=True),
    ),
    sort_key=("indicator_id",),
)
