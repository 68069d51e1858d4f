from saferplan.tables.schema import Column, Table

FACT = Table(
    name="fact",
    description="Sentences bound to measures. A fact is stated, or refused with the reason and what would allow it.",
    columns=(
        Column("position", "INTEGER", "Its place on the page."),
        Column("fact_id", "VARCHAR", "Identifier, as used by `saferplan explain`."),
        Column("title", "VARCHAR", "The question it answers."),
        Column("status", "VARCHAR", "Stated or refused.", check="status IN ('stated', 'refused')"),
        Column("sentence", "VARCHAR", "The sentence, or the reason it is refused."),
        Column("way_out", "VARCHAR", "What data would allow a refused fact.", nullable=True),
        Column("period", "VARCHAR", "What it is about.", nullable=True),
        Column(
            "disclosure",
            "VARCHAR",
            "The strictest of its sources.",
            check="disclosure IN ('open', 'partner', 'personal')",
        ),
        Column("marking", "VARCHAR", "The strictest marking of its sources."),
        Column("may_publish", "BOOLEAN", "Whether every source behind it may be shown outside the partnership."),
        Column(
            "stale_after",
            "DATE",
            "The day after which newer figures should be there; null where none are due.",
            nullable=True,
        ),
    ),
    sort_key=("position",),
)
