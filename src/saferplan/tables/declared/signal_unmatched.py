from saferplan.tables.schema import Column, Table

SIGNAL_UNMATCHED = Table(
    name="signal_unmatched",
    description="Judgements of signals that the edition has not: a month was added, a file revised or a setting changed, or the "
        "identifier is mistyped. None is dropped without being named.",
    columns=(
        Column("signal_id", "VARCHAR", "The identifier that was judged."),
        Column("judged_on", "DATE", "When."),
        Column("judgement", "VARCHAR", "What it was found to be.",
               check="judgement IN ('real', 'recording', 'known', 'no_action')"),
        Column("about", "VARCHAR", "What the judgement says it is about; null where it says nothing.", nullable=True),
        Column("meant", "VARCHAR", "What the identifier is of, in words; null where it is of nothing in the partnership.",
               nullable=True),
        Column("nearest_id", "VARCHAR", "The signal of this edition nearest to it; null where there is none.", nullable=True),
    ),
    sort_key=("signal_id",),
)  # fmt: skip
