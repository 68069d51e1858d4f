from saferplan.tables.schema import Column, Table

SERIES_BREAK = Table(
    name="series_break",
    description="Changes in how crime is recorded or published: a comparison across one may be of recording, not of crime.",
    columns=(
        Column("break_id", "VARCHAR", "Identifier."),
        Column("from_month", "DATE", "First day of the first month of the new practice."),
        Column("effect_until", "DATE", "First day of the last month in which it may still be working its way in."),
        Column("feed", "VARCHAR", "The feed it touches; null for all.", nullable=True),
        Column("force_code", "VARCHAR", "The force it touches; null for all.", nullable=True),
        Column("groups", "VARCHAR", "Types or subgroups of crime it touches, joined by bars; empty for all."),
        Column("effect", "VARCHAR", "Expected direction.",
               check="effect IN ('up', 'down', 'mix', 'missing', 'not_comparable')"),
        Column("behaviour", "VARCHAR", "What is done with a comparison of a touched group across it.",
               check="behaviour IN ('annotate', 'split', 'refuse')"),
        Column("status", "VARCHAR", "`suspected` without a citation.", check="status IN ('cited', 'suspected')"),
        Column("citation", "VARCHAR", "Where it is described.", nullable=True),
        Column("wording", "VARCHAR", "How it is said in public."),
        Column("is_local", "BOOLEAN", "Whether it is the partnership's own, from saferplan.toml."),
    ),
    sort_key=("break_id",),
)  # fmt: skip
