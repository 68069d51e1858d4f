from saferplan.tables.schema import Column, Table

KNOWN_GAP = Table(
    name="known_gap",
    description="What publishers are known not to supply, with the day that was last verified.",
    columns=(
        Column("gap_id", "VARCHAR", "Identifier."),
        Column("feed", "VARCHAR", "The feed."),
        Column("force_name", "VARCHAR", "The force, or `all`."),
        Column("from_month", "DATE", "Since when, if known.", nullable=True),
        Column("until_month", "DATE", "Until when, if it has ended.", nullable=True),
        Column("wording", "VARCHAR", "What is missing or unreliable."),
        Column("verified_on", "DATE", "The day it was last verified; older than 180 days wants looking at again."),
        Column("applies", "BOOLEAN", "Whether it is about a force of this edition."),
    ),
    sort_key=("gap_id",),
)
